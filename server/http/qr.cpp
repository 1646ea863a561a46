#include "server/http/qr.hpp"

#include <exception>
#include <optional>
#include <qrcodegen.hpp>

namespace zhunru::server::http {

namespace {

std::optional<qrcodegen::QrCode> code_of(std::string_view text) {
  try {
    return qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<QrModules> qr_modules(std::string_view text) {
  const auto code = code_of(text);
  if (!code) return std::nullopt;
  QrModules out{code->getSize(), {}};
  for (int y = 0; y < out.size; ++y) {
    for (int x = 0; x < out.size; ++x) out.modules.push_back(code->getModule(x, y));
  }
  return out;
}

std::string qr_for_terminal(std::string_view text) {
  const auto code = code_of(text);
  if (!code) return {};
  constexpr int quiet = 2;
  const int size = code->getSize();
  std::string out;
  for (int y = -quiet; y < size + quiet; y += 2) {
    out += "  ";
    for (int x = -quiet; x < size + quiet; ++x) {
      const bool upper = !code->getModule(x, y);
      const bool lower = !code->getModule(x, y + 1);
      out += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    out += '\n';
  }
  return out;
}

std::string qr_as_svg(std::string_view text) {
  const auto code = code_of(text);
  if (!code) return {};
  constexpr int quiet = 4;
  const int size = code->getSize();
  const std::string side = std::to_string(size + 2 * quiet);
  std::string path;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      if (code->getModule(x, y)) path += "M" + std::to_string(x + quiet) + "," + std::to_string(y + quiet) + "h1v1h-1z";
    }
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"" + path +
         "\" fill=\"#000\"/></svg>";
}

}  // namespace zhunru::server::http

#include "server/attachments/kind.hpp"

#include <array>

#include "engine/base/utf8.hpp"

namespace zhunru::server::attachments {

namespace {

using namespace std::string_view_literals;

base::Error cut_off() {
  return base::make_error("attachment-cut-off", "文件不完整,请重新选择。", "The file is incomplete; choose it again.");
}

bool is_pdf_delimiter(char c) { return "\0\t\n\f\r ()<>[]{}/%"sv.find(c) != std::string_view::npos; }

/// A PDF name such as /JavaScript, whole: "/JS" does not match "/JSomething".
bool has_name(std::string_view bytes, std::string_view name) {
  for (std::size_t at = bytes.find(name); at != std::string_view::npos; at = bytes.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (end >= bytes.size() || is_pdf_delimiter(bytes[end])) return true;
  }
  return false;
}

base::Result<std::string> pdf(std::string_view bytes) {
  const std::string_view tail = bytes.substr(bytes.size() > 2048 ? bytes.size() - 2048 : 0);
  if (tail.find("%%EOF") == std::string_view::npos) return cut_off();
  for (const auto name : {"/JavaScript"sv, "/JS"sv, "/Launch"sv, "/EmbeddedFile"sv, "/RichMedia"sv, "/XFA"sv}) {
    if (has_name(bytes, name)) {
      return base::make_error("attachment-active", "这份 PDF 含有脚本、程序或内嵌文件,不能上传;请打印成普通 PDF 再试。",
                              "This PDF carries scripts, programs or embedded files; print it to a plain PDF first.", std::string(name));
    }
  }
  return std::string("application/pdf");
}

/// Walks the segments of a JPEG up to its picture data, as a decoder would.
base::Result<std::string> jpeg(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) != 0xFF) return cut_off();
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const std::size_t length = static_cast<unsigned char>(bytes[at + 2]) * 256u + static_cast<unsigned char>(bytes[at + 3]);
    if (length < 2) return cut_off();
    at += 2 + length;
    if (marker == 0xDA) {
      if (bytes.find("\xFF\xD9"sv, at) == std::string_view::npos) return cut_off();
      return std::string("image/jpeg");
    }
  }
  return cut_off();
}

base::Result<std::string> png(std::string_view bytes) {
  if (bytes.size() < 45 || bytes.substr(12, 4) != "IHDR"sv) return cut_off();
  if (bytes.substr(bytes.size() - 8, 4) != "IEND"sv) return cut_off();
  return std::string("image/png");
}

base::Result<std::string> webp(std::string_view bytes) {
  std::size_t length = 0;
  for (std::size_t i = 4; i-- > 0;) length = length * 256 + static_cast<unsigned char>(bytes[4 + i]);
  if (length + 8 > bytes.size()) return cut_off();
  return std::string("image/webp");
}

}  // namespace

base::Result<std::string> kind_of(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return pdf(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return jpeg(bytes);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return png(bytes);
  if (bytes.size() >= 16 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) return webp(bytes);
  return base::make_error("attachment-kind", "只接受 PDF 和照片(JPEG、PNG、WebP);文件内容不是其中任何一种。",
                          "Only PDF and photos (JPEG, PNG, WebP) are accepted; the content is none of them.");
}

std::string safe_name(std::string_view name) {
  const std::size_t cut = name.find_last_of("/\\");
  if (cut != std::string_view::npos) name.remove_prefix(cut + 1);
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || c == '"' || c == '<' || c == '>' || c == ':' || c == '|' || c == '?' || c == '*') continue;
    out += c;
  }
  while (out.starts_with('.')) out.erase(0, 1);
  while (out.size() > 120) {
    out.pop_back();
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    // The first byte of a cut character goes as well.
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
  }
  return base::utf8_valid(out) && !out.empty() ? out : "attachment";
}

}  // namespace zhunru::server::attachments

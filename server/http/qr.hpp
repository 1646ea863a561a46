// QR codes: with block characters for a camera in front of a terminal, as SVG for pages and posters, and as modules for printing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhunru::server::http {

/// The modules of a code, row by row, without the quiet zone.
struct QrModules {
  int size = 0;
  std::vector<bool> modules;
  bool dark(int x, int y) const { return modules[static_cast<std::size_t>(y * size + x)]; }
};
/// Empty when the text is too long.
std::optional<QrModules> qr_modules(std::string_view text);

/// Lines of text; dark modules are blanks on a light ground, as most terminals are dark. Empty when the text is too long.
std::string qr_for_terminal(std::string_view text);
/// The same as an SVG image with a quiet zone, one path, for pages and posters.
std::string qr_as_svg(std::string_view text);

}  // namespace zhunru::server::http

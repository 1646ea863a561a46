// QR codes: with block characters for a camera in front of a terminal, and as SVG for pages and posters.
#pragma once

#include <string>
#include <string_view>

namespace zhunru::server::http {

/// Lines of text; dark modules are blanks on a light ground, as most terminals are dark. Empty when the text is too long.
std::string qr_for_terminal(std::string_view text);
/// The same as an SVG image with a quiet zone, one path, for pages and posters.
std::string qr_as_svg(std::string_view text);

}  // namespace zhunru::server::http

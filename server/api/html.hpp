// Small pieces of plain HTML pages, without script: text made safe, and the head that all of them have.
#pragma once

#include <string>
#include <string_view>

namespace zhunru::server::api {

/// Text for HTML; line breaks become <br>.
std::string escaped(std::string_view text);
/// Doctype, head with the style sheet, and <body>.
std::string page_begin(std::string_view title);

}  // namespace zhunru::server::api

// UTF-8 by code point: FEEL and the policy count characters, never bytes. No locale.
// Only checks, counts, cuts and simple case mapping; no normalisation, no collation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhunru::base {

/// True when the text is well-formed UTF-8 (no surrogates, no overlong forms, nothing above U+10FFFF).
bool utf8_valid(std::string_view text);
/// Number of code points; text must be valid.
std::size_t utf8_length(std::string_view text);
/// Code points of valid text; a bad byte becomes U+FFFD.
std::vector<char32_t> utf8_decode(std::string_view text);
/// Reads the code point at byte `offset` and moves `offset` behind it; bad bytes give U+FFFD and move by one.
char32_t utf8_next(std::string_view text, std::size_t& offset);
/// Appends one code point.
void utf8_append(std::string& out, char32_t code_point);
std::string utf8_encode(const std::vector<char32_t>& code_points);
/// `count` code points from code point `start` (both clamped).
std::string utf8_substring(std::string_view text, std::size_t start, std::size_t count);
/// Upper and lower case of Latin, Greek, Cyrillic, Armenian and full-width letters; others stay as they are.
std::string utf8_upper(std::string_view text);
std::string utf8_lower(std::string_view text);
char32_t code_point_upper(char32_t c);
char32_t code_point_lower(char32_t c);

}  // namespace zhunru::base

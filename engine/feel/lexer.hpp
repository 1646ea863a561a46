// Tokens of FEEL (DMN 1.5 §10.3.1.2). Names come out word by word; the parser joins words, because only it knows the scope.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace zhunru::feel {

enum class TokenKind : std::uint8_t { end, number, string, at_string, word, symbol, bad };

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t begin = 0;   ///< first byte
  std::uint32_t end = 0;     ///< byte behind the last
  std::string text;          ///< word, symbol or number as written; string with escapes resolved; or what is bad about it
};

bool is_name_start(char32_t c);
bool is_name_part(char32_t c);
bool is_space(char32_t c);
/// Blanks at the ends removed, inner runs of blanks made one.
std::string normalized_name(std::string_view name);
/// Byte behind white space and comments at `offset`. An open comment runs to the end of the text.
std::size_t skip_space(std::string_view text, std::size_t offset);
/// The token at or behind `offset`.
Token next_token(std::string_view text, std::size_t offset);
/// If `name` (normalized) stands at `offset`, the byte behind it, else 0. Runs of blanks count as one.
std::size_t match_name(std::string_view text, std::size_t offset, std::string_view name);

}  // namespace zhunru::feel

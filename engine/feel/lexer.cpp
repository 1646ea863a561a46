#include "engine/feel/lexer.hpp"

#include "engine/base/utf8.hpp"

namespace zhunru::feel {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads `count` hexadecimal digits; false when there are fewer.
bool read_hex(std::string_view text, std::size_t& at, int count, char32_t& out) {
  out = 0;
  for (int i = 0; i < count; ++i) {
    const int digit = at < text.size() ? hex_value(text[at]) : -1;
    if (digit < 0) return false;
    out = out * 16 + static_cast<char32_t>(digit);
    ++at;
  }
  return true;
}

Token bad(std::size_t begin, std::size_t end, std::string why) {
  return {TokenKind::bad, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), std::move(why)};
}

/// One escape behind the backslash; empty text means it is no escape FEEL knows.
bool read_escape(std::string_view text, std::size_t& at, std::string& out) {
  const char c = text[at++];
  switch (c) {
    case 'n':
      out += '\n';
      return true;
    case 'r':
      out += '\r';
      return true;
    case 't':
      out += '\t';
      return true;
    case '"':
      out += '"';
      return true;
    case '\'':
      out += '\'';
      return true;
    case '\\':
      out += '\\';
      return true;
    case 'u':
    case 'U': {
      char32_t unit = 0;
      if (!read_hex(text, at, c == 'u' ? 4 : 6, unit)) return false;
      char32_t low = 0;
      std::size_t next = at + 2;
      const bool surrogate = unit >= 0xD800 && unit < 0xDC00;
      if (surrogate && text.substr(at, 2) == "\\u" && read_hex(text, next, 4, low) && low >= 0xDC00 &&
          low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        at = next;
      }
      if (unit > 0x10FFFF || (unit >= 0xD800 && unit < 0xE000)) return false;
      base::utf8_append(out, unit);
      return true;
    }
    default:
      // Other escapes (\d, \s of regular expressions) keep their backslash.
      out += '\\';
      out += c;
      return true;
  }
}

Token read_string(std::string_view text, std::size_t begin, std::size_t quote) {
  std::string value;
  for (std::size_t at = quote + 1; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      return {quote == begin ? TokenKind::string : TokenKind::at_string, static_cast<std::uint32_t>(begin),
              static_cast<std::uint32_t>(at + 1), std::move(value)};
    }
    if (c == '\\' && at + 1 < text.size()) {
      ++at;
      if (!read_escape(text, at, value)) return bad(begin, at, "bad \\u escape");
      continue;
    }
    value += c;
    ++at;
  }
  return bad(begin, text.size(), "the string is not closed by \"");
}

Token read_number(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t digits = at + 1;
    if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
    if (digits < text.size() && is_digit(text[digits])) {
      at = digits;
      while (at < text.size() && is_digit(text[at])) ++at;
    }
  }
  return {TokenKind::number, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at),
          std::string(text.substr(begin, at - begin))};
}

}  // namespace

bool is_name_start(char32_t c) {
  if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '?';
  return (c >= 0xC0 && c <= 0xD6) || (c >= 0xD8 && c <= 0xF6) || (c >= 0xF8 && c <= 0x2FF) ||
         (c >= 0x370 && c <= 0x37D) || (c >= 0x37F && c <= 0x1FFF && !is_space(c)) ||
         (c >= 0x200C && c <= 0x200D) || (c >= 0x2070 && c <= 0x218F) || (c >= 0x2C00 && c <= 0x2FEF) ||
         (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
         (c >= 0xFDF0 && c <= 0xFFFD && c != 0xFEFF) || (c >= 0x10000 && c <= 0xEFFFF);
}

bool is_name_part(char32_t c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
         c == 0x203F || c == 0x2040;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

std::string normalized_name(std::string_view name) {
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t c = base::utf8_next(name, i);
    if (is_space(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    base::utf8_append(out, c);
  }
  return out;
}

std::size_t skip_space(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    if (text.substr(offset, 2) == "//") {
      const std::size_t line_end = text.find('\n', offset);
      offset = line_end == std::string_view::npos ? text.size() : line_end + 1;
      continue;
    }
    if (text.substr(offset, 2) == "/*") {
      const std::size_t close = text.find("*/", offset + 2);
      offset = close == std::string_view::npos ? text.size() : close + 2;
      continue;
    }
    std::size_t next = offset;
    if (!is_space(base::utf8_next(text, next))) break;
    offset = next;
  }
  return offset;
}

Token next_token(std::string_view text, std::size_t offset) {
  const std::size_t begin = skip_space(text, offset);
  const auto begin32 = static_cast<std::uint32_t>(begin);
  if (begin >= text.size()) return {TokenKind::end, begin32, begin32, ""};
  const char c = text[begin];
  if (c == '"') return read_string(text, begin, begin);
  if (c == '@') {
    const std::size_t quote = skip_space(text, begin + 1);
    if (quote < text.size() && text[quote] == '"') return read_string(text, begin, quote);
    return bad(begin, begin + 1, "@ must be followed by a string");
  }
  if (is_digit(c)) return read_number(text, begin);
  if (c == '.' && begin + 1 < text.size() && is_digit(text[begin + 1])) return read_number(text, begin);
  std::size_t end = begin;
  if (is_name_start(base::utf8_next(text, end))) {
    if (c != '?') {
      for (std::size_t next = end; next < text.size(); end = next) {
        if (!is_name_part(base::utf8_next(text, next))) break;
      }
    }
    return {TokenKind::word, begin32, static_cast<std::uint32_t>(end),
            std::string(text.substr(begin, end - begin))};
  }
  static constexpr std::string_view symbols[] = {"..", "**", "<=", ">=", "!=", "->", "+", "-", "*", "/", "=",
                                                 "<",  ">",  "(",  ")",  "[",  "]",  "{", "}", ",", ":", "."};
  for (const std::string_view symbol : symbols) {
    if (text.substr(begin, symbol.size()) == symbol) {
      return {TokenKind::symbol, begin32, static_cast<std::uint32_t>(begin + symbol.size()),
              std::string(symbol)};
    }
  }
  return bad(begin, end, "unexpected character '" + std::string(text.substr(begin, end - begin)) + "'");
}

std::size_t match_name(std::string_view text, std::size_t offset, std::string_view name) {
  std::size_t at = offset;
  for (std::size_t i = 0; i < name.size();) {
    if (name[i] == ' ') {
      std::size_t next = at;
      if (at >= text.size() || !is_space(base::utf8_next(text, next))) return 0;
      for (at = next; at < text.size(); at = next) {
        if (!is_space(base::utf8_next(text, next))) break;
      }
      ++i;
    } else {
      if (at >= text.size() || text[at] != name[i]) return 0;
      ++at, ++i;
    }
  }
  // A name must not end in the middle of a word.
  std::size_t last = name.size();
  while (last > 0 && (static_cast<unsigned char>(name[last - 1]) & 0xC0) == 0x80) --last;
  std::size_t begin = last == 0 ? 0 : last - 1;
  std::size_t next = at;
  if (at < text.size() && is_name_part(base::utf8_next(name, begin)) &&
      is_name_part(base::utf8_next(text, next)))
    return 0;
  return at;
}

}  // namespace zhunru::feel

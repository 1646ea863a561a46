#include "engine/form/text.hpp"

#include "engine/base/utf8.hpp"

namespace zhunru::form {
namespace {

bool is_blank(char32_t c) {
  switch (c) {
    case U' ': case U'\u0085': case U'\u00A0': case U'\u1680': case U'\u2028': case U'\u2029': case U'\u202F':
    case U'\u205F': case U'\u3000': case U'\uFEFF':
      return true;
    default:
      return (c >= U'\t' && c <= U'\r') || (c >= U'\u2000' && c <= U'\u200B');
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.size();
  std::size_t end = text.size();
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t at = offset;
    if (is_blank(base::utf8_next(text, offset))) continue;
    if (begin == text.size()) begin = at;
    end = offset;
  }
  return begin == text.size() ? std::string_view() : text.substr(begin, end - begin);
}

std::int64_t trimmed_length(std::string_view text) {
  return static_cast<std::int64_t>(base::utf8_length(trimmed(text)));
}

bool looks_like_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.rfind('.');
  return text.find(' ') == std::string_view::npos && dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size();
}

bool looks_like_phone(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') ++digits;
    else if (!(c == '+' && i == 0) && c != ' ' && c != '-') return false;
  }
  return digits >= 5 && digits <= 20;
}

}  // namespace zhunru::form

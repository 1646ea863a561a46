// String functions (DMN 1.5 §10.3.4.3). Positions and lengths count code points.
#include "engine/base/utf8.hpp"
#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/regex.hpp"
#include "engine/feel/text_form.hpp"

namespace zhunru::feel {
namespace {

using base::Value;

Value string_of(Arguments& a) {
  return a[0].is_null() ? Value() : Value(text_form(a[0]));
}

Value substring(Arguments& a) {
  const std::string* text = a.string(0);
  const auto start = a.integer(1);
  if (text == nullptr || !start || *start == 0) return {};
  const auto size = static_cast<std::int64_t>(base::utf8_length(*text));
  if (*start > size || *start < -size) return {};
  const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
  std::int64_t count = size - first;
  if (a.given(2)) {
    const auto length = a.integer(2);
    if (!length || *length < 1) return {};
    if (*length < count) count = *length;
  }
  return base::utf8_substring(*text, static_cast<std::size_t>(first), static_cast<std::size_t>(count));
}

Value string_length(Arguments& a) {
  const std::string* text = a.string(0);
  return text != nullptr ? Value(static_cast<std::int64_t>(base::utf8_length(*text))) : Value();
}

Value upper_case(Arguments& a) {
  const std::string* text = a.string(0);
  return text != nullptr ? Value(base::utf8_upper(*text)) : Value();
}

Value lower_case(Arguments& a) {
  const std::string* text = a.string(0);
  return text != nullptr ? Value(base::utf8_lower(*text)) : Value();
}

template <Value (*function)(const std::string&, const std::string&)>
Value two_strings(Arguments& a) {
  const std::string* text = a.string(0);
  const std::string* match = a.string(1);
  return text != nullptr && match != nullptr ? function(*text, *match) : Value();
}

Value substring_before(const std::string& text, const std::string& match) {
  const std::size_t at = text.find(match);
  return at == std::string::npos ? Value("") : Value(text.substr(0, at));
}

Value substring_after(const std::string& text, const std::string& match) {
  const std::size_t at = text.find(match);
  return at == std::string::npos ? Value("") : Value(text.substr(at + match.size()));
}

Value contains(const std::string& text, const std::string& match) {
  return text.find(match) != std::string::npos;
}
Value starts_with(const std::string& text, const std::string& match) {
  return text.starts_with(match);
}
Value ends_with(const std::string& text, const std::string& match) {
  return text.ends_with(match);
}

/// The compiled pattern of argument `pattern` with the flags of argument `flags` (when the function has
/// them).
std::optional<Regex> regex_of(Arguments& a, std::size_t pattern, std::size_t flags) {
  const std::string* text = a.string(pattern);
  if (text == nullptr) return std::nullopt;
  std::string given;
  if (flags < a.size() && !a[flags].is_null()) {
    if (a.string(flags) == nullptr) return std::nullopt;
    given = *a.string(flags);
  }
  return Regex::compile(*text, given);
}

/// A regular expression that needs too many steps ends the evaluation.
Value exhausted(Arguments& a) {
  a.evaluator().fail(base::make_error("feel-steps", "正则表达式匹配步数超过上限，请简化。",
                                      "The regular expression needs more steps than allowed; simplify it."));
  return {};
}

Value matches(Arguments& a) {
  const std::string* input = a.string(0);
  const auto regex = regex_of(a, 1, 2);
  if (input == nullptr || !regex) return {};
  const auto text = base::utf8_decode(*input);
  RegexBudget budget;
  const auto found = regex->search(text, 0, budget);
  return budget.exhausted() ? exhausted(a) : Value(found.has_value());
}

Value replace(Arguments& a) {
  const std::string* input = a.string(0);
  const auto regex = regex_of(a, 1, 3);
  const std::string* replacement = a.string(2);
  if (input == nullptr || replacement == nullptr || !regex) return {};
  const auto text = base::utf8_decode(*input);
  RegexBudget budget;
  // XPath err:FORX0003: a pattern that matches the empty string cannot be replaced.
  if (regex->search({}, 0, budget)) return {};
  std::string out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto match = regex->search(text, at, budget);
    if (budget.exhausted()) return exhausted(a);
    if (!match) break;
    for (; at < match->begin(); ++at) base::utf8_append(out, text[at]);
    const auto piece = regex->expand(*replacement, text, *match);
    if (!piece) return {};
    out += *piece;
    if (out.size() > base::limits::feel_string_bytes) break;
    if (match->end() == match->begin()) break;
    at = match->end();
  }
  for (; at < text.size(); ++at) base::utf8_append(out, text[at]);
  return out;
}

Value split(Arguments& a) {
  const std::string* input = a.string(0);
  const auto regex = regex_of(a, 1, static_cast<std::size_t>(-1));
  if (input == nullptr || !regex) return {};
  const auto text = base::utf8_decode(*input);
  RegexBudget budget;
  if (regex->search({}, 0, budget)) return {};
  base::List parts;
  std::size_t at = 0;
  for (;;) {
    const auto match = regex->search(text, at, budget);
    if (budget.exhausted()) return exhausted(a);
    const std::size_t end = match ? match->begin() : text.size();
    parts.emplace_back(base::utf8_encode(
        {text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end)}));
    if (!match || match->end() == match->begin() || !a.evaluator().spend()) break;
    at = match->end();
  }
  return Value(std::move(parts));
}

Value string_join(Arguments& a) {
  const auto list = a.list(0);
  if (!list) return {};
  std::string delimiter;
  if (a.size() > 1 && !a[1].is_null()) {
    if (a.string(1) == nullptr) return {};
    delimiter = *a.string(1);
  }
  std::string out;
  bool first = true;
  for (const Value& item : *list) {
    if (item.is_null()) continue;
    if (!item.is_string()) return {};
    if (!first) out += delimiter;
    first = false;
    out += item.as_string();
    if (out.size() > base::limits::feel_string_bytes) break;
  }
  return out;
}

constexpr Builtin functions[] = {
    {"string", "from", string_of},
    {"substring", "string,start position,length?", substring},
    {"string length", "string", string_length},
    {"upper case", "string", upper_case},
    {"lower case", "string", lower_case},
    {"substring before", "string,match", two_strings<substring_before>},
    {"substring after", "string,match", two_strings<substring_after>},
    {"contains", "string,match", two_strings<contains>},
    {"starts with", "string,match", two_strings<starts_with>},
    {"ends with", "string,match", two_strings<ends_with>},
    {"matches", "input,pattern,flags?", matches},
    {"replace", "input,pattern,replacement,flags?", replace},
    {"split", "string,delimiter", split},
    {"string join", "list,delimiter?", string_join},
};

}  // namespace

BuiltinFamily string_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel

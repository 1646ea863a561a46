#include "tools/conformance/typed_json.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/feel/text_form.hpp"

namespace zhunru::conformance {
namespace {

using base::Value;

/// Name and text of a typed value; empty name when it is none.
std::pair<std::string, std::string> typed(const Value& json) {
  if (!json.is_context() || json.size() != 1) return {};
  const auto& [name, member] = *json.as_context().begin();
  if (name.empty() || name.front() != '$' || !member.is_string()) return {};
  return {name, member.as_string()};
}

template <class T>
Value from(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

Fulfils yes_if(bool condition) {
  return condition ? Fulfils::yes : Fulfils::no;
}

constexpr std::int32_t tolerated_scale = 8;

Fulfils number_fulfils(const std::string& text, const Value& seen) {
  const auto expected = base::Decimal::parse(text);
  if (!expected || !seen.is_number()) return Fulfils::no;
  const base::Decimal& number = seen.as_number();
  if (*expected == number) return Fulfils::yes;
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return Fulfils::no;
  const auto scale = static_cast<std::int32_t>(text.size() - point - 1);
  if (number.rounded(scale, base::Rounding::half_up) == expected ||
      number.rounded(scale, base::Rounding::half_even) == expected) {
    return Fulfils::yes;
  }
  const bool close =
      scale > tolerated_scale && number.rounded(tolerated_scale, base::Rounding::half_even) ==
                                     expected->rounded(tolerated_scale, base::Rounding::half_even);
  return close ? Fulfils::tolerated : Fulfils::no;
}

}  // namespace

Value from_typed_json(const Value& json) {
  const auto [name, text] = typed(json);
  if (name == "$number") return from(base::Decimal::parse(text));
  if (name == "$date") return from(base::parse_date(text));
  if (name == "$time") return from(base::parse_time(text));
  if (name == "$dateTime") return from(base::parse_date_time(text));
  if (name == "$duration") {
    const auto months = base::parse_months_duration(text);
    return months ? Value(*months) : from(base::parse_seconds_duration(text));
  }
  if (json.is_list()) {
    base::List items;
    for (const Value& item : json.as_list()) items.push_back(from_typed_json(item));
    return items;
  }
  if (json.is_context()) {
    base::Context members;
    for (const auto& [key, member] : json.as_context()) members.set(key, from_typed_json(member));
    return members;
  }
  return json;
}

Fulfils fulfils(const Value& expected, const Value& seen) {
  const auto [name, text] = typed(expected);
  if (name == "$number") return number_fulfils(text, seen);
  if (!name.empty()) return yes_if(from_typed_json(expected) == seen && !seen.is_null());
  Fulfils answer = Fulfils::yes;
  if (expected.is_list()) {
    if (!seen.is_list() || seen.size() != expected.size()) return Fulfils::no;
    for (std::size_t i = 0; i < seen.size(); ++i)
      answer = std::min(answer, fulfils(expected.item(i), seen.item(i)));
    return answer;
  }
  if (expected.is_context()) {
    if (!seen.is_context() || seen.size() != expected.size()) return Fulfils::no;
    for (const auto& [key, member] : expected.as_context()) {
      const Value* found = seen.as_context().find(key);
      answer = found == nullptr ? Fulfils::no : std::min(answer, fulfils(member, *found));
    }
    return answer;
  }
  return yes_if(expected == seen);
}

std::string shown(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_string()) return base::json_quoted(value.as_string());
  return feel::text_form(value) + " (" + std::string(base::to_string(value.kind())) + ")";
}

}  // namespace zhunru::conformance

#include "tools/conformance/typed_json.hpp"

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

bool number_fulfils(const std::string& text, const Value& seen) {
  const auto expected = base::Decimal::parse(text);
  if (!expected || !seen.is_number()) return false;
  if (*expected == seen.as_number()) return true;
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return false;
  const auto scale = static_cast<std::int32_t>(text.size() - point - 1);
  return seen.as_number().rounded(scale, base::Rounding::half_up) == expected ||
         seen.as_number().rounded(scale, base::Rounding::half_even) == expected;
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

bool fulfils(const Value& expected, const Value& seen) {
  const auto [name, text] = typed(expected);
  if (name == "$number") return number_fulfils(text, seen);
  if (!name.empty()) return from_typed_json(expected) == seen && !seen.is_null();
  if (expected.is_list()) {
    if (!seen.is_list() || seen.size() != expected.size()) return false;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (!fulfils(expected.item(i), seen.item(i))) return false;
    }
    return true;
  }
  if (expected.is_context()) {
    if (!seen.is_context() || seen.size() != expected.size()) return false;
    for (const auto& [key, member] : expected.as_context()) {
      const Value* found = seen.as_context().find(key);
      if (found == nullptr || !fulfils(member, *found)) return false;
    }
    return true;
  }
  return expected == seen;
}

std::string shown(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is_string()) return base::json_quoted(value.as_string());
  return feel::text_form(value) + " (" + std::string(base::to_string(value.kind())) + ")";
}

}  // namespace zhunru::conformance

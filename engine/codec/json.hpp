// Structs with a field list as JSON and back, strictly: a member that the struct does not know and a field that the JSON
// does not have are errors that name it. Only std::optional fields may be missing. Numbers must fit; enums are words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/command/fields.hpp"

namespace zhunru::codec {

inline base::Error json_problem(std::string code, std::string_view where, std::string_view zh, std::string_view en) {
  return base::make_error(std::move(code), std::string(where) + "：" + std::string(zh), std::string(where) + ": " + std::string(en),
                          std::string(where));
}

// --- Writing

inline base::Value to_json_value(const std::string& text) { return base::Value(text); }
inline base::Value to_json_value(bool value) { return base::Value(value); }
inline base::Value to_json_value(const base::Value& value) { return value; }
inline base::Value to_json_value(const base::Context& value) { return base::Value(value); }
inline base::Value to_json_value(base::Instant at) { return base::Value(base::to_iso(at)); }
inline base::Value to_json_value(const base::Date& date) { return base::Value(base::to_string(date)); }
template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
base::Value to_json_value(T value) {
  if constexpr (std::is_same_v<T, std::uint64_t>) return base::Value::from_uint64(value);
  else return base::Value(static_cast<std::int64_t>(value));
}
template <command::NamedEnum E>
base::Value to_json_value(E value) {
  return base::Value(std::string(command::to_word(value)));
}
template <class T>
base::Value to_json_value(const std::optional<T>& value);
template <class T>
base::Value to_json_value(const std::vector<T>& items);
template <class K, class T, class C>
base::Value to_json_value(const std::map<K, T, C>& items);

/// A context with one member for each field.
template <command::HasFields T>
base::Value to_json_value(const T& value) {
  base::Context context;
  command::visit_fields(value, [&](std::string_view name, const auto& field) { context.set(std::string(name), to_json_value(field)); });
  return base::Value(std::move(context));
}
template <class T>
base::Value to_json_value(const std::optional<T>& value) {
  return value ? to_json_value(*value) : base::Value{};
}
template <class T>
base::Value to_json_value(const std::vector<T>& items) {
  base::List list;
  for (const T& item : items) list.push_back(to_json_value(item));
  return base::Value(std::move(list));
}
template <class K, class T, class C>
base::Value to_json_value(const std::map<K, T, C>& items) {
  base::Context context;
  for (const auto& [key, value] : items) {
    if constexpr (std::is_integral_v<K>) context.set(std::to_string(key), to_json_value(value));
    else context.set(key, to_json_value(value));
  }
  return base::Value(std::move(context));
}

// --- Reading

inline base::Result<void> from_json_value(const base::Value& json, std::string& text, std::string_view where) {
  if (!json.is_string()) return json_problem("json-type", where, "应为文字", "text is wanted");
  text = json.as_string();
  return {};
}
inline base::Result<void> from_json_value(const base::Value& json, bool& value, std::string_view where) {
  if (!json.is_boolean()) return json_problem("json-type", where, "应为 true 或 false", "true or false is wanted");
  value = json.as_boolean();
  return {};
}
inline base::Result<void> from_json_value(const base::Value& json, base::Value& value, std::string_view) {
  value = json;
  return {};
}
template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
base::Result<void> from_json_value(const base::Value& json, T& value, std::string_view where) {
  const auto number = json.is_number() ? json.as_number().to_int64() : std::nullopt;
  if (!number || (std::is_unsigned_v<T> && *number < 0) || static_cast<std::int64_t>(static_cast<T>(*number)) != *number)
    return json_problem("json-number", where, "应为范围内的整数", "a whole number in range is wanted");
  value = static_cast<T>(*number);
  return {};
}
inline base::Result<void> from_json_value(const base::Value& json, base::Instant& at, std::string_view where) {
  const auto instant = json.is_string() ? base::parse_instant(json.as_string()) : std::nullopt;
  if (!instant) return json_problem("json-time", where, "应为时刻", "an instant is wanted");
  at = *instant;
  return {};
}
template <class T>
base::Result<void> from_json_value(const base::Value& json, std::optional<T>& value, std::string_view where);
template <class T>
base::Result<void> from_json_value(const base::Value& json, std::vector<T>& items, std::string_view where);

template <command::HasFields T>
base::Result<void> from_json_value(const base::Value& json, T& value, std::string_view where) {
  if (!json.is_context()) return json_problem("json-type", where, "应为对象", "an object is wanted");
  base::Result<void> result;
  std::vector<std::string_view> known;
  command::visit_fields(value, [&](std::string_view name, auto& field) {
    known.push_back(name);
    if (!result) return;
    const std::string path = where.empty() ? std::string(name) : std::string(where) + "." + std::string(name);
    const base::Value* member = json.as_context().find(name);
    if (!member) {
      constexpr bool optional = requires { field.has_value(); };
      if (!optional) result = json_problem("json-missing", path, "缺少该字段", "the field is missing");
      return;
    }
    result = from_json_value(*member, field, path);
  });
  if (!result) return result;
  for (const auto& [name, member] : json.as_context()) {
    bool found = false;
    for (std::string_view field : known) found = found || field == name;
    if (!found) return json_problem("json-unknown", where.empty() ? name : std::string(where) + "." + name, "没有这个字段", "there is no such field");
  }
  return {};
}
template <class T>
base::Result<void> from_json_value(const base::Value& json, std::optional<T>& value, std::string_view where) {
  value.reset();
  if (json.is_null()) return {};
  return from_json_value(json, value.emplace(), where);
}
template <class T>
base::Result<void> from_json_value(const base::Value& json, std::vector<T>& items, std::string_view where) {
  if (!json.is_list()) return json_problem("json-type", where, "应为列表", "a list is wanted");
  items.clear();
  for (std::size_t i = 0; i < json.as_list().size(); ++i)
    ZHUNRU_TRY_VOID(from_json_value(json.item(i), items.emplace_back(), std::string(where) + "[" + std::to_string(i) + "]"));
  return {};
}

}  // namespace zhunru::codec

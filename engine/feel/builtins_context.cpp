// Context functions (DMN 1.5 §10.3.4.8) and is().
#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"

namespace zhunru::feel {
namespace {

using base::Context;
using base::List;
using base::Value;

Value get_value(Arguments& a) {
  const Value& source = a.scalar(0);
  if (!source.is_context()) return {};
  if (const std::string* key = a.string(1)) return source.get(*key);
  if (!a[1].is_list() || a[1].size() == 0) return {};
  const Value* at = &source;
  for (const Value& key : a[1].as_list()) {
    if (!key.is_string() || !at->is_context()) return {};
    at = &at->get(key.as_string());
  }
  return *at;
}

Value get_entries(Arguments& a) {
  const Value& source = a.scalar(0);
  if (!source.is_context()) return {};
  List entries;
  for (const auto& [name, member] : source.as_context())
    entries.emplace_back(Context{{"key", name}, {"value", member}});
  return entries;
}

Value context_of(Arguments& a) {
  const auto entries = a.list(0);
  if (!entries) return {};
  Context made;
  for (const Value& entry : *entries) {
    const Value& key = entry.get("key");
    const Value* value = entry.is_context() ? entry.as_context().find("value") : nullptr;
    if (!key.is_string() || value == nullptr || made.contains(key.as_string())) return {};
    made.set(key.as_string(), *value);
  }
  return made;
}

/// Puts `value` at the keys from `level` on; nullopt when something on the way is no context. At most 64
/// keys.
std::optional<Value> put_at(const Value& target, const List& keys, std::size_t level, const Value& value) {
  if (!target.is_context() || !keys[level].is_string()) return std::nullopt;
  const std::string& key = keys[level].as_string();
  Context changed = target.as_context();
  if (level + 1 == keys.size()) return Value(changed.set(key, value));
  const auto inner = put_at(target.get(key), keys, level + 1, value);
  if (!inner) return std::nullopt;
  return Value(changed.set(key, *inner));
}

Value context_put(Arguments& a) {
  const Value& target = a.scalar(0);
  const Value& where = a[1];
  if (where.is_list() && (where.size() == 0 || where.size() > 64)) return {};
  const List keys = where.is_list() ? where.as_list() : List{where};
  return put_at(target, keys, 0, a[2]).value_or(Value());
}

Value context_merge(Arguments& a) {
  const auto contexts = a.list(0);
  if (!contexts) return {};
  Context merged;
  for (const Value& part : *contexts) {
    if (!part.is_context() || !a.evaluator().spend(part.size())) return {};
    for (const auto& [name, member] : part.as_context()) merged.set(name, member);
  }
  return merged;
}

/// Same kind and the same in every part, also in time zone (§10.3.4.10).
Value is_same(Arguments& a) {
  return a[0] == a[1];
}

constexpr Builtin functions[] = {
    {"get value", "m,key", get_value},
    {"get value", "m,keys", get_value},
    {"get entries", "m", get_entries},
    {"context", "entries", context_of},
    {"context put", "context,key,value", context_put},
    {"context put", "context,keys,value", context_put},
    {"context merge", "contexts", context_merge},
    {"is", "value1,value2", is_same},
};

}  // namespace

BuiltinFamily context_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel

#include "engine/form/live.hpp"

#include "engine/base/json.hpp"
#include "engine/feel/evaluate.hpp"
#include "engine/form/text.hpp"

namespace zhunru::form {
namespace {

using base::Context;
using base::List;
using base::Value;

constexpr std::size_t max_options = 2'000;

std::optional<base::Decimal> number_of(const Value& value) {
  if (value.is_number()) return value.as_number();
  return value.is_string() ? base::Decimal::parse(value.as_string()) : std::nullopt;
}

std::optional<std::int64_t> integer_of(const Value& value) {
  const auto number = number_of(value);
  return number ? number->to_int64() : std::nullopt;
}

/// {value, label, labelEn}, a record of a register, or a plain value.
Option option_of(const Value& item) {
  if (!item.is_context()) return {item, {item.string_or(base::to_json(item)), item.string_or(base::to_json(item))}};
  Value value = item.get("value");
  for (const char* name : {"id", "code", "class", "item", "name"}) {
    if (value.is_null()) value = item.get(name);
  }
  const std::string zh = item.get("label").string_or(item.get("name").string_or(value.string_or("")));
  const std::string en = item.get("labelEn").string_or(item.get("name_en").string_or(zh));
  return {value, {zh, en}};
}

bool has_options(Type type) {
  return type == Type::radio || type == Type::select || type == Type::checklist || type == Type::taglist;
}

void add_options(const Value& items, FieldState& state) {
  if (!items.is_list()) {
    state.options_known = false;
    return;
  }
  for (const Value& item : items.as_list()) {
    if (state.options.size() >= max_options) return;
    state.options.push_back(option_of(item));
  }
}

/// A container (the data or a row) with the expression fields of `components` computed.
Value computed(const std::vector<Component>& components, const Value& container, const Value& data, bool is_row,
               const Scope& scope) {
  Value now = container;
  for (const Component& c : components) {
    if (c.type == Type::group) {
      if (c.path.empty()) {
        now = computed(c.components, now, is_row ? data : now, is_row, scope);
      } else if (now.at_path(c.path).is_context()) {
        Context changed = now.as_context();
        changed.set_path(c.path, computed(c.components, now.at_path(c.path), data, true, scope));
        now = Value(std::move(changed));
      }
    } else if (c.type == Type::dynamiclist) {
      if (!now.at_path(c.path).is_list()) continue;
      List rows;
      for (const Value& row : now.at_path(c.path).as_list()) {
        rows.push_back(row.is_context() ? computed(c.components, row, is_row ? data : now, true, scope) : row);
      }
      Context changed = now.as_context();
      changed.set_path(c.path, Value(std::move(rows)));
      now = Value(std::move(changed));
    } else if (c.type == Type::expression) {
      const Value none;
      Context changed = now.as_context();
      const Live live(is_row ? data : now, is_row ? now : none, scope);
      changed.set_path(c.key, live.evaluate(*c.expression));
      now = Value(std::move(changed));
    }
  }
  return now;
}

void all_states(const std::vector<Component>& components, const Value& container, const std::string& prefix,
                const Value& data, const Value& row, const Scope& scope, std::map<std::string, FieldState>& out) {
  const Live live(data, row, scope);
  for (const Component& c : components) {
    const std::string path = is_input(c.type) || c.type == Type::dynamiclist ? prefix + (c.key.empty() ? c.path : c.key)
                                                                            : prefix + "#" + c.id;
    out.emplace(path, state_of(c, live));
    if (c.type == Type::group) {
      const bool nested = !c.path.empty();
      all_states(c.components, nested ? container.at_path(c.path) : container, nested ? prefix + c.path + "." : prefix, data,
                 row, scope, out);
    } else if (c.type == Type::dynamiclist && container.at_path(c.path).is_list()) {
      const List& rows = container.at_path(c.path).as_list();
      for (std::size_t i = 0; i < rows.size(); ++i) {
        all_states(c.components, rows[i], path + "[" + std::to_string(i) + "].", data, rows[i], scope, out);
      }
    }
  }
}

Value initial_of(const std::vector<Component>& components, const Value& known, const Scope& scope);

Value initial_rows(const Component& list, const Value& known, const Scope& scope) {
  List rows;
  if (known.is_list()) {
    for (const Value& row : known.as_list()) rows.push_back(initial_of(list.components, row, scope));
  } else {
    for (std::int32_t i = 0; i < list.default_repetitions; ++i) rows.push_back(initial_of(list.components, Value(), scope));
  }
  return Value(std::move(rows));
}

/// A known value that the field may hold; options that are none become null or fall out, as in form-js.
Value fitting(const Component& c, const Value& value, const Scope& scope) {
  if (!has_options(c.type) || c.marks.free) return value;
  const Value none;
  const FieldState state = state_of(c, Live(none, none, scope));
  if (!state.options_known) return value;
  if (!value.is_list()) return find_option(state, value) != nullptr ? value : empty_value(c);
  List kept;
  for (const Value& item : value.as_list()) {
    if (find_option(state, item) != nullptr) kept.push_back(item);
  }
  return Value(std::move(kept));
}

Value initial_of(const std::vector<Component>& components, const Value& known, const Scope& scope) {
  Value out{Context{}};
  const auto set = [&](const std::string& path, Value value) {
    Context changed = out.as_context();
    changed.set_path(path, std::move(value));
    out = Value(std::move(changed));
  };
  for (const Component& c : components) {
    if (is_input(c.type)) {
      const Value& given = known.at_path(c.key);
      const Value& chosen = given.is_null() ? c.default_value : given;
      set(c.key, chosen.is_null() ? empty_value(c) : fitting(c, chosen, scope));
    } else if (c.type == Type::dynamiclist) {
      set(c.path, initial_rows(c, known.at_path(c.path), scope));
    } else if (c.type == Type::group && !c.path.empty()) {
      set(c.path, initial_of(c.components, known.at_path(c.path), scope));
    } else if (c.type == Type::group) {
      const Value inside = initial_of(c.components, known, scope);
      for (const auto& [name, value] : inside.as_context()) {
        Context merged = out.get(name).is_context() ? out.get(name).as_context() : Context{};
        if (value.is_context() && !merged.empty()) {
          for (const auto& [inner, item] : value.as_context()) merged.set(inner, item);
          set(name, Value(std::move(merged)));
        } else {
          set(name, value);
        }
      }
    }
  }
  return out;
}

std::string shown(const Value& value) {
  if (value.is_null() || value.is_function()) return {};
  if (value.is_string()) return value.as_string();
  if (value.is_list()) {
    std::string out;
    for (const Value& item : value.as_list()) out += (out.empty() ? "" : "、") + shown(item);
    return out;
  }
  const std::string json = base::to_json(value);
  return json.size() >= 2 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
}

}  // namespace

Live::Live(const Value& data, const Value& row, const Scope& scope)
    : data_(data), row_(row), scope_(scope), names_(scope.names) {
  names_ = names_.with("parent", data).with("this", row.is_null() ? data : row).with(data);
  if (!row.is_null()) names_ = names_.with(row);
}

Value Live::evaluate(const feel::Expression& expression, std::string* note) const {
  feel::Options options;
  options.functions = scope_.functions;
  options.now = scope_.now;
  auto answer = feel::evaluate(expression, names_, options);
  if (!answer) {
    if (note != nullptr) *note = base::describe(answer.error());
    return {};
  }
  if (note != nullptr && answer->value.is_null() && !answer->notes.empty()) *note = base::describe(answer->notes.front());
  return answer->value;
}

Value Live::value_of(const Dynamic& dynamic, std::string* note) const {
  return dynamic.expression ? evaluate(*dynamic.expression, note) : dynamic.literal;
}

Value empty_value(const Component& component) {
  switch (component.type) {
    case Type::textfield: case Type::textarea: return Value("");
    case Type::checkbox: return Value(false);
    case Type::checklist: case Type::taglist: return Value(List{});
    case Type::filepicker: return component.multiple ? Value(List{}) : Value();
    default: return {};
  }
}

const Option* find_option(const FieldState& state, const Value& value) {
  for (const Option& option : state.options) {
    if (base::feel_equal(option.value, value) == base::Ternary::yes) return &option;
  }
  return nullptr;
}

Value with_expressions(const Form& form, const Value& data, const Scope& scope) {
  if (!data.is_context()) return data;
  // Twice, so that an expression may read one that stands below it.
  const Value once = computed(form.components, data, data, false, scope);
  return computed(form.components, once, once, false, scope);
}

FieldState state_of(const Component& component, const Live& live) {
  FieldState state;
  state.hidden = live.value_of(component.hide, &state.note).boolean_or(false);
  state.disabled = live.value_of(component.disabled, &state.note).boolean_or(false);
  state.readonly = live.value_of(component.readonly, &state.note).boolean_or(false);
  state.min = number_of(live.value_of(component.rules.min, &state.note));
  state.max = number_of(live.value_of(component.rules.max, &state.note));
  state.min_length = integer_of(live.value_of(component.rules.min_length, &state.note));
  state.max_length = integer_of(live.value_of(component.rules.max_length, &state.note));
  if (!has_options(component.type)) return state;
  state.options = component.options;
  if (!component.values_key.empty()) {
    const Value& here = live.data().at_path(component.values_key);
    add_options(here.is_null() ? live.scope().names.at_path(component.values_key) : here, state);
  }
  if (component.values_expression) add_options(live.evaluate(*component.values_expression, &state.note), state);
  return state;
}

FieldState state_of(const Component& component, const Value& data, const Value& row, const Scope& scope) {
  return state_of(component, Live(data, row, scope));
}

std::map<std::string, FieldState> states(const Form& form, const Value& data, const Scope& scope) {
  std::map<std::string, FieldState> out;
  const Value full = with_expressions(form, data, scope);
  all_states(form.components, full, "", full, Value(), scope, out);
  return out;
}

Value initial_data(const Form& form, const Value& known, const Scope& scope) {
  return with_expressions(form, initial_of(form.components, known, scope), scope);
}

std::string fill_template(std::string_view text, const Value& data, const Value& row, const Scope& scope) {
  const Live live(data, row, scope);
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find("{{");
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open + 2);
    if (close == std::string_view::npos) break;
    out += text.substr(0, open);
    std::string_view inside = trimmed(text.substr(open + 2, close - open - 2));
    if (!inside.empty() && inside.front() == '=') inside = trimmed(inside.substr(1));
    if (const auto compiled = feel::compile(inside)) out += shown(live.evaluate(*compiled));
    text.remove_prefix(close + 2);
  }
  return out.append(text);
}

}  // namespace zhunru::form

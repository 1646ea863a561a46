#include "tests/stories/fill.hpp"

#include <algorithm>

namespace zhunru::test {
namespace {

using base::Context;
using base::List;
using base::Value;

class Filler {
 public:
  Filler(const form::Scope& scope, Dice& dice, std::uint32_t one_in, base::Instant now) : scope_(scope), dice_(dice), one_in_(one_in), now_(now) {}

  /// `data` is what the expressions see: the whole form before this round.
  void fill(const std::vector<form::Component>& components, Context& into, const Value& data, const Value& row) {
    for (const form::Component& component : components) {
      const form::FieldState state = form::state_of(component, data, row, scope_);
      if (state.hidden || state.disabled) continue;
      if (component.type == form::Type::group && component.path.empty()) {
        fill(component.components, into, data, row);
      } else if (component.type == form::Type::group) {
        Context inside = Value(into).at_path(component.path).is_context() ? Value(into).at_path(component.path).as_context() : Context{};
        fill(component.components, inside, data, row);
        into.set_path(component.path, Value(std::move(inside)));
      } else if (component.type == form::Type::dynamiclist) {
        fill_rows(component, into, data);
      } else if (form::is_input(component.type) && component.type != form::Type::expression && dice_.once_in(one_in_)) {
        into.set_path(component.key, value(component, state));
      }
    }
  }

 private:
  void fill_rows(const form::Component& component, Context& into, const Value& data) {
    const Value before = Value(into).at_path(component.path);
    List rows = before.is_list() ? before.as_list() : List{};
    if (dice_.once_in(one_in_)) rows.resize(1 + dice_.below(3));
    for (Value& one : rows) {
      Context row = one.is_context() ? one.as_context() : Context{};
      fill(component.components, row, data, Value(row));
      one = Value(std::move(row));
    }
    into.set_path(component.path, Value(std::move(rows)));
  }

  Value words(const form::Component& component, const form::FieldState& state) {
    if (component.rules.validation_type == "phone") return Value("1380000" + std::to_string(1000 + dice_.below(9000)));
    if (component.rules.validation_type == "email") return Value("a" + std::to_string(dice_.below(90)) + "@example.org");
    if (dice_.once_in(20)) return Value("");
    static constexpr std::string_view characters[] = {"社", "区", "事", "项", "按", "楼", "栋", "登", "记", "核", "对", "，", "办", "7"};
    const std::int64_t least = state.min_length.value_or(1), most = state.max_length.value_or(least + 20);
    const std::int64_t length = std::min(most, least + static_cast<std::int64_t>(dice_.below(20)));
    std::string text = "本";
    for (std::int64_t i = 1; i < length; ++i) text += characters[dice_.below(std::size(characters))];
    return Value(std::move(text));
  }

  Value number(const form::Component& component, const form::FieldState& state) {
    const std::int64_t least = state.min ? Value(*state.min).int64_or(0) : 0;
    const std::int64_t most = state.max ? Value(*state.max).int64_or(least + 100) : least + (dice_.once_in(3) ? 50'000 : 100);
    const auto width = static_cast<std::uint32_t>(std::clamp<std::int64_t>(most - least + 1, 1, 1'000'000));
    const std::int64_t number = least + dice_.below(width) - (dice_.once_in(40) ? 1 : 0);
    return component.serialize_to_string ? Value(std::to_string(number)) : Value(number);
  }

  Value moment(const form::Component& component) {
    const base::Date day = base::shanghai_date({now_.ms + (static_cast<std::int64_t>(dice_.below(500)) - 60) * 86'400'000});
    if (component.datetime_kind == form::DatetimeKind::date) return Value(base::to_string(day));
    if (component.datetime_kind == form::DatetimeKind::time) return Value("09:30");
    return Value(base::to_string(day) + "T09:30");
  }

  Value value(const form::Component& component, const form::FieldState& state) {
    const std::vector<form::Option>& options = state.options;
    switch (component.type) {
      case form::Type::number: return number(component, state);
      case form::Type::checkbox: return Value(component.rules.required || dice_.once_in(2));
      case form::Type::datetime: return moment(component);
      case form::Type::radio:
      case form::Type::select:
        if (options.empty()) return {};
        return options[dice_.below(static_cast<std::uint32_t>(options.size()))].value;
      case form::Type::checklist:
      case form::Type::taglist: {
        List chosen;
        for (const form::Option& option : options)
          if (dice_.once_in(static_cast<std::uint32_t>(2 + options.size() / 4))) chosen.push_back(option.value);
        if (chosen.empty() && !options.empty()) chosen.push_back(options[dice_.below(static_cast<std::uint32_t>(options.size()))].value);
        if (component.marks.free && chosen.empty()) chosen.push_back(Value("附近居民"));
        return Value(std::move(chosen));
      }
      case form::Type::filepicker: return component.multiple ? Value(List{}) : Value();
      default: return words(component, state);
    }
  }

  const form::Scope& scope_;
  Dice& dice_;
  std::uint32_t one_in_;
  base::Instant now_;
};

}  // namespace

base::Value fill(const form::Form& form, base::Value data, const form::Scope& scope, Dice& dice, std::uint32_t one_in, base::Instant now) {
  // A second round for the fields that the first one has brought up.
  for (int round = 0; round < (one_in == 1 ? 2 : 1); ++round) {
    Context made = data.is_context() ? data.as_context() : Context{};
    Filler(scope, dice, one_in, now).fill(form.components, made, data, {});
    data = Value(std::move(made));
  }
  return data;
}

}  // namespace zhunru::test

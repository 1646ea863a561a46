// Boxed expressions (DMN 1.5 §10.2.2).
#include <algorithm>

#include "engine/dmn/session.hpp"

namespace zhunru::dmn {

using base::Context;
using base::List;
using base::Value;

Value Session::boxed(const Boxed& boxed, const feel::Scope& scope) {
  if (!spend()) return {};
  Value value;
  switch (boxed.kind) {
    case Boxed::Kind::nothing:
      return {};
    case Boxed::Kind::literal:
      value = evaluate(boxed.expression, scope);
      break;
    case Boxed::Kind::table:
      value = table(*boxed.table, scope);
      break;
    case Boxed::Kind::context:
      value = boxed_context(boxed, scope);
      break;
    case Boxed::Kind::relation:
      value = boxed_relation(boxed, scope);
      break;
    case Boxed::Kind::function:
      return boxed_function(boxed, scope);
    case Boxed::Kind::external:
      return null_because("不支持外部函数。", "External functions are not supported.");
    case Boxed::Kind::invocation:
      value = boxed_invocation(boxed, scope);
      break;
    case Boxed::Kind::list: {
      List items;
      for (const Boxed& part : boxed.parts) items.push_back(this->boxed(part, scope));
      value = bounded(Value(std::move(items)));
      break;
    }
    case Boxed::Kind::conditional: {
      const Value condition = this->boxed(boxed.parts[0], scope);
      if (condition.is_hidden()) return condition;
      value = this->boxed(boxed.parts[condition.boolean_or(false) ? 1 : 2], scope);
      break;
    }
    case Boxed::Kind::loop:
    case Boxed::Kind::some:
    case Boxed::Kind::every:
      value = boxed_iteration(boxed, scope);
      break;
    case Boxed::Kind::filter:
      value = boxed_filter(boxed, scope);
      break;
  }
  if (failed()) return {};
  return typed(std::move(value), boxed.type, boxed.id);
}

Value Session::boxed_context(const Boxed& boxed, const feel::Scope& scope) {
  Context members;
  feel::Scope inner = scope;
  for (std::size_t i = 0; i < boxed.parts.size(); ++i) {
    const std::string& name = boxed.names[i];
    Value value = this->boxed(boxed.parts[i], inner);
    if (failed()) return {};
    // An entry without a variable is the result of the whole context.
    if (name.empty()) return value;
    if (members.contains(name)) {
      return null_because("成员“" + name + "”重复。", "Member \"" + name + "\" occurs twice.");
    }
    value = typed(std::move(value), boxed.types[i], name);
    members.set(name, value);
    inner = i % 32 == 31 ? scope.with(Value(members)) : inner.with(name, std::move(value));
  }
  return bounded(Value(std::move(members)));
}

Value Session::boxed_relation(const Boxed& boxed, const feel::Scope& scope) {
  List rows;
  const std::size_t columns = boxed.names.size();
  for (std::size_t cell = 0; columns != 0 && cell + columns <= boxed.parts.size(); cell += columns) {
    Context row;
    for (std::size_t i = 0; i < columns; ++i)
      row.set(boxed.names[i], this->boxed(boxed.parts[cell + i], scope));
    rows.emplace_back(std::move(row));
  }
  return bounded(Value(std::move(rows)));
}

Value Session::boxed_function(const Boxed& boxed, const feel::Scope& scope) {
  auto function = std::make_shared<feel::NativeFunction>();
  for (const Parameter& parameter : boxed.parameters) function->parameters.push_back(parameter.name);
  function->body = [model = model_, made = &boxed, scope](feel::Evaluator& evaluator,
                                                          List arguments) -> Value {
    auto* session = dynamic_cast<Session*>(&evaluator);
    if (session == nullptr || session->model_ != model) {
      return evaluator.null_because("此函数只能在其决策模型内调用。",
                                    "This function can be called only inside its model.");
    }
    Context bound;
    if (!session->bind(made->parameters, std::move(arguments), bound)) return {};
    return session->boxed(made->parts[0], scope.with(Value(std::move(bound))));
  };
  return Value(std::shared_ptr<const base::Function>(std::move(function)));
}

Value Session::boxed_invocation(const Boxed& boxed, const feel::Scope& scope) {
  const Value function = this->boxed(boxed.parts[0], scope);
  if (function.is_hidden() || failed()) return function;
  if (!function.is_function()) {
    return null_because("被调用的值不是函数。", "What is invoked is not a function.");
  }
  const std::vector<std::string>& parameters = function.as_function()->parameters;
  List arguments(parameters.size());
  for (std::size_t i = 0; i < boxed.names.size(); ++i) {
    const auto at = std::find(parameters.begin(), parameters.end(), boxed.names[i]);
    if (at == parameters.end()) {
      return null_because("函数没有参数“" + boxed.names[i] + "”。",
                          "The function has no parameter \"" + boxed.names[i] + "\".");
    }
    arguments[static_cast<std::size_t>(at - parameters.begin())] = this->boxed(boxed.parts[i + 1], scope);
    if (failed()) return {};
  }
  return call(function, std::move(arguments));
}

bool Session::items_of(const Value& value, List& items) {
  if (value.is_null()) return false;
  if (value.is_list()) {
    items = value.as_list();
  } else if (value.is_range()) {
    // A range is gone through as FEEL's own "for" does.
    static const base::Result<feel::Expression> all = feel::compile("for i in domain return i");
    const Value expanded = evaluate(*all, feel::Scope().with("domain", value));
    if (!expanded.is_list()) return false;
    items = expanded.as_list();
  } else {
    items = {value};
  }
  return spend(items.size());
}

Value Session::boxed_iteration(const Boxed& boxed, const feel::Scope& scope) {
  const Value domain = this->boxed(boxed.parts[0], scope);
  if (domain.is_hidden()) return domain;
  List items;
  if (!items_of(domain, items)) return null_because("无法遍历此值。", "This value cannot be iterated over.");
  const bool loop = boxed.kind == Boxed::Kind::loop;
  const bool deciding = boxed.kind == Boxed::Kind::some;
  List results;
  bool decided = false;
  bool unknown = false;
  bool hidden = false;
  for (Value& item : items) {
    feel::Scope inner = scope.with(boxed.names[0], std::move(item));
    if (loop) inner = inner.with("partial", Value(results));
    Value value = this->boxed(boxed.parts[1], inner);
    if (failed()) return {};
    if (loop) {
      results.push_back(std::move(value));
      continue;
    }
    if (!value.is_boolean() && !value.is_null() && !value.is_hidden()) {
      return null_because("条件不是布尔值。", "The condition is not a boolean.");
    }
    hidden = hidden || value.is_hidden();
    unknown = unknown || value.is_null();
    decided = decided || (value.is_boolean() && value.as_boolean() == deciding);
  }
  if (loop) return bounded(Value(std::move(results)));
  if (decided) return deciding;
  if (hidden) return Value::hidden();
  return unknown ? Value() : Value(!deciding);
}

Value Session::boxed_filter(const Boxed& boxed, const feel::Scope& scope) {
  const Value domain = this->boxed(boxed.parts[0], scope);
  if (domain.is_hidden()) return domain;
  List items;
  if (!items_of(domain, items)) return null_because("无法筛选此值。", "This value cannot be filtered.");
  List kept;
  for (const Value& item : items) {
    const Value answer = this->boxed(boxed.parts[1], scope.with_item(item));
    if (failed()) return {};
    if (answer.is_hidden()) return answer;
    if (!answer.is_boolean() && !answer.is_null()) {
      return null_because("条件不是布尔值。", "The condition is not a boolean.");
    }
    if (answer.boolean_or(false)) kept.push_back(item);
  }
  return Value(std::move(kept));
}

}  // namespace zhunru::dmn

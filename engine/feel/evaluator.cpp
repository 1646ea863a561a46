#include "engine/feel/evaluator.hpp"

#include <algorithm>

#include "engine/feel/operators.hpp"

namespace zhunru::feel {

using base::Value;

namespace {

constexpr std::size_t most_notes = 8;
constexpr std::size_t most_unresolved = 32;

/// Largest list or string in a value made by one operation (only the outermost is new).
bool too_large(const Value& value) {
  if (value.is_list()) return value.as_list().size() > base::limits::feel_list_items;
  if (value.is_string()) return value.as_string().size() > base::limits::feel_string_bytes;
  return false;
}

std::string kinds(const Value& a, const Value& b) {
  return std::string(base::to_string(a.kind())) + ", " + std::string(base::to_string(b.kind()));
}

}  // namespace

Value Evaluator::evaluate(const Expression& expression, const Scope& scope) {
  return eval(expression.program(), expression.program()->root, scope);
}

Value Evaluator::evaluate_tests(const Expression& tests, const Value& input, const Scope& scope) {
  return evaluate(tests, scope.with("?", input));
}

void Evaluator::fail(base::Error error) {
  if (failed_) return;
  failed_ = true;
  error_ = std::move(error);
  if (error_.where.empty() && program_ != nullptr)
    error_.where = base::describe(base::position_at(program_->text, offset_));
}

bool Evaluator::spend(std::uint64_t count) {
  if (failed_) return false;
  if (count > options_.steps - steps_) {
    fail(base::make_error("feel-steps", "表达式计算步数超过上限，请简化。",
                          "The expression needs more steps than allowed; simplify it."));
    return false;
  }
  steps_ += static_cast<std::uint32_t>(count);
  return true;
}

Value Evaluator::bounded(Value value) {
  if (too_large(value) || value.depth() > base::limits::value_depth) {
    fail(base::make_error("feel-size", "表达式产生的数据过大，请简化。",
                          "The expression makes a value that is too large; simplify it."));
    return {};
  }
  return value;
}

Value Evaluator::null_because(std::string zh, std::string en) {
  if (notes_.size() < most_notes) {
    std::string where =
        program_ != nullptr ? base::describe(base::position_at(program_->text, offset_)) : std::string();
    notes_.push_back(base::make_error("feel-null", std::move(zh), std::move(en), std::move(where)));
  }
  return {};
}

Value Evaluator::eval(const Code& code, NodeIndex index, const Scope& scope) {
  if (!spend()) return {};
  if (depth_ >= base::limits::feel_eval_depth) {
    fail(base::make_error("feel-depth", "表达式计算层数过深，请简化。",
                          "The expression is evaluated too deeply; simplify it."));
    return {};
  }
  const Node& node = code->nodes[index];
  const Program* outer_program = std::exchange(program_, code.get());
  const std::uint32_t outer_offset = std::exchange(offset_, node.offset);
  ++depth_;
  Value value = dispatch(code, node, scope);
  --depth_;
  program_ = outer_program;
  offset_ = outer_offset;
  return value;
}

Value Evaluator::dispatch(const Code& code, const Node& node, const Scope& scope) {
  const auto child = [&](std::size_t i) { return eval(code, node.children[i], scope); };
  switch (node.kind) {
    case NodeKind::constant:
      return node.constant;
    case NodeKind::name:
      return name(node, scope);
    case NodeKind::path:
      return path(child(0), node.text);
    case NodeKind::filter:
      return filter(code, node, scope);
    case NodeKind::list:
      return list(code, node, scope);
    case NodeKind::context:
      return context(code, node, scope);
    case NodeKind::range:
      return range(code, node, scope);
    case NodeKind::compare_test:
      return range(code, node, scope);
    case NodeKind::negate:
      return negated(child(0));
    case NodeKind::arithmetic: {
      Value value = child(0);
      for (std::size_t i = 0; i < node.ops.size() && !failed_; ++i) {
        const Value right = child(i + 1);
        Value result = arithmetic(node.ops[i], value, right);
        if (result.is_null() && !failed_) {
          null_because("无法计算（" + kinds(value, right) + "）。",
                       "Cannot calculate with " + kinds(value, right) + ".");
        }
        value = bounded(std::move(result));
      }
      return value;
    }
    case NodeKind::comparison:
      return comparison(code, node, scope);
    case NodeKind::between: {
      const Value value = child(0);
      base::Range range;
      range.low = child(1);
      range.high = child(2);
      return in_range(value, range);
    }
    case NodeKind::in:
      return in(code, node, scope);
    case NodeKind::any_of:
    case NodeKind::all_of:
      return logic(code, node, scope);
    case NodeKind::choice: {
      const Value condition = child(0);
      if (condition.is_hidden()) return condition;
      return child(condition.boolean_or(false) ? 1 : 2);
    }
    case NodeKind::loop:
    case NodeKind::some:
    case NodeKind::every:
      return iterate(code, node, scope);
    case NodeKind::function:
      return make_function(code, node, scope, "");
    case NodeKind::external:
      return null_because("不支持外部函数。", "External functions are not supported.");
    case NodeKind::call:
      return invoke(code, node, scope);
    case NodeKind::instance_of: {
      const Value value = child(0);
      if (value.is_hidden()) return value;
      const Conforms answer = instance_of(value, node.types[0], options_.types);
      if (answer == Conforms::unknown_type) {
        return null_because("未知的类型“" + to_string(node.types[0]) + "”。",
                            "Unknown type \"" + to_string(node.types[0]) + "\".");
      }
      return answer == Conforms::yes;
    }
  }
  return {};
}

Value Evaluator::name(const Node& node, const Scope& scope) {
  if (const Value* value = scope.find(node.text)) return *value;
  if (is_function_name(node.text)) return function_value(node.text);
  if (scope.inside_filter()) return {};
  if (unresolved_.size() < most_unresolved &&
      std::find(unresolved_.begin(), unresolved_.end(), node.text) == unresolved_.end()) {
    unresolved_.push_back(node.text);
  }
  return null_because("未知的名称“" + node.text + "”。", "Unknown name \"" + node.text + "\".");
}

Value Evaluator::path(const Value& object, const std::string& member) {
  if (failed_) return {};
  if (object.is_hidden()) return object;
  if (object.is_context()) {
    const Value* value = object.as_context().find(member);
    if (value != nullptr) return *value;
    return null_because("没有成员“" + member + "”。", "There is no member \"" + member + "\".");
  }
  if (object.is_list()) {
    if (!spend(object.size())) return {};
    base::List values;
    values.reserve(object.size());
    for (const Value& item : object.as_list()) values.push_back(path(item, member));
    return Value(std::move(values));
  }
  bool known = false;
  Value value = property(object, member, &known);
  if (known) return value;
  return null_because("“" + std::string(base::to_string(object.kind())) + "”没有成员“" + member + "”。",
                      "A value of kind " + std::string(base::to_string(object.kind())) + " has no member \"" +
                          member + "\".");
}

Value Evaluator::logic(const Code& code, const Node& node, const Scope& scope) {
  // "or" is decided by true, "and" by false; otherwise hidden wins over null, null over the neutral value.
  const bool deciding = node.kind == NodeKind::any_of;
  bool hidden = false;
  bool unknown = false;
  for (const NodeIndex index : node.children) {
    const Value value = eval(code, index, scope);
    if (failed_) return {};
    if (value.is_boolean() && value.as_boolean() == deciding) return deciding;
    hidden = hidden || value.is_hidden();
    unknown = unknown || !value.is_boolean();
  }
  if (hidden) return Value::hidden();
  return unknown ? Value() : Value(!deciding);
}

Value Evaluator::comparison(const Code& code, const Node& node, const Scope& scope) {
  const Value left = eval(code, node.children[0], scope);
  const Value right = eval(code, node.children[1], scope);
  if (failed_) return {};
  if (left.is_list() && !spend(left.size())) return {};
  Value answer = compared(node.op, left, right);
  if (answer.is_null()) {
    return null_because("无法比较（" + kinds(left, right) + "）。",
                        "Cannot compare " + kinds(left, right) + ".");
  }
  return answer;
}

Value Evaluator::in(const Code& code, const Node& node, const Scope& scope) {
  const Value value = eval(code, node.children[0], scope);
  bool hidden = false;
  bool unknown = false;
  bool found = false;
  for (std::size_t i = 1; i < node.children.size() && !found && !failed_; ++i) {
    const Value answer = test(code, node.children[i], value, scope);
    found = answer.boolean_or(false);
    hidden = hidden || answer.is_hidden();
    unknown = unknown || answer.is_null();
  }
  if (failed_) return {};
  const bool negative = node.op == Operator::not_equal;
  if (found) return !negative;
  if (hidden) return Value::hidden();
  if (unknown && negative) return {};
  return negative;
}

Value Evaluator::test(const Code& code, NodeIndex index, const Value& value, const Scope& scope) {
  const Node& node = code->nodes[index];
  if (node.kind == NodeKind::compare_test) {
    if (!spend()) return {};
    return compared(node.op, value, eval(code, node.children[0], scope));
  }
  if (node.reads_input) {
    const Value* outer = scope.find("?");
    const Value answer = outer != nullptr && *outer == value ? eval(code, index, scope)
                                                             : eval(code, index, scope.with("?", value));
    if (answer.is_boolean() || answer.is_hidden() || failed_) return answer;
    return test_in(value, answer);
  }
  const Value candidate = eval(code, index, scope);
  if (failed_) return {};
  if (candidate.is_boolean() && !value.is_boolean()) return candidate;
  return test_in(value, candidate);
}

Value Evaluator::test_in(const Value& value, const Value& candidate) {
  if (value.is_hidden() || candidate.is_hidden()) return Value::hidden();
  if (candidate.is_range() && !value.is_range()) return in_range(value, candidate.as_range());
  if (!candidate.is_list()) return to_value(base::feel_equal(value, candidate));
  if (!spend(candidate.size())) return {};
  bool hidden = false;
  if (value.is_list()) {
    const Value equal = to_value(base::feel_equal(value, candidate));
    if (equal.boolean_or(false)) return true;
    hidden = equal.is_hidden();
  }
  for (const Value& item : candidate.as_list()) {
    const Value answer = item.is_range() && !value.is_range() ? in_range(value, item.as_range())
                                                              : to_value(base::feel_equal(value, item));
    if (answer.boolean_or(false)) return true;
    hidden = hidden || answer.is_hidden();
  }
  return hidden ? Value::hidden() : Value(false);
}

Value Evaluator::range(const Code& code, const Node& node, const Scope& scope) {
  base::Range range;
  if (node.kind == NodeKind::compare_test) {
    const Value end = eval(code, node.children[0], scope);
    if (end.is_hidden()) return end;
    if (node.op == Operator::equal || node.op == Operator::not_equal) {
      range.low = range.high = end;
      range.form = node.op == Operator::equal ? base::Range::Form::equal : base::Range::Form::not_equal;
      return Value(std::move(range));
    }
    if (end.is_null()) return {};
    const bool lower = node.op == Operator::greater || node.op == Operator::greater_equal;
    const bool closed = node.op == Operator::greater_equal || node.op == Operator::less_equal;
    (lower ? range.low : range.high) = end;
    range.has_low = lower;
    range.has_high = !lower;
    range.low_closed = lower && closed;
    range.high_closed = !lower && closed;
    return Value(std::move(range));
  }
  range.low = eval(code, node.children[0], scope);
  range.high = eval(code, node.children[1], scope);
  range.low_closed = node.low_closed;
  range.high_closed = node.high_closed;
  if (range.low.is_hidden() || range.high.is_hidden()) return Value::hidden();
  const bool comparable =
      range.low.is_null() || range.high.is_null() || base::feel_compare(range.low, range.high).has_value();
  if (!comparable) {
    return null_because("范围两端的类型不同。", "The two ends of the range are of different kinds.");
  }
  return Value(std::move(range));
}

// --- The public functions of evaluate.hpp

namespace {

base::Result<Evaluation> finished(Evaluator& evaluator, Value value) {
  if (evaluator.failed()) return evaluator.error();
  std::sort(evaluator.unresolved().begin(), evaluator.unresolved().end());
  return Evaluation{std::move(value), std::move(evaluator.unresolved()), std::move(evaluator.notes()),
                    evaluator.steps()};
}

}  // namespace

base::Result<Evaluation> evaluate(const Expression& expression, const Scope& scope, const Options& options) {
  Evaluator evaluator(options);
  return finished(evaluator, evaluator.evaluate(expression, scope));
}

base::Result<Evaluation> evaluate_tests(const Expression& tests, const Value& input, const Scope& scope,
                                        const Options& options) {
  Evaluator evaluator(options);
  return finished(evaluator, evaluator.evaluate_tests(tests, input, scope));
}

base::Result<Evaluation> evaluate_text(std::string_view text, const Value& context, const Options& options) {
  Names names;
  names.add_keys(context);
  if (options.functions != nullptr) names.add(options.functions->names());
  ZHUNRU_TRY(expression, compile(text, names));
  return evaluate(expression, Scope(context), options);
}

}  // namespace zhunru::feel

#include "engine/decide/expression.hpp"

#include "engine/feel/evaluate.hpp"
#include "engine/base/json.hpp"

namespace zhunru::decide {
namespace {

/// Counters of the multi-instance body around, by the names of BPMN and of other engines.
std::optional<base::Value> loop_counter(const state::Case& c, Id scope, std::string_view name) {
  const bool all = name == "numberOfInstances" || name == "nrOfInstances";
  const bool done = name == "numberOfCompletedInstances" || name == "nrOfCompletedInstances";
  const bool active = name == "numberOfActiveInstances" || name == "nrOfActiveInstances";
  if (!all && !done && !active) return std::nullopt;
  while (const state::Scope* s = c.find_scope(scope)) {
    if (s->kind == state::ScopeKind::loop && s->loop) {
      const state::Loop& loop = *s->loop;
      if (all) return base::Value(std::int64_t{loop.planned});
      if (done) return base::Value(std::int64_t{loop.completed});
      return base::Value(std::int64_t{loop.started} - loop.completed - loop.dropped);
    }
    if (s->kind == state::ScopeKind::process) break;
    scope = s->parent;
  }
  return std::nullopt;
}

/// Names that every process sees beside its variables.
std::optional<base::Value> common_name(const Run& run, const state::Case& c, std::string_view name) {
  if (name == "settings") return run.settings(c);
  if (name == "case_id") return base::Value(c.id);
  if (name == "case_no") return c.case_no.empty() ? base::Value{} : base::Value(c.case_no);
  return std::nullopt;
}

base::Result<base::Value> evaluate_expression(const Run& run, const state::Case& c, Id scope, const feel::Expression& expression,
                                              bool translated, bool strict, const base::Context* extra) {
  base::Context names;
  const auto put = [&](const std::string& name) {
    if (extra && extra->contains(name)) {
      names.set(name, *extra->find(name));
    } else if (const base::Value* value = find_variable(c, scope, name)) {
      const bool from_zero = translated && name == "loopCounter" && value->is_number();
      names.set(name, from_zero ? base::Value(value->int64_or(1) - 1) : *value);
    } else if (auto counter = loop_counter(c, scope, name)) {
      names.set(name, std::move(*counter));
    } else if (auto common = common_name(run, c, name)) {
      names.set(name, std::move(*common));
    }
  };
  for (const std::string& name : expression.reads()) put(name);
  for (const std::string& name : expression.reads_in_filters()) put(name);
  feel::Options options;
  options.functions = &run.functions();
  options.now = base::Value(base::shanghai_date_time(run.at));
  auto evaluation = feel::evaluate(expression, feel::Scope(base::Value(std::move(names))), options);
  if (!evaluation) return std::move(evaluation).error();
  if (strict && !evaluation->unresolved.empty()) {
    const std::string& name = evaluation->unresolved.front();
    return base::make_error("unresolved-variable", "没有名为“" + name + "”的变量（" + expression.text() + "）",
                            "There is no variable “" + name + "” (" + expression.text() + ")", name);
  }
  if (evaluation->value.is_function())
    return base::make_error("bad-expression", "表达式得到的是函数而不是值", "The expression gives a function, not a value");
  return std::move(evaluation->value);
}

}  // namespace

const base::Value* find_variable(const state::Case& c, Id scope, std::string_view name) {
  while (const state::Scope* s = c.find_scope(scope)) {
    if (const base::Value* value = s->variables.find(name)) return value;
    if (s->kind == state::ScopeKind::process) return nullptr;
    scope = s->parent;
  }
  return nullptr;
}

base::Error depends_on_hidden() {
  return base::make_error("depends-on-hidden", "取决于您看不到的内容", "Depends on what you may not see");
}

std::string text_of(const base::Value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.as_string();
  const std::string json = base::to_json(value);
  if (json.size() >= 2 && json.front() == '"' && json.find('\\') == std::string::npos) return json.substr(1, json.size() - 2);
  return json;
}

base::Result<base::Value> evaluate(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                   model::Index expression, bool strict, const base::Context* extra) {
  CHECK(expression != model::none);
  const state::CompiledExpression& compiled = program.expressions[static_cast<std::size_t>(expression)];
  if (!compiled.expression)
    return base::make_error("bad-expression", "表达式无法理解：" + compiled.problem,
                            "The expression cannot be understood: " + compiled.problem);
  return evaluate_expression(run, c, scope, *compiled.expression, compiled.translated, strict, extra);
}

base::Result<bool> evaluate_condition(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                      model::Index expression, bool strict) {
  auto value = evaluate(run, c, scope, program, expression, strict);
  if (!value) return std::move(value).error();
  if (value->is_hidden()) return depends_on_hidden();
  if (value->is_boolean()) return value->as_boolean();
  if (value->is_null()) return false;
  if (value->is_number() && program.expressions[static_cast<std::size_t>(expression)].translated)
    return !value->as_number().is_zero();
  return base::make_error("condition-not-boolean", "条件的结果不是“是/否”", "The condition is neither true nor false");
}

base::Result<base::Value> evaluate_value(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                         const model::TextOrFeel& text) {
  if (text.expression != model::none) return evaluate(run, c, scope, program, text.expression);
  return text.text.empty() ? base::Value{} : base::Value(text.text);
}

base::Result<std::string> evaluate_text(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                        const model::TextOrFeel& text) {
  auto value = evaluate_value(run, c, scope, program, text);
  if (!value) return std::move(value).error();
  if (value->is_hidden()) return depends_on_hidden();
  return text_of(*value);
}

base::Result<base::Value> evaluate_feel(const Run& run, const state::Case& c, Id scope, std::string_view feel) {
  auto expression = run.scratch.library->feel(feel);
  if (!expression) return std::move(expression).error();
  return evaluate_expression(run, c, scope, *expression, false, true, nullptr);
}

}  // namespace zhunru::decide

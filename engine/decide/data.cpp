#include "engine/decide/data.hpp"

#include "engine/decide/activity.hpp"
#include "engine/decide/expression.hpp"

namespace zhunru::decide {
namespace {

void stuck_on(Run& run, const Place& p, std::string_view what, const base::Error& error) {
  run.incident(p.instance->id, p.token->id, error.code, std::string(what) + "：" + error.message,
               std::string(what) + ": " + error.message_en);
}

const model::Data& data_at(const Place& p, model::Index index) {
  return p.program->definitions->data[static_cast<std::size_t>(index)];
}

/// What an association carries: the transformation, or the single source.
base::Result<base::Value> carried(const Run& run, const Place& p, Id from, const model::DataAssociation& association) {
  if (association.transformation != model::none)
    return evaluate(run, *p.instance, from, *p.program, association.transformation, false);
  if (association.sources.empty()) return base::Value{};
  const base::Value* value = find_variable(*p.instance, from, data_at(p, association.sources.front()).variable);
  return value ? *value : base::Value{};
}

}  // namespace

Id home_of_variable(const state::Case& c, Id scope, std::string_view name, Id otherwise) {
  while (const state::Scope* s = c.find_scope(scope)) {
    if (s->variables.contains(name)) return scope;
    if (s->kind == state::ScopeKind::process) break;
    scope = s->parent;
  }
  return otherwise;
}

bool collect_inputs(Run& run, const Place& p, base::Context& inputs) {
  const Id from = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  for (const model::DataAssociation& association : p.node->data_inputs) {
    if (association.target == model::none) continue;
    const std::string& target = data_at(p, association.target).variable;
    for (const model::DataAssignment& assignment : association.assignments) {
      auto value = evaluate(run, *p.instance, from, *p.program, assignment.from, false);
      if (!value) return stuck_on(run, p, target, value.error()), false;
      inputs.set_path(assignment.to.empty() ? target : assignment.to, std::move(*value));
    }
    if (!association.assignments.empty()) continue;
    auto value = carried(run, p, from, association);
    if (!value) return stuck_on(run, p, target, value.error()), false;
    inputs.set(target, std::move(*value));
  }
  for (const model::Mapping& mapping : p.node->ext.inputs) {
    auto value = evaluate(run, *p.instance, from, *p.program, mapping.source, false);
    if (!value) return stuck_on(run, p, "输入映射 input mapping " + mapping.target, value.error()), false;
    inputs.set_path(mapping.target, std::move(*value));
  }
  return true;
}

bool carry_data_out(Run& run, const Place& p, Id own, Id parent) {
  const std::string case_id = p.instance->id;
  for (const model::DataAssociation& association : p.node->data_outputs) {
    if (association.target == model::none) continue;
    const std::string target = data_at(p, association.target).variable;
    const Id home = home_of_variable(*p.instance, parent, target, parent);
    for (const model::DataAssignment& assignment : association.assignments) {
      auto value = evaluate(run, *p.instance, own, *p.program, assignment.from, false);
      if (!value) return stuck_on(run, p, target, value.error()), false;
      set_variable(run, case_id, home, assignment.to.empty() ? target : assignment.to, std::move(*value));
    }
    if (!association.assignments.empty()) continue;
    auto value = carried(run, p, own, association);
    if (!value) return stuck_on(run, p, target, value.error()), false;
    set_variable(run, case_id, home, target, std::move(*value));
  }
  return true;
}

}  // namespace zhunru::decide

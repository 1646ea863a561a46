#include "engine/decide/activity.hpp"

#include "engine/decide/clock.hpp"
#include "engine/decide/compensation.hpp"
#include "engine/decide/data.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

/// startQuantity: waits until so many tokens stand here, then goes on with one. False: this token waits or is gone.
bool quantity_met(Run& run, const Place& p) {
  if (p.node->start_quantity <= 1) return true;
  const std::string case_id = p.instance->id;
  std::vector<Id> others;
  for (const auto& [id, token] : p.instance->tokens)
    if (token.scope == p.token->scope && token.element == p.token->element && token.state == state::TokenState::joining)
      others.push_back(id);
  if (static_cast<std::int32_t>(others.size()) + 1 < p.node->start_quantity) {
    run.emit(event::TokenPassed{case_id, p.token->id, state::TokenState::joining});
    return false;
  }
  others.resize(static_cast<std::size_t>(p.node->start_quantity - 1));
  for (Id other : others) run.emit(event::TokenEnded{case_id, other, "joined", ""});
  return true;
}

bool still_here(const Run& run, const std::string& case_id, Id token, const std::string& element) {
  const state::Token* t = run.instance(case_id).find_token(token);
  return t && t->element == element && t->state == state::TokenState::ready;
}

/// Opens the activity's own scope for its inputs. Sub-processes and call activities take inputs into their inner scope.
bool open_inputs(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  base::Context inputs;
  if (!collect_inputs(run, p, inputs)) return false;
  if (inputs.empty()) return true;
  if (const state::Scope* own = p.instance->find_scope(p.token->own_scope)) {
    const Id own_id = own->id;
    for (const auto& [name, value] : inputs) set_variable(run, case_id, own_id, name, value);
    return true;
  }
  ScopeRequest request;
  request.kind = state::ScopeKind::activity;
  request.parent = p.token->scope;
  request.token = token;
  request.element = p.node->id;
  request.resource = p.scope->process;
  request.version = p.scope->version;
  request.variables = std::move(inputs);
  open_scope(run, case_id, std::move(request));
  return true;
}

void run_kind(Run& run, const Place& p) {
  switch (p.node->kind) {
    case model::NodeKind::user_task: return run_user_task(run, p);
    case model::NodeKind::service_task: return run_service_task(run, p);
    case model::NodeKind::script_task: return run_script_task(run, p);
    case model::NodeKind::business_rule_task: return run_business_rule_task(run, p);
    case model::NodeKind::send_task: return run_send_task(run, p);
    case model::NodeKind::receive_task: return run_receive_task(run, p);
    case model::NodeKind::call_activity: return run_call_activity(run, p);
    case model::NodeKind::ad_hoc_sub_process: return run_ad_hoc_sub_process(run, p);
    case model::NodeKind::sub_process:
    case model::NodeKind::transaction:
    case model::NodeKind::event_sub_process: return run_sub_process(run, p);
    default: return complete_activity(run, p);  // task and manual task do nothing of their own
  }
}

}  // namespace

void activate_activity(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const std::string element = p.node->id;
  const bool instance_of_loop = p.token->index >= 0;
  const bool looped = !instance_of_loop && (p.node->multi || p.node->loop);
  if (!instance_of_loop && !quantity_met(run, p)) return;
  const bool has_inner = model::is_sub_process(p.node->kind) || p.node->kind == model::NodeKind::call_activity;
  if (!looped && !has_inner && !open_inputs(run, p)) return;
  if (!instance_of_loop) {
    if (!arm_boundary_events(run, run.place(case_id, token))) return;
    if (!still_here(run, case_id, token, element)) return;
    if (!start_clocks(run, run.place(case_id, token), false)) return;
  }
  const Place now = run.place(case_id, token);
  if (looped) {
    open_loop(run, now);
  } else {
    run_kind(run, now);
  }
}

void wait(Run& run, const Place& p) {
  run.emit(event::TokenPassed{p.instance->id, p.token->id, state::TokenState::active});
}

Id parent_for_outputs(const state::Case& c, Id scope) {
  while (const state::Scope* s = c.find_scope(scope)) {
    if (s->kind != state::ScopeKind::loop && s->kind != state::ScopeKind::activity) return scope;
    scope = s->parent;
  }
  return scope;
}

void set_variable(Run& run, std::string_view case_id, Id scope, std::string_view target, base::Value value) {
  run.emit(event::VariableSet{std::string(case_id), scope, std::string(target), std::move(value)});
}

bool map_outputs(Run& run, const Place& p, Id from, Id to) {
  const std::string case_id = p.instance->id;
  for (const model::Mapping& mapping : p.node->ext.outputs) {
    auto value = evaluate(run, *p.instance, from, *p.program, mapping.source, false);
    if (!value) {
      run.incident(case_id, p.token->id, value.error().code, "输出映射 " + mapping.target + "：" + value.error().message,
                   "Output mapping " + mapping.target + ": " + value.error().message_en);
      return false;
    }
    set_variable(run, case_id, to, mapping.target, std::move(*value));
  }
  return true;
}

void complete_activity(Run& run, const Place& p, base::Value result) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id own = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  const Id parent = parent_for_outputs(*p.instance, p.token->scope);
  if (p.token->index >= 0) {
    if (!result.is_null() && own != p.token->scope) set_variable(run, case_id, own, p.node->id, result);
    if (!carry_data_out(run, p, own, parent)) return;
    base::Value output;
    if (p.node->multi && p.node->multi->output_element != model::none) {
      auto value = evaluate(run, *p.instance, own, *p.program, p.node->multi->output_element, false);
      if (value) output = std::move(*value);
    }
    loop_instance_done(run, run.place(case_id, token), std::move(result), std::move(output));
    return;
  }
  if (!result.is_null()) set_variable(run, case_id, parent, p.node->id, std::move(result));
  if (!map_outputs(run, p, own, parent) || !carry_data_out(run, p, own, parent)) return;
  leave_activity(run, run.place(case_id, token));
}

void leave_activity(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  if (!start_clocks(run, p, true)) return;
  // A sub-process has recorded itself with its data, a loop each of its instances.
  const bool recorded = model::is_sub_process(p.node->kind) || p.node->multi || p.node->loop;
  if (!recorded) record_compensable(run, run.place(case_id, token), 0, {});
  leave(run, run.place(case_id, token));
}

void finish_sub_process(Run& run, const Place& owner, const state::Scope& inner) {
  const std::string case_id = owner.instance->id;
  const Id token = owner.token->id;
  const Id inner_id = inner.id;
  const Id parent = parent_for_outputs(*owner.instance, owner.token->scope);
  const base::Context variables = inner.variables;
  const std::string end = inner.end;
  base::Value output;
  if (owner.token->index >= 0) {
    if (owner.node->multi && owner.node->multi->output_element != model::none) {
      auto value = evaluate(run, *owner.instance, inner_id, *owner.program, owner.node->multi->output_element, false);
      if (value) output = std::move(*value);
    }
  } else if (!map_outputs(run, owner, inner_id, parent)) {
    return;
  }
  if (!carry_data_out(run, run.place(case_id, token), inner_id, parent)) return;
  run.emit(event::ScopeClosed{case_id, inner_id, "completed"});
  record_compensable(run, run.place(case_id, token), inner_id, variables);
  base::Value result{base::Context{{"end", base::Value(end)}}};
  if (run.instance(case_id).find_token(token)->index >= 0) {
    loop_instance_done(run, run.place(case_id, token), std::move(result), std::move(output));
    return;
  }
  set_variable(run, case_id, parent, owner.node->id, std::move(result));
  leave_activity(run, run.place(case_id, token));
}

void finish_called_process(Run& run, const Place& owner, const state::Scope& called) {
  const std::string case_id = owner.instance->id;
  const Id token = owner.token->id;
  const Id called_id = called.id;
  const Id parent = parent_for_outputs(*owner.instance, owner.token->scope);
  const base::Context variables = called.variables;
  base::Value result{base::Context{{"end", base::Value(called.end)}}};
  const bool in_loop = owner.token->index >= 0;
  base::Value output;
  if (in_loop) {
    if (owner.node->multi && owner.node->multi->output_element != model::none) {
      auto value = evaluate(run, *owner.instance, called_id, *owner.program, owner.node->multi->output_element, false);
      if (value) output = std::move(*value);
    }
  } else {
    set_variable(run, case_id, parent, owner.node->id, result);
    if (!map_outputs(run, owner, called_id, parent)) return;
    if (owner.node->ext.all_out)
      for (const auto& [name, value] : variables) set_variable(run, case_id, parent, name, value);
  }
  if (!carry_data_out(run, run.place(case_id, token), called_id, parent)) return;
  run.emit(event::ScopeClosed{case_id, called_id, "completed"});
  if (in_loop) {
    loop_instance_done(run, run.place(case_id, token), std::move(result), std::move(output));
  } else {
    leave_activity(run, run.place(case_id, token));
  }
}

}  // namespace zhunru::decide

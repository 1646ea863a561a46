// ResolveIncident: sets variables, then the stuck token tries again (retry), counts as done (skip), or ends (cancel).
#include "engine/decide/activity.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

/// A retry begins anew: what the first try armed or opened is taken back.
void clear_token(Run& run, const std::string& case_id, Id token) {
  const state::Case& c = run.instance(case_id);
  std::vector<Id> timers, subscriptions;
  for (const auto& [id, timer] : c.timers)
    if (timer.token == token) timers.push_back(id);
  for (const auto& [id, s] : c.subscriptions)
    if (s.token == token) subscriptions.push_back(id);
  for (Id id : timers) run.emit(event::TimerCancelled{case_id, id});
  for (Id id : subscriptions) run.emit(event::Unsubscribed{case_id, id});
  cancel_activity(run, case_id, token, "cancelled");
}

void retry(Run& run, const std::string& case_id, Id token) {
  const state::Token* t = run.instance(case_id).find_token(token);
  if (!t) return;
  if (t->state == state::TokenState::ready) clear_token(run, case_id, token);
  run.enqueue(case_id, token);
}

void skip(Run& run, const std::string& case_id, Id token) {
  const Place p = run.place(case_id, token);
  if (!p.token) return;
  clear_token(run, case_id, token);
  const Place now = run.place(case_id, token);
  if (model::is_activity(now.node->kind)) {
    complete_activity(run, now);
  } else if (model::is_gateway(now.node->kind) && !now.node->outgoing.empty()) {
    if (now.node->kind == model::NodeKind::parallel_gateway) {
      take(run, now, now.node->outgoing);
    } else {
      take(run, now, {now.node->outgoing.front()});
    }
  } else {
    leave(run, now);
  }
}

}  // namespace

base::Value decide_one(Run& run, const command::ResolveIncident& c) {
  if (!require_role(run, {"template_admin", "system"})) return {};
  const state::Case* found = running_case(run, c.case_id);
  if (!found) return {};
  const auto it = found->incidents.find(c.incident);
  if (it == found->incidents.end()) {
    run.reject(refusal("incident_not_found", "没有这个异常，或已处理", "There is no such incident, or it is resolved", "incident"));
    return {};
  }
  if (c.action != "retry" && c.action != "skip" && c.action != "cancel") {
    run.reject(refusal("unknown-action", "处理方式只能是 retry、skip、cancel", "The action is retry, skip or cancel", "action"));
    return {};
  }
  base::Context variables;
  if (!read_variables(run, c.variables, variables, "variables")) return {};
  const Id token = it->second.token;
  const state::Token* t = found->find_token(token);
  const Id scope = t ? parent_for_outputs(*found, t->scope) : found->root;
  for (const auto& [name, value] : variables) set_variable(run, c.case_id, scope, name, value);
  run.emit(event::IncidentResolved{c.case_id, c.incident, c.action, run.actor.account});
  if (t && c.action == "retry") retry(run, c.case_id, token);
  if (t && c.action == "skip") skip(run, c.case_id, token);
  if (t && c.action == "cancel") {
    const state::Token stuck = *run.instance(c.case_id).find_token(token);
    if (stuck.index >= 0) {
      drop_instance(run, c.case_id, token, "cancelled", "incident " + std::to_string(c.incident));
    } else {
      cancel_token(run, c.case_id, token, "cancelled");
      check_scope(run, c.case_id, stuck.scope);
    }
  }
  return base::Value(base::Context{{"case_id", base::Value(c.case_id)}, {"next", base::Value(base::List{})}});
}

}  // namespace zhunru::decide

// End event (§13.5.3).
//   none         the token is consumed; the scope completes when it was the last
//   message, signal, escalation   thrown, then consumed
//   error        looks outwards for a catch; uncaught: the case ends with reason "error"
//   terminate    everything else in the process or sub-process ends at once
//   cancel       the transaction is compensated, then leaves by its cancel boundary event
//   compensation handlers run, then consumed
#include "engine/decide/compensation.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/throw.hpp"

namespace zhunru::decide {
namespace {

void terminate(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id scope = p.token->scope;
  run.emit(event::TokenEnded{case_id, p.token->id, "end", p.node->id});
  if (run.instance(case_id).root == scope) {
    end_case(run, case_id, "terminated", "");
    return;
  }
  cancel_inside(run, case_id, scope, "terminated");
  check_scope(run, case_id, scope);
}

/// Everything in the transaction but the cancel end event itself ends; then compensation.
void cancel(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id scope = p.token->scope;
  std::vector<Id> others;
  for (const auto& [id, other] : p.instance->tokens)
    if (other.scope == scope && id != token) others.push_back(id);
  for (Id other : others) cancel_token(run, case_id, other, "cancelled");
  if (start_cancellation(run, run.place(case_id, token))) return;
  cancel_transaction(run, case_id, scope);
}

}  // namespace

void activate_end_event(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const model::Node& node = *p.node;
  for (const model::EventDefinition& definition : node.events) {
    const Place now = run.place(case_id, token);
    if (!now.token || now.node != &node) return;  // interrupted by what it threw
    switch (definition.kind) {
      case model::EventKind::terminate: return terminate(run, now);
      case model::EventKind::cancel: return cancel(run, now);
      case model::EventKind::compensation:
        if (start_compensation(run, now, definition.activity, definition.wait_for_completion)) return;
        break;
      default:
        throw_definition(run, now, definition);
        break;
    }
  }
  const Place now = run.place(case_id, token);
  if (now.token && now.node == &node) end_token(run, now, "end", node.id);
}

}  // namespace zhunru::decide

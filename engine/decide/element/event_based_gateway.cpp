// Event-based gateway (§13.4.4): waits for the first of the events behind it; the token goes on to that event.
//   ready -> active with the timers and subscriptions of all its targets -> moved to the one that came
#include "engine/decide/activity.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {

void activate_event_based_gateway(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id scope = p.token->scope;
  const model::Node& node = *p.node;
  const model::Definitions& d = *p.program->definitions;
  wait(run, p);
  for (model::Index flow : node.outgoing) {
    if (!arm(run, case_id, scope, token, state::TimerKind::token, d.node(d.flow(flow).target))) return;
    const state::Token* t = run.instance(case_id).find_token(token);
    if (!t || t->element != node.id) return;  // one of them has come already
  }
}

}  // namespace zhunru::decide

// Intermediate catch event (§13.5.2) and the boundary event's own token.
//   ready -> active (timers and subscriptions set) -> leaving when it comes; link and none events pass at once
#include "engine/decide/element/element.hpp"
#include "engine/decide/activity.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {

void activate_catch_event(Run& run, const Place& p) {
  if (p.node->events.empty() || p.node->has_event(model::EventKind::link)) {
    leave(run, p);
    return;
  }
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id scope = p.token->scope;
  const model::Node& node = *p.node;
  wait(run, p);
  arm(run, case_id, scope, token, state::TimerKind::token, node);
}

void activate_boundary_event(Run& run, const Place& p) { leave(run, p); }

}  // namespace zhunru::decide

// Start event (§13.5.1): whatever triggered it has happened already; the token passes.
#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {

void activate_start_event(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  // What a trigger brought was delivered when it came; outputs of a none start are evaluated here.
  if (p.node->events.empty() && !p.node->ext.outputs.empty()) deliver(run, case_id, p.token->scope, *p.node, {});
  leave(run, run.place(case_id, token));
}

}  // namespace zhunru::decide

// Intermediate throw event (§13.5.2): throws every definition in order, then passes. Link goes to its catching end,
// compensation may wait for its handlers.
#include "engine/decide/compensation.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/throw.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {

void activate_throw_event(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const model::Node& node = *p.node;
  for (const model::EventDefinition& definition : node.events) {
    const Place now = run.place(case_id, token);
    if (!now.token || now.node != &node) return;  // interrupted by what it threw
    if (definition.kind == model::EventKind::link) {
      if (definition.link_target == model::none) {
        run.incident(case_id, token, "unknown-link", "链接事件没有对应的接收端：" + definition.link,
                     "The link event has no catching end: " + definition.link);
        return;
      }
      run.emit(event::TokenMoved{case_id, token, now.program->definitions->node(definition.link_target).id, ""});
      run.enqueue(case_id, token);
      return;
    }
    if (definition.kind == model::EventKind::compensation) {
      if (start_compensation(run, now, definition.activity, definition.wait_for_completion)) return;
    } else {
      throw_definition(run, now, definition);
    }
  }
  const Place now = run.place(case_id, token);
  if (!now.token || now.node != &node) return;
  if (!node.ext.outputs.empty()) deliver(run, case_id, now.token->scope, node, {});
  leave(run, run.place(case_id, token));
}

}  // namespace zhunru::decide

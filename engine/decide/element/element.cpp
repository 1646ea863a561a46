#include "engine/decide/element/element.hpp"

#include "engine/decide/flow.hpp"

namespace zhunru::decide {

void activate(Run& run, const Place& p) {
  switch (p.node->kind) {
    case model::NodeKind::start_event: return activate_start_event(run, p);
    case model::NodeKind::end_event: return activate_end_event(run, p);
    case model::NodeKind::intermediate_catch_event: return activate_catch_event(run, p);
    case model::NodeKind::intermediate_throw_event: return activate_throw_event(run, p);
    case model::NodeKind::boundary_event: return activate_boundary_event(run, p);
    case model::NodeKind::exclusive_gateway: return activate_exclusive_gateway(run, p);
    case model::NodeKind::inclusive_gateway: return activate_inclusive_gateway(run, p);
    case model::NodeKind::parallel_gateway: return activate_parallel_gateway(run, p);
    case model::NodeKind::event_based_gateway: return activate_event_based_gateway(run, p);
    case model::NodeKind::complex_gateway: return activate_complex_gateway(run, p);
    default: return activate_activity(run, p);
  }
}

void resume_leaving(Run& run, const Place& p) {
  switch (p.node->kind) {
    case model::NodeKind::end_event:
      return end_token(run, p, "end", p.node->id);
    case model::NodeKind::exclusive_gateway:
    case model::NodeKind::inclusive_gateway:
    case model::NodeKind::complex_gateway: {
      const auto flows = choose(run, p, p.node->kind == model::NodeKind::exclusive_gateway);
      if (!flows.empty()) take(run, p, flows);
      return;
    }
    default:
      return leave(run, p);
  }
}

bool throws_outwards(const model::Node& node) {
  if (node.kind == model::NodeKind::send_task) return true;
  if (!model::is_throw(node.kind)) return false;
  return node.has_event(model::EventKind::message) || node.has_event(model::EventKind::signal) ||
         node.has_event(model::EventKind::escalation) || node.has_event(model::EventKind::compensation) ||
         node.has_event(model::EventKind::error) || node.has_event(model::EventKind::cancel);
}

}  // namespace zhunru::decide

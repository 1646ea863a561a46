// Lint: can the process be followed to an end? Reachability of every element (deadlocks and missing joins follow).
#include <algorithm>

#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

void Lint::soundness() {
  // From every start: along flows, into sub-processes, to boundary events, link targets and compensation handlers.
  std::vector<bool> reached(defs.nodes.size(), false);
  std::vector<Index> queue;
  const auto push = [&](Index index) {
    if (index == none || reached[static_cast<std::size_t>(index)]) return;
    reached[static_cast<std::size_t>(index)] = true;
    queue.push_back(index);
  };
  const auto enter = [&](const model::Scope& scope, bool ad_hoc) {
    for (const Index index : scope.nodes) {
      const Node& node = defs.node(index);
      if (node.kind == NodeKind::start_event || (ad_hoc && node.incoming.empty())) push(index);
    }
    for (const Index index : scope.entries) push(index);
    for (const Index index : scope.event_sub_processes) push(index);
  };
  for (const model::Process& process : defs.processes) {
    enter(defs.scope(process.scope), false);
    for (const Index trigger : process.triggers) push(trigger);
  }
  while (!queue.empty()) {
    const Node& node = defs.node(queue.back());
    queue.pop_back();
    for (const Index flow : node.outgoing) push(defs.flow(flow).target);
    for (const Index boundary : node.boundary) push(boundary);
    for (const model::EventDefinition& event : node.events) push(event.link_target);
    push(node.compensation_handler);
    if (node.inner != none) enter(defs.scope(node.inner), node.kind == NodeKind::ad_hoc_sub_process);
  }
  for (std::size_t i = 0; i < defs.nodes.size(); ++i)
    if (!reached[i]) report_node("dead-task", defs.nodes[i]);
}

}  // namespace zhunru::bpmn

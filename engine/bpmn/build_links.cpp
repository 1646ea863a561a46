// Builder, last: what can be said only when every node is known: incoming and outgoing, boundary events, compensation
// handlers, link targets, where scopes begin, called processes.
#include <algorithm>

#include "engine/bpmn/build.hpp"

namespace zhunru::bpmn {

using model::EventKind;
using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

void Builder::link_all() {
  link_boundaries();
  link_compensation();
  link_links();
  link_entries();
  link_calls();
}

void Builder::link_flows() {
  for (Index index = 0; index < static_cast<Index>(out.flows.size()); ++index) {
    const model::Flow& flow = out.flow(index);
    if (flow.source != none) out.nodes[static_cast<std::size_t>(flow.source)].outgoing.push_back(index);
    if (flow.target != none) out.nodes[static_cast<std::size_t>(flow.target)].incoming.push_back(index);
  }
}

void Builder::link_boundaries() {
  for (Index index = 0; index < static_cast<Index>(out.nodes.size()); ++index)
    if (out.node(index).kind == NodeKind::boundary_event && out.node(index).attached_to != none)
      out.nodes[static_cast<std::size_t>(out.node(index).attached_to)].boundary.push_back(index);
}

void Builder::link_compensation() {
  for (const model::Association& association : out.associations) {
    const auto source = out.find_node(association.source);
    const auto target = out.find_node(association.target);
    if (!source || !target) continue;
    const Node& event = out.node(*source);
    if (event.kind != NodeKind::boundary_event || !event.has_event(EventKind::compensation) || event.attached_to == none) continue;
    out.nodes[static_cast<std::size_t>(event.attached_to)].compensation_handler = *target;
  }
  for (Index index = 0; index < static_cast<Index>(out.nodes.size()); ++index) {
    if (out.node(index).kind != NodeKind::event_sub_process) continue;
    const Index holder = out.scope(out.node(index).scope).owner;
    if (holder == none || out.node(holder).compensation_handler != none) continue;
    for (const Index inside : out.scope(out.node(index).inner).nodes)
      if (out.node(inside).kind == NodeKind::start_event && out.node(inside).has_event(EventKind::compensation))
        out.nodes[static_cast<std::size_t>(holder)].compensation_handler = index;
  }
}

void Builder::link_links() {
  // BPMN 2.0 §10.5.5: a link names its partner by `target`; modelling tools leave that out and pair links by name.
  const auto in_scope = [&](const Node& thrower, auto&& matches) {
    for (const Index other : out.scope(thrower.scope).nodes)
      for (const model::EventDefinition& event : out.node(other).events)
        if (out.node(other).kind == NodeKind::intermediate_catch_event && event.kind == EventKind::link && matches(event)) return other;
    return none;
  };
  for (const auto& [at, index] : node_sources_) {
    Node& node = out.nodes[static_cast<std::size_t>(index)];
    if (node.kind != NodeKind::intermediate_throw_event) continue;
    for (model::EventDefinition& event : node.events) {
      if (event.kind != EventKind::link) continue;
      const Xml definition = event.id.empty() ? doc.child(at, "linkEventDefinition") : find_id(event.id, at);
      const Xml target = definition < 0 ? -1 : doc.child(definition, "target");
      const std::string wanted = target < 0 ? std::string() : doc.text(target);
      if (!wanted.empty()) event.link_target = in_scope(node, [&](const model::EventDefinition& other) { return other.id == wanted; });
      if (event.link_target == none && wanted.empty())
        event.link_target = in_scope(node, [&](const model::EventDefinition& other) { return other.link == event.link; });
    }
  }
}

void Builder::link_entries() {
  for (model::Scope& scope : out.scopes) {
    const bool ad_hoc = scope.owner != none && out.node(scope.owner).kind == NodeKind::ad_hoc_sub_process;
    bool starts = false;
    for (const Index index : scope.nodes) {
      const Node& node = out.node(index);
      if (node.kind == NodeKind::event_sub_process) scope.event_sub_processes.push_back(index);
      if (node.kind != NodeKind::start_event) continue;
      starts = true;
      if (node.events.empty()) scope.entries.push_back(index);
    }
    const bool root = scope.owner == none;
    auto& triggers = out.processes[static_cast<std::size_t>(scope.process)].triggers;
    for (const Index index : scope.nodes) {
      const Node& node = out.node(index);
      const bool trigger = root && ((node.kind == NodeKind::start_event && !node.events.empty()) ||
                                    (node.instantiate && node.incoming.empty() &&
                                     (node.kind == NodeKind::receive_task || node.kind == NodeKind::event_based_gateway)));
      if (trigger) triggers.push_back(index);
      const bool free = !starts && !ad_hoc && !trigger && node.incoming.empty() && !node.for_compensation &&
                        node.kind != NodeKind::boundary_event && node.kind != NodeKind::event_sub_process &&
                        !(node.kind == NodeKind::intermediate_catch_event && node.has_event(EventKind::link));
      if (free) scope.entries.push_back(index);
    }
    if (root && !triggers.empty() && !starts) scope.entries.clear();
  }
}

void Builder::link_calls() {
  for (Node& node : out.nodes) {
    if (node.kind != NodeKind::call_activity || node.called_element.text.empty()) continue;
    const Xml target = find_id(node.called_element.text, 0);
    if (target < 0) continue;
    const model::ElementRef made = made_[static_cast<std::size_t>(target)];
    if (made.kind == model::ElementKind::process) node.called_process = made.index;
  }
}

}  // namespace zhunru::bpmn

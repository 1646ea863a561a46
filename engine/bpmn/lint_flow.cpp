// Lint: sequence flows, gateways and how nodes are connected (BPMN 2.0 §8.4.13, §10.6).
#include <algorithm>

#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::EventKind;
using model::Flow;
using model::GatewayDirection;
using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

void Lint::flows() {
  for (std::size_t i = 0; i < defs.flows.size(); ++i) {
    const Flow& flow = defs.flows[i];
    const Xml at = model_.flow_elements[i];
    if (doc.value(at, "isImmediate") == "false" && in_executable(at)) report("flow-immediate", at);
    if (flow.source == none || flow.target == none) continue;
    const Node& source = defs.node(flow.source);
    const Node& target = defs.node(flow.target);
    if (source.kind == NodeKind::event_sub_process || target.kind == NodeKind::event_sub_process) report("flow-event-sub-process", at);
    if (source.scope != target.scope || source.scope != flow.scope) report("flow-crosses-scope", at);
    if (flow.condition == none) continue;
    if (model::is_activity(source.kind) && source.outgoing.size() == 1) report("condition-single", at);
    if (source.kind == NodeKind::parallel_gateway || model::is_event(source.kind)) report("condition-source", at);
  }
  flow_lists();
  for (const Node& node : defs.nodes) {
    const Xml at = xml_of(node);
    if (doc.attribute(at, "default") && node.default_flow != none &&
        std::find(node.outgoing.begin(), node.outgoing.end(), node.default_flow) == node.outgoing.end())
      report("default-flow", at);
    for (const Xml child : doc.children(at)) {
      const bool in = doc.is(child, "incoming");
      if (!in && !doc.is(child, "outgoing")) continue;
      const auto flow = defs.find_flow(doc.text(child));
      const std::string kind = model::is_event(node.kind) && node.kind == NodeKind::start_event && in ? "start-incoming"
                               : node.kind == NodeKind::end_event && !in                              ? "end-outgoing"
                                                                                                      : "";
      const bool joined = flow && (in ? defs.flow(*flow).target : defs.flow(*flow).source) == static_cast<Index>(&node - defs.nodes.data());
      if (!kind.empty() && flow) report(kind, child);
      else if (!joined) report("flow-list", child, doc.text(child), doc.text(child));
    }
  }
}

void Lint::flow_lists() {
  if (all("incoming").empty() && all("outgoing").empty()) return;
  const auto lists = [&](Index node, std::string_view name, const std::string& flow) {
    for (const Xml child : doc.children(xml(node), name))
      if (doc.text(child) == flow || find(doc.text(child)) == find(flow)) return true;
    return false;
  };
  for (std::size_t i = 0; i < defs.flows.size(); ++i) {
    const Flow& flow = defs.flows[i];
    if (flow.source == none || flow.target == none) continue;
    if (!lists(flow.source, "outgoing", flow.id) || !lists(flow.target, "incoming", flow.id)) report("flow-unlisted", model_.flow_elements[i]);
  }
}

void Lint::gateways() {
  for (const Node& node : defs.nodes) {
    if (!model::is_gateway(node.kind)) continue;
    const auto in = node.incoming.size(), out = node.outgoing.size();
    if (node.direction == GatewayDirection::converging && out > 1) report_node("gateway-converging", node);
    if (node.direction == GatewayDirection::diverging && in > 1 && node.kind != NodeKind::event_based_gateway) report_node("gateway-diverging", node);
    if (node.direction == GatewayDirection::mixed && (out < 2 || in < 2)) report_node("gateway-mixed", node);
    if (in < 2 && out < 2 && node.kind != NodeKind::event_based_gateway) report_node("gateway-single", node);
  }
}

void Lint::event_gateways() {
  for (const Node& node : defs.nodes) {
    if (node.kind != NodeKind::event_based_gateway) continue;
    if (node.outgoing.size() < 2) report_node("event-gateway-count", node);
    if (node.instantiate && !node.incoming.empty()) report_node("event-gateway-instantiate", node);
    bool messages = false, receives = false;
    for (const Index flow_index : node.outgoing) {
      const Flow& flow = defs.flow(flow_index);
      if (flow.condition != none) report("event-gateway-condition", model_.flow_elements[static_cast<std::size_t>(flow_index)]);
      if (flow.target == none) continue;
      const Node& target = defs.node(flow.target);
      bool fits = target.kind == NodeKind::receive_task;
      if (target.kind == NodeKind::intermediate_catch_event) {
        fits = !target.events.empty();
        for (const model::EventDefinition& event : target.events)
          fits = fits && (event.kind == EventKind::message || event.kind == EventKind::signal || event.kind == EventKind::timer ||
                          event.kind == EventKind::conditional);
      }
      if (!fits) report_node("event-gateway-target", target);
      messages = messages || (target.kind == NodeKind::intermediate_catch_event && target.has_event(EventKind::message));
      receives = receives || target.kind == NodeKind::receive_task;
      if (target.kind == NodeKind::receive_task && !target.boundary.empty()) report_node("event-gateway-boundary", target);
      if (target.incoming.size() > 1) report_node("event-gateway-target-incoming", target);
    }
    if (messages && receives) report_node("event-gateway-mixed", node);
  }
}

void Lint::connections() {
  std::vector<bool> handler(defs.nodes.size(), false);
  for (const Node& node : defs.nodes)
    if (node.compensation_handler != none) handler[static_cast<std::size_t>(node.compensation_handler)] = true;
  for (const model::Scope& scope : defs.scopes) {
    const bool ad_hoc = scope.owner != none && defs.node(scope.owner).kind == NodeKind::ad_hoc_sub_process;
    bool starts = false, ends = false;
    for (const Index index : scope.nodes) {
      starts = starts || defs.node(index).kind == NodeKind::start_event;
      ends = ends || defs.node(index).kind == NodeKind::end_event;
    }
    if (ad_hoc) continue;
    if (starts != ends)
      for (const Index index : scope.nodes)
        if (defs.node(index).kind == (starts ? NodeKind::start_event : NodeKind::end_event)) report_node("end-required", defs.node(index));
    for (const Index index : scope.nodes) {
      const Node& node = defs.node(index);
      if (node.kind == NodeKind::event_sub_process || node.for_compensation || model::is_event(node.kind)) continue;
      if (handler[static_cast<std::size_t>(index)]) continue;
      const bool first = node.instantiate && (node.kind == NodeKind::receive_task || node.kind == NodeKind::event_based_gateway);
      if (starts && node.incoming.empty() && !first) report_node("node-incoming", node);
      if (ends && node.outgoing.empty()) report_node("node-outgoing", node);
    }
  }
}

}  // namespace zhunru::bpmn

// Lint: events and their triggers (BPMN 2.0 §10.5).
#include <algorithm>

#include "engine/bpmn/iso_time.hpp"
#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::EventDefinition;
using model::EventKind;
using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

namespace {

bool only(const Node& node, std::initializer_list<EventKind> allowed) {
  for (const EventDefinition& event : node.events)
    if (std::find(allowed.begin(), allowed.end(), event.kind) == allowed.end()) return false;
  return true;
}

}  // namespace

std::vector<Xml> Lint::definitions_of(const Node& node) const {
  std::vector<Xml> result;
  for (const Xml child : doc.children(xml_of(node))) {
    if (doc.at(child).space != Space::bpmn) continue;
    if (doc.at(child).name.ends_with("EventDefinition")) result.push_back(child);
    if (doc.at(child).name == "eventDefinitionRef") {
      const Xml target = find(doc.text(child));
      if (target >= 0 && doc.at(target).name.ends_with("EventDefinition")) result.push_back(target);
    }
  }
  return result;
}

void Lint::events() {
  for (const Node& node : defs.nodes) {
    if (!model::is_event(node.kind)) continue;
    switch (node.kind) {
      case NodeKind::start_event: start_event(node); break;
      case NodeKind::end_event: end_event(node); break;
      case NodeKind::boundary_event: boundary_event(node); break;
      default: intermediate_event(node);
    }
    triggers(node);
  }
  for (const Xml at : all("eventDefinitionRef")) {
    const Xml target = find(doc.text(at));
    if (target >= 0 && doc.at(target).parent != 0) report("event-definition-ref", at);
  }
}

void Lint::start_event(const Node& node) {
  const Index owner = defs.scope(node.scope).owner;
  if (!node.incoming.empty()) report_node("start-incoming", node);
  if (node.outgoing.empty()) report_node("start-outgoing", node);
  if (owner == none) {
    if (!only(node, {EventKind::message, EventKind::timer, EventKind::conditional, EventKind::signal})) report_node("start-trigger", node);
  } else if (defs.node(owner).kind == NodeKind::event_sub_process) {
    bool fits = !node.events.empty() && only(node, {EventKind::message, EventKind::timer, EventKind::conditional, EventKind::signal, EventKind::error,
                                                    EventKind::escalation, EventKind::compensation});
    if (!node.interrupting) fits = fits && !node.has_event(EventKind::error) && !node.has_event(EventKind::compensation);
    if (!fits) report_node("event-sub-trigger", node);
  } else if (!node.events.empty()) {
    report_node("start-sub-process", node);
  }
}

void Lint::end_event(const Node& node) {
  if (!node.outgoing.empty()) report_node("end-outgoing", node);
  if (node.incoming.empty()) report_node("end-incoming", node);
  if (!only(node, {EventKind::message, EventKind::error, EventKind::escalation, EventKind::cancel, EventKind::compensation, EventKind::signal,
                   EventKind::terminate}))
    report_node("end-trigger", node);
  if (node.has_event(EventKind::cancel)) {
    bool inside = false;
    for (Index scope = node.scope; scope != none; scope = defs.scope(scope).parent)
      inside = inside || (defs.scope(scope).owner != none && defs.node(defs.scope(scope).owner).kind == NodeKind::transaction);
    if (!inside) report_node("cancel-end", node);
  }
}

void Lint::boundary_event(const Node& node) {
  if (node.attached_to == none) {
    if (!doc.attribute(xml_of(node), "attachedToRef")) report_node("boundary-attached", node);
  } else {
    const Node& activity = defs.node(node.attached_to);
    if (!model::is_activity(activity.kind) || activity.kind == NodeKind::event_sub_process || activity.scope != node.scope)
      report_node("boundary-attached", node);
    if (node.has_event(EventKind::cancel) && activity.kind != NodeKind::transaction) report_node("boundary-cancel", node);
  }
  bool fits = !node.events.empty() && !node.has_event(EventKind::link) && !node.has_event(EventKind::terminate);
  if (!node.interrupting)
    fits = fits && only(node, {EventKind::message, EventKind::timer, EventKind::escalation, EventKind::conditional, EventKind::signal});
  if (!fits) report_node("boundary-trigger", node);
  if (!node.incoming.empty()) report_node("boundary-incoming", node);
  const bool compensating = node.has_event(EventKind::compensation);
  if (compensating) compensation(node);
  else if (node.outgoing.empty()) report_node("boundary-outgoing", node);
  if (compensating && !node.outgoing.empty()) report_node("boundary-compensation-outgoing", node);
}

void Lint::compensation(const Node& node) {
  const Node* handler = nullptr;
  for (const model::Association& association : defs.associations)
    if (association.source == node.id)
      if (const auto target = defs.find_node(association.target); target && model::is_activity(defs.node(*target).kind)) handler = &defs.node(*target);
  if (!handler) report_node("compensation-handler", node);
  else if (!handler->for_compensation || !handler->incoming.empty() || !handler->outgoing.empty()) report_node("compensation-marker", *handler);
}

void Lint::intermediate_event(const Node& node) {
  const bool catching = node.kind == NodeKind::intermediate_catch_event;
  const bool link = node.has_event(EventKind::link);
  if (node.incoming.empty() && !(catching && link)) report_node("intermediate-incoming", node);
  if (node.outgoing.empty() && !(!catching && link)) report_node("intermediate-outgoing", node);
  if (catching && (node.events.empty() || !only(node, {EventKind::message, EventKind::timer, EventKind::conditional, EventKind::link, EventKind::signal})))
    report_node("catch-trigger", node);
  if (!catching && !only(node, {EventKind::message, EventKind::escalation, EventKind::compensation, EventKind::link, EventKind::signal}))
    report_node("throw-trigger", node);
  if (link) links(node);
}

void Lint::links(const Node& node) {
  if (!node.incoming.empty() && !node.outgoing.empty()) report_node("link-both", node);
  const bool catching = node.kind == NodeKind::intermediate_catch_event;
  const auto partner_in_scope = [&](const std::string& name, Index scope) {
    const NodeKind wanted = catching ? NodeKind::intermediate_throw_event : NodeKind::intermediate_catch_event;
    for (const Node& other : defs.nodes)
      if (other.kind == wanted && (scope == none || other.scope == scope))
        for (const EventDefinition& event : other.events)
          if (event.kind == EventKind::link && event.link == name) return true;
    return false;
  };
  for (const Xml definition : definitions_of(node)) {
    if (!doc.is(definition, "linkEventDefinition")) continue;
    const std::string name(trim(doc.value(definition, "name")));
    if (name.empty()) report("link-name", definition);
    const auto named = doc.children(definition, catching ? "source" : "target");
    for (const Xml reference : named) {
      const Xml partner = find(doc.text(reference));
      if (partner < 0 || !doc.is(partner, "linkEventDefinition")) {
        report("reference", reference, doc.text(reference), doc.text(reference));
        continue;
      }
      if (doc.at(doc.at(partner).parent).parent != doc.at(doc.at(definition).parent).parent) report("link-scope", reference);
      bool mutual = false;
      const auto back = doc.children(partner, catching ? "target" : "source");
      for (const Xml other : back) mutual = mutual || find(doc.text(other)) == definition;
      if (!mutual) report("link-pair", reference);
    }
    if (!named.empty()) continue;
    if (catching) {
      if (!partner_in_scope(name, node.scope)) report("link-source", definition);
    } else if (!partner_in_scope(name, node.scope)) {
      report(partner_in_scope(name, none) ? "link-scope" : "link-pair", definition);
    }
  }
}

void Lint::triggers(const Node& node) {
  const bool throwing = model::is_throw(node.kind);
  const bool runs = executable(node);
  for (const Xml definition : definitions_of(node)) {
    const std::string& name = doc.at(definition).name;
    if (name == "escalationEventDefinition" && throwing && runs) {
      const Xml target = find(doc.value(definition, "escalationRef"));
      if (target < 0 || trim(doc.value(target, "escalationCode")).empty()) report("escalation-code", definition);
    } else if (name == "errorEventDefinition" && throwing && runs) {
      const Xml target = find(doc.value(definition, "errorRef"));
      if (target < 0 || trim(doc.value(target, "errorCode")).empty()) report("error-code", definition);
    } else if (name == "conditionalEventDefinition" && runs) {
      const Xml condition = doc.child(definition, "condition");
      if (condition < 0 || doc.text(condition).empty() || !doc.value(condition, "type", Space::xsi).ends_with("tFormalExpression"))
        report("condition-missing", definition);
    } else if (name == "messageEventDefinition" && runs) {
      if (trim(doc.value(definition, "messageRef")).empty()) report("message-missing", definition);
    } else if (name == "signalEventDefinition" && runs) {
      if (trim(doc.value(definition, "signalRef")).empty()) report("signal-missing", definition);
    } else if (name == "timerEventDefinition") {
      timer(node, definition);
    }
  }
}

void Lint::timer(const Node& node, Xml definition) {
  std::vector<Xml> given;
  for (const std::string_view name : {"timeDate", "timeDuration", "timeCycle"})
    if (const Xml child = doc.child(definition, name); child >= 0) given.push_back(child);
  if (given.size() > 1) report("timer-many", definition);
  bool ours = false;
  if (const Xml extension = doc.child(definition, "extensionElements"); extension >= 0)
    ours = doc.child(extension, "workingDays", Space::zhunru) >= 0 || doc.child(extension, "clockDue", Space::zhunru) >= 0;
  if (given.empty()) {
    if (!ours && executable(node)) report("timer-missing", definition);
    return;
  }
  for (const Xml child : given) {
    const std::string text = doc.text(child);
    if (text.empty() ? !ours : !is_iso_time(doc.at(child).name, text) && !may_be_feel(text)) report(text.empty() ? "timer-missing" : "timer-syntax", child, text, text);
  }
}

}  // namespace zhunru::bpmn

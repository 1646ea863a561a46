// Lint: what surrounds processes: collaborations, choreographies, artifacts, imports, every reference, expressions.
#include <algorithm>
#include <array>
#include <set>

#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::Node;
using model::NodeKind;
using model::none;

namespace {

/// A place where an id is written, and what may be meant (BPMN 2.0 XML schema). Those that the reader itself resolves
/// are reported by it and do not stand here.
struct Reference {
  std::string_view element, attribute;   ///< attribute empty: the text of the element
  std::string_view kinds;                ///< allowed element names, separated by blanks
};

constexpr Reference reference_table[] = {
    {"interfaceRef", "", "interface"},
    {"supportedInterfaceRef", "", "interface"},
    {"participantRef", "", "participant"},
    {"messageFlowRef", "", "messageFlow"},
    {"choreographyRef", "", "choreography globalChoreographyTask"},
    {"resourceRef", "", "resource"},
    {"parameterRef", "", "resourceParameter"},
    {"association", "sourceRef", "*"},
    {"association", "targetRef", "*"},
    {"group", "categoryValueRef", "categoryValue"},
    {"categoryValueRef", "", "categoryValue"},
    {"resourceParameterBinding", "parameterRef", "resourceParameter"},
    {"participantAssociation", "", ""},
    {"innerParticipantRef", "", "participant"},
    {"outerParticipantRef", "", "participant"},
    {"callConversation", "calledCollaborationRef", "collaboration globalConversation choreography"},
    {"choreographyTask", "initiatingParticipantRef", "participant"},
    {"callChoreography", "calledChoreographyRef", "choreography globalChoreographyTask"},
    {"conversationLink", "sourceRef", "*"},
    {"conversationLink", "targetRef", "*"},
    {"partitionElementRef", "", "*"},
    {"lane", "partitionElementRef", "*"},
    {"ioBinding", "operationRef", "operation"},
    {"ioBinding", "inputDataRef", "dataInput inputSet"},
    {"ioBinding", "outputDataRef", "dataOutput outputSet"},
    {"compensateEventDefinition", "activityRef", "*"},
    {"definitionalCollaborationRef", "", "collaboration"},
    {"process", "definitionalCollaborationRef", "collaboration globalConversation choreography"},
};

bool allowed(std::string_view kinds, std::string_view name) {
  if (kinds == "*") return true;
  std::size_t start = 0;
  while (start < kinds.size()) {
    const std::size_t end = std::min(kinds.find(' ', start), kinds.size());
    if (kinds.substr(start, end - start) == name) return true;
    start = end + 1;
  }
  return false;
}

}  // namespace

void Lint::references() {
  const auto known_elsewhere = [&](Xml at, std::string_view reference) {
    const auto colon = reference.find(':');
    const auto space = colon == std::string_view::npos ? std::nullopt : doc.resolve_prefix(at, reference.substr(0, colon));
    for (const Xml import : doc.children(0, "import"))
      if (space && doc.value(import, "namespace") == *space) return true;
    return false;
  };
  for (const Reference& place : reference_table)
    for (const Xml at : all(place.element)) {
      if (place.kinds.empty()) continue;
      const std::string value = place.attribute.empty() ? doc.text(at) : std::string(trim(doc.value(at, place.attribute)));
      if (value.empty()) continue;
      const Xml target = find(value);
      if (target < 0 ? !known_elsewhere(at, value) : !allowed(place.kinds, doc.at(target).name)) report("reference", at, value, value);
    }
}

void Lint::collaboration() {
  for (const Xml at : all("participantMultiplicity")) {
    const auto number = [&](std::string_view name, int otherwise) {
      const std::string_view text = trim(doc.value(at, name));
      int value = 0;
      for (const char c : text.substr(text.starts_with("-") ? 1 : 0)) value = c >= '0' && c <= '9' && value < 100'000'000 ? value * 10 + (c - '0') : value;
      return text.empty() ? otherwise : text.starts_with("-") ? -value : value;
    };
    const int minimum = number("minimum", 0), maximum = number("maximum", 1);
    if (minimum < 0 || maximum < 1 || maximum < minimum) report("multiplicity", at);
  }
  for (const std::string_view kind : {"choreography", "globalConversation", "globalChoreographyTask"})
    for (const Xml at : all(kind))
      if (doc.child(at, "choreographyRef") >= 0) report("choreography-ref", at);
  for (const Xml at : all("globalConversation"))
    for (const Xml child : doc.children(at)) {
      static constexpr std::array<std::string_view, 11> forbidden = {"conversation", "subConversation", "callConversation", "conversationLink",
                                                                     "participantAssociation", "messageFlowAssociation", "conversationAssociation",
                                                                     "association", "group", "textAnnotation", "conversationNode"};
      if (doc.at(child).space == Space::bpmn && std::find(forbidden.begin(), forbidden.end(), doc.at(child).name) != forbidden.end()) {
        report("global-conversation", at);
        break;
      }
    }
  for (const Xml at : all("collaboration"))
    for (const Xml reference : doc.children(at, "choreographyRef")) {
      const Xml target = find(doc.text(reference));
      const auto closed = [&](Xml which) { return doc.value(which, "isClosed") == "true" || doc.value(which, "isClosed") == "1"; };
      if (target >= 0 && closed(at) != closed(target)) report("closed-differs", at);
    }
  for (const Xml at : all("textAnnotation"))
    if (const std::string* format = doc.attribute(at, "textFormat"); format && format->find('/') == std::string::npos) report("text-format", at, *format, *format);
  for (const Xml at : all("messageFlow")) {
    for (const bool source : {true, false}) {
      const Xml end = find(doc.value(at, source ? "sourceRef" : "targetRef"));
      if (end < 0) continue;
      const std::string& name = doc.at(end).name;
      if (name == "textAnnotation" || name == "group" || name == "association" || name == "lane" || name.ends_with("Gateway") || name == "sequenceFlow" ||
          name.starts_with("data"))
        report("message-flow-end", at);
      const auto found = defs.find_node(doc.id(end));
      if (!found) continue;
      const Node& node = defs.node(*found);
      const bool message = node.has_event(model::EventKind::message);
      if (node.kind == NodeKind::start_event && (source || !message)) report("start-message-flow", at);
      if (node.kind == NodeKind::end_event && (!source || !message)) report("end-message-flow", at);
      if (node.kind == NodeKind::intermediate_catch_event && source) report("intermediate-message-flow", at);
      if (node.kind == NodeKind::intermediate_throw_event && !source) report("intermediate-message-flow", at);
    }
  }
}

void Lint::imports() {
  if (!options_.load) return;
  std::set<std::string, std::less<>> own;
  for (const auto& [id, at] : by_id_) own.insert(id);
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> ids_of_space;
  ids_of_space[defs.target_namespace] = own;
  struct Waiting {
    std::string location, space;
    Xml at;
    int depth;
  };
  std::vector<Waiting> waiting;
  for (const Xml at : doc.children(0, "import"))
    waiting.push_back({std::string(doc.value(at, "location")), std::string(doc.value(at, "namespace")), at, 1});
  for (std::size_t i = 0; i < waiting.size() && i < 32; ++i) {
    const Waiting import = waiting[i];
    if (doc.value(import.at, "importType") != space_uri(Space::bpmn)) continue;
    const bool remote = import.location.find("://") != std::string::npos;
    const auto text = remote ? std::nullopt : options_.load(import.location);
    if (!text) {
      // Nothing is fetched because a model names it; a remote file stays unknown.
      if (!remote) report("import-missing", import.at, import.location, import.location);
      else if (import.space == defs.target_namespace) report("import-own-namespace", import.at, import.location, import.location);
      continue;
    }
    const auto other = read(*text);
    if (!other) {
      report("import-missing", import.at, import.location, import.location);
      continue;
    }
    if (other->definitions.target_namespace != import.space) report("import-namespace", import.at, import.location, import.location);
    auto& ids = ids_of_space[other->definitions.target_namespace];
    for (const Element& element : other->document.elements) {
      if (element.space != Space::bpmn) continue;
      const auto index = static_cast<Xml>(&element - other->document.elements.data());
      const std::string id(other->document.id(index));
      if (!id.empty() && !ids.insert(id).second) report("import-ids", import.at, id, id);
    }
    if (import.depth >= 4) continue;
    for (const Xml next : other->document.children(0, "import"))
      waiting.push_back({std::string(other->document.value(next, "location")), std::string(other->document.value(next, "namespace")), import.at, import.depth + 1});
  }
}

void Lint::diagram() {
  std::set<std::string_view> drawn;
  for (Xml at = 0; at < static_cast<Xml>(doc.elements.size()); ++at)
    if (doc.at(at).space == Space::bpmndi && (doc.at(at).name == "BPMNShape" || doc.at(at).name == "BPMNEdge"))
      drawn.insert(trim(doc.value(at, "bpmnElement")));
  if (drawn.empty()) return;
  for (const Node& node : defs.nodes)
    if (!defs.process(node.process).global_task && !node.id.empty() && !drawn.count(node.id)) report_node("diagram-incomplete", node);
  for (std::size_t i = 0; i < defs.flows.size(); ++i)
    if (!defs.flows[i].id.empty() && !drawn.count(defs.flows[i].id)) report("diagram-incomplete", model_.flow_elements[i]);
}

void Lint::expressions() {
  for (const model::Expression& expression : defs.expressions) {
    const Xml at = find(expression.element);
    const Xml where = at < 0 ? 0 : at;
    if (!expression.formal && in_executable(where)) report("natural-language", where, expression.source, expression.source);
    if (!options_.check_feel || expression.dialect == model::Dialect::unsupported) continue;
    if (const auto problem = options_.check_feel(expression.text))
      report("feel-syntax", where, expression.source + ": " + problem->first, expression.source + ": " + problem->second);
  }
  for (const std::string_view kind : {"conditionExpression", "formalExpression", "completionCondition", "loopCardinality", "loopCondition", "activationCondition"})
    for (const Xml at : all(kind)) {
      const bool formal = kind == "formalExpression" || doc.value(at, "type", Space::xsi).ends_with("tFormalExpression");
      if (formal && doc.text(at).empty()) report("formal-empty", at);
    }
}

}  // namespace zhunru::bpmn

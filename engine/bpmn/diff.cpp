#include "engine/bpmn/diff.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace zhunru::bpmn {

namespace {

using Xml = std::int32_t;
using Facets = std::map<std::string, std::string>;

/// Elements that are compared on their own; everything else belongs to the nearest of them.
bool stands_alone(const Document& document, Xml at) {
  static constexpr std::array<std::string_view, 48> names = {
      "process", "subProcess", "transaction", "adHocSubProcess", "task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask",
      "manualTask", "businessRuleTask", "callActivity", "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
      "exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway", "sequenceFlow", "dataObject",
      "dataObjectReference", "dataStore", "dataStoreReference", "association", "textAnnotation", "group", "lane", "participant", "messageFlow",
      "collaboration", "message", "signal", "error", "escalation", "itemDefinition", "interface", "resource", "globalTask", "globalUserTask",
      "globalManualTask", "globalScriptTask", "globalBusinessRuleTask", "correlationProperty"};
  const Element& element = document.at(at);
  return element.space == Space::bpmn && !document.id(at).empty() && std::find(names.begin(), names.end(), element.name) != names.end();
}

std::string qualified(const Element& element) {
  switch (element.space) {
    case Space::none:
    case Space::bpmn: return element.name;
    case Space::zhunru: return "zhunru:" + element.name;
    case Space::camunda: return "camunda:" + element.name;
    case Space::zeebe: return "zeebe:" + element.name;
    case Space::flowable: return "flowable:" + element.name;
    case Space::activiti: return "activiti:" + element.name;
    default: return element.prefix.empty() ? element.name : element.prefix + ":" + element.name;
  }
}

std::string qualified(const Attribute& attribute) {
  if (attribute.space == Space::none) return attribute.name;
  return (attribute.space == Space::zhunru ? "zhunru" : attribute.prefix) + ":" + attribute.name;
}

/// Compact text of a subtree: sorted attributes, trimmed text, no elements that stand alone. Depth is limited by parsing.
void compact(const Document& document, Xml at, std::string& out) {
  const Element& element = document.at(at);
  std::vector<std::string> attributes;
  for (const Attribute& attribute : element.attributes)
    if (attribute.space != Space::xmlns && !(attribute.name == "id" && element.space == Space::bpmn) && attribute.space != Space::xsi)
      attributes.push_back(qualified(attribute) + "=\"" + attribute.value + "\"");
  std::sort(attributes.begin(), attributes.end());
  out += "<" + qualified(element);
  for (const std::string& attribute : attributes) out += " " + attribute;
  out += ">" + document.text(at);
  for (const Xml child : document.children(at))
    if (!stands_alone(document, child)) compact(document, child, out);
  out += "</>";
}

struct Entry {
  Xml at = -1;
  Facets facets;
};

class Index {
 public:
  explicit Index(const Document& document) : document_(document) {
    for (Xml at = 0; at < static_cast<Xml>(document.elements.size()); ++at)
      if (stands_alone(document, at)) {
        const std::string id(document.id(at));
        order.push_back(id);
        entries[id] = {at, facets_of(at)};
      }
  }

  std::vector<std::string> order;
  std::map<std::string, Entry> entries;

 private:
  Facets facets_of(Xml at) const {
    Facets facets;
    for (const Attribute& attribute : document_.at(at).attributes)
      if (attribute.space != Space::xmlns && attribute.name != "id") facets[qualified(attribute)] = attribute.value;
    for (const Xml child : document_.children(at)) {
      if (stands_alone(document_, child)) continue;
      const std::string& name = document_.at(child).name;
      if (document_.at(child).space == Space::bpmn && (name == "incoming" || name == "outgoing")) continue;
      if (document_.is(child, "laneSet") || document_.is(child, "childLaneSet")) continue;
      if (document_.is(child, "extensionElements")) {
        for (const Xml extension : document_.children(child)) compact(document_, extension, facets[qualified(document_.at(extension))]);
        continue;
      }
      compact(document_, child, facets[name]);
    }
    Xml parent = document_.at(at).parent;
    while (parent > 0 && !stands_alone(document_, parent)) parent = document_.at(parent).parent;
    facets["parent"] = parent < 0 ? std::string() : std::string(document_.id(parent));
    return facets;
  }

  const Document& document_;
};

bool executes(const std::string& type, const std::string& facet) {
  static constexpr std::array<std::string_view, 8> words = {"name", "zhunru:nameEn", "documentation", "zhunru:note", "text", "textFormat", "zhunru:doesEn",
                                                            "gatewayDirection"};
  if (type == "textAnnotation" || type == "group" || type == "lane") return facet == "zhunru:assignment";
  // Names of messages and signals are what they are found by.
  if (facet == "name") return type == "message" || type == "signal";
  return std::find(words.begin(), words.end(), facet) == words.end();
}

}  // namespace

std::vector<Change> diff(const Model& before, const Model& after) {
  const Index old_index(before.document), new_index(after.document);
  std::vector<Change> changes;
  const auto start = [&](ChangeKind kind, const std::string& id, const Model& model, Xml at) {
    Change change;
    change.kind = kind;
    change.element = id;
    change.type = model.document.at(at).name;
    change.name = std::string(trim(model.document.value(at, "name")));
    return change;
  };
  const auto removed = [&](const std::string& id, Xml at) {
    Change change = start(ChangeKind::removed, id, before, at);
    change.line_before = before.document.at(at).line;
    changes.push_back(std::move(change));
  };
  for (const std::string& id : new_index.order) {
    const Entry& now = new_index.entries.at(id);
    const auto found = old_index.entries.find(id);
    const bool same_type = found != old_index.entries.end() && before.document.at(found->second.at).name == after.document.at(now.at).name;
    if (!same_type) {
      if (found != old_index.entries.end()) removed(id, found->second.at);
      Change change = start(ChangeKind::added, id, after, now.at);
      change.line_after = after.document.at(now.at).line;
      changes.push_back(std::move(change));
      continue;
    }
    const Facets& then = found->second.facets;
    Facets all = then;
    all.insert(now.facets.begin(), now.facets.end());
    const auto value_in = [](const Facets& facets, const std::string& facet) {
      const auto at = facets.find(facet);
      return at == facets.end() ? std::string() : at->second;
    };
    for (const auto& [facet, any] : all) {
      if (value_in(then, facet) == value_in(now.facets, facet)) continue;
      Change change = start(ChangeKind::changed, id, after, now.at);
      change.facet = facet;
      change.before = value_in(then, facet);
      change.after = value_in(now.facets, facet);
      change.executes = executes(change.type, facet);
      change.line_before = before.document.at(found->second.at).line;
      change.line_after = after.document.at(now.at).line;
      changes.push_back(std::move(change));
    }
  }
  for (const std::string& id : old_index.order)
    if (!new_index.entries.count(id)) removed(id, old_index.entries.at(id).at);
  return changes;
}

std::string describe(const Change& change, bool english) {
  std::string out;
  switch (change.kind) {
    case ChangeKind::added: out = english ? "added " : "新增 "; break;
    case ChangeKind::removed: out = english ? "removed " : "删去 "; break;
    case ChangeKind::changed: out = english ? "changed " : "改动 "; break;
  }
  out += change.type + " " + change.element;
  if (!change.name.empty()) out += english ? " (" + change.name + ")" : "(" + change.name + ")";
  if (change.kind != ChangeKind::changed) return out;
  out += (english ? ": " : ":") + change.facet + ": " + change.before + " -> " + change.after;
  if (!change.executes) out += english ? " [wording only]" : " [只改文字]";
  return out;
}

}  // namespace zhunru::bpmn

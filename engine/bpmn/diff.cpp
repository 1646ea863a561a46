#include "engine/bpmn/diff.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/bpmn/diff_entries.hpp"

namespace zhunru::bpmn {

namespace {

using Xml = std::int32_t;

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

/// Repeats what flows say, or is the picture.
bool ignored(const Document& document, Xml at) {
  return document.is(at, "incoming") || document.is(at, "outgoing") || document.at(at).space == Space::bpmndi;
}

std::string key(const Document& document, Xml at) {
  const Element& element = document.at(at);
  if (element.space == Space::bpmn) {
    const bool refers = element.name.ends_with("Ref") || element.name.ends_with("Refs");
    return refers && document.text(at).size() <= 128 ? document.text(at) : std::string();
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> keys = {{{"outcome", "id"}, {"input", "target"}, {"output", "target"}, {"clock", "start"},
      {"clock", "pause"}, {"note", "clause"}, {"property", "name"}, {"property", "key"}, {"header", "key"}, {"in", "target"}, {"out", "target"}, {"inputParameter", "name"},
      {"outputParameter", "name"}, {"formField", "id"}}};
  for (const auto& [name, attribute] : keys)
    if (element.name == name && !document.value(at, attribute).empty()) return std::string(document.value(at, attribute));
  return {};
}

constexpr Comparing comparing{stands_alone, ignored, key};

std::string name_of(const Document& document, Xml at) { return std::string(trim(document.value(at, "name"))); }

class Index : public Entries {
 public:
  explicit Index(const Document& of) : Entries(of) {
    if (document.elements.empty()) return;
    Facets whole = facets_of(document, 0, comparing);
    for (const char* about_the_file : {"exporter", "exporterVersion", "targetNamespace", "name"}) whole.erase(about_the_file);
    add("", {0, "definitions", "", std::move(whole)});
    for (Xml at = 0; at < static_cast<Xml>(document.elements.size()); ++at)
      if (stands_alone(document, at)) names_[std::string(document.id(at))] = name_of(document, at);
    for (Xml at = 0; at < static_cast<Xml>(document.elements.size()); ++at) {
      if (!stands_alone(document, at)) continue;
      Entry entry{at, document.at(at).name, name_of(document, at), facets_of(document, at, comparing)};
      if (entry.type == "sequenceFlow" || entry.type == "messageFlow" || entry.type == "association") {
        const std::string path = plain(document.value(at, "sourceRef")) + " → " + plain(document.value(at, "targetRef"));
        entry.name = entry.name.empty() ? path : entry.name + " · " + path;
      }
      Xml parent = document.at(at).parent;
      while (parent > 0 && !stands_alone(document, parent)) parent = document.at(parent).parent;
      entry.facets["parent"] = parent < 0 ? std::string() : std::string(document.id(parent));
      add(std::string(document.id(at)), std::move(entry));
    }
  }

 private:
  static bool refers(const std::string& facet) {
    return facet == "parent" || facet == "default" || facet.ends_with("Ref") || facet.find("Ref[") != std::string::npos || facet.find("Refs[") != std::string::npos;
  }
  std::string plain(std::string_view id) const {
    const auto found = names_.find(std::string(id));
    return found == names_.end() || found->second.empty() ? std::string(id) : found->second;
  }

 public:
  std::string shown(const std::string& facet, const std::string& id) const override {
    if (!refers(facet)) return id;
    const auto found = names_.find(id);
    return found == names_.end() || found->second.empty() || found->second == id ? id : found->second + " (" + id + ")";
  }

 private:
  std::map<std::string, std::string> names_;
};

bool executes(const std::string& type, const std::string& facet) {
  static constexpr std::array<std::string_view, 7> words = {"name", "zhunru:nameEn", "documentation", "text", "textFormat", "gatewayDirection", "laneSet@name"};
  static constexpr std::array<std::string_view, 7> of_buttons = {"@name", "@nameEn", "@does", "@doesEn", "@clause", "@kind", "@local"};
  if (type == "textAnnotation" || type == "group" || type == "lane") return facet.starts_with("zhunru:assignment");
  if (facet.starts_with("zhunru:note") || facet.starts_with("documentation")) return false;
  if (facet.starts_with("zhunru:outcome") && std::any_of(of_buttons.begin(), of_buttons.end(), [&](std::string_view end) { return facet.ends_with(end); })) return false;
  // Names of messages and signals are what they are found by.
  if (facet == "name") return type == "message" || type == "signal";
  return std::find(words.begin(), words.end(), facet) == words.end();
}

/// Shapes and edges by what they show, as text.
std::map<std::string, std::string> picture(const Document& document) {
  std::map<std::string, std::string> shapes;
  for (Xml at = 0; at < static_cast<Xml>(document.elements.size()); ++at) {
    const Element& element = document.at(at);
    if (element.space != Space::bpmndi || (element.name != "BPMNShape" && element.name != "BPMNEdge")) continue;
    static constexpr Comparing everything{[](const Document&, Xml) { return false; }, [](const Document&, Xml) { return false; }, [](const Document&, Xml) { return std::string(); }};
    std::string& text = shapes[std::string(document.value(at, "bpmnElement"))];
    for (const auto& [facet, value] : facets_of(document, at, everything)) text += facet + "=" + value + "\n";
  }
  return shapes;
}

}  // namespace

std::vector<Change> diff(const Model& before, const Model& after) {
  std::vector<Change> changes = compare(Index(before.document), Index(after.document), executes);
  const auto then = picture(before.document), now = picture(after.document);
  const auto moved = std::count_if(now.begin(), now.end(), [&](const auto& shape) {
    const auto found = then.find(shape.first);
    return found != then.end() && found->second != shape.second;
  });
  if (moved > 0) {
    Change layout;
    layout.type = "BPMNDiagram";
    layout.facet = "layout";
    layout.facet_words = {"图形的位置和样子（" + std::to_string(moved) + " 处）", "place and look in the diagram (" + std::to_string(moved) + ")"};
    layout.executes = false;
    changes.push_back(std::move(layout));
  }
  return changes;
}

std::string describe(const Change& change, bool english) {
  const Words type = element_words(change.type);
  std::string out;
  switch (change.kind) {
    case ChangeKind::added: out = english ? "added " : "新增 "; break;
    case ChangeKind::removed: out = english ? "removed " : "删去 "; break;
    case ChangeKind::changed: out = english ? "changed " : "改动 "; break;
  }
  out += english ? type.en : type.zh;
  if (!change.name.empty()) out += " " + change.name;
  if (!change.element.empty()) out += english ? " (" + change.element + ")" : "（" + change.element + "）";
  if (change.kind != ChangeKind::changed) return out;
  const std::string& facet = english ? change.facet_words.en : change.facet_words.zh;
  out += (english ? ": " : "：") + facet;
  if (!change.before.empty() || !change.after.empty()) {
    const std::string none = english ? "nothing" : "无";
    out += (english ? ": " : "：") + (change.before.empty() ? none : change.before) + " → " + (change.after.empty() ? none : change.after);
  }
  if (!change.executes) out += english ? " [tokens do not notice]" : " [不影响办理]";
  return out;
}

}  // namespace zhunru::bpmn

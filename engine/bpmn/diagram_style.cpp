#include "engine/bpmn/diagram_style.hpp"

#include <array>

namespace zhunru::bpmn {

using model::Node;
using model::NodeKind;
using model::none;

bool is_colour(std::string_view text) {
  if (text.size() != 4 && text.size() != 7) return false;
  return text.front() == '#' && text.substr(1).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

DiagramStyle::DiagramStyle(const Model& model) : model_(model) {
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(model.document.elements.size()); ++at)
    if (model.document.at(at).space == Space::bpmn && !model.document.id(at).empty()) by_id_.emplace(std::string(model.document.id(at)), at);
}

std::int32_t DiagramStyle::find(std::string_view element) const {
  auto found = by_id_.find(element);
  if (found == by_id_.end())
    if (const auto colon = element.find(':'); colon != std::string_view::npos) found = by_id_.find(element.substr(colon + 1));
  return found == by_id_.end() ? -1 : found->second;
}

namespace {
std::vector<Marker> markers_of(const Node& node) {
  std::vector<Marker> result;
  if (node.loop) result.push_back(Marker::loop);
  if (node.multi) result.push_back(node.multi->sequential ? Marker::sequential_instances : Marker::parallel_instances);
  if (node.for_compensation) result.push_back(Marker::compensation);
  if (node.kind == NodeKind::ad_hoc_sub_process) result.push_back(Marker::ad_hoc);
  return result;
}
}  // namespace

std::optional<Shape> DiagramStyle::shape(std::string_view element) const {
  static constexpr std::array<std::string_view, 14> others = {
      "participant", "lane", "dataObject", "dataObjectReference", "dataStoreReference", "dataInput", "dataOutput",
      "textAnnotation", "group", "conversation", "subConversation", "callConversation", "choreographyTask", "message"};
  const std::int32_t at = find(element);
  if (at < 0) return std::nullopt;
  const Document& doc = model_.document;
  Shape shape;
  shape.element = std::string(doc.id(at));
  shape.kind = doc.at(at).name;
  shape.name = std::string(trim(doc.value(at, "name")));
  shape.name_en = std::string(trim(doc.value(at, "nameEn", Space::zhunru)));
  if (shape.kind == "textAnnotation")
    if (const std::int32_t text = doc.child(at, "text"); text >= 0) shape.name = doc.text(text);
  if (shape.kind == "group") {
    const std::int32_t value = find(doc.value(at, "categoryValueRef"));
    if (value >= 0) shape.name = std::string(doc.value(value, "value"));
  }
  const auto found = model_.definitions.find_node(shape.element);
  if (!found) {
    for (const std::string_view other : others)
      if (other == shape.kind) return shape;
    return std::nullopt;
  }
  const Node& node = model_.definitions.node(*found);
  shape.node = *found;
  shape.name = node.name;
  shape.throwing = model::is_throw(node.kind);
  shape.interrupting = node.interrupting;
  shape.dashed = node.kind == NodeKind::event_sub_process;
  shape.instantiate = node.instantiate;
  shape.multiple = node.events.size() > 1;
  shape.parallel_multiple = shape.multiple && node.parallel_multiple;
  if (node.events.size() == 1) shape.event = node.events.front().kind;
  shape.markers = markers_of(node);
  return shape;
}

std::optional<Edge> DiagramStyle::edge(std::string_view element) const {
  const std::int32_t at = find(element);
  if (at < 0) return std::nullopt;
  const Document& doc = model_.document;
  Edge edge;
  edge.element = std::string(doc.id(at));
  edge.kind = doc.at(at).name;
  edge.name = std::string(trim(doc.value(at, "name")));
  edge.name_en = std::string(trim(doc.value(at, "nameEn", Space::zhunru)));
  edge.source = std::string(trim(doc.value(at, "sourceRef")));
  edge.target = std::string(trim(doc.value(at, "targetRef")));
  if (const auto flow_index = model_.definitions.find_flow(edge.element)) {
    const model::Flow& flow = model_.definitions.flow(*flow_index);
    edge.is_default = flow.is_default;
    edge.conditional = flow.condition != none && flow.source != none && model::is_activity(model_.definitions.node(flow.source).kind);
  }
  return edge;
}

}  // namespace zhunru::bpmn

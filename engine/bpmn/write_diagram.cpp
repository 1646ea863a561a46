// Writes a diagram into a document as BPMN diagram interchange (BPMN 2.0 §12), keeping everything that is there.
#include <algorithm>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/xml.hpp"

namespace zhunru::bpmn {

namespace {

/// Prefix for a namespace at the root; declares one when there is none. An empty prefix would be the default namespace.
std::string prefix_for(Document& document, Space space, std::string wanted) {
  if (const auto known = document.prefix_at_root(space_uri(space))) return *known;
  const auto taken = [&](const std::string& name) {
    for (const Attribute& attribute : document.at(0).attributes)
      if (attribute.space == Space::xmlns && attribute.name == name) return true;
    return false;
  };
  while (taken(wanted)) wanted += "1";
  document.set(0, wanted, std::string(space_uri(space)), "xmlns", Space::xmlns);
  return wanted;
}

class DiagramWriter {
 public:
  explicit DiagramWriter(Document& document)
      : document_(document),
        bpmndi_(prefix_for(document, Space::bpmndi, "bpmndi")),
        dc_(prefix_for(document, Space::dc, "dc")),
        di_(prefix_for(document, Space::di, "di")) {
    // Ids of diagrams do not count: whatever diagrams there were are replaced.
    for (std::int32_t at = 0; at < static_cast<std::int32_t>(document.elements.size()); ++at)
      if (const Space space = document.at(at).space; space != Space::bpmndi && space != Space::di && space != Space::dc && !document.id(at).empty())
        used_.emplace_back(document.id(at));
    std::sort(used_.begin(), used_.end());
  }

  void write(const Diagram& diagram) {
    indent(0, 1);
    const std::int32_t root = element(0, bpmndi_, "BPMNDiagram", Space::bpmndi);
    document_.set(root, "id", fresh("diagram_" + diagram.element));
    indent(root, 2);
    const std::int32_t plane = element(root, bpmndi_, "BPMNPlane", Space::bpmndi);
    document_.set(plane, "id", fresh("plane_" + diagram.element));
    document_.set(plane, "bpmnElement", diagram.element);
    for (const Shape& shape : diagram.shapes) write_shape(plane, shape);
    for (const Edge& edge : diagram.edges) write_edge(plane, edge);
    indent(plane, 2);
    indent(root, 1);
    document_.at(0).content.push_back(Content{ContentKind::text, -1, "\n"});
  }

 private:
  std::int32_t element(std::int32_t parent, const std::string& prefix, std::string name, Space space) {
    return document_.append(parent, prefix, std::move(name), space);
  }

  void indent(std::int32_t parent, std::size_t depth) {
    document_.at(parent).content.push_back(Content{ContentKind::text, -1, "\n" + std::string(2 * depth, ' ')});
  }

  std::string fresh(std::string id) {
    id = id.substr(0, 120);
    while (std::binary_search(used_.begin(), used_.end(), id)) id += "_";
    used_.insert(std::lower_bound(used_.begin(), used_.end(), id), id);
    return id;
  }

  void bounds(std::int32_t parent, const Bounds& bounds, std::size_t depth) {
    indent(parent, depth);
    const std::int32_t at = element(parent, dc_, "Bounds", Space::dc);
    document_.set(at, "x", std::to_string(bounds.x));
    document_.set(at, "y", std::to_string(bounds.y));
    document_.set(at, "width", std::to_string(bounds.width));
    document_.set(at, "height", std::to_string(bounds.height));
  }

  void label(std::int32_t parent, const std::optional<Bounds>& place) {
    if (!place) return;
    indent(parent, 4);
    const std::int32_t at = element(parent, bpmndi_, "BPMNLabel", Space::bpmndi);
    bounds(at, *place, 5);
    indent(at, 4);
  }

  void write_shape(std::int32_t plane, const Shape& shape) {
    indent(plane, 3);
    const std::int32_t at = element(plane, bpmndi_, "BPMNShape", Space::bpmndi);
    document_.set(at, "id", fresh(shape.element + "_di"));
    document_.set(at, "bpmnElement", shape.element);
    if (shape.kind == "participant" || shape.kind == "lane") document_.set(at, "isHorizontal", shape.horizontal ? "true" : "false");
    if (shape.kind == "subProcess" || shape.kind == "transaction" || shape.kind == "adHocSubProcess")
      document_.set(at, "isExpanded", shape.expanded ? "true" : "false");
    if (shape.kind == "exclusiveGateway") document_.set(at, "isMarkerVisible", "true");
    bounds(at, shape.bounds, 4);
    label(at, shape.label);
    indent(at, 3);
  }

  void write_edge(std::int32_t plane, const Edge& edge) {
    indent(plane, 3);
    const std::int32_t at = element(plane, bpmndi_, "BPMNEdge", Space::bpmndi);
    document_.set(at, "id", fresh(edge.element + "_di"));
    document_.set(at, "bpmnElement", edge.element);
    for (const Point& point : edge.waypoints) {
      indent(at, 4);
      const std::int32_t waypoint = element(at, di_, "waypoint", Space::di);
      document_.set(waypoint, "x", std::to_string(point.x));
      document_.set(waypoint, "y", std::to_string(point.y));
    }
    label(at, edge.label);
    indent(at, 3);
  }

  Document& document_;
  std::string bpmndi_, dc_, di_;
  std::vector<std::string> used_;
};

}  // namespace

base::Result<std::string> with_layout(std::string_view xml, bool again) {
  ZHUNRU_TRY(model, read(xml));
  for (const Diagram& diagram : read_diagrams(model))
    if (!again && !diagram.shapes.empty()) return std::string(xml);
  const Diagram made = layout(model);
  // A diagram of the file would be drawn first by other tools; ours replaces it.
  auto& content = model.document.at(0).content;
  std::erase_if(content, [&](const Content& one) {
    return one.kind == ContentKind::element && model.document.at(one.element).space == Space::bpmndi;
  });
  while (!content.empty() && content.back().kind == ContentKind::text) content.pop_back();
  DiagramWriter(model.document).write(made);
  return write_xml(model.document);
}

}  // namespace zhunru::bpmn

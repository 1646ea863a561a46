#include "engine/bpmn/diagram.hpp"

#include <algorithm>
#include <set>

#include "engine/bpmn/diagram_style.hpp"

namespace zhunru::bpmn {

using model::none;

namespace {

/// A decimal text rounded to a whole pixel, halves away from zero; 0 when it is no number.
std::int32_t pixel(std::string_view text) {
  text = trim(text);
  const bool negative = text.starts_with("-");
  if (negative || text.starts_with("+")) text.remove_prefix(1);
  std::int32_t value = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i)
    if (value < 10'000'000) value = value * 10 + (text[i] - '0');
  if (i + 1 < text.size() && text[i] == '.' && text[i + 1] >= '5' && text[i + 1] <= '9') ++value;
  return negative ? -value : value;
}

class DiagramReader {
 public:
  explicit DiagramReader(const Model& model) : doc_(model.document), style_(model) {}

  std::vector<Diagram> run() {
    std::vector<Diagram> result;
    for (const std::int32_t at : doc_.children(0, "BPMNDiagram", Space::bpmndi)) {
      const std::int32_t plane = doc_.child(at, "BPMNPlane", Space::bpmndi);
      if (plane < 0) continue;
      Diagram diagram;
      diagram.id = std::string(doc_.id(at));
      diagram.name = std::string(doc_.value(at, "name"));
      diagram.element = std::string(trim(doc_.value(plane, "bpmnElement")));
      for (const std::int32_t child : doc_.children(plane)) {
        if (doc_.at(child).space != Space::bpmndi) continue;
        if (doc_.at(child).name == "BPMNShape") shape(child, diagram);
        if (doc_.at(child).name == "BPMNEdge") edge(child, diagram);
      }
      finish_diagram(diagram);
      result.push_back(std::move(diagram));
    }
    return result;
  }

 private:
  std::optional<Bounds> bounds(std::int32_t at) const {
    const std::int32_t found = doc_.child(at, "Bounds", Space::dc);
    if (found < 0) return std::nullopt;
    return Bounds{pixel(doc_.value(found, "x")), pixel(doc_.value(found, "y")), pixel(doc_.value(found, "width")), pixel(doc_.value(found, "height"))};
  }

  std::optional<Bounds> label(std::int32_t at) const {
    const std::int32_t found = doc_.child(at, "BPMNLabel", Space::bpmndi);
    return found < 0 ? std::nullopt : bounds(found);
  }

  std::string colour(std::int32_t at, std::string_view bioc, std::string_view omg) const {
    for (const auto& [space, name] : {std::pair(Space::bioc, bioc), std::pair(Space::color, omg)})
      if (const std::string* value = doc_.attribute(at, name, space); value && is_colour(*value)) return *value;
    return {};
  }

  bool flag(std::int32_t at, std::string_view name, bool otherwise) const {
    const std::string_view value = doc_.value(at, name);
    return value.empty() ? otherwise : value == "true" || value == "1";
  }

  void shape(std::int32_t at, Diagram& diagram) {
    auto made = style_.shape(trim(doc_.value(at, "bpmnElement")));
    const auto place = bounds(at);
    if (!made || !place) return;
    made->id = std::string(doc_.id(at));
    made->bounds = *place;
    made->label = label(at);
    made->horizontal = flag(at, "isHorizontal", true);
    const bool contains = made->kind == "subProcess" || made->kind == "transaction" || made->kind == "adHocSubProcess";
    made->expanded = contains && flag(at, "isExpanded", made->bounds.width > 100 && made->bounds.height > 80);
    if (contains && !made->expanded) made->markers.push_back(Marker::collapsed);
    made->fill = colour(at, "fill", "background-color");
    made->stroke = colour(at, "stroke", "border-color");
    diagram.shapes.push_back(std::move(*made));
  }

  void edge(std::int32_t at, Diagram& diagram) {
    auto made = style_.edge(trim(doc_.value(at, "bpmnElement")));
    if (!made) return;
    made->id = std::string(doc_.id(at));
    for (const std::int32_t point : doc_.children(at, "waypoint", Space::di))
      made->waypoints.push_back({pixel(doc_.value(point, "x")), pixel(doc_.value(point, "y"))});
    if (made->waypoints.size() < 2) return;
    made->label = label(at);
    made->stroke = colour(at, "stroke", "border-color");
    diagram.edges.push_back(std::move(*made));
  }

  const Document& doc_;
  DiagramStyle style_;
};

}  // namespace

const Shape* Diagram::shape_of(std::string_view element_id) const {
  for (const Shape& shape : shapes)
    if (shape.element == element_id) return &shape;
  return nullptr;
}

void finish_diagram(Diagram& diagram) {
  const auto rank = [](const Shape& shape) {
    if (shape.kind == "participant") return 0;
    if (shape.kind == "lane") return 1;
    return shape.kind == "subProcess" || shape.kind == "transaction" || shape.kind == "adHocSubProcess" ? 2 : shape.kind == "boundaryEvent" ? 4 : 3;
  };
  // Outer sub-processes are larger than what they hold; areas are compared in 64 bits.
  const auto area = [](const Shape& shape) { return std::int64_t{shape.bounds.width} * shape.bounds.height; };
  std::stable_sort(diagram.shapes.begin(), diagram.shapes.end(), [&](const Shape& a, const Shape& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return rank(a) < 3 && area(a) > area(b);
  });
  std::int32_t left = 0, top = 0, right = 0, bottom = 0;
  bool any = false;
  const auto grow = [&](std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
    left = any ? std::min(left, x0) : x0;
    top = any ? std::min(top, y0) : y0;
    right = any ? std::max(right, x1) : x1;
    bottom = any ? std::max(bottom, y1) : y1;
    any = true;
  };
  const auto grow_bounds = [&](const Bounds& b) { grow(b.x, b.y, b.x + b.width, b.y + b.height); };
  for (const Shape& shape : diagram.shapes) {
    grow_bounds(shape.bounds);
    if (shape.label) grow_bounds(*shape.label);
  }
  for (const Edge& edge : diagram.edges)
    for (const Point& point : edge.waypoints) grow(point.x, point.y, point.x, point.y);
  diagram.extent = {left, top, right - left, bottom - top};
}

std::vector<Diagram> read_diagrams(const Model& model) { return DiagramReader(model).run(); }

Diagram diagram_of(const Model& model) {
  std::vector<Diagram> diagrams = read_diagrams(model);
  std::set<model::Index> drawn;
  for (const Diagram& diagram : diagrams)
    for (const Shape& shape : diagram.shapes) drawn.insert(shape.node);
  const auto missing = [&](const model::Process& process) {
    const auto& nodes = model.definitions.scope(process.scope).nodes;
    return !process.global_task && std::any_of(nodes.begin(), nodes.end(), [&](model::Index node) { return !drawn.count(node); });
  };
  const auto& processes = model.definitions.processes;
  if (std::any_of(processes.begin(), processes.end(), missing)) return layout(model);
  for (Diagram& diagram : diagrams)
    if (!diagram.shapes.empty()) return std::move(diagram);
  return layout(model);
}

}  // namespace zhunru::bpmn

// The automatic layout: scopes from the inside out, each a block of shapes and edges in its own coordinates, then moved
// into place. All numbers are whole pixels; nothing depends on time, chance or an unordered container.
#include <algorithm>
#include <map>
#include <set>

#include "engine/base/utf8.hpp"
#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/diagram_style.hpp"
#include "engine/bpmn/layout_graph.hpp"

namespace zhunru::bpmn {

using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

namespace {

constexpr std::int32_t task_width = 110, task_height = 80, event_size = 36, gateway_size = 50;
constexpr std::int32_t row_gap = 30, channel = 44, track_step = 10, padding = 24, title = 30, lane_header = 30;
constexpr std::int32_t label_height = 20, boundary_room = 34;
// Bounds that keep every sum far from overflow in the largest file that is read.
constexpr std::int32_t longest_label = 400, most_tracks = 100;

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

/// A laid-out scope; its upper left corner is 0,0.
struct Block {
  std::vector<Shape> shapes;
  std::vector<Edge> edges;
  std::int32_t width = 0, height = 0;

  void add(const Block& other, std::int32_t x, std::int32_t y) {
    for (Shape shape : other.shapes) {
      shape.bounds.x += x;
      shape.bounds.y += y;
      if (shape.label) shape.label->x += x, shape.label->y += y;
      shapes.push_back(std::move(shape));
    }
    for (Edge edge : other.edges) {
      for (Point& point : edge.waypoints) point.x += x, point.y += y;
      if (edge.label) edge.label->x += x, edge.label->y += y;
      edges.push_back(std::move(edge));
    }
  }
};

/// Width of a text of 12 px: full-width characters 12, others 7; long texts are cut when they are drawn.
std::int32_t text_width(std::string_view text) {
  std::int32_t width = 0;
  for (std::size_t i = 0; i < text.size() && width < longest_label;) width += base::utf8_next(text, i) >= 0x2E80 ? 12 : 7;
  return width;
}

class Layouter {
 public:
  explicit Layouter(const Model& model) : model_(model), defs_(model.definitions), style_(model) {}

  Diagram run();

 private:
  struct Place {
    Block inner;                       ///< of a sub-process
    std::int32_t width = 0, height = 0;
  };

  Block scope_block(Index scope, const std::map<Index, std::int32_t>& lane_of, std::size_t lanes, std::vector<std::int32_t>* lane_tops);
  Place measure(const Node& node);
  void place_layers(LayoutGraph& graph, std::size_t lanes, const std::vector<std::int32_t>& lane_tops, const std::vector<std::int32_t>& lane_heights);
  std::vector<std::int32_t> lane_heights(const LayoutGraph& graph, std::size_t lanes) const;
  void route(const LayoutGraph& graph, Block& block);
  void put_node(const LayoutNode& place, Place& measured, Block& block);
  void put_boundary(const Node& host, Bounds bounds, Block& block);
  void put_aside(Index scope, Block& block);
  void put_artifacts(Block& block);
  void put_label(Edge& edge, Point from) const;
  Block process_block(Index process);
  Point port(const std::map<Index, Bounds>& places, Index node, bool out) const;

  const Model& model_;
  const model::Definitions& defs_;
  DiagramStyle style_;
};

Layouter::Place Layouter::measure(const Node& node) {
  Place place;
  if (model::is_event(node.kind)) place.width = place.height = event_size;
  else if (model::is_gateway(node.kind)) place.width = place.height = gateway_size;
  else if (node.inner != none) {
    place.inner = scope_block(node.inner, {}, 1, nullptr);
    place.width = std::max(task_width, place.inner.width + 2 * padding);
    place.height = std::max(task_height, place.inner.height + padding + title);
  } else {
    place.width = task_width;
    place.height = task_height;
  }
  return place;
}

std::vector<std::int32_t> Layouter::lane_heights(const LayoutGraph& graph, std::size_t lanes) const {
  std::vector<std::int32_t> heights(lanes, task_height + row_gap);
  for (const auto& layer : graph.layers) {
    std::vector<std::int32_t> stacked(lanes, row_gap);
    for (const std::int32_t n : layer) stacked[at(graph.nodes[at(n)].lane)] += graph.nodes[at(n)].height + row_gap;
    for (std::size_t l = 0; l < lanes; ++l) heights[l] = std::max(heights[l], stacked[l]);
  }
  return heights;
}

void Layouter::place_layers(LayoutGraph& graph, std::size_t lanes, const std::vector<std::int32_t>& tops, const std::vector<std::int32_t>& heights) {
  std::vector<std::vector<std::int32_t>> left(graph.nodes.size()), right(graph.nodes.size());
  for (const LayoutEdge& edge : graph.edges)
    for (std::size_t i = 0; !edge.back && i + 1 < edge.chain.size(); ++i) {
      right[at(edge.chain[i])].push_back(edge.chain[i + 1]);
      left[at(edge.chain[i + 1])].push_back(edge.chain[i]);
    }
  const auto settle = [&](const std::vector<std::int32_t>& layer, const std::vector<std::vector<std::int32_t>>& neighbours) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::vector<std::int32_t> group;
      for (const std::int32_t n : layer)
        if (graph.nodes[at(n)].lane == static_cast<std::int32_t>(lane)) group.push_back(n);
      std::int32_t floor = tops[lane] + row_gap;
      for (const std::int32_t n : group) {
        LayoutNode& node = graph.nodes[at(n)];
        std::int64_t sum = 0;
        for (const std::int32_t other : neighbours[at(n)]) sum += graph.nodes[at(other)].y + graph.nodes[at(other)].centre;
        const auto count = static_cast<std::int64_t>(neighbours[at(n)].size());
        const std::int32_t wanted = count > 0 ? static_cast<std::int32_t>(sum / count) - node.centre : node.y;
        node.y = std::max(wanted, floor);
        floor = node.y + node.height + row_gap;
      }
      std::int32_t ceiling = tops[lane] + heights[lane];
      for (std::size_t i = group.size(); i-- > 0;) {
        LayoutNode& node = graph.nodes[at(group[i])];
        node.y = std::min(node.y, ceiling - row_gap - node.height);
        ceiling = node.y;
      }
    }
  };
  for (LayoutNode& node : graph.nodes) node.y = tops[at(node.lane)] + heights[at(node.lane)] / 2 - node.centre;
  for (int round = 0; round < 2; ++round) {
    for (const auto& layer : graph.layers) settle(layer, left);
    for (std::size_t l = graph.layers.size(); l-- > 0;) settle(graph.layers[l], right);
  }
  for (const auto& layer : graph.layers) settle(layer, left);
}

void Layouter::put_label(Edge& edge, Point from) const {
  if (edge.name.empty()) return;
  edge.label = Bounds{from.x + 4, from.y - label_height, text_width(edge.name) + 4, label_height};
}

void Layouter::put_boundary(const Node& host, Bounds bounds, Block& block) {
  std::int32_t x = bounds.x + bounds.width - event_size - 8;
  for (const Index index : host.boundary) {
    auto shape = style_.shape(defs_.node(index).id);
    if (!shape) continue;
    shape->bounds = {x, bounds.y + bounds.height - event_size / 2, event_size, event_size};
    const std::int32_t width = text_width(shape->name) + 4;
    if (!shape->name.empty()) shape->label = Bounds{x - width - 2, bounds.y + bounds.height + 2, width, label_height};
    block.shapes.push_back(std::move(*shape));
    x -= event_size + 10;
  }
}

void Layouter::put_node(const LayoutNode& place, Place& measured, Block& block) {
  const Node& node = defs_.node(place.node);
  auto shape = style_.shape(node.id);
  if (!shape) return;
  shape->bounds = {place.x, place.y, measured.width, measured.height};
  if (model::is_event(node.kind) || model::is_gateway(node.kind)) {
    const std::int32_t width = std::max(measured.width, std::min(text_width(node.name), 2 * measured.width) + 4);
    if (!node.name.empty())
      shape->label = Bounds{place.x + (measured.width - width) / 2, place.y + measured.height + 2, width, label_height};
  }
  const Bounds bounds = shape->bounds;
  block.shapes.push_back(std::move(*shape));
  if (node.inner != none) block.add(measured.inner, bounds.x + (bounds.width - measured.inner.width) / 2, bounds.y + title);
  put_boundary(node, bounds, block);
}

void Layouter::route(const LayoutGraph& graph, Block& block) {
  // Where vertical pieces stand: one x per source node in each channel between layers.
  std::vector<std::int32_t> layer_right(graph.layers.size(), 0), layer_left(graph.layers.size(), 0);
  for (std::size_t l = 0; l < graph.layers.size(); ++l) {
    layer_left[l] = graph.layers[l].empty() ? 0 : graph.nodes[at(graph.layers[l].front())].x;
    for (const std::int32_t n : graph.layers[l]) {
      layer_right[l] = std::max(layer_right[l], graph.nodes[at(n)].x + graph.nodes[at(n)].width);
      layer_left[l] = std::min(layer_left[l], graph.nodes[at(n)].x);
    }
  }
  std::vector<std::map<std::int64_t, std::int32_t>> tracks(graph.layers.size() + 1);
  const auto track = [&](std::int32_t layer, std::int64_t key) {
    auto& own = tracks[at(layer + 1)];
    const auto [found, fresh] = own.emplace(key, static_cast<std::int32_t>(own.size()) % most_tracks);
    const std::int32_t base = layer < 0 ? layer_left[0] - 14 : layer_right[at(layer)] + 14;
    return layer < 0 ? base - found->second * track_step : base + found->second * track_step;
  };
  std::map<Index, Bounds> places;
  for (const Shape& shape : block.shapes) places.emplace(shape.node, shape.bounds);
  std::int32_t below = block.height;
  const auto push = [](Edge& edge, std::int32_t x, std::int32_t y) {
    if (edge.waypoints.empty() || edge.waypoints.back() != Point{x, y}) edge.waypoints.push_back({x, y});
  };
  for (const LayoutEdge& line : graph.edges) {
    const model::Flow& flow = defs_.flow(line.flow);
    auto edge = style_.edge(flow.id);
    if (!edge) continue;
    const Point start = port(places, flow.source, true);
    const Point end = port(places, flow.target, false);
    const bool boundary = defs_.node(flow.source).kind == NodeKind::boundary_event;
    push(*edge, start.x, start.y);
    std::int32_t y = start.y;
    if (boundary) push(*edge, start.x, y = start.y + 12);
    std::int32_t layer = graph.nodes[at(line.source)].layer;
    Point named{start.x, start.y};
    if (line.back) {
      below += track_step + 4;
      const std::int32_t down = track(layer, -1 - std::int64_t{line.flow});
      const std::int32_t up = track(graph.nodes[at(line.target)].layer - 1, -1 - std::int64_t{line.flow});
      push(*edge, down, y);
      push(*edge, down, below);
      push(*edge, up, below);
      push(*edge, up, end.y);
      named = {down, below};
      if (!edge->name.empty()) named.x -= text_width(edge->name) + 8;
    } else {
      for (std::size_t i = 1; i < line.chain.size(); ++i, ++layer) {
        const LayoutNode& next = graph.nodes[at(line.chain[i])];
        const std::int32_t next_y = i + 1 == line.chain.size() ? end.y : next.y + next.centre;
        const std::int64_t key = i == 1 ? std::int64_t{flow.source} : (std::int64_t{1} << 32) + line.chain[i - 1];
        if (next_y != y) {
          const std::int32_t x = track(layer, key);
          push(*edge, x, y);
          push(*edge, x, next_y);
          if (i == 1) named = {x, next_y};
        }
        y = next_y;
      }
    }
    push(*edge, end.x, end.y);
    put_label(*edge, named);
    block.edges.push_back(std::move(*edge));
  }
  block.height = std::max(block.height, below + (below > block.height ? 16 : 0));
}

Point Layouter::port(const std::map<Index, Bounds>& places, Index index, bool out) const {
  const auto found = places.find(index);
  if (found == places.end()) return {};
  const Bounds& b = found->second;
  if (out && defs_.node(index).kind == NodeKind::boundary_event) return {b.x + b.width / 2, b.y + b.height};
  return {out ? b.x + b.width : b.x, b.y + b.height / 2};
}

void Layouter::put_aside(Index scope_index, Block& block) {
  // What no flow reaches from the main line: event sub-processes and compensation handlers stand below, side by side.
  // A row is no longer than the main line (or 1600 px), then the next begins.
  const std::int32_t longest = std::max(block.width, 1600);
  std::int32_t x = padding, tallest = 0;
  std::int32_t y = block.height + row_gap;
  for (const Index index : defs_.scope(scope_index).nodes) {
    const Node& node = defs_.node(index);
    if (node.kind != NodeKind::event_sub_process && !node.for_compensation) continue;
    Place place = measure(node);
    if (x > padding && x + place.width > longest) {
      x = padding;
      y += tallest + row_gap;
      tallest = 0;
    }
    LayoutNode position;
    position.node = index;
    position.x = x;
    position.y = y;
    put_node(position, place, block);
    x += place.width + row_gap;
    tallest = std::max(tallest, place.height + (node.boundary.empty() ? 0 : boundary_room));
  }
  if (tallest == 0) return;
  block.height = y + tallest + padding;
  block.width = std::max(block.width, x + padding);
}

Block Layouter::scope_block(Index scope_index, const std::map<Index, std::int32_t>& lane_of, std::size_t lanes, std::vector<std::int32_t>* lane_tops) {
  const model::Scope& scope = defs_.scope(scope_index);
  LayoutGraph graph;
  std::map<Index, std::int32_t> position;
  std::map<Index, Place> measured;
  for (const Index index : scope.nodes) {
    const Node& node = defs_.node(index);
    if (node.kind == NodeKind::event_sub_process || node.kind == NodeKind::boundary_event || node.for_compensation) continue;
    Place place = measure(node);
    LayoutNode made;
    made.node = index;
    const auto lane = lane_of.find(index);
    made.lane = lane == lane_of.end() ? 0 : lane->second;
    made.width = place.width;
    made.centre = place.height / 2;
    const bool outside_name = (model::is_event(node.kind) || model::is_gateway(node.kind)) && !node.name.empty();
    made.height = place.height + (node.boundary.empty() ? 0 : boundary_room) + (outside_name ? label_height : 0);
    position[index] = static_cast<std::int32_t>(graph.nodes.size());
    graph.nodes.push_back(made);
    measured.emplace(index, std::move(place));
  }
  std::vector<std::int32_t> wide_label(graph.nodes.size(), 0);
  for (const Index flow_index : scope.flows) {
    const model::Flow& flow = defs_.flow(flow_index);
    if (flow.source == none || flow.target == none) continue;
    const Node& from = defs_.node(flow.source);
    const auto source = position.find(from.kind == NodeKind::boundary_event ? from.attached_to : flow.source);
    const auto target = position.find(flow.target);
    if (source == position.end() || target == position.end()) continue;
    LayoutEdge edge;
    edge.flow = flow_index;
    edge.source = source->second;
    edge.target = target->second;
    edge.back = edge.source == edge.target;
    wide_label[at(source->second)] = std::max(wide_label[at(source->second)], text_width(flow.name));
    graph.edges.push_back(std::move(edge));
  }
  arrange(graph);

  std::vector<std::int32_t> heights = lane_heights(graph, lanes), tops(lanes, 0);
  for (std::size_t l = 1; l < lanes; ++l) tops[l] = tops[l - 1] + heights[l - 1];
  place_layers(graph, lanes, tops, heights);

  // Columns: as wide as the widest node, with a channel for vertical pieces and flow names.
  Block block;
  std::vector<std::int32_t> turning(graph.layers.size() + 1, 0);
  std::int32_t entering = 0;
  for (const LayoutEdge& edge : graph.edges) {
    if (edge.back) {
      ++turning[at(graph.nodes[at(edge.source)].layer)];
      const std::int32_t into = graph.nodes[at(edge.target)].layer;
      if (into > 0) ++turning[at(into) - 1];
      else ++entering;
    } else {
      for (std::size_t i = 0; i + 1 < edge.chain.size(); ++i)
        if (graph.nodes[at(edge.chain[i])].y + graph.nodes[at(edge.chain[i])].centre != graph.nodes[at(edge.chain[i + 1])].y + graph.nodes[at(edge.chain[i + 1])].centre)
          ++turning[at(graph.nodes[at(edge.chain[i])].layer)];
    }
  }
  std::int32_t x = padding + std::min(entering, most_tracks) * track_step;
  for (std::size_t l = 0; l < graph.layers.size(); ++l) {
    std::int32_t width = 0, label = 0;
    for (const std::int32_t n : graph.layers[l]) {
      width = std::max(width, graph.nodes[at(n)].width);
      if (graph.nodes[at(n)].node != none) label = std::max(label, wide_label[at(n)]);
    }
    for (const std::int32_t n : graph.layers[l]) graph.nodes[at(n)].x = x + (width - graph.nodes[at(n)].width) / 2;
    x += width + std::max(channel, 20 + std::min(turning[l], most_tracks) * track_step + (label > 0 ? label + 12 : 0));
  }
  block.width = graph.layers.empty() ? task_width : x - channel + padding;
  block.height = lanes > 0 ? tops.back() + heights.back() : 0;
  for (const LayoutNode& node : graph.nodes)
    if (node.node != none) put_node(node, measured.at(node.node), block);
  route(graph, block);
  if (lane_tops) {
    *lane_tops = tops;
    lane_tops->push_back(block.height);
  }
  put_aside(scope_index, block);
  if (lane_tops) lane_tops->back() = block.height;
  return block;
}

Block Layouter::process_block(Index process_index) {
  const model::Process& process = defs_.process(process_index);
  // Rows are the innermost lanes; an outer lane spans those inside it.
  std::vector<Index> rows;
  for (const Index lane : process.lanes) {
    const bool outer = std::any_of(process.lanes.begin(), process.lanes.end(), [&](Index other) { return defs_.lanes[at(other)].parent == lane; });
    if (!outer) rows.push_back(lane);
  }
  std::map<Index, std::int32_t> lane_of;
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (const Index node : defs_.lanes[at(rows[row])].nodes) lane_of[node] = static_cast<std::int32_t>(row);
  std::vector<std::int32_t> tops;
  Block inside = scope_block(process.scope, lane_of, std::max<std::size_t>(1, rows.size()), &tops);
  if (rows.empty() && process.participant == none) return inside;

  const std::int32_t pool = process.participant == none ? 0 : lane_header;
  const std::int32_t header = pool + (rows.empty() ? 0 : lane_header);
  Block block;
  block.width = inside.width + header;
  block.height = inside.height;
  if (process.participant != none)
    if (auto shape = style_.shape(defs_.participants[at(process.participant)].id)) {
      shape->bounds = {0, 0, block.width, block.height};
      block.shapes.push_back(std::move(*shape));
    }
  const auto row_of = [&](Index lane) { return static_cast<std::size_t>(std::find(rows.begin(), rows.end(), lane) - rows.begin()); };
  for (const Index lane : process.lanes) {
    auto shape = style_.shape(defs_.lanes[at(lane)].id);
    if (!shape) continue;
    std::size_t first = rows.size(), last = 0;
    for (const Index row : rows)
      for (Index up = row; up != none; up = defs_.lanes[at(up)].parent)
        if (up == lane) first = std::min(first, row_of(row)), last = std::max(last, row_of(row));
    if (first == rows.size()) continue;
    const std::int32_t bottom = last + 1 == rows.size() ? block.height : tops[last + 1];
    shape->bounds = {pool, tops[first], block.width - pool, bottom - tops[first]};
    block.shapes.push_back(std::move(*shape));
  }
  block.add(inside, header, 0);
  return block;
}

void Layouter::put_artifacts(Block& block) {
  // Data, annotations and black boxes in a row below; associations and message flows are straight lines.
  std::int32_t x = padding, tallest = 0;
  const std::int32_t y = block.height + row_gap;
  const Document& doc = model_.document;
  const auto put = [&](std::string_view id, std::int32_t width, std::int32_t height) {
    auto shape = style_.shape(id);
    if (!shape) return;
    shape->bounds = {x, y, width, height};
    if (shape->kind.starts_with("data") && !shape->name.empty()) shape->label = Bounds{x - 20, y + height + 2, width + 40, label_height};
    block.shapes.push_back(std::move(*shape));
    x += width + 50;
    tallest = std::max(tallest, height + label_height);
  };
  std::vector<std::pair<std::string, std::pair<std::string, std::string>>> lines;
  for (std::int32_t element = 0; element < static_cast<std::int32_t>(doc.elements.size()); ++element) {
    if (doc.at(element).space != Space::bpmn) continue;
    const std::string& kind = doc.at(element).name;
    const std::string id(doc.id(element));
    if (kind == "textAnnotation") put(id, 140, 50);
    if (kind == "dataObjectReference") put(id, 36, 50);
    if (kind == "dataStoreReference") put(id, 50, 50);
    if (kind == "participant" && doc.value(element, "processRef").empty()) put(id, 300, 60);
    if (kind == "association" || kind == "messageFlow")
      lines.push_back({id, {std::string(trim(doc.value(element, "sourceRef"))), std::string(trim(doc.value(element, "targetRef")))}});
    if (kind == "dataInputAssociation" || kind == "dataOutputAssociation") {
      const std::int32_t reference = doc.child(element, kind == "dataInputAssociation" ? "sourceRef" : "targetRef");
      const std::string activity(doc.id(doc.at(element).parent));
      const std::string data = reference < 0 ? std::string() : doc.text(reference);
      lines.push_back({id, kind == "dataInputAssociation" ? std::pair(data, activity) : std::pair(activity, data)});
    }
  }
  if (tallest > 0) {
    block.height = y + tallest + padding;
    block.width = std::max(block.width, x);
  }
  for (const auto& [id, ends] : lines) {
    auto edge = style_.edge(id);
    const Shape* from = nullptr;
    const Shape* to = nullptr;
    for (const Shape& shape : block.shapes) {
      if (shape.element == ends.first) from = &shape;
      if (shape.element == ends.second) to = &shape;
    }
    if (!edge || !from || !to) continue;
    const bool down = from->bounds.y + from->bounds.height <= to->bounds.y;
    const auto middle = [](const Bounds& b, bool bottom) { return Point{b.x + b.width / 2, bottom ? b.y + b.height : b.y}; };
    edge->waypoints = {middle(from->bounds, down), middle(to->bounds, !down)};
    block.edges.push_back(std::move(*edge));
  }
}

Diagram Layouter::run() {
  Block all;
  for (std::size_t i = 0; i < defs_.processes.size(); ++i) {
    if (defs_.processes[i].global_task) continue;
    const Block block = process_block(static_cast<Index>(i));
    const std::int32_t y = all.height == 0 ? 0 : all.height + 2 * row_gap;
    all.add(block, 0, y);
    all.width = std::max(all.width, block.width);
    all.height = y + block.height;
  }
  put_artifacts(all);
  Diagram diagram;
  Block placed;
  placed.add(all, 60, 60);
  diagram.shapes = std::move(placed.shapes);
  diagram.edges = std::move(placed.edges);
  diagram.element = defs_.collaborations.empty() ? (defs_.processes.empty() ? std::string() : defs_.processes.front().id) : defs_.collaborations.front().id;
  finish_diagram(diagram);
  return diagram;
}

}  // namespace

Diagram layout(const Model& model) { return Layouter(model).run(); }

}  // namespace zhunru::bpmn

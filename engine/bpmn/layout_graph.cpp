#include "engine/bpmn/layout_graph.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"

namespace zhunru::bpmn {

namespace {

using Ids = std::vector<std::int32_t>;

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

std::vector<Ids> edges_from(const LayoutGraph& graph) {
  std::vector<Ids> out(graph.nodes.size());
  for (std::size_t e = 0; e < graph.edges.size(); ++e) out[at(graph.edges[e].source)].push_back(static_cast<std::int32_t>(e));
  return out;
}

/// Depth-first in the order of the file; an edge to a node on the current path is a back edge.
void mark_back_edges(LayoutGraph& graph) {
  const auto out = edges_from(graph);
  enum class State : std::uint8_t { fresh, open, done };
  std::vector<State> state(graph.nodes.size(), State::fresh);
  Ids incoming(graph.nodes.size(), 0);
  for (const LayoutEdge& edge : graph.edges) ++incoming[at(edge.target)];
  Ids roots;
  for (std::int32_t pass = 0; pass < 2; ++pass)
    for (std::size_t n = 0; n < graph.nodes.size(); ++n)
      if ((incoming[n] == 0) == (pass == 0)) roots.push_back(static_cast<std::int32_t>(n));
  struct Frame {
    std::int32_t node;
    std::size_t next;
  };
  for (const std::int32_t root : roots) {
    if (state[at(root)] != State::fresh) continue;
    std::vector<Frame> stack{{root, 0}};
    state[at(root)] = State::open;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const Ids& edges = out[at(frame.node)];
      if (frame.next == edges.size()) {
        state[at(frame.node)] = State::done;
        stack.pop_back();
        continue;
      }
      LayoutEdge& edge = graph.edges[at(edges[frame.next++])];
      State& target = state[at(edge.target)];
      if (target == State::open) edge.back = true;
      if (target != State::fresh) continue;
      target = State::open;
      stack.push_back({edge.target, 0});
    }
  }
}

/// Longest path from the left.
void assign_layers(LayoutGraph& graph) {
  const auto out = edges_from(graph);
  Ids waiting(graph.nodes.size(), 0);
  for (const LayoutEdge& edge : graph.edges)
    if (!edge.back) ++waiting[at(edge.target)];
  Ids queue;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n)
    if (waiting[n] == 0) queue.push_back(static_cast<std::int32_t>(n));
  std::int32_t deepest = 0;
  for (std::size_t i = 0; i < queue.size(); ++i)
    for (const std::int32_t e : out[at(queue[i])]) {
      const LayoutEdge& edge = graph.edges[at(e)];
      if (edge.back) continue;
      LayoutNode& target = graph.nodes[at(edge.target)];
      target.layer = std::max(target.layer, graph.nodes[at(edge.source)].layer + 1);
      deepest = std::max(deepest, target.layer);
      if (--waiting[at(edge.target)] == 0) queue.push_back(edge.target);
    }
  graph.layers.assign(graph.nodes.empty() ? 0 : at(deepest) + 1, {});
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) graph.layers[at(graph.nodes[n].layer)].push_back(static_cast<std::int32_t>(n));
}

void add_dummies(LayoutGraph& graph) {
  const std::size_t limit = graph.nodes.size() + base::limits::bpmn_layout_dummies;
  for (LayoutEdge& edge : graph.edges) {
    edge.chain = {edge.source};
    const std::int32_t span = graph.nodes[at(edge.target)].layer - graph.nodes[at(edge.source)].layer;
    if (!edge.back && graph.nodes.size() + at(std::max(span, 0)) < limit)
      for (std::int32_t layer = graph.nodes[at(edge.source)].layer + 1; layer < graph.nodes[at(edge.target)].layer; ++layer) {
        LayoutNode dummy;
        dummy.layer = layer;
        dummy.lane = graph.nodes[at(edge.target)].lane;
        dummy.height = 24;
        dummy.centre = 12;
        edge.chain.push_back(static_cast<std::int32_t>(graph.nodes.size()));
        graph.layers[at(layer)].push_back(edge.chain.back());
        graph.nodes.push_back(dummy);
      }
    edge.chain.push_back(edge.target);
  }
}

/// Sweeps left to right and back: each node goes where its neighbours are on average; lanes stay together.
void order_layers(LayoutGraph& graph) {
  std::vector<Ids> left(graph.nodes.size()), right(graph.nodes.size());
  for (const LayoutEdge& edge : graph.edges) {
    if (edge.back) continue;
    for (std::size_t i = 0; i + 1 < edge.chain.size(); ++i) {
      right[at(edge.chain[i])].push_back(edge.chain[i + 1]);
      left[at(edge.chain[i + 1])].push_back(edge.chain[i]);
    }
  }
  Ids position(graph.nodes.size(), 0);
  const auto number = [&](const Ids& layer) {
    for (std::size_t i = 0; i < layer.size(); ++i) position[at(layer[i])] = static_cast<std::int32_t>(i);
  };
  for (Ids& layer : graph.layers) {
    std::stable_sort(layer.begin(), layer.end(), [&](std::int32_t a, std::int32_t b) { return graph.nodes[at(a)].lane < graph.nodes[at(b)].lane; });
    number(layer);
  }
  const auto sweep = [&](Ids& layer, const std::vector<Ids>& neighbours) {
    struct Place {
      std::int32_t node;
      std::int64_t sum, count;
    };
    std::vector<Place> places;
    for (const std::int32_t node : layer) {
      Place place{node, 0, static_cast<std::int64_t>(neighbours[at(node)].size())};
      for (const std::int32_t other : neighbours[at(node)]) place.sum += position[at(other)] * 2;
      if (place.count == 0) place = {node, position[at(node)] * 2, 1};
      places.push_back(place);
    }
    std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
      const std::int32_t lane_a = graph.nodes[at(a.node)].lane, lane_b = graph.nodes[at(b.node)].lane;
      if (lane_a != lane_b) return lane_a < lane_b;
      return a.sum * b.count < b.sum * a.count;
    });
    for (std::size_t i = 0; i < places.size(); ++i) layer[i] = places[i].node;
    number(layer);
  };
  for (int round = 0; round < 4; ++round) {
    for (std::size_t l = 1; l < graph.layers.size(); ++l) sweep(graph.layers[l], left);
    for (std::size_t l = graph.layers.size(); l-- > 1;) sweep(graph.layers[l - 1], right);
  }
  for (std::size_t l = 1; l < graph.layers.size(); ++l) sweep(graph.layers[l], left);
}

}  // namespace

void arrange(LayoutGraph& graph) {
  mark_back_edges(graph);
  assign_layers(graph);
  add_dummies(graph);
  order_layers(graph);
}

}  // namespace zhunru::bpmn

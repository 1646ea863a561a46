// Inside engine/bpmn only: one scope of a process as a layered graph (Sugiyama's method): back edges, layers, dummies
// for long edges, order within layers. Positions in pixels are layout.cpp's.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/definitions.hpp"

namespace zhunru::bpmn {

/// A node of the layered graph; `node` none = a dummy that a long edge passes through.
struct LayoutNode {
  model::Index node = model::none;
  std::int32_t lane = 0;              ///< row group
  std::int32_t width = 0, height = 0; ///< room that it needs
  std::int32_t layer = 0;
  std::int32_t x = 0, y = 0;          ///< upper left corner of the room
  std::int32_t centre = 0;            ///< from the top of the room to the line on which edges enter
};

/// An edge; a back edge closes a cycle and is drawn around.
struct LayoutEdge {
  model::Index flow = model::none;    ///< in Definitions::flows
  std::int32_t source = 0, target = 0;
  bool back = false;
  std::vector<std::int32_t> chain;    ///< from source to target through the dummies
};

struct LayoutGraph {
  std::vector<LayoutNode> nodes;
  std::vector<LayoutEdge> edges;
  std::vector<std::vector<std::int32_t>> layers;  ///< nodes from top to bottom
};

/// Marks back edges, gives every node a layer, inserts dummies and orders the layers.
void arrange(LayoutGraph& graph);

}  // namespace zhunru::bpmn

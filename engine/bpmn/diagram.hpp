// The picture of a BPMN file as plain shapes and edges in whole pixels: read from diagram interchange, or laid out by
// the core where a file has none. The SVG writer and the client's canvas draw the same struct. It draws nothing itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/bpmn/read.hpp"

namespace zhunru::bpmn {

struct Point {
  std::int32_t x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// Pixels, y downwards.
struct Bounds {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// Signs at the lower edge of an activity.
enum class Marker : std::uint8_t { loop, parallel_instances, sequential_instances, compensation, ad_hoc, collapsed };

/// A node, pool, lane, data item or annotation.
struct Shape {
  std::string id;                     ///< of the BPMNShape; may be empty for a layout
  std::string element;                ///< id of the BPMN element
  std::string kind;                   ///< its element name: "userTask", "participant", "lane", "textAnnotation" …
  std::string name, name_en;          ///< text inside or beside it
  Bounds bounds;
  std::optional<Bounds> label;        ///< place of the name when it stands outside
  bool expanded = true;               ///< sub-process
  bool horizontal = true;             ///< pool or lane
  model::Index node = model::none;    ///< in Definitions::nodes
  std::optional<model::EventKind> event;  ///< sign inside an event; multiple events: see `multiple`
  bool multiple = false, parallel_multiple = false;
  bool throwing = false;              ///< filled sign
  bool interrupting = true;           ///< dashed ring when false
  bool dashed = false;                ///< event sub-process
  bool instantiate = false;
  std::vector<Marker> markers;
  std::string fill, stroke;           ///< colours of the file, "#rrggbb", may be empty
};

/// A flow or association.
struct Edge {
  std::string id, element;
  std::string kind;                   ///< "sequenceFlow", "messageFlow", "association", "dataInputAssociation", …
  std::string name, name_en;
  std::string source, target;         ///< element ids
  std::vector<Point> waypoints;       ///< two or more
  std::optional<Bounds> label;
  bool is_default = false, conditional = false;
  std::string stroke;
};

/// One plane.
struct Diagram {
  std::string id, name, element;
  std::vector<Shape> shapes;          ///< pools, lanes and sub-processes before what stands in them
  std::vector<Edge> edges;
  Bounds extent;                      ///< all of it

  const Shape* shape_of(std::string_view element_id) const;
};

/// The planes of the file's diagram interchange, in its order; shapes of unknown elements are left out.
std::vector<Diagram> read_diagrams(const Model& model);

/// A layered left-to-right layout of every process (layout.cpp): pools and lanes as rows, sub-processes expanded.
/// Deterministic: depends on nothing but the model.
Diagram layout(const Model& model);

/// The first plane of the file that has shapes, otherwise the layout. A plane that lacks nodes of a process's own level
/// (the file was changed without its picture) is not shown either.
Diagram diagram_of(const Model& model);

/// The file with its layout written as diagram interchange; a file that has shapes already comes back as it was,
/// unless `again`: then its diagrams are replaced. Errors: those of read().
base::Result<std::string> with_layout(std::string_view xml, bool again = false);

}  // namespace zhunru::bpmn

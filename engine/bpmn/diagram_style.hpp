// Inside engine/bpmn only: what a shape or edge of an element looks like (kind, name, signs), without its place.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/bpmn/diagram.hpp"

namespace zhunru::bpmn {

/// "#rgb" or "#rrggbb".
bool is_colour(std::string_view text);

/// Puts containers before their content and computes the extent.
void finish_diagram(Diagram& diagram);

class DiagramStyle {
 public:
  explicit DiagramStyle(const Model& model);

  /// Shape for the element with that id, nullopt when there is none or it is no shape.
  std::optional<Shape> shape(std::string_view element) const;
  std::optional<Edge> edge(std::string_view element) const;
  /// Position of the element in the document, -1 when there is none.
  std::int32_t find(std::string_view element) const;

 private:
  const Model& model_;
  std::map<std::string, std::int32_t, std::less<>> by_id_;
};

}  // namespace zhunru::bpmn

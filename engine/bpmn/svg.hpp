// A diagram as a stand-alone SVG picture for the server, documents and tests. No script, no outside reference, text
// escaped; colours can be taken over by the page through CSS classes.
#pragma once

#include <map>
#include <string>

#include "engine/bpmn/diagram.hpp"

namespace zhunru::bpmn {

struct SvgOptions {
  bool english = false;                        ///< names in English where the file has them
  std::map<std::string, std::string> classes;  ///< element id -> extra CSS class ("done", "current", "late")
};

/// The picture; its size is that of the diagram's extent and 20 px around it.
std::string to_svg(const Diagram& diagram, const SvgOptions& options = {});

}  // namespace zhunru::bpmn

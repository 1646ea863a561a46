// The entry of the BPMN part: text -> document + executable model + findings met on the way. A file that is XML within
// the limits is always read; what is wrong with it as BPMN is a finding, and lint.hpp says whether it may be deployed.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/bpmn/document.hpp"
#include "engine/bpmn/finding.hpp"
#include "engine/model/definitions.hpp"

namespace zhunru::bpmn {

/// A file that has been read.
struct Model {
  Document document;
  model::Definitions definitions;
  /// Position in document.elements of each node, flow, process and data item of `definitions`.
  std::vector<std::int32_t> node_elements, flow_elements, process_elements, data_elements;
  std::vector<Finding> findings;   ///< dangling references, vendor settings without effect, unsupported expressions
};

/// Reads a BPMN 2.0 file. Errors: the "xml-…" codes, "bpmn-root" (the root is no bpmn:definitions), "bpmn-id"
/// (an id is used twice or is longer than 128 bytes).
base::Result<Model> read(std::string_view xml);

}  // namespace zhunru::bpmn

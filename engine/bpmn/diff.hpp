// What changed between two versions of a template, element by element, in terms of BPMN: not lines of XML, not the
// picture. It says what changed and whether tokens can notice; it migrates nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/bpmn/read.hpp"

namespace zhunru::bpmn {

enum class ChangeKind : std::uint8_t { added, removed, changed };

/// One difference. Elements are matched by id; a change of kind under the same id is removed + added.
struct Change {
  ChangeKind kind = ChangeKind::changed;
  std::string element;             ///< id
  std::string type;                ///< element name: "userTask", "sequenceFlow" …
  std::string name;                ///< of the newer version, or of the removed element
  std::string facet;               ///< for changed: "name", "sourceRef", "conditionExpression", "zhunru:due", "parent" …
  std::string before, after;       ///< values of the facet, as compact XML text
  bool executes = true;            ///< false: names, documentation, notes, wording of buttons; tokens do not notice
  std::int32_t line_before = 0, line_after = 0;

  friend bool operator==(const Change&, const Change&) = default;
};

/// All differences, in the order of the newer file, removed elements last. Diagram interchange, white space, the order
/// of siblings, incoming/outgoing lists and prefixes do not count.
std::vector<Change> diff(const Model& before, const Model& after);

/// "changed S13 (受理): zhunru:due …" in one line.
std::string describe(const Change& change, bool english);

}  // namespace zhunru::bpmn

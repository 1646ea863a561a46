// What changed between two versions of a template, element by element, in terms of BPMN or DMN: not lines of XML, not the
// picture. It says what changed, in words, and whether tokens can notice; it migrates nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/bpmn/diff_words.hpp"
#include "engine/bpmn/read.hpp"

namespace zhunru::bpmn {

enum class ChangeKind : std::uint8_t { added, removed, changed };

/// One difference. Elements are matched by id; a change of kind under the same id is removed + added.
struct Change {
  ChangeKind kind = ChangeKind::changed;
  std::string element;             ///< id; "" for what belongs to the whole file
  std::string type;                ///< element name: "userTask", "sequenceFlow", "rule" …
  std::string name;                ///< of the newer version, or of the removed element; of a flow "from → to"
  std::string facet;               ///< for changed, as a path: "name", "zhunru:due@workingDays", "timerEventDefinition/timeDuration", "layout"
  Words facet_words;               ///< the same for people: 办理期限 · 工作日数
  std::string before, after;       ///< values of the facet; references as "name (id)"; both "" where something is there or not
  bool executes = true;            ///< false: names, documentation, notes, wording of buttons, layout; tokens do not notice
  std::int32_t line_before = 0, line_after = 0;

  friend bool operator==(const Change&, const Change&) = default;
};

/// All differences, in the order of the newer file, removed elements last, then one change `layout` when the picture of
/// elements that both have was changed. White space, the order of siblings, incoming/outgoing lists and prefixes do not count.
std::vector<Change> diff(const Model& before, const Model& after);

/// The same of two DMN files: decisions, inputs, columns, rows with their order (where the hit policy looks at it),
/// expressions, business knowledge, services, types.
std::vector<Change> diff_rules(const Document& before, const Document& after);

/// "改动 人工任务 受理（S13）：办理期限 · 工作日数：5 → 3" in one line.
std::string describe(const Change& change, bool english);

}  // namespace zhunru::bpmn

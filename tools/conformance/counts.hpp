// How many cases of each suite pass, and the table of docs/conformance.md that no run may fall below.
// It knows nothing of formats; it reads and writes only the part of the document between its two marks.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "tools/conformance/report.hpp"

namespace zhunru::conformance {

/// One row: a suite (or the half of it that is judged by itself) with what passed of how many.
struct Count {
  std::string name;  ///< "bpmn-lint invalid", "bpmn-behaviour (suite reading)"
  std::size_t passed = 0;
  std::size_t cases = 0;
};

/// Rows of a run. Contested cases count only under the suite's reading: by the standard they are not to be passed.
std::vector<Count> counts_of(const Report& report);

/// The document with its table replaced by these rows; error when it lacks the marks.
base::Result<std::string> with_counts(const std::string& document, const std::vector<Count>& counts);

/// Sentences about rows that are missing from the document's table, or that hold fewer passes or fewer cases than it.
/// Empty: nothing fell. `error` when the document lacks the marks.
base::Result<std::vector<std::string>> below(const std::string& document, const std::vector<Count>& counts);

}  // namespace zhunru::conformance

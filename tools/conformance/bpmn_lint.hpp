// Runner of the public lint suite (bpmn-lint/1): a file passes when an invalid model gets at least one error and a
// valid one none of its rule (profile standard). It reads the suite in place and keeps nothing.
#pragma once

#include <iosfwd>
#include <string>

namespace zhunru::conformance {

/// What the suite gave.
struct LintTally {
  int invalid = 0, invalid_refused = 0;
  int valid = 0, valid_accepted = 0;
  int valid_clean = 0;              ///< valid files without any error at all
  int deploy_refused = 0;           ///< invalid files refused under profile deploy too
};

/// Runs the suite in `folder` (with expected.json); names of failing files go to `out`, all findings when `verbose`.
LintTally run_bpmn_lint(const std::string& folder, std::ostream& out, bool verbose);

}  // namespace zhunru::conformance

// What a run of conformance cases gave: one entry per case, a table per category, a closing line.
#pragma once

#include <string>
#include <vector>

#include "engine/base/value.hpp"

namespace zhunru::conformance {

struct Outcome {
  std::string suite;     ///< format of the file, without version: "feel"
  std::string category;  ///< row of the table
  std::string id;
  bool passed = false;
  std::string expected;  ///< shown when it failed
  std::string seen;
  bool tolerated = false;  ///< passed only because the suite compares numbers with a tolerance
};

class Report {
 public:
  explicit Report(std::string filter, bool suite_reading = false)
      : filter_(std::move(filter)), suite_reading_(suite_reading) {}

  /// Whether a case is to be run: its id holds the text of --filter.
  bool wants(const std::string& id) const { return filter_.empty() || id.find(filter_) != std::string::npos; }
  /// Whether contested cases are run by the suite's reading.
  bool suite_reading() const { return suite_reading_; }
  void add(Outcome outcome) { outcomes_.push_back(std::move(outcome)); }

  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  std::size_t failed() const;
  /// Failures with expected and seen, the table per category, and "N passed, N failed".
  std::string text() const;
  /// {"passed", "failed", "cases": [{suite, category, id, passed, expected, seen}]}
  base::Value json() const;

 private:
  std::string filter_;
  bool suite_reading_ = false;
  std::vector<Outcome> outcomes_;
};

}  // namespace zhunru::conformance

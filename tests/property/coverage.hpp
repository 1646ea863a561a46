// What random walks have reached: element x lifecycle step x trigger, counted from the events, as a table in Markdown
// (docs/coverage.md). A row that nothing reached needs a sentence that says why; `unexplained` names those without one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace zhunru::test {

class Coverage {
 public:
  /// Counts what this event does to a token; `state` is the state before it.
  void see(const state::State& state, const event::Event& event, const command::Command& command);
  std::string table(std::uint64_t seed, std::uint64_t steps) const;
  /// Rows that were not reached and have no reason.
  std::vector<std::string> unexplained() const;

 private:
  void count(const state::State& state, std::string_view case_id, state::Id scope, std::string_view element, std::string_view step);

  std::string trigger_;
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::uint64_t>> reached_;  ///< (element, step) -> trigger -> times
};

}  // namespace zhunru::test

// What people have done in the scenarios under workflows/*/scenarios: their logs, to begin a random walk in the middle of a
// real case, and their answers, as examples of what a form may hold. It invents nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "workflows/scenario/world.hpp"

namespace zhunru::test {

struct Answer {
  std::string outcome;
  base::Value data;
  base::Instant at;  ///< dates in the data were typed then
};

struct Told {
  command::Actor actor;
  base::Value payload;
};

struct Begun {
  command::Actor actor;
  command::StartCase start;
};

struct Bank {
  scenario::World fresh;                                    ///< every template deployed, the demo region loaded
  std::vector<std::string> names;                           ///< of the scenarios
  std::vector<std::vector<scenario::Entry>> stories;        ///< what was done in each after `fresh`
  std::map<std::string, std::vector<Answer>> answers;       ///< by element
  std::map<std::string, std::vector<Told>> messages;        ///< by name
  std::map<std::string, std::vector<Told>> signals;         ///< by name
  std::vector<Begun> starts;
};

/// The same text or data with every date ("2027-02-01") moved by so many days.
base::Value with_dates_moved(const base::Value& value, std::int64_t days);
/// Plays all scenarios. It is run in the root of the source tree.
base::Result<Bank> make_bank();

}  // namespace zhunru::test

// Random processes that are sound by construction: blocks inside blocks, each with one way in and one way out, over all
// elements that the engine runs. The same seed gives the same process on every host.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.hpp"
#include "tests/property/dice.hpp"

namespace zhunru::test {

enum class Elements {
  all,    ///< everything that executes
  plain,  ///< what the reference interpreter knows: whole numbers as data, no messages thrown, no calls, no collections
};

/// How the first case of the process is started.
enum class Entry { by_hand, by_message, by_signal, by_timer };

struct RandomProcess {
  std::string xml;          ///< a file with process "P" and what it calls
  Entry entry = Entry::by_hand;
  base::Context variables;  ///< what the process needs to find: n, items, counters of its loops
};

RandomProcess random_process(Dice& dice, Elements elements = Elements::all);

/// A second file: process "Other" and a global task "Paper", called by random processes; `version` changes its inside.
std::string other_process(std::uint32_t version);
/// The decision table "R1" of business rule tasks.
std::string rule_table();

/// Names that random processes use: the driver sends them.
inline constexpr std::string_view message_names[] = {"first", "second", "keyed", "aside", "start_it"};
inline constexpr std::string_view signal_names[] = {"one", "two"};

}  // namespace zhunru::test

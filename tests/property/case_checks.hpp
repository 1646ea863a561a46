// What must hold of every case after every step, for all random walks: nothing waits for nobody, no answer is lost, and a
// snapshot gives back what it was made of. It uses no test framework and knows no process.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/state/state.hpp"

namespace zhunru::test {

/// Tokens of a running case for which nobody and nothing is asked, in sentences; empty when there are none.
std::vector<std::string> asked_of_nobody(const state::Case& c);
/// Answers that count but are not where the process looks for them, in sentences.
std::vector<std::string> lost_answers(const state::Case& c);
/// Every aggregate through its bytes into an empty state, as a snapshot does.
base::Result<state::State> through_bytes(const state::State& from);

}  // namespace zhunru::test

// What must always hold in a state, whatever commands came: for tests, `zhunru verify` and after loading a snapshot.
// It only looks.
#pragma once

#include <string>
#include <vector>

#include "engine/state/state.hpp"

namespace zhunru::state {

/// Sentences about what is broken; empty when everything holds.
std::vector<std::string> broken_invariants(const Case& c);
/// The same for all cases and for the derived indexes.
std::vector<std::string> broken_invariants(const State& state);

}  // namespace zhunru::state

// Where a case belongs, for settings that a city or county has narrowed (R55). It reads the case and the register of bodies only.
#pragma once

#include <string>

#include "engine/state/state.hpp"

namespace zhunru::state {

/// The place by whose settings a case lives: of its coordinating body, else of its applicant, else of the body that its subject
/// names; "" when none is known.
std::string place_of(const State& state, const Case& c);

}  // namespace zhunru::state

// How tokens leave elements and die, and what that means for the scope around them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Takes the outgoing flows of an activity or event: all unconditional ones and those whose condition is true, the default
/// when no condition is; ends the token where there are no flows. `completionQuantity` tokens on each.
void leave(Run& run, const Place& p);
/// Takes exactly these flows (not empty): the token itself takes the first, new tokens the others.
void take(Run& run, const Place& p, const std::vector<model::Index>& flows, std::int32_t quantity = 1);
/// The flows of a diverging gateway whose condition is true, in the order of the file; `first_only`: at most one. The
/// default flow when there is none. Empty with an incident raised when nothing can be taken or a condition fails.
std::vector<model::Index> choose(Run& run, const Place& p, bool first_only);
/// The token is consumed; `end` names the end event. The scope completes when it was the last.
void end_token(Run& run, const Place& p, std::string_view reason, std::string_view end = {});

}  // namespace zhunru::decide

// For whom an account may speak in a consultation or survey: its seats say it, never the phone. Pure; writes nothing.
#pragma once

#include <vector>

#include "engine/command/actor.hpp"
#include "engine/poll/answer.hpp"

namespace zhunru::operation {

/// Every voice that the seats of `actor` give it in `poll`, in the order of the seats (R12, D5; policy 2.3-b). Empty when it is no
/// party. The stratum of residents is left empty.
std::vector<poll::Speaker> voices_of(const command::Actor& actor, const poll::Poll& poll);

}  // namespace zhunru::operation

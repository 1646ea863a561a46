// For whom an account may speak in a consultation or survey: its seats say it, never the phone. Pure; writes nothing.
#pragma once

#include <vector>

#include "engine/command/actor.hpp"
#include "engine/poll/answer.hpp"
#include "engine/state/state.hpp"

namespace zhunru::operation {

/// Every voice that the seats of `actor` give it in `poll`, in the order of the seats (R12, D5; policy 2.3-b). Empty when it is no
/// party. The stratum of residents is left empty.
std::vector<poll::Speaker> voices_of(const command::Actor& actor, const poll::Poll& poll);
/// The same, then the voices of institutions for which the actor stands in on that day (代理); what a person thinks is theirs alone.
std::vector<poll::Speaker> voices_of(const state::State& state, const command::Actor& actor, const poll::Poll& poll, base::Instant at);
/// Own seats, then those of the people for whom the actor stands in.
std::vector<command::Seat> seats_now(const state::State& state, const command::Actor& actor, base::Instant at);

}  // namespace zhunru::operation

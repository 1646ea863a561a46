// What a token waits for when no task and no date says it: messages, signals, conditions, joins, inner steps, incidents. For the
// picture and the page of a case. A loop is told by its instances; how many of them are done stays untold.
#pragma once

#include <optional>

#include "engine/base/value.hpp"
#include "engine/decide/why_waiting.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// {kind, since: null, who} in a sentence; nullopt when a task, a date or the instances of a loop tell it.
std::optional<base::Context> wait_card(const state::State& state, const state::Case& c, const decide::Wait& wait);

}  // namespace zhunru::server::read_model

// The history of a case in words, from the log: who did what when, in Chinese and English, by post and body. What residents said
// and who they are does not appear: while a poll is open not even that somebody answered.
#pragma once

#include "engine/base/value.hpp"
#include "engine/event/event.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// Adds the lines of one record: {at, what, what_en, who, who_en, kind, element, clause, seq}.
void add_to_timeline(base::List& lines, const state::State& state, const std::string& case_id, std::uint64_t seq, base::Instant at,
                     const std::vector<event::Event>& events);

}  // namespace zhunru::server::read_model

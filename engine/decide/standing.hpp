// 代理: by which seat somebody may act, their own or that of an absent person for whom they stand in (domain/processes.md, Verbs).
//   own seat first      whoever may act by a seat of their own does so: one seat, one voice
//   recusal             holds for the substitute's own bodies and for those of the absent person
//   no chains           only the absent person's own seats count, never those that they stand in for
//   personal voices     of residents, their representatives and experts are nobody else's to give
#pragma once

#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/command/actor.hpp"
#include "engine/state/state.hpp"

namespace zhunru::decide {

/// Pointers are good until the next change of the state.
struct Standing {
  const command::Seat* seat = nullptr;        ///< nullptr: none, the actor may not act
  const state::Absence* absence = nullptr;    ///< nullptr: by a seat of their own
  explicit operator bool() const { return seat != nullptr; }
};

/// Seats that a substitute may take: offices, not personal voices, not the host's.
std::vector<command::Seat> seats_to_cover(const std::vector<command::Seat>& seats);
bool can_be_covered(const command::Seat& seat);

/// By which seat the actor may act for the assignee now.
Standing standing_for(const state::State& state, const command::Actor& actor, const state::Assignee& assignee, base::Instant at);
/// The same for a task: also claimed, lent, or claimed by the one who is away. `why` says why not.
Standing standing_on(const state::State& state, const command::Actor& actor, const state::Task& task, base::Instant at,
                     base::Error* why = nullptr);

}  // namespace zhunru::decide

// Who may act: the assignment of a task or event as it stands when it opens, and whether a seat fits it.
// Decided here and nowhere else; the server only resolves accounts to seats.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Evaluates role, body, community, person and exclude; roles and persons may be lists or texts with commas.
base::Result<state::Assignee> plan_assignee(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                            const model::Assignment& assignment);

/// The seat by which the actor may act for the assignee; nullptr when there is none. Nothing assigned: any actor with an
/// account, by its first seat.
const command::Seat* fitting_seat(const command::Actor& actor, const state::Assignee& assignee);
/// Why not, in words, when fitting_seat gives nothing.
base::Error not_yours(const command::Actor& actor, const state::Assignee& assignee);

}  // namespace zhunru::decide

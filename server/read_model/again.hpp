// An ended case that is taken up again: who may begin a new one from it, and what the new one says of the old. It judges nothing:
// the operation `earlier_case` and the start form do.
#pragma once

#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// {process, case_id} when the actor may start the same process with this ended case as its draft (the start form has a field
/// `previous_case`, the actor's body is the case's, its role starts the process); else null.
base::Value again_view(const Glance& glance, const state::Case& c, const command::Actor& actor);

/// Panel {kind: facts} with what the earlier case was and how it ended; null for a case that took up none.
base::Value earlier_panel(const Glance& glance, const state::Case& c);

/// Cases that took this one up, and the one it took up: [{case_id, case_no, title, title_en, later}].
base::List taken_up(const Glance& glance, const state::Case& c);

}  // namespace zhunru::server::read_model

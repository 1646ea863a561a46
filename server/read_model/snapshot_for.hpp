// What one person is given to preview with: the case as that person may see it, in a form that the engine runs on
// (docs/client.md, "See what will happen"). Refuses to hand out: what others said in an open poll, results of other people
// in a running multi-instance step, variables that neither the person's own task page nor the case page shows, accounts of others.
#pragma once

#include <memory>
#include <string>

#include "engine/codec/projection.hpp"
#include "engine/command/actor.hpp"
#include "engine/poll/poll.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// For a party of the case (sight_of == party; the caller checks).
codec::CaseProjection snapshot_for(const state::State& state, const state::Case& c, const command::Actor& actor, base::Instant now);

/// For whoever holds the link `invitation` of a poll: the consulted text and that invitation only. `actor` is the one that the
/// server will give to the answer; `own` the key of the voice that stands behind the link already, or "".
codec::CaseProjection snapshot_for_link(const state::State& state, const poll::Poll& poll, const poll::Invitation& invitation,
                                        const std::string& own, const command::Actor& actor, base::Instant now);

/// Newest texts of processes, rules, forms and documents, sealed; made anew only when one of them changed.
std::shared_ptr<const std::string> engine_texts(const state::State& state, std::string& key);

/// Names and versions of the texts / of the public registers: what the keys of a projection are made of.
std::string texts_key(const state::State& state);
std::string registers_key(const state::State& state);

}  // namespace zhunru::server::read_model

// One case as the caller may see it: card, steps, who is waited for since when, documents, consultation, burden before and after,
// who decides, incidents. The timeline is added by the resource, from the log.
#pragma once

#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// How much of a case somebody may see.
enum class Sight { none, open, party };  ///< open: what everybody may know of a running case; party: also unpublished papers

Sight sight_of(const state::Case& c, const command::Actor& actor);

base::Context case_view(const Glance& glance, const state::Case& c, Sight sight, const command::Actor& actor);

/// The decision as everybody reads it: {result, number, at, valid_from, valid_to, reasons, conditions, votes, document_id, title,
/// body_name}; null when none was issued.
base::Value decision_view(const Glance& glance, const std::string& case_id);

/// One document: {id, kind, number, version, title, sha256, body, body_name, at, void, void_reason, public, url}.
base::Context document_card(const state::State& state, const document::Document& document);

}  // namespace zhunru::server::read_model

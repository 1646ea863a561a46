// Imported cases (历史办理): what their record says and what has no record, for cards, case pages and the public.
// It shows nothing of residents by stance and invents nothing.
#pragma once

#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// What the import said about the case; null for cases that began here.
const base::Value& import_of(const state::Case& c);
/// {id, as_of, missing: [{key, name, name_en}], note, note_en}; null for cases that began here.
base::Value legacy_view(const state::Case& c);
/// Panels {kind: facts}: the record with its dates, then each gap as "历史办理，无记录 / legacy, no record". Empty for others.
base::List legacy_panels(const Glance& glance, const state::Case& c);
/// The recorded decision in the shape of decision_view, without a document; null when there is none.
base::Value legacy_decision(const Glance& glance, const state::Case& c);
/// Recorded decisions in the shape of public_decisions.
base::List legacy_decisions(const Glance& glance);
/// The case here of a number that a register names ("AP-2026-001"); the id itself when it is a case; "" when nobody knows it.
std::string case_by_number(const state::State& state, const std::string& number);

}  // namespace zhunru::server::read_model

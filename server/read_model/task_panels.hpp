// Everything that somebody needs to decide a task without leaving its screen: facts of the item, three benefits, rules with their
// rows, burden before and after, what was answered (as D12 allows), reviews and votes, documents with number and digest.
// Before an expert has declared that there is no conflict only the name of the item is given (T03 E2).
#pragma once

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// Panels of architecture.md §6: [{kind: facts | rule | burden | documents | text, …}].
base::List task_panels(const Glance& glance, const state::Case& c, const state::Task& task);

/// The case in which the item was registered: of an evaluation, exit or publication the admission that it belongs to.
const state::Case& admission_of(const state::State& state, const state::Case& c);

/// {kind: "facts"} with who was asked, answers by class and the committees' stances; null when there was no poll, no counts while it
/// is open, null where a small figure is hidden.
base::Value consultation_panel(const state::State& state, const poll::Poll& poll);

}  // namespace zhunru::server::read_model

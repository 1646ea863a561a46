// The facts of a case as panels for reading: what a form holds, by its steps, in words; rule results with their rows; the burden
// of each community before and after. Which labels stand there is said by the form files, not here.
#pragma once

#include <string>

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// [{kind: "facts", title, title_en, rows: [{k, k_en, v}]}], one for each step of the form that has something filled in. Personal
/// fields are left out.
base::List form_panels(const state::State& state, const std::string& form_ref, const base::Value& data);

/// Facts of the item, rule results, burden: what a party of the case may read.
base::List case_panels(const Glance& glance, const state::Case& c);

/// What the start form asked, of a case that registers no item and is no complaint (those have a panel of their own): for its
/// parties. Personal fields are left out.
base::List asked_panels(const Glance& glance, const state::Case& c);

/// The item as blocks of text [{title, title_en, text}], for consultations and signatures.
base::List item_blocks(const state::State& state, const state::Case& c);

/// {kind: "burden", rows: [{community, name, before, after, gate}]}, from the day the item is registered; null when its load is not
/// known yet.
base::Value burden_panel(const state::State& state, const base::Context& variables);

/// Blocks JSON of a document as plain text; other text as it is.
std::string plain_text(const std::string& text);

}  // namespace zhunru::server::read_model

// Complaints and refusals (T09, T09R): what the public sees of them, and what only those who handle one may read.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/command/actor.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

/// What a kind of complaint is called; nothing when there is no such kind.
std::optional<Words> complaint_kind_words(const std::string& code);
/// [{case_id, number, title, kind, kind_name, community_name, at, due, overdue, ended, state}], newest first. No names, no words of
/// who complained.
base::List public_complaints(const Glance& glance);
/// Panel {kind: facts} with what was said, for the office that answers and for whoever said it; null for everybody else and other cases.
/// `open` puts back personal text from the erasable store.
base::Value complaint_panel(const Glance& glance, const state::Case& c, const command::Actor& actor,
                            const std::function<base::Value(const base::Value&)>& open);

}  // namespace zhunru::server::read_model

// What everybody may see without an account: items and decisions, lists with their versions and differences, documents, what is
// overdue. Built from registers and public documents only; no resident's name or words are among them.
#pragma once

#include <optional>
#include <string>

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// Entries of all C lists and cases decided: [{id, name, list, body, from, to, state, case_id, decision}].
base::List public_items(const Glance& glance);
/// One item: entry, decision document, reasons, totals, consultation, burden effect and dates; null when there is none.
base::Value public_item(const Glance& glance, const std::string& id);
/// Decisions and rejections issued, newest first.
base::List public_decisions(const Glance& glance);
/// All lists: {id, title, kind, owner, version, effective, published, next_publication_due, overdue}.
base::List public_lists(const Glance& glance);
/// One list with entries of a day, its versions, and the difference to the version before.
base::Value public_list(const Glance& glance, const std::string& id, const std::optional<base::Date>& day);
/// Publications and tasks that are overdue in public.
base::Context public_overdue(const Glance& glance);
/// {card, blocks:[{role,text}], fields, text_sha256_input}; null when it is not public or not there.
base::Value public_document(const Glance& glance, const std::string& id);

}  // namespace zhunru::server::read_model

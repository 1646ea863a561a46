// What everybody may see without an account: items and decisions, lists with their versions and differences, documents, what is
// overdue. Built from registers and public documents only; no resident's name or words are among them.
#pragma once

#include <optional>
#include <string>

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// Entries of all C lists: [{item, name, list, body_name, from, to, scope_names, state, case_id}].
base::List public_items(const Glance& glance);
/// One item by its case or by its number on a list: {title, applicant_name, decision, consultation, panels, documents, entries};
/// null when nothing of it is public yet.
base::Value public_item(const Glance& glance, const std::string& id);
/// Decisions and rejections issued, newest first: {case_id, title, result, number, at, body_name, document_id}.
base::List public_decisions(const Glance& glance);
/// Polls that are open now: {poll_id, kind, case_id, title, applicant_name, closes}.
base::List public_consultations(const Glance& glance);
/// All lists: {id, title, kind, owner_name, version, count, effective, published, next_due, overdue}.
base::List public_lists(const Glance& glance);
/// {list, entries, versions, difference} of a day; null when there is no such list.
base::Value public_list(const Glance& glance, const std::string& id, const std::optional<base::Date>& day);
/// [{what, who, since, kind, list or case_id}]: publications and tasks that are overdue in public.
base::List public_overdue(const Glance& glance);
/// {document: card + {blocks: [{role, text}], fields, canonical}}: SHA-256 over `canonical` is the digest. Null when it is not there,
/// or not public and `party` is false.
base::Value public_document(const Glance& glance, const std::string& id, bool party = false);

}  // namespace zhunru::server::read_model

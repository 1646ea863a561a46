// /api/public: for anybody, without an account.
#include <cstdlib>

#include "engine/document/template.hpp"
#include "server/api/resources.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/complaints.hpp"
#include "server/read_model/clause_map.hpp"
#include "server/read_model/public_record.hpp"
#include "server/read_model/working_time.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;

read_model::Glance glance_of(const App& app, const Call& call) {
  return read_model::Glance(app.sequencer.state(), base::Instant{call.now_ms});
}

}  // namespace

Answer get_public_items(App& app, Call& call) {
  return Value(Context{{"items", read_model::public_items(glance_of(app, call))}});
}

Answer get_public_item(App& app, Call& call) {
  Value item = read_model::public_item(glance_of(app, call), call.part(0));
  if (item.is_null()) return not_found("item");
  return item;
}

Answer get_public_decisions(App& app, Call& call) {
  return Value(Context{{"decisions", read_model::public_decisions(glance_of(app, call))}});
}

Answer get_public_lists(App& app, Call& call) {
  return Value(Context{{"lists", read_model::public_lists(glance_of(app, call))}});
}

Answer get_public_list(App& app, Call& call) {
  const std::string at = call.request.parameter("at");
  std::optional<base::Date> day;
  if (!at.empty()) {
    day = base::parse_date(at);
    if (!day) return bad_field("at", "须为日期,如 2026-11-20。", "must be a date like 2026-11-20.");
  }
  Value list = read_model::public_list(glance_of(app, call), call.part(0), day);
  if (list.is_null()) return not_found("list");
  return list;
}

Answer get_public_documents(App& app, Call& call) {
  const auto glance = glance_of(app, call);
  List list;
  glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.is_public && list.size() < 500) list.push_back(read_model::document_card(glance.state, document));
  });
  return Value(Context{{"documents", std::move(list)}});
}

/// Public documents for everybody, the others for the parties of their case.
Answer get_document(App& app, Call& call) {
  const auto glance = glance_of(app, call);
  const document::Document* document = glance.state.documents.find(call.part(0));
  const state::Case* c = document != nullptr ? glance.state.cases.find(document->case_id) : nullptr;
  const bool party = c != nullptr && call.caller.known() && read_model::sight_of(*c, seeing(app, call)) == read_model::Sight::party;
  Value found = read_model::public_document(glance, call.part(0), party);
  if (found.is_null()) return not_found("document");
  Context card = found.get("document").as_context();
  card.set("url", public_origin(app, call.request) + "/d/" + call.part(0));
  if (const auto* resource = glance.state.resource("document", document->kind)) {
    if (const auto name = document::parse_template(resource->text)) read_model::put_words(card, "kind_name", name->name, name->name_en);
  }
  return Value(Context{{"document", std::move(card)}});
}

Answer get_public_home(App& app, Call& call) {
  const auto glance = glance_of(app, call);
  return Value(Context{{"overdue", read_model::public_overdue(glance)}, {"consultations", read_model::public_consultations(glance)},
                       {"decisions", read_model::public_decisions(glance)}, {"lists", read_model::public_lists(glance)},
                       {"complaints", read_model::public_complaints(glance)}});
}

Answer get_public_complaints(App& app, Call& call) { return Value(Context{{"complaints", read_model::public_complaints(glance_of(app, call))}}); }

/// Clauses of the policy with exact quotes, and the open questions (G1 …) with what this product does.
Answer get_clauses(App& app, Call&) { return read_model::clause_map(app.sequencer.state()); }

/// ?from=number; 500 entries at most, each {number, hash, body (text)}: hash = SHA-256(previous hash in hex + body).
Answer get_public_ledger(App& app, Call& call) {
  const std::string from_text = call.request.parameter("from");
  const std::uint64_t from = from_text.empty() ? 1 : std::strtoull(from_text.c_str(), nullptr, 10);
  List list;
  for (const auto& entry : app.sequencer.ledger().entries()) {
    if (entry.number < from || list.size() >= 500) continue;
    list.push_back(Context{{"number", Value::from_uint64(entry.number)}, {"hash", entry.hash.hex()}, {"body", entry.body}});
  }
  return Value(Context{{"entries", std::move(list)}, {"count", Value::from_uint64(app.sequencer.ledger().entries().size())},
                       {"head", app.sequencer.ledger().head().hex()}});
}

Answer get_public_calendar(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  return Value(Context{{"calendar", read_model::calendar_of(state)},
                       {"today", base::to_string(base::shanghai_date(base::Instant{call.now_ms}))},
                       {"calendars", registers::records_on(state, "calendars", std::nullopt)}});
}

Answer get_public_overdue(App& app, Call& call) { return Value(Context{{"overdue", read_model::public_overdue(glance_of(app, call))}}); }

}  // namespace zhunru::server::api

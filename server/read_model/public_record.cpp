#include "server/read_model/public_record.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/register/register.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/consultation.hpp"
#include "server/read_model/legacy.hpp"
#include "server/read_model/panels.hpp"
#include "server/read_model/places.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

std::string today_of(const Glance& glance) { return base::to_string(base::shanghai_date(glance.now)); }

/// An entry of a list with the item's name, and what it is today.
Context shown_entry(const Glance& glance, const Value& list, const Value& entry) {
  const std::string item = entry.get("item").string_or("");
  Value name = entry.get("name");
  std::string name_en;
  if (const registers::Register* items = glance.state.find("items")) {
    const registers::Version* latest = registers::latest(*items);
    const Value* record = latest != nullptr ? registers::find_record(*latest, item) : nullptr;
    if (record != nullptr) {
      if (name.is_null()) name = record->get("name");
      name_en = record->get("name_en").string_or("");
    }
  }
  const std::string from = entry.get("from").string_or("");
  const std::string to = entry.get("to").string_or("");
  const std::string today = today_of(glance);
  const char* state = !to.empty() && to < today ? "ended" : !from.empty() && from > today ? "coming" : "in_force";
  List scope;
  const Value& places = entry.get("scope");
  for (const Value& place : places.is_list() ? places.as_list() : List{}) {
    const std::string code = place.string_or("");
    scope.push_back(Value(is_place(glance.state, code) ? place_words(glance.state, code).zh : community_words(glance.state, code).zh));
  }
  return Context{{"id", item}, {"item", item}, {"name", name}, {"name_en", name_en}, {"list", list.get("id")}, {"from", entry.get("from")},
                 {"to", entry.get("to")}, {"scope", places}, {"scope_names", std::move(scope)}, {"basis", entry.get("basis")},
                 {"case_id", case_by_number(glance.state, entry.get("case").string_or(""))}, {"state", state}};
}

Value list_record(const Glance& glance, const std::string& id) {
  const registers::Register* lists = glance.state.find("lists");
  const registers::Version* latest = lists != nullptr ? registers::latest(*lists) : nullptr;
  const Value* record = latest != nullptr ? registers::find_record(*latest, id) : nullptr;
  return record != nullptr ? *record : Value();
}

const registers::Register* register_of(const Glance& glance, const Value& list) {
  return glance.state.find(list.get("register").string_or("list." + list.get("id").string_or("")));
}

Context list_card(const Glance& glance, const Value& list) {
  const std::string owner = list.get("owner").string_or("");
  const Words words = body_words(glance.state, owner);
  const registers::Register* found = register_of(glance, list);
  const registers::Version* latest = found != nullptr ? registers::latest(*found) : nullptr;
  const std::string due = list.get("next_publication_due").string_or("");
  const std::int64_t version = latest != nullptr ? static_cast<std::int64_t>(latest->version) : 0;
  const Value& published = list.get("published_version");
  Context card{{"id", list.get("id")},
               {"kind", list.get("kind")},
               {"title", list.get("title")},
               {"owner", owner},
               {"version", Value(version)},
               {"count", Value(static_cast<std::int64_t>(latest != nullptr ? latest->records.size() : 0))},
               {"published_version", published},
               {"effective", latest != nullptr ? Value(base::to_string(latest->effective)) : Value()},
               {"published", list.get("published")},
               {"next_due", list.get("next_publication_due")},
               {"unpublished_change", published.is_number() && published.int64_or(0) < version},
               {"overdue", !due.empty() && due < today_of(glance)}};
  put_words(card, "owner_name", words.zh, words.en);
  return card;
}

bool is_decision(const document::Document& document) { return document.kind == "decision" || document.kind == "rejection"; }

}  // namespace

List public_items(const Glance& glance) {
  List out;
  for (const Value& list : registers::records_on(glance.state, "lists", std::nullopt)) {
    if (list.get("kind").string_or("") != "C") continue;
    const registers::Register* found = register_of(glance, list);
    const registers::Version* latest = found != nullptr ? registers::latest(*found) : nullptr;
    if (latest == nullptr) continue;
    for (const Value& entry : latest->records) {
      Context shown = shown_entry(glance, list, entry);
      const Words owner = body_words(glance.state, list.get("owner").string_or(""));
      put_words(shown, "body_name", owner.zh, owner.en);
      out.push_back(std::move(shown));
    }
  }
  return out;
}

Value public_item(const Glance& glance, const std::string& id) {
  List entries, documents;
  std::string case_id = case_by_number(glance.state, id);
  for (const Value& entry : public_items(glance)) {
    const bool same = entry.get("item").string_or("") == id || (!case_id.empty() && entry.get("case_id").string_or("") == case_id);
    if (!same) continue;
    entries.push_back(entry);
    if (case_id.empty() && glance.state.cases.contains(entry.get("case_id").string_or(""))) case_id = entry.get("case_id").as_string();
  }
  glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.is_public && !case_id.empty() && document.case_id == case_id) documents.push_back(document_card(glance.state, document));
  });
  const poll::Poll* latest = nullptr;
  glance.state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
    if (!case_id.empty() && poll.case_id == case_id && (latest == nullptr || latest->opens <= poll.opens)) latest = &poll;
  });
  const state::Case* c = case_id.empty() ? nullptr : glance.state.cases.find(case_id);
  // Nothing decided, consulted or listed: it is still the unit's own draft. A record from before is public when it has ended or was consulted.
  const bool recorded = c != nullptr && !import_of(*c).is_null() && (c->ended || import_of(*c).get("consultation").is_context());
  if (entries.empty() && documents.empty() && latest == nullptr && !recorded) return nullptr;
  Context out{{"case_id", case_id}, {"entries", entries}, {"documents", std::move(documents)},
              {"decision", decision_view(glance, case_id)}, {"legacy", c != nullptr ? legacy_view(*c) : Value()},
              {"consultation", latest != nullptr ? Value(poll_view(glance.state, *latest)) : Value()}};
  List panels;
  if (c != nullptr) {
    const Words title = case_title(glance.state, *c);
    const Words applicant = body_words(glance.state, c->seat.body);
    put_words(out, "title", title.zh, title.en);
    put_words(out, "applicant_name", applicant.zh, applicant.en);
    panels = case_panels(glance, *c);
  } else {
    out.set("title", entries.front().get("name"));
    out.set("title_en", entries.front().get("name_en"));
  }
  for (const Value& entry : entries) {
    List rows;
    const auto row = [&](const char* zh, const char* en, const Value& value) {
      if (!value.is_null()) rows.push_back(Context{{"k", zh}, {"k_en", en}, {"v", value}});
    };
    row("清单", "List", entry.get("list"));
    row("由谁批准", "Approved by", entry.get("body_name"));
    row("自", "From", entry.get("from"));
    row("至", "To", entry.get("to"));
    panels.insert(panels.begin(), Value(Context{{"kind", "facts"}, {"title", "在清单上"}, {"title_en", "On the list"}, {"rows", std::move(rows)}}));
  }
  out.set("panels", std::move(panels));
  return Value(std::move(out));
}

List public_decisions(const Glance& glance) {
  std::vector<const document::Document*> found;
  glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.is_public && is_decision(document)) found.push_back(&document);
  });
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->at > b->at; });
  List out;
  for (const auto* document : found) {
    Context card = document_card(glance.state, *document);
    card.set("document_id", document->id);
    card.set("result", document->content.get("result"));
    if (const state::Case* c = glance.state.cases.find(document->case_id)) {
      const Words title = case_title(glance.state, *c);
      put_words(card, "title", title.zh, title.en);
    }
    out.push_back(std::move(card));
  }
  for (Value& card : legacy_decisions(glance)) out.push_back(std::move(card));
  std::stable_sort(out.begin(), out.end(), [](const Value& a, const Value& b) { return a.get("at").string_or("") > b.get("at").string_or(""); });
  return out;
}

List public_consultations(const Glance& glance) {
  List out;
  glance.state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
    if (poll.state != "open") return;
    const Context shown = poll_view(glance.state, poll);
    Context card;
    for (const char* name : {"poll_id", "kind", "case_id", "title", "applicant_name", "applicant_name_en", "closes"}) {
      if (const Value* value = shown.find(name)) card.set(name, *value);
    }
    out.push_back(std::move(card));
  });
  return out;
}

List public_lists(const Glance& glance) {
  List out;
  for (const Value& list : registers::records_on(glance.state, "lists", std::nullopt)) out.push_back(list_card(glance, list));
  return out;
}

Value public_list(const Glance& glance, const std::string& id, const std::optional<base::Date>& day) {
  const Value list = list_record(glance, id);
  const registers::Register* found = list.is_null() ? nullptr : register_of(glance, list);
  if (found == nullptr) return nullptr;
  const registers::Version* version = day ? registers::at(*found, *day) : registers::latest(*found);
  List entries, versions;
  for (const Value& entry : version != nullptr ? version->records : List{}) entries.push_back(shown_entry(glance, list, entry));
  for (const auto& one : found->versions) {
    versions.push_back(Context{{"version", Value(static_cast<std::int64_t>(one.version))},
                               {"effective", base::to_string(one.effective)},
                               {"superseded", one.superseded ? Value(base::to_string(*one.superseded)) : Value()},
                               {"reason", one.reason}, {"clause", one.clause}, {"case_id", one.case_id}});
  }
  const registers::Version* before = version != nullptr ? registers::find_version(*found, version->version - 1) : nullptr;
  Context card = list_card(glance, list);
  card.set("shown_version", version != nullptr ? Value(static_cast<std::int64_t>(version->version)) : Value());
  return Context{{"list", std::move(card)}, {"entries", std::move(entries)}, {"versions", std::move(versions)},
                 {"difference", before != nullptr ? registers::to_value(registers::compare(*before, *version)) : Value()}};
}

List public_overdue(const Glance& glance) {
  List out;
  for (const Value& list : public_lists(glance)) {
    if (!list.get("overdue").boolean_or(false)) continue;
    out.push_back(Context{{"kind", "list"}, {"list", list.get("id")}, {"what", list.get("title")}, {"who", list.get("owner_name")},
                          {"who_en", list.get("owner_name_en")}, {"since", list.get("next_due")}});
  }
  glance.state.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [id, task] : c.tasks) {
      if (!task.due.overdue) continue;
      // In public: which step of which case, by which body, since when; no person and no form.
      const Context card = task_card(glance, c, task);
      Context shown{{"kind", "task"}, {"case_id", c.id}, {"since", *card.find("due")}, {"who", *card.find("who")}, {"who_en", *card.find("who_en")}};
      put_words(shown, "what", card.find("case_title")->string_or("") + " · " + card.find("name")->string_or(""),
                card.find("case_title_en")->string_or("") + " · " + card.find("name_en")->string_or(""));
      out.push_back(std::move(shown));
    }
  });
  return out;
}

Value public_document(const Glance& glance, const std::string& id, bool party) {
  const document::Document* document = glance.state.documents.find(id);
  if (document == nullptr || (!document->is_public && !party)) return nullptr;
  const auto blocks = base::parse_json(document->text);
  Context card = document_card(glance.state, *document);
  card.set("blocks", blocks ? *blocks : Value(List{}));
  card.set("fields", document->content);
  // What corrects it (更正): numbered documents of their own.
  List corrected;
  glance.state.documents.for_each([&](const std::string&, const document::Document& other) {
    if (other.kind == "correction" && !other.voided && other.is_public && other.content.at_path("corrects.id").string_or("") == id)
      corrected.push_back(document_card(glance.state, other));
  });
  card.set("corrected_by", std::move(corrected));
  card.set("canonical", base::canonical_json(Context{{"kind", document->kind}, {"number", document->number},
                                                     {"version", Value(static_cast<std::int64_t>(document->version))},
                                                     {"title", document->title}, {"fields", document->content},
                                                     {"text", document->text}}));
  return Context{{"document", std::move(card)}};
}

}  // namespace zhunru::server::read_model

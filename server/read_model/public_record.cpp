#include "server/read_model/public_record.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/register/register.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/consultation.hpp"
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
  return Context{{"id", item}, {"name", name}, {"name_en", name_en}, {"list", list.get("id")}, {"from", entry.get("from")},
                 {"to", entry.get("to")}, {"scope", entry.get("scope")}, {"case", entry.get("case")}, {"state", state}};
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
  return Context{{"id", list.get("id")},
                 {"kind", list.get("kind")},
                 {"title", list.get("title")},
                 {"owner", owner},
                 {"owner_name", both(words.zh, words.en)},
                 {"version", Value(version)},
                 {"published_version", published},
                 {"effective", latest != nullptr ? Value(base::to_string(latest->effective)) : Value()},
                 {"published", list.get("published")},
                 {"next_publication_due", list.get("next_publication_due")},
                 {"unpublished_change", published.is_number() && published.int64_or(0) < version},
                 {"overdue", !due.empty() && due < today_of(glance)}};
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
      shown.set("body_name", both(owner.zh, owner.en));
      out.push_back(std::move(shown));
    }
  }
  return out;
}

Value public_item(const Glance& glance, const std::string& id) {
  for (const Value& found : public_items(glance)) {
    if (found.get("id").string_or("") != id) continue;
    Context out = found.as_context();
    const std::string case_id = found.get("case").string_or("");
    List documents, polls;
    glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
      if (document.is_public && !case_id.empty() && document.case_id == case_id) documents.push_back(document_card(glance.state, document));
    });
    glance.state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
      if (!case_id.empty() && poll.case_id == case_id) polls.push_back(poll_view(glance.state, poll));
    });
    out.set("documents", std::move(documents));
    out.set("consultation", std::move(polls));
    const state::Case* c = case_id.empty() ? nullptr : glance.state.cases.find(case_id);
    const base::Context empty;
    const base::Context& variables = c != nullptr ? c->variables() : empty;
    for (const char* name : {"item", "burden", "decision", "list_entry"}) {
      const Value* value = variables.find(name);
      out.set(name, value != nullptr ? *value : Value());
    }
    return Value(std::move(out));
  }
  return nullptr;
}

List public_decisions(const Glance& glance) {
  std::vector<const document::Document*> found;
  glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.is_public && is_decision(document)) found.push_back(&document);
  });
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->at > b->at; });
  List out;
  for (const auto* document : found) out.push_back(document_card(glance.state, *document));
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
  Context out = list_card(glance, list);
  List entries, versions;
  for (const Value& entry : version != nullptr ? version->records : List{}) entries.push_back(shown_entry(glance, list, entry));
  for (const auto& one : found->versions) {
    versions.push_back(Context{{"version", Value(static_cast<std::int64_t>(one.version))},
                               {"effective", base::to_string(one.effective)},
                               {"superseded", one.superseded ? Value(base::to_string(*one.superseded)) : Value()},
                               {"reason", one.reason}, {"clause", one.clause}, {"case_id", one.case_id}});
  }
  out.set("entries", std::move(entries));
  out.set("versions", std::move(versions));
  out.set("shown_version", version != nullptr ? Value(static_cast<std::int64_t>(version->version)) : Value());
  const registers::Version* before = version != nullptr ? registers::find_version(*found, version->version - 1) : nullptr;
  out.set("difference", before != nullptr ? registers::to_value(registers::compare(*before, *version)) : Value());
  return Value(std::move(out));
}

Context public_overdue(const Glance& glance) {
  List lists;
  for (const Value& list : public_lists(glance)) {
    if (list.get("overdue").boolean_or(false)) lists.push_back(list);
  }
  List tasks;
  glance.state.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [id, task] : c.tasks) {
      if (!task.due.overdue) continue;
      // In public: which step of which case, by which body, since when; no person and no form.
      const Context card = task_card(glance, c, task);
      Context shown;
      for (const char* name : {"case_id", "case_title", "case_title_en", "name", "name_en", "clause", "waiting_for", "since", "due"}) {
        shown.set(name, *card.find(name));
      }
      tasks.push_back(std::move(shown));
    }
  });
  return Context{{"lists", std::move(lists)}, {"tasks", std::move(tasks)}};
}

Value public_document(const Glance& glance, const std::string& id) {
  const document::Document* document = glance.state.documents.find(id);
  if (document == nullptr || !document->is_public) return nullptr;
  const auto blocks = base::parse_json(document->text);
  return Context{{"document", document_card(glance.state, *document)},
                 {"blocks", blocks ? *blocks : Value(List{})},
                 {"fields", document->content},
                 {"canonical", base::canonical_json(Context{{"kind", document->kind}, {"number", document->number},
                                                            {"version", Value(static_cast<std::int64_t>(document->version))},
                                                            {"title", document->title}, {"fields", document->content},
                                                            {"text", document->text}})}};
}

}  // namespace zhunru::server::read_model

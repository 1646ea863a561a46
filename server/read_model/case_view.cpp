#include "server/read_model/case_view.hpp"

#include <algorithm>

#include "server/read_model/consultation.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

List steps_of(const Glance& glance, const state::Case& c) {
  List list;
  for (const auto& done : c.done) {
    const model::Node* node = nullptr;
    if (const state::Scope* scope = c.find_scope(done.scope)) node = node_of(glance.state, *scope, done.element);
    if (node == nullptr) node = node_in(glance.state, c.process, c.source_version, done.element);
    const Words name = node != nullptr ? node_words(*node) : Words{done.element, done.element};
    const Words who = seat_words(glance.state, done.seat);
    Words pressed{done.outcome, done.outcome};
    if (node != nullptr) {
      for (const auto& outcome : node->ext.outcomes) {
        if (outcome.id == done.outcome) pressed = {outcome.name, outcome.name_en.empty() ? outcome.name : outcome.name_en};
      }
    }
    list.push_back(Context{{"task", done.task}, {"element", done.element}, {"name", name.zh}, {"name_en", name.en},
                           {"outcome", done.outcome}, {"outcome_name", both(pressed.zh, pressed.en)},
                           {"by", both(who.zh, who.en)}, {"at", moment(done.at)}, {"void", done.voided}});
  }
  return list;
}

List waiting_of(const Glance& glance, const state::Case& c) {
  List list;
  for (const auto& [id, task] : c.tasks) {
    Context card = task_card(glance, c, task);
    list.push_back(std::move(card));
  }
  for (const auto& [id, timer] : c.timers) {
    if (timer.kind != state::TimerKind::token) continue;
    const state::Scope* scope = c.find_scope(timer.scope);
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, timer.element) : nullptr;
    const Words name = node != nullptr ? node_words(*node) : Words{timer.element, timer.element};
    Context card{{"kind", "timer"}, {"element", timer.element}, {"name", name.zh}, {"name_en", name.en}, {"since", moment(timer.since)}};
    put_due(card, glance, timer.due, false);
    list.push_back(std::move(card));
  }
  return list;
}

List clocks_of(const Glance& glance, const state::Case& c) {
  List list;
  for (const auto& [name, clock] : c.clocks) {
    Context card{{"name", name}, {"working_days", Value(static_cast<std::int64_t>(clock.working_days))}, {"stopped", !clock.stops.empty()}};
    put_due(card, glance, clock.due, false);
    list.push_back(std::move(card));
  }
  return list;
}

List incidents_of(const state::Case& c) {
  List list;
  for (const auto& [id, incident] : c.incidents) {
    list.push_back(Context{{"id", Value::from_uint64(id)}, {"element", incident.element}, {"code", incident.code},
                           {"message", incident.message}, {"message_en", incident.message_en}, {"at", moment(incident.at)}});
  }
  return list;
}

/// Lines of a rule result that the case holds: outcome and hits with clauses.
Value rule_result(const base::Context& variables, const char* name) {
  const Value* found = variables.find(name);
  return found != nullptr && found->is_context() && found->as_context().contains("hits") ? *found : Value();
}

}  // namespace

Context document_card(const state::State& state, const document::Document& document) {
  const Words body = body_words(state, document.body);
  return Context{{"id", document.id}, {"kind", document.kind}, {"number", document.number},
                 {"version", Value(static_cast<std::int64_t>(document.version))}, {"title", document.title},
                 {"sha256", document.sha256}, {"body", document.body}, {"body_name", both(body.zh, body.en)},
                 {"case_id", document.case_id}, {"at", moment(document.at)}, {"void", document.voided},
                 {"void_reason", document.void_reason}, {"public", document.is_public}};
}

Sight sight_of(const state::State& state, const state::Case& c, const command::Actor& actor) {
  if (actor.has_role("auditor") || actor.has_role("template_admin")) return Sight::party;
  for (const auto& seat : actor.seats) {
    if (!seat.body.empty() && seat.body == c.seat.body) return Sight::party;
  }
  const auto same = [&](const command::Seat& mine, const std::string& body, const std::string& community) {
    return (!body.empty() && mine.body == body) || (!community.empty() && mine.community == community && mine.role != "resident");
  };
  const auto acts = [&](const state::Task& task) {
    return std::any_of(actor.seats.begin(), actor.seats.end(), [&](const auto& seat) {
             return same(seat, task.assignee.body, task.assignee.community);
           }) ||
           std::find(task.assignee.persons.begin(), task.assignee.persons.end(), actor.account) != task.assignee.persons.end();
  };
  for (const auto& [id, task] : c.tasks) {
    if (acts(task)) return Sight::party;
  }
  for (const auto& done : c.done) {
    if (done.account == actor.account) return Sight::party;
    for (const auto& seat : actor.seats) {
      if (!seat.body.empty() && seat.body == done.seat.body) return Sight::party;
    }
  }
  // Coordinating body that will decide, and committees in scope.
  const base::Context& variables = c.variables();
  const Value* coord = variables.find("coord");
  const Value* communities = variables.find("communities");
  for (const auto& seat : actor.seats) {
    if (coord != nullptr && !seat.body.empty() && coord->get("id").string_or("") == seat.body) return Sight::party;
    if (communities == nullptr || !communities->is_list() || seat.community.empty() || seat.role == "resident") continue;
    for (const Value& code : communities->as_list()) {
      if (code.string_or("") == seat.community) return Sight::party;
    }
  }
  (void)state;
  return actor.account.empty() ? Sight::none : Sight::open;
}

Context case_view(const Glance& glance, const state::Case& c, Sight sight) {
  const bool party = sight == Sight::party;
  const base::Context& variables = c.variables();
  Context view{{"card", case_card(glance, c)}};
  // The text that is being prepared belongs to the unit until it is put before others.
  const bool consulted = [&] {
    bool found = false;
    glance.state.polls.for_each([&](const std::string&, const poll::Poll& poll) { found = found || poll.case_id == c.id; });
    return found;
  }();
  const Value* item = variables.find("item");
  view.set("item", item != nullptr && (party || consulted || c.ended) ? *item : Value());
  view.set("steps", party ? steps_of(glance, c) : List{});
  view.set("waiting", waiting_of(glance, c));
  view.set("clocks", clocks_of(glance, c));
  List documents;
  glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.case_id == c.id && (party || document.is_public)) documents.push_back(document_card(glance.state, document));
  });
  view.set("documents", std::move(documents));
  List polls;
  glance.state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
    if (poll.case_id == c.id) polls.push_back(poll_view(glance.state, poll));
  });
  view.set("consultation", std::move(polls));
  List communities;
  if (const Value* codes = variables.find("communities"); codes != nullptr && codes->is_list()) {
    for (const Value& code : codes->as_list()) {
      const Words words = community_words(glance.state, code.string_or(""));
      communities.push_back(Context{{"code", code}, {"name", words.zh}, {"name_en", words.en}});
    }
  }
  view.set("communities", std::move(communities));
  Context rules;
  for (const char* name : {"check", "red_lines", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D7b", "D8", "D9", "D10", "D11"}) {
    if (Value result = rule_result(variables, name); !result.is_null()) rules.set(name, std::move(result));
  }
  view.set("rules", party ? Value(std::move(rules)) : Value(Context{}));
  for (const char* name : {"approver", "burden", "decision", "opinion", "appraisal", "list_entry"}) {
    const Value* found = variables.find(name);
    view.set(name, found != nullptr && (party || c.ended) ? *found : Value());
  }
  if (const Value* approver = variables.find("approver"); approver != nullptr && approver->is_string()) {
    const Words words = approver->as_string() == "none" ? Words{"政策未规定审批机构(G1)", "the policy names no approver (G1)"}
                                                        : body_words(glance.state, approver->as_string());
    view.set("approver_name", both(words.zh, words.en));
  }
  view.set("incidents", party ? incidents_of(c) : List{});
  List linked;
  glance.state.cases.for_each([&](const std::string& id, const state::Case& other) {
    if (other.started_from == c.id || (!c.started_from.empty() && id == c.started_from)) linked.push_back(case_card(glance, other));
  });
  view.set("linked", std::move(linked));
  view.set("sight", party ? "party" : "open");
  return view;
}

}  // namespace zhunru::server::read_model

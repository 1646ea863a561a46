#include "server/read_model/case_view.hpp"

#include <algorithm>
#include <set>

#include "engine/decide/standing.hpp"
#include "engine/operation/speaker.hpp"
#include "engine/state/deadlock.hpp"
#include "server/read_model/again.hpp"
#include "server/read_model/consultation.hpp"
#include "server/read_model/legacy.hpp"
#include "server/read_model/panels.hpp"
#include "server/read_model/task_index.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/wait_words.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

/// Steps done, oldest first, then those that wait now.
List steps_of(const Glance& glance, const state::Case& c, bool party) {
  List list;
  for (const auto& done : c.done) {
    const model::Node* node = node_once_in(glance.state, c, done.scope, done.element);
    const Words name = node != nullptr ? node_words(*node) : Words{done.element, done.element};
    const state::Substitution* stood_in = glance.state.substitutions.find(done.task);
    const bool for_other = stood_in != nullptr && stood_in->account == done.account;
    const Words who = for_other ? substitution_words(glance.state, *stood_in) : seat_words(glance.state, done.seat);
    Words pressed;
    for (const auto& outcome : node != nullptr ? node->ext.outcomes : std::vector<model::Outcome>{}) {
      if (outcome.id == done.outcome) pressed = {outcome.name, outcome.name_en};
    }
    Context step{{"task", done.task}, {"element", done.element}, {"outcome", done.outcome}, {"at", moment(done.at)},
                 {"state", done.voided ? "void" : "done"}};
    put_words(step, "name", name.zh, name.en);
    put_words(step, "who", who.zh, who.en);
    if (party) put_words(step, "note", pressed.zh, pressed.en);
    list.push_back(std::move(step));
  }
  for (const auto& [id, task] : c.tasks) {
    const Context card = task_card(glance, c, task);
    Context step{{"task", task.id}, {"element", task.element}, {"at", moment(task.since)}, {"state", "now"}};
    for (const char* key : {"name", "name_en", "who", "who_en"}) step.set(key, *card.find(key));
    list.push_back(std::move(step));
  }
  return list;
}

/// Who is waited for since when; timers too. Anybody who waits may urge (UrgeTask decides).
List waiting_of(const Glance& glance, const state::Case& c, const command::Actor& actor, bool party) {
  List list;
  for (const auto& [id, task] : c.tasks) {
    Context card = task_card(glance, c, task);
    const bool mine = works_on(glance.state, actor, task, glance.now);
    put_standing(card, glance, task, actor);
    card.set("task_id", task.id);
    card.set("mine", mine);
    card.set("can_urge", party && !mine);
    list.push_back(std::move(card));
  }
  for (const auto& [id, timer] : c.timers) {
    if (timer.kind != state::TimerKind::token) continue;
    const state::Scope* scope = c.find_scope(timer.scope);
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, timer.element) : nullptr;
    const Words name = node != nullptr ? node_words(*node) : Words{timer.element, timer.element};
    Context card{{"kind", "timer"}, {"element", timer.element}, {"since", moment(timer.since)}, {"mine", false}, {"can_urge", false}};
    put_words(card, "name", name.zh, name.en);
    put_words(card, "who", "等待时限", "waiting for the date");
    put_due(card, glance, timer.due, false);
    card.set("overdue", false);
    list.push_back(std::move(card));
  }
  for (const decide::Wait& wait : decide::why_waiting(glance.state, c.id)) {
    // Joins, called and inner steps are told by what runs; a join for ever and incidents have lines of their own.
    using decide::WaitKind;
    if (wait.kind != WaitKind::message && wait.kind != WaitKind::signal && wait.kind != WaitKind::condition && wait.kind != WaitKind::any_of) continue;
    auto card = wait_card(glance.state, c, wait);
    const state::Token* token = c.find_token(wait.token);
    const state::Scope* scope = token != nullptr ? c.find_scope(token->scope) : nullptr;
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, wait.element) : nullptr;
    if (!card || node == nullptr) continue;
    const Words name = node_words(*node);
    card->set("element", wait.element);
    for (const char* no : {"mine", "can_urge", "overdue"}) card->set(no, false);
    put_words(*card, "name", name.zh, name.en);
    list.push_back(std::move(*card));
  }
  for (const state::Deadlock& join : state::deadlocks(c)) {
    const state::Scope* scope = c.find_scope(c.find_token(join.token)->scope);
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, join.element) : nullptr;
    const Words name = node != nullptr ? node_words(*node) : Words{join.element, join.element};
    Context card{{"kind", "join"}, {"element", join.element}, {"mine", false}, {"can_urge", false}, {"overdue", false}};
    put_words(card, "name", name.zh.empty() ? join.element : name.zh, name.en.empty() ? join.element : name.en);
    put_words(card, "who", "等待的分支不会再来，请模板管理员移动令牌", "what it waits for cannot come any more: a template administrator moves its token");
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

/// Messages that the actor may send to the case now: its open message subscriptions with an assignment that fits, as buttons.
/// Answers and confirmations have pages of their own.
List actions_of(const Glance& glance, const state::Case& c, const command::Actor& actor) {
  List list;
  std::set<std::string> told;
  for (const auto& [id, subscription] : c.subscriptions) {
    if (subscription.kind != state::SubscriptionKind::message) continue;
    const std::string& name = subscription.name;
    if (name == "answer" || name == "answer_late" || name == "confirm_voice" || name == "invite") continue;
    const bool named = !subscription.assignee.roles.empty() || !subscription.assignee.persons.empty();
    if (!named || !decide::standing_for(glance.state, actor, subscription.assignee, glance.now) || !told.insert(name).second) continue;
    const state::Scope* scope = c.find_scope(subscription.scope);
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, subscription.element) : nullptr;
    if (node == nullptr) continue;
    const Words words = node_words(*node);
    const Words does = guidance_of(*node);
    Context action{{"id", name},
                   {"kind", "secondary"},
                   {"clause", node->ext.notes.empty() ? std::string() : node->ext.notes.front().clause},
                   {"form_ref", node->ext.form},
                   {"form", form_json(glance.state, node->ext.form)},
                   {"sign", nullptr},
                   {"command", Context{{"type", "CorrelateMessage"}, {"args", Context{{"name", name}, {"key", subscription.key}, {"payload", Context{}}}}}}};
    put_words(action, "name", words.zh, words.en);
    put_words(action, "does", does.zh, does.en);
    list.push_back(std::move(action));
  }
  return list;
}

}  // namespace

Context document_card(const state::State& state, const document::Document& document) {
  Context card{{"id", document.id}, {"kind", document.kind}, {"number", document.number},
               {"version", Value(static_cast<std::int64_t>(document.version))}, {"title", document.title},
               {"sha256", document.sha256}, {"body", document.body}, {"case_id", document.case_id}, {"at", moment(document.at)},
               {"void", document.voided}, {"void_reason", document.void_reason}, {"public", document.is_public}};
  const Words body = body_words(state, document.body);
  put_words(card, "body_name", body.zh, body.en);
  return card;
}

Sight sight_of(const state::Case& c, const command::Actor& actor) {
  if (actor.has_role("auditor") || actor.has_role("template_admin")) return Sight::party;
  if (!actor.account.empty() && actor.account == c.account) return Sight::party;
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
  return actor.account.empty() ? Sight::none : Sight::open;
}

Value decision_view(const Glance& glance, const std::string& case_id) {
  const state::State& state = glance.state;
  const document::Document* found = nullptr;
  state.documents.for_each([&](const std::string&, const document::Document& document) {
    const bool decides = document.kind == "decision" || document.kind == "rejection" || document.kind == "return_notice";
    if (decides && document.is_public && document.case_id == case_id && (found == nullptr || found->at < document.at)) found = &document;
  });
  const state::Case* recorded = found == nullptr && !case_id.empty() ? state.cases.find(case_id) : nullptr;
  if (recorded != nullptr) return legacy_decision(glance, *recorded);
  if (found == nullptr || case_id.empty()) return nullptr;
  const Value& content = found->content;
  Context out = document_card(state, *found);
  out.set("document_id", found->id);
  for (const char* name : {"result", "reasons", "conditions", "burden", "members", "present", "recused", "opinion_ref", "opinion_hash",
                           "rc_stance", "objections"}) {
    out.set(name, content.get(name));
  }
  out.set("valid_from", content.at_path("valid.from"));
  out.set("valid_to", content.at_path("valid.to"));
  out.set("vote_counts", content.get("votes"));
  List votes;
  const Value& by_body = content.get("votes_by_body");
  for (const Value& vote : by_body.is_list() ? by_body.as_list() : List{}) {
    Context one = vote.is_context() ? vote.as_context() : Context{};
    const Words words = body_words(state, vote.get("body").string_or(""));
    put_words(one, "name", words.zh, words.en);
    votes.push_back(std::move(one));
  }
  out.set("votes", std::move(votes));
  return Value(std::move(out));
}

Context case_view(const Glance& glance, const state::Case& c, Sight sight, const command::Actor& actor) {
  const bool party = sight == Sight::party;
  const base::Context& variables = c.variables();
  Context view{{"card", case_card(glance, c)}};
  const poll::Poll* latest = nullptr;
  glance.state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
    if (poll.case_id == c.id && (latest == nullptr || latest->opens <= poll.opens)) latest = &poll;
  });
  // The text that is being prepared belongs to the unit until it is put before others.
  const bool readable = party || latest != nullptr || c.ended;
  const Value* item = variables.find("item");
  view.set("item", item != nullptr && readable ? *item : Value());
  view.set("steps", steps_of(glance, c, party));
  view.set("waiting", waiting_of(glance, c, actor, party));
  view.set("clocks", clocks_of(glance, c));
  List documents;
  glance.state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.case_id == c.id && (party || document.is_public)) documents.push_back(document_card(glance.state, document));
  });
  view.set("documents", std::move(documents));
  Value consultation;
  if (latest != nullptr) {
    Context shown = poll_view(glance.state, *latest);
    const auto seats = operation::seats_now(glance.state, actor, glance.now);
    const bool hands_out = std::any_of(seats.begin(), seats.end(), [&](const auto& seat) {
      const bool local = std::find(latest->communities.begin(), latest->communities.end(), seat.community) != latest->communities.end();
      return (!seat.body.empty() && (seat.body == c.seat.body || seat.body == latest->run_by)) ||
             (local && (seat.role == "station_clerk" || seat.role == "rc_chair")) || seat.role == "office_clerk";
    });
    shown.set("can_manage", party && hands_out);
    shown.set("reads_comments", party);
    consultation = Value(std::move(shown));
  }
  view.set("consultation", std::move(consultation));
  List communities;
  if (const Value* codes = variables.find("communities"); codes != nullptr && codes->is_list()) {
    for (const Value& code : codes->as_list()) {
      Context one{{"code", code}};
      const Words words = community_words(glance.state, code.string_or(""));
      put_words(one, "name", words.zh, words.en);
      communities.push_back(std::move(one));
    }
  }
  view.set("communities", std::move(communities));
  List panels = party ? asked_panels(glance, c) : List{};
  if (readable)
    for (Value& panel : case_panels(glance, c)) panels.push_back(std::move(panel));
  view.set("panels", std::move(panels));
  view.set("decision", decision_view(glance, c.id));
  // Before the routing table has been asked there is nothing to say.
  if (const Value* approver = variables.find("approver"); approver != nullptr && approver->is_string() && variables.contains("D4")) {
    const Words words = approver->as_string() == "none" ? Words{"政策未规定审批机构(G1)", "the policy names no approver (G1)"}
                                                        : body_words(glance.state, approver->as_string());
    view.set("approver", *approver);
    put_words(view, "approver_name", words.zh, words.en);
  }
  view.set("incidents", party ? incidents_of(c) : List{});
  List linked;
  glance.state.cases.for_each([&](const std::string& id, const state::Case& other) {
    if (other.started_from == c.id || (!c.started_from.empty() && id == c.started_from)) linked.push_back(case_card(glance, other));
  });
  view.set("linked", std::move(linked));
  view.set("actions", party ? actions_of(glance, c, actor) : List{});
  view.set("again", party ? again_view(glance, c, actor) : Value());
  view.set("taken_up", taken_up(glance, c));
  view.set("legacy", legacy_view(c));
  view.set("sight", party ? "party" : "open");
  return view;
}

}  // namespace zhunru::server::read_model

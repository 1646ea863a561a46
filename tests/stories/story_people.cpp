#include <algorithm>

#include "engine/decide/expression.hpp"
#include "engine/decide/form_check.hpp"
#include "engine/register/source.hpp"
#include "tests/stories/fill.hpp"
#include "tests/stories/story.hpp"

namespace zhunru::test {
namespace {

using base::Context;
using base::Value;

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

template <class T>
const T& one_of(Dice& dice, const std::vector<T>& list) {
  return list[dice.below(static_cast<std::uint32_t>(list.size()))];
}

}  // namespace

/// The running cases, oldest first.
std::vector<const state::Case*> Story::running() const {
  std::vector<const state::Case*> found;
  state_.cases.for_each([&](const std::string&, const state::Case& c) {
    if (!c.ended) found.push_back(&c);
  });
  return found;
}

std::vector<const state::Task*> Story::open_tasks() const {
  std::vector<const state::Task*> tasks;
  for (const state::Case* c : running())
    for (const auto& [number, task] : c->tasks) tasks.push_back(&task);
  return tasks;
}

command::Actor Story::random_person() {
  const base::List& personas = registers::records_on(state_, "personas", std::nullopt);
  const Value& persona = one_of(dice_, personas);
  return *bank_.fresh.actor(persona.get("id").string_or(""));
}

/// Somebody for whom it is: the person named, or a seat that fits.
command::Actor Story::actor_for(const state::Assignee& assignee, const std::string& claimed_by, const state::Seat& claimed_seat) {
  const std::string role = assignee.roles.empty() ? "" : assignee.roles[dice_.below(static_cast<std::uint32_t>(assignee.roles.size()))];
  const state::Seat fitting{role, assignee.body, assignee.community, ""};
  const std::string named = !claimed_by.empty() ? claimed_by : assignee.persons.empty() ? "" : assignee.persons.front();
  command::Actor actor{named, {}};
  if (named.empty()) actor.account = "somebody of " + role + " " + assignee.body + assignee.community;
  else if (const auto known = bank_.fresh.actor(named); known && named.find(':') == std::string::npos) actor = *known;
  actor.seats.push_back(fitting);
  if (!claimed_by.empty()) actor.seats.push_back(claimed_seat);
  return actor;
}

void Story::act() {
  const auto tasks = open_tasks();
  const std::uint32_t what = dice_.below(100);
  if (what < helpful_ && !tasks.empty()) return complete(*one_of(dice_, tasks));
  if (tasks.empty() && dice_.once_in(2)) return dice_.once_in(16) ? start() : advance(static_cast<std::int64_t>(1 + dice_.below(12)) * day);
  switch (dice_.below(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5: return use_verb();
    case 6:
    case 7:
    case 8:
    case 9: return tell_message();
    case 10: return advance(static_cast<std::int64_t>(1 + dice_.below(30)) * hour);
    case 11: return advance(static_cast<std::int64_t>(1 + dice_.below(12)) * day);
    case 12: return advance(static_cast<std::int64_t>(1 + dice_.below(3)) * day);
    case 13:
      if (dice_.once_in(4) && running().size() < 8) start();
      return;
    case 14: return repair();
    default:  // somebody who has nothing to do with it
      if (tasks.empty()) return;
      const state::Task task = *one_of(dice_, tasks);
      const std::uint32_t version = state_.case_of(task.id)->find_token(task.token)->version;
      send(command::CompleteTask{task.id, version, "", Value(Context{}), std::nullopt}, random_person());
  }
}

/// What somebody writes into the form: what scenarios wrote, the same with changes, or anything that fits.
Value Story::data_for(const state::Case& c, state::Id scope, const std::string& name, const Value& example) {
  const state::ResourceVersion* source = name.empty() ? nullptr : state_.resource("form", name);
  if (!source) return example.is_null() ? Value(Context{}) : example;
  const std::uint32_t way = dice_.below(10);
  if (way < 6 && !example.is_null()) return example;
  const auto form = state_.library->form(source->text);
  if (!form) return example;
  const command::Command nothing{"", now_, command::Actor::system(), command::UrgeTask{}};
  const decide::Run run(state_, nothing, {});
  const form::Scope names{decide::form_names(run, c, scope), &run.functions(), Value(base::shanghai_date_time(now_))};
  if (way < 8 && !example.is_null()) return fill(**form, example, names, dice_, 6, now_);
  return fill(**form, form::initial_data(**form, names.names.get("prefill"), names), names, dice_, 1, now_);
}

void Story::complete(const state::Task& open) {
  const state::Task task = open;
  const state::Case& c = *state_.case_of(task.id);
  const state::Token& token = *c.find_token(task.token);
  const command::Command nothing{"", now_, command::Actor::system(), command::UrgeTask{}};
  command::CompleteTask done;
  done.task = task.id;
  done.token_version = token.version;
  Value example;
  if (const auto known = bank_.answers.find(task.element); known != bank_.answers.end()) {
    const Answer& answer = one_of(dice_, known->second);
    done.outcome = answer.outcome;
    example = with_dates_moved(answer.data, (now_.ms - answer.at.ms) / day);
  }
  std::string form;
  {
    const decide::Run run(state_, nothing, {});
    const decide::Place p = run.place(c.id, token.id);
    const std::vector<model::Outcome>& outcomes = p.node->ext.outcomes;
    const auto pressed = [&] { return std::find_if(outcomes.begin(), outcomes.end(), [&](const model::Outcome& o) { return o.id == done.outcome; }); };
    if (!outcomes.empty() && (dice_.once_in(5) || pressed() == outcomes.end())) {
      const model::Outcome& other = one_of(dice_, outcomes);
      if (other.id != done.outcome) example = {};
      done.outcome = other.id;
    }
    form = p.node->ext.form;
    if (pressed() != outcomes.end() && !pressed()->form.empty()) form = pressed()->form;
  }
  done.data = data_for(c, token.own_scope != 0 ? token.own_scope : token.scope, form, example);
  if (!task.sign_hash.empty() && !dice_.once_in(12)) done.text_hash = task.sign_hash;
  send(std::move(done), actor_for(task.assignee, task.claimed_by, task.claimed_seat));
}

/// A signer as the list of the others would hold it, or anybody's seat.
Value Story::random_signer(const state::Case& c, const state::Task& task) {
  const command::Actor other = random_person();
  const state::Seat& seat = other.seats.front();
  for (const state::Token* token = c.find_token(task.token); token;) {
    const state::Scope* scope = c.find_scope(token->scope);
    while (scope && !scope->loop && scope->token == 0 && scope->parent != 0) scope = c.find_scope(scope->parent);
    if (!scope) break;
    if (scope->loop && !scope->loop->items.empty() && dice_.once_in(2)) {
      const Value& item = one_of(dice_, scope->loop->items);
      if (!item.is_context() || !item.as_context().contains("body")) return item;
      Context changed = item.as_context();
      changed.set("body", Value(seat.body));
      return Value(std::move(changed));
    }
    token = c.find_token(scope->token);
  }
  return Value(Context{{"role", Value(seat.role)}, {"body", Value(seat.body)}, {"community", Value(seat.community)}});
}

void Story::use_verb() {
  const auto tasks = open_tasks();
  const auto cases = running();
  if (cases.empty()) return;
  const state::Case* c = one_of(dice_, cases);
  if (dice_.once_in(7) && !c->done.empty()) {
    const state::Done done = dice_.once_in(2) ? c->done.back() : one_of(dice_, c->done);
    send(command::TakeBack{done.task}, {done.account, {done.seat}});
    return;
  }
  if (tasks.empty()) return;
  const state::Task task = *one_of(dice_, tasks);
  c = state_.case_of(task.id);
  const std::uint32_t version = c->find_token(task.token)->version;
  const command::Actor actor = actor_for(task.assignee, task.claimed_by, task.claimed_seat);
  std::string clock;
  if (!c->clocks.empty() && dice_.once_in(2)) clock = std::next(c->clocks.begin(), dice_.below(static_cast<std::uint32_t>(c->clocks.size())))->first;
  switch (dice_.below(14)) {
    case 0:
    case 1:
    case 2: {
      if (c->done.empty()) return;
      const state::Done target = one_of(dice_, c->done);
      std::optional<std::uint32_t> instance;
      if (target.index >= 0 && dice_.once_in(2)) instance = static_cast<std::uint32_t>(target.index);
      send(command::SendBack{task.id, version, target.element, "重办", instance}, actor);
      return;
    }
    case 3: send(command::AddSigner{task.id, version, random_signer(*c, task), "before", "先问"}, actor); return;
    case 4: send(command::AddSigner{task.id, version, random_signer(*c, task), "after", "后问"}, actor); return;
    case 5: send(command::AddSigner{task.id, version, random_signer(*c, task), "instance", "加签"}, actor); return;
    case 6: send(command::DropSigner{task.id, version, "逾期"}, dice_.once_in(2) ? actor : command::Actor::system()); return;
    case 7: {
      const command::Actor other = random_person();
      state::Seat to = other.seats.front();
      if (dice_.once_in(2) && !task.assignee.roles.empty()) to.role = task.assignee.roles.front();
      send(command::Transfer{task.id, version, to, dice_.once_in(2) ? other.account : "", "转办"}, actor);
      return;
    }
    case 8: send(command::Delegate{task.id, version, random_person().account, "委托"}, actor); return;
    case 9: send(command::UrgeTask{task.id}, dice_.once_in(2) ? actor : random_person()); return;
    case 10: send(command::StopClock{task.id, version, clock, "中止"}, actor); return;
    case 11: send(command::ResumeClock{task.id, version, clock}, actor); return;
    case 12: send(command::ClaimTask{task.id, version}, actor); return;
    default: send(command::ReleaseTask{task.id, version}, actor); return;
  }
}

/// A voice for the newest poll of the case: one of those invited, or the committee of a community.
Value Story::answer_to_poll(const state::Case& c, Value payload) {
  const poll::Poll* newest = nullptr;
  state_.polls.for_each([&](const std::string&, const poll::Poll& p) {
    if (p.case_id == c.id && (!newest || newest->opens <= p.opens)) newest = &p;
  });
  if (!newest || !payload.is_context()) return payload;
  Context made = payload.as_context();
  if (made.contains("poll")) made.set("poll", Value(newest->id));
  if (made.contains("invitation") && !newest->invitations.empty()) {
    const auto& invitation = std::next(newest->invitations.begin(), dice_.below(static_cast<std::uint32_t>(newest->invitations.size())))->second;
    made.set("invitation", Value(invitation.id));
    made.set("device", Value("device-" + (dice_.once_in(10) ? std::string("x") : invitation.id)));
  }
  if (made.contains("voice") && !newest->voices.empty())
    made.set("voice", Value(std::next(newest->voices.begin(), dice_.below(static_cast<std::uint32_t>(newest->voices.size())))->first));
  return Value(std::move(made));
}

void Story::tell_message() {
  const auto cases = running();
  if (cases.empty()) return;
  if (dice_.once_in(25) && !bank_.signals.empty()) {
    const auto& [name, told] = *std::next(bank_.signals.begin(), dice_.below(static_cast<std::uint32_t>(bank_.signals.size())));
    const Told& one = one_of(dice_, told);
    send(command::BroadcastSignal{name, one.payload}, one.actor);
    return;
  }
  const state::Case& c = *one_of(dice_, cases);
  std::vector<state::Subscription> waiting;
  for (const auto& [number, s] : c.subscriptions)
    if (s.kind == state::SubscriptionKind::message) waiting.push_back(s);
  if (waiting.empty()) return;
  const state::Subscription s = one_of(dice_, waiting);
  Value payload;
  command::Actor actor = actor_for(s.assignee, "", {});
  if (const auto known = bank_.messages.find(s.name); known != bank_.messages.end()) {
    const Told& told = one_of(dice_, known->second);
    payload = answer_to_poll(c, told.payload);
    if (s.name == "answer" || dice_.once_in(2)) actor = told.actor;
    if (s.name == "answer" && payload.get("channel").string_or("") == "account") {
      const poll::Poll* poll = state_.polls.find(payload.get("poll").string_or(""));
      if (poll && !poll->communities.empty()) actor = *bank_.fresh.actor("rc_chair:" + one_of(dice_, poll->communities));
    }
  }
  std::string form;
  {
    const command::Command nothing{"", now_, command::Actor::system(), command::UrgeTask{}};
    const decide::Run run(state_, nothing, {});
    const auto& definitions = *run.program(*c.find_scope(s.scope)).definitions;
    if (const auto node = definitions.find_node(s.element)) form = definitions.node(*node).ext.form;
  }
  if (s.name != "answer") payload = data_for(c, s.scope, form, payload);
  send(command::CorrelateMessage{s.name, s.key, payload}, actor);
}

void Story::start() {
  const Begun& begun = one_of(dice_, bank_.starts);
  send(begun.start, begun.actor);
}

/// What administrators do: a case ended by hand, a local setting changed; in wild walks also tokens moved.
void Story::repair() {
  const auto cases = running();
  if (cases.empty()) return;
  const state::Case& c = *one_of(dice_, cases);
  const command::Actor admin{"admin", {{"template_admin", "", "", ""}}};
  if (!c.incidents.empty()) {
    send(command::ResolveIncident{c.id, c.incidents.begin()->first, dice_.once_in(3) ? "retry" : dice_.once_in(2) ? "skip" : "cancel", {}}, admin);
  } else if (dice_.once_in(12)) {
    send(command::CancelCase{c.id, "录入错误"}, admin);
  } else if (wild_) {
    command::ModifyCase modify{c.id, {}, {}, {}, "修复"};
    for (const auto& [number, token] : c.tokens)
      if (dice_.once_in(4)) modify.cancel.push_back(number);
    if (dice_.once_in(2) && !c.visits.empty()) modify.start.push_back(std::next(c.visits.begin(), dice_.below(static_cast<std::uint32_t>(c.visits.size())))->first);
    send(std::move(modify), admin);
  }
}

/// Time passes; what becomes due on the way is fired at its own time.
void Story::advance(std::int64_t milliseconds) {
  const base::Instant to{now_.ms + milliseconds};
  for (int round = 0; round < 400 && failure_.empty(); ++round) {
    const std::optional<base::Instant> due = engine::next_due(state_);
    if (!due || *due > to) break;
    now_ = std::max(now_, *due);
    for (const std::string& id : engine::due_cases(state_, now_, 100))
      if (auto problem = send(command::FireTimers{id}, command::Actor::system())) fail("what is due cannot be fired: " + base::describe(*problem));
  }
  now_ = std::max(now_, to);
}

}  // namespace zhunru::test

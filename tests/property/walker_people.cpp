#include <algorithm>

#include "engine/operation/operation.hpp"
#include "tests/property/walker.hpp"

namespace zhunru::test {
namespace {

constexpr std::int64_t hour = 3'600'000;

/// The operations that service tasks of random processes name.
void add_operations() {
  if (operation::find("test_pass")) return;
  operation::add("test_pass", [](const operation::OperationContext& context, const base::Value&) -> base::Result<operation::OperationResult> {
    operation::OperationResult result;
    result.output = context.variable("n");
    return result;
  });
  operation::add("test_slow", [](const operation::OperationContext&, const base::Value&) -> base::Result<operation::OperationResult> {
    operation::OperationResult result;
    result.takes_ms = hour;
    return result;
  });
  operation::add("test_fail", [](const operation::OperationContext&, const base::Value&) -> base::Result<operation::OperationResult> {
    operation::OperationResult result;
    result.error = operation::BusinessError{"oops", "as asked"};
    return result;
  });
}

base::Value text(std::string_view word) { return base::Value(std::string(word)); }

base::Value calendars(std::uint32_t version) {
  base::List holidays;
  if (version % 2 == 1) holidays.push_back(base::Value(base::Context{{"date", text("2026-03-04")}, {"name", text("假")}}));
  return base::Value(base::List{base::Value(base::Context{{"id", text("cal-2026")},
                                                          {"extends", base::Value{}},
                                                          {"weekend", base::Value(base::List{base::Value(6), base::Value(7)})},
                                                          {"holidays", base::Value(std::move(holidays))},
                                                          {"makeup_workdays", base::Value(base::List{})}})});
}

}  // namespace

void Walk::set_up() {
  add_operations();
  process_ = random_process(dice_);
  const auto must = [&](command::CommandBody body, std::string_view what) {
    if (auto problem = send(std::move(body))) fail(std::string(what) + " is refused: " + base::describe(*problem));
  };
  must(command::PutRegister{"calendars", 0, "2026-01-01", "test", "", calendars(0)}, "the calendar");
  must(command::DeployResource{"rule", "R1", rule_table()}, "the rule table");
  must(command::DeployResource{"process", "Other", other_process(0)}, "the called process");
  must(command::DeployResource{"process", "P", process_.xml}, "the process");
}

bool Walk::start() {
  std::optional<base::Error> problem;
  switch (process_.entry) {
    case Entry::by_hand: problem = send(command::StartCase{"P", base::Value(process_.variables)}); break;
    case Entry::by_message: problem = send(command::CorrelateMessage{"start_it", "", {}}); break;
    case Entry::by_signal: problem = send(command::BroadcastSignal{"begin", {}}); break;
    case Entry::by_timer: advance(2 * hour); break;
  }
  if (problem) fail("the case cannot be started: " + base::describe(*problem));
  if (failure_.empty() && !running() && state_.cases.size() == 0) fail("the case was not started");
  return failure_.empty();
}

/// The oldest case that runs.
const state::Case* Walk::running() const {
  const state::Case* found = nullptr;
  state_.cases.for_each([&](const std::string&, const state::Case& c) {
    if (!c.ended && !found) found = &c;
  });
  return found;
}

std::vector<std::string> Walk::open_tasks() const {
  std::vector<std::string> ids;
  state_.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [number, task] : c.tasks) ids.push_back(task.id);
  });
  return ids;
}

command::Actor Walk::actor_for(const state::Task& task) const {
  command::Actor actor{"someone", {{"chair", "", "", ""}, {"clerk", "", "", ""}, {"template_admin", "", "", ""}}};
  if (!task.assignee.persons.empty()) actor.account = task.assignee.persons.front();
  if (!task.claimed_by.empty()) actor.account = task.claimed_by;
  command::Seat seat{task.assignee.roles.empty() ? "clerk" : task.assignee.roles.front(), task.assignee.body, task.assignee.community, ""};
  actor.seats.insert(actor.seats.begin(), seat);
  return actor;
}

bool Walk::complete(const std::string& id) {
  const state::Case& c = *state_.case_of(id);
  const state::Task& task = *c.find_task(id);
  command::CompleteTask done;
  done.task = id;
  done.token_version = c.find_token(task.token)->version;
  done.data = base::Value(base::Context{{"said", text(id)}});
  if (!task.sign_hash.empty()) done.text_hash = task.sign_hash;
  const command::Actor actor = actor_for(task);
  auto problem = send(done, actor);
  if (problem && problem->code == "unknown_outcome") {
    done.outcome = dice_.once_in(2) ? "yes" : "no";
    problem = send(done, actor);
  }
  return !problem;
}

void Walk::advance(std::int64_t milliseconds) {
  now_.ms += milliseconds;
  fire_due();
}

void Walk::fire_due() {
  for (int round = 0; round < 50 && failure_.empty(); ++round) {
    const auto cases = engine::due_cases(state_, now_, 100);
    if (cases.empty()) return;
    for (const std::string& id : cases)
      if (auto problem = send(command::FireTimers{id})) fail("what is due cannot be fired: " + base::describe(*problem));
  }
}

void Walk::tell_message(const std::string& name) {
  const state::Case* c = running();
  send(command::CorrelateMessage{name, name == "keyed" && c ? c->id : "", base::Value(base::Context{{"told", base::Value(1)}})});
}

void Walk::act() {
  const auto tasks = open_tasks();
  const state::Case* c = running();
  const std::uint32_t what = dice_.below(freedom_ == Freedom::plain ? 10 : 20);
  if (what >= 10) {
    if (freedom_ == Freedom::wild && dice_.once_in(4)) return repair();
    return use_verb();
  }
  if (what < 5 && !tasks.empty()) {
    complete(tasks[dice_.below(static_cast<std::uint32_t>(tasks.size()))]);
  } else if (what == 5) {
    tell_message(std::string(message_names[dice_.below(4)]));
  } else if (what == 6) {
    send(command::BroadcastSignal{std::string(signal_names[dice_.below(2)]), {}});
  } else if (what == 7) {
    send(command::SetVariables{c->id, base::Value(base::Context{{"n", base::Value(static_cast<std::int64_t>(dice_.below(12)))}})});
  } else {
    advance(static_cast<std::int64_t>(1 + dice_.below(8)) * hour);
  }
}

void Walk::use_verb() {
  const state::Case* c = running();
  const auto tasks = open_tasks();
  if (dice_.once_in(8) && !c->done.empty()) {
    const state::Done& done = dice_.once_in(2) ? c->done.back() : c->done[dice_.below(static_cast<std::uint32_t>(c->done.size()))];
    send(command::TakeBack{done.task}, {done.account, {done.seat}});
    return;
  }
  if (tasks.empty()) return advance(hour);
  const std::string id = tasks[dice_.below(static_cast<std::uint32_t>(tasks.size()))];
  c = state_.case_of(id);
  const state::Task& task = *c->find_task(id);
  const std::uint32_t version = c->find_token(task.token)->version;
  const command::Actor actor = actor_for(task);
  const base::Value signer(base::Context{{"role", text("clerk")}});
  switch (dice_.below(14)) {
    case 0:
    case 1:
    case 2: {
      if (c->done.empty()) return;
      const state::Done& target = c->done[dice_.below(static_cast<std::uint32_t>(c->done.size()))];
      std::optional<std::uint32_t> instance;
      if (target.index >= 0 && dice_.once_in(2)) instance = static_cast<std::uint32_t>(target.index);
      send(command::SendBack{id, version, target.element, "重办", instance}, actor);
      return;
    }
    case 3: send(command::AddSigner{id, version, signer, "before", "先问"}, actor); return;
    case 4: send(command::AddSigner{id, version, signer, "after", "后问"}, actor); return;
    case 5: send(command::AddSigner{id, version, base::Value(9), "instance", "加签"}, actor); return;
    case 6: send(command::DropSigner{id, version, "逾期"}, actor); return;
    case 7: send(command::Transfer{id, version, {"clerk", "B" + std::to_string(dice_.below(3)), "", ""}, "", "转办"}, actor); return;
    case 8: send(command::Delegate{id, version, "friend" + std::to_string(dice_.below(3)), "委托"}, actor); return;
    case 9: send(command::UrgeTask{id}, actor); return;
    case 10: send(command::StopClock{id, version, dice_.once_in(2) ? "k" : "", "中止"}, actor); return;
    case 11: send(command::ResumeClock{id, version, dice_.once_in(2) ? "k" : ""}, actor); return;
    case 12: send(command::ClaimTask{id, version}, actor); return;
    default: send(command::ReleaseTask{id, version}, actor); return;
  }
}

/// What administrators do.
void Walk::repair() {
  const state::Case* c = running();
  switch (dice_.below(6)) {
    case 0:
    case 1: {
      command::ModifyCase modify{c->id, {}, {}, {}, "修复"};
      for (const auto& [number, token] : c->tokens)
        if (dice_.once_in(4)) modify.cancel.push_back(number);
      const std::string element = "e" + std::to_string(1 + dice_.below(60));
      if (dice_.once_in(2)) modify.start.push_back(element);
      send(std::move(modify));
      return;
    }
    case 2:
      if (c->incidents.empty()) return;
      send(command::ResolveIncident{c->id, c->incidents.begin()->first, dice_.once_in(3) ? "retry" : dice_.once_in(2) ? "skip" : "cancel", {}});
      return;
    case 3:
      ++versions_;
      send(command::PutRegister{"calendars", 0, "2026-01-01", "test", "", calendars(versions_)});
      return;
    case 4: send(command::DeployResource{"process", "Other", other_process(++versions_)}); return;
    default:
      send(command::SetVariables{c->id, base::Value(base::Context{{"n", dice_.once_in(2) ? base::Value{} : base::Value(static_cast<std::int64_t>(dice_.below(12)))}})});
      return;
  }
}

/// Does the next thing that helps a case to its end. False: nobody can do anything.
bool Walk::finish_step(const state::Case& c) {
  if (!c.incidents.empty()) {
    const state::Incident incident = c.incidents.begin()->second;
    if (!send(command::ResolveIncident{c.id, incident.id, "skip", {}})) return true;
    return !send(command::ResolveIncident{c.id, incident.id, "cancel", {}});
  }
  const auto clock = c.clocks.find("k");
  if (!c.tasks.empty() && clock != c.clocks.end() && std::count(clock->second.stops.begin(), clock->second.stops.end(), 0u) > 0) {
    const state::Task& task = c.tasks.begin()->second;
    send(command::ResumeClock{task.id, c.find_token(task.token)->version, "k"}, actor_for(task));
    return true;
  }
  // The newest first: signers that were added before a task must answer before it.
  std::vector<std::string> tasks;
  for (const auto& [number, task] : c.tasks) tasks.push_back(task.id);
  for (auto it = tasks.rbegin(); it != tasks.rend(); ++it)
    if (complete(*it)) return true;
  if (!tasks.empty()) return false;
  for (const auto& [number, s] : c.subscriptions) {
    if (s.place != state::TimerKind::token || s.met) continue;
    const state::Subscription waiting = s;
    if (waiting.kind == state::SubscriptionKind::message) return !send(command::CorrelateMessage{waiting.name, waiting.key, {}});
    if (waiting.kind == state::SubscriptionKind::signal) return !send(command::BroadcastSignal{waiting.name, {}});
    return !send(command::SetVariables{c.id, base::Value(base::Context{{"n", base::Value(30)}})});
  }
  const auto due = engine::next_due(state_);
  if (!due) return false;
  now_ = std::max(now_, *due);
  fire_due();
  return true;
}

void Walk::finish() {
  for (int step = 0; step < 2000 && failure_.empty(); ++step) {
    const state::Case* c = running();
    if (!c) return;
    if (!finish_step(*c)) break;
  }
  const state::Case* c = running();
  if (!c || !failure_.empty()) return;
  if (freedom_ == Freedom::wild) {
    while (const state::Case* left = running())
      if (send(command::CancelCase{left->id, "结束"})) return fail("the case cannot be cancelled");
    return;
  }
  std::string left;
  for (const auto& [number, token] : c->tokens)
    left += token.element + "(" + std::string(command::to_word(token.state)) + " in " + std::to_string(token.scope) + ") ";
  fail("the case does not come to its end; left: " + left);
}

}  // namespace zhunru::test

#include "tests/stories/story.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/decide/why_waiting.hpp"
#include "engine/state/deadlock.hpp"
#include "engine/state/invariants.hpp"
#include "tests/property/case_checks.hpp"

namespace zhunru::test {
namespace {

bool is_verb(std::string_view name) {
  static constexpr std::string_view verbs[] = {"UrgeTask", "DropSigner", "AddSigner", "SendBack", "TakeBack", "Transfer", "Delegate", "StopClock", "ResumeClock"};
  return std::find(std::begin(verbs), std::end(verbs), name) != std::end(verbs);
}

}  // namespace

std::uint64_t story_seed = 0;

Story::Story(std::uint64_t seed, const Bank& bank, StoryTally& tally)
    : bank_(bank), dice_(seed), seed_(seed), tally_(tally), wild_(dice_.once_in(8)), helpful_(30 + dice_.below(50)), state_(bank.fresh.state),
      now_(bank.fresh.now) {
  story_seed = seed;
}

std::string Story::run() {
  ++tally_.walks;
  const std::uint32_t which = dice_.below(static_cast<std::uint32_t>(bank_.stories.size()));
  const std::vector<scenario::Entry>& story = bank_.stories[which];
  own_ = dice_.below(static_cast<std::uint32_t>(story.size()) + 1);
  from_ = bank_.names[which] + ", the first " + std::to_string(own_) + " commands";
  for (std::size_t i = 0; i < own_; ++i) {
    log_.push_back(story[i]);
    now_ = std::max(now_, story[i].command.at);
    for (const event::Event& event : story[i].events) engine::evolve(state_, event);
  }
  if (running().empty()) start();
  const std::uint32_t steps = 60 + dice_.below(200);
  const base::Instant last = *base::parse_instant("2027-12-01T00:00:00Z");  // the calendars end with the year
  for (std::uint32_t step = 0; step < steps && failure_.empty() && now_ < last; ++step) {
    act();
    if (dice_.once_in(300)) check_history();
    if (dice_.once_in(400)) snapshot();
  }
  if (failure_.empty()) check_history();
  if (failure_.empty()) snapshot();
  return failure_.empty() ? "" : failure_ + "\n" + told();
}

std::string Story::told() const {
  std::string text = "after " + from_ + "\n";
  for (std::size_t i = own_; i < log_.size(); ++i) {
    text += base::to_iso(log_[i].command.at) + " " + log_[i].command.actor.account + ": " + base::to_json(codec::command_to_json(log_[i].command.body)) + "\n";
    if (i + 20 < log_.size()) continue;
    for (const event::Event& event : log_[i].events)
      if (!std::holds_alternative<event::CommandHandled>(event)) text += "    " + base::to_json(codec::event_to_json(event)).substr(0, 600) + "\n";
  }
  return text;
}

void Story::fail(std::string sentence) {
  if (failure_.empty())
    failure_ = "seed " + std::to_string(seed_) + (wild_ ? " (wild)" : "") + ", step " + std::to_string(log_.size() - own_) + " from " + from_ + ": " + std::move(sentence);
}

std::optional<base::Error> Story::send(command::CommandBody body, command::Actor actor) {
  if (!failure_.empty()) return base::make_error("stopped", "", "stopped");
  const command::Command command{"w" + std::to_string(++commands_), now_, std::move(actor), std::move(body)};
  const std::string name(command::command_name(command.body));
  auto decision = engine::decide(state_, command);
  if (dice_.once_in(6)) {
    const auto again = engine::decide(state_, command);
    if (decision.ok() != again.ok()) fail("deciding twice gave two answers");
    if (decision && again && codec::encode(decision->events) != codec::encode(again->events)) fail("deciding twice gave different events");
  }
  if (!decision) {
    ++tally_.refused[name + " " + decision.error().code];
    return decision.error();
  }
  for (const event::Event& event : decision->events) {
    if (const auto* created = std::get_if<event::TokenCreated>(&event)) tally_.reached.insert(created->token.element);
    if (const auto* moved = std::get_if<event::TokenMoved>(&event)) tally_.reached.insert(moved->element);
    engine::evolve(state_, event);
  }
  if (!decision->events.empty()) {
    ++tally_.steps;
    ++tally_.by_command[name];
    if (is_verb(name)) ++tally_.verb_steps;
    log_.push_back({command, std::move(decision->events)});
  }
  check();
  return std::nullopt;
}

void Story::check() {
  if (dice_.once_in(30))
    for (const std::string& sentence : state::broken_invariants(state_)) fail(sentence);
  for (const state::Case* c : running()) check(*c);
}

void Story::check(const state::Case& c) {
  const std::string after = log_.empty() ? "" : " after " + std::string(command::command_name(log_.back().command.body));
  for (const std::string& sentence : state::broken_invariants(c)) fail(sentence + after);
  for (const std::string& sentence : lost_answers(c)) fail(c.id + ": " + sentence + after);
  const bool deadlocked = !state::deadlocks(c).empty();
  if (deadlocked && !wild_) fail(c.id + ": joins wait for ever" + after);
  if (!deadlocked)
    for (const std::string& sentence : asked_of_nobody(c)) fail(c.id + ": " + sentence + after);
  for (const auto& [number, task] : c.tasks)
    if (task.assignee == state::Assignee{} && task.claimed_by.empty()) fail("task " + task.id + " at " + task.element + " is asked of nobody" + after);
  for (const auto& [number, incident] : c.incidents)
    if (!wild_) fail(c.id + ": an incident nobody asked for: " + incident.code + " at " + incident.element + ": " + incident.message_en + after);
  if (dice_.once_in(10))
    for (const decide::Wait& wait : decide::why_waiting(state_, c.id))
      if (wait.kind == decide::WaitKind::other) fail(c.id + ": nobody can say what the token at " + wait.element + " waits for" + after);
}

/// Evolving the log from empty gives the state; deciding it again gives the log.
void Story::check_history() {
  state::State again;
  for (const scenario::Entry& entry : bank_.fresh.log)
    for (const event::Event& event : entry.events) engine::evolve(again, event);
  const bool decide_too = dice_.once_in(3);
  for (const scenario::Entry& entry : log_) {
    if (decide_too) {
      const auto decision = engine::decide(again, entry.command);
      if (!decision || codec::encode(decision->events) != codec::encode(entry.events)) fail("deciding " + entry.command.id + " again gives other events");
    }
    for (const event::Event& event : entry.events) engine::evolve(again, event);
  }
  for (const std::string& sentence : state::broken_invariants(state_)) fail(sentence);
  if (engine::state_hash(again) != engine::state_hash(state_)) fail("evolving the log from empty gives another state");
}

/// The walk goes on with what a snapshot gave back; only what was compiled before is kept.
void Story::snapshot() {
  auto copy = through_bytes(state_);
  if (!copy) return fail("a snapshot cannot be read: " + base::describe(copy.error()));
  if (engine::state_hash(*copy) != engine::state_hash(state_)) fail("a snapshot changes the state");
  for (const std::string& sentence : state::broken_invariants(*copy)) fail("after a snapshot: " + sentence);
  copy->library = state_.library;
  state_ = std::move(*copy);
}

}  // namespace zhunru::test

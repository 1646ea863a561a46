#include "tests/property/walker.hpp"

#include <algorithm>

#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/base/json.hpp"
#include "engine/state/deadlock.hpp"
#include "engine/state/invariants.hpp"
#include "tests/property/case_checks.hpp"

namespace zhunru::test {
namespace {

bool is_verb(const command::CommandBody& body) {
  static constexpr std::string_view verbs[] = {"UrgeTask", "DropSigner", "AddSigner", "SendBack", "TakeBack", "Transfer", "Delegate", "StopClock", "ResumeClock"};
  const std::string_view name = command::command_name(body);
  return std::find(std::begin(verbs), std::end(verbs), name) != std::end(verbs);
}

}  // namespace

std::uint64_t current_seed = 0;

Walk::Walk(std::uint64_t seed, Freedom freedom, Tally& tally, Observer observer)
    : dice_(seed), seed_(seed), freedom_(freedom), tally_(tally), observer_(std::move(observer)),
      now_(*base::parse_instant("2026-03-02T01:00:00Z")) {
  current_seed = seed;
}

std::string Walk::run() {
  ++tally_.walks;
  set_up();
  // Checking a file before it is deployed costs more than a case: several cases run on one process.
  const std::size_t until = 300 + dice_.below(900);
  const std::uint32_t rounds = process_.entry == Entry::by_timer ? 1 : 150;
  Dice aside(seed_ ^ 0x6d696772);  // of its own: the walk is the same with and without
  const base::Instant last_start = *base::parse_instant("2026-09-01T00:00:00Z");  // the calendar ends with the year
  for (std::uint32_t round = 0; round < rounds && records_.size() < until && now_ < last_start && failure_.empty() && start(); ++round) {
    const std::uint32_t steps = 10 + dice_.below(60);
    for (std::uint32_t step = 0; step < steps && failure_.empty() && running(); ++step) {
      act();
      if (dice_.once_in(400)) check_history();
      if (dice_.once_in(150)) snapshot();
      if (aside.once_in(500) && failure_.empty()) migrate_aside();
    }
    finish();
  }
  if (failure_.empty()) check_history();
  if (failure_.empty()) snapshot();
  if (failure_.empty()) return {};
  std::string text = failure_ + "\n" + process_.xml + "\n";
  for (const codec::LogRecord& record : records_) {
    text += base::to_json(codec::command_to_json(record.command.body)) + "\n";
    std::size_t told = 0;  // a runaway loop has very many
    for (const event::Event& event : record.events)
      if (++told <= 400 && !std::holds_alternative<event::CommandHandled>(event)) text += "    " + base::to_json(codec::event_to_json(event)) + "\n";
  }
  return text;
}

void Walk::fail(std::string sentence) {
  if (failure_.empty()) failure_ = "seed " + std::to_string(seed_) + ", step " + std::to_string(records_.size()) + ": " + std::move(sentence);
}

std::optional<base::Error> Walk::send(command::CommandBody body, command::Actor actor) {
  if (!failure_.empty()) return base::make_error("stopped", "", "stopped");
  const command::Command command{"k" + std::to_string(++commands_), now_, std::move(actor), std::move(body)};
  auto decision = engine::decide(state_, command);
  const bool costly = std::holds_alternative<command::DeployResource>(command.body);
  if (dice_.once_in(costly ? 16 : 4)) {
    const auto again = engine::decide(state_, command);
    if (decision.ok() != again.ok()) fail("deciding twice gave two answers");
    if (decision && again && codec::encode(decision->events) != codec::encode(again->events)) fail("deciding twice gave different events");
  }
  if (!decision) {
    ++tally_.refused;
    return decision.error();
  }
  last_command_ = command::command_name(command.body);
  for (const event::Event& event : decision->events) {
    if (observer_) observer_(state_, event, command);
    engine::evolve(state_, event);
  }
  if (!decision->events.empty()) {
    ++tally_.steps;
    ++tally_.by_command[last_command_];
    if (is_verb(command.body)) ++tally_.verb_steps;
    records_.push_back({records_.size() + 1, command, std::move(decision->events)});
  }
  check();
  return std::nullopt;
}

void Walk::check() {
  if (dice_.once_in(30))
    for (const std::string& sentence : state::broken_invariants(state_)) fail(sentence);
  state_.cases.for_each([&](const std::string&, const state::Case& c) {
    if (c.ended) return;
    for (const std::string& sentence : state::broken_invariants(c)) fail(sentence);
    check_waiting(c);
    for (const std::string& sentence : lost_answers(c)) fail(sentence + " after " + last_command_);
    if (freedom_ != Freedom::wild)
      for (const auto& [number, incident] : c.incidents) fail("an incident nobody asked for: " + incident.code + " at " + incident.element + ": " + incident.message_en);
  });
}

/// No stuck case: each token is waited for by somebody or something. Tokens taken away by hand may leave a join waiting for
/// ever; then the diagnosis must name it.
void Walk::check_waiting(const state::Case& c) {
  if (freedom_ == Freedom::wild && !state::deadlocks(c).empty()) return;
  for (const std::string& sentence : asked_of_nobody(c)) fail(sentence + " after " + last_command_);
}

/// Evolving the log from empty gives the state; deciding it again gives the log.
void Walk::check_history() {
  const bool decide_too = dice_.once_in(3);
  state::State fresh;
  for (const codec::LogRecord& record : records_) {
    const bool costly = std::holds_alternative<command::DeployResource>(record.command.body);
    if (decide_too && (!costly || dice_.once_in(16))) {
      const auto decision = engine::decide(fresh, record.command);
      if (!decision || codec::encode(decision->events) != codec::encode(record.events))
        fail("deciding record " + std::to_string(record.seq) + " again gives other events");
    }
    for (const event::Event& event : record.events) engine::evolve(fresh, event);
  }
  for (const std::string& sentence : state::broken_invariants(state_)) fail(sentence);
  if (engine::state_hash(fresh) != engine::state_hash(state_)) fail("evolving the log from empty gives another state");
}

/// The walk goes on with what a snapshot gave back.
void Walk::snapshot() {
  auto copy = through_bytes(state_);
  if (!copy) return fail("a snapshot cannot be read: " + base::describe(copy.error()));
  if (engine::state_hash(*copy) != engine::state_hash(state_)) fail("a snapshot changes the state");
  for (const std::string& sentence : state::broken_invariants(*copy)) fail("after a snapshot: " + sentence);
  state_ = std::move(*copy);
}

}  // namespace zhunru::test

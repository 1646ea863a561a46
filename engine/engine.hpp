// The engine's whole promise in one header: decide, evolve, hash, next due time. No I/O, no clock, no randomness.
//   auto decision = decide(state, command);            // reads only
//   for (const auto& e : decision->events) evolve(state, e);   // writes only, cannot fail
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/command/command.hpp"
#include "engine/event/event.hpp"
#include "engine/state/state.hpp"

namespace zhunru::engine {

using command::Actor;
using command::Command;
using command::CommandBody;
using command::Seat;

/// Versions of registers, tables and templates that were read, sorted.
using ReadSet = std::vector<state::Read>;

struct Decision {
  std::vector<event::Event> events;  ///< empty when the command was handled before: the same answer, nothing new
  base::Value reply;
  ReadSet reads;
};

/// A refusal. `code` is a stable word (stale_version, not_yours, duplicate_id, invalid-data, ...); `where` is the field,
/// element or path; `clause` stands in front of `where` as "2.2-c " when the policy is the reason.
using Rejection = base::Error;

/// Readings of BPMN 2.0 where it is disputed. The defaults are ours; the conformance runner can ask for the suite's.
struct Options {
  /// Events thrown by the `behavior` of a multi-instance activity do not interrupt it, and a timeCycle on an intermediate
  /// catch event gives one token for each repetition.
  bool suite_reading = false;
};

/// What would happen. The state is not touched. `command.at` earlier than the state's last time counts as that time.
base::Result<Decision> decide(const state::State& state, const command::Command& command, Options options = {});
/// The only way to change a state. Cannot fail; an event that does not fit the state is a bug (CHECK).
void evolve(state::State& state, const event::Event& event);
/// Hash over the sorted hashes of all aggregates, kept up incrementally.
base::Sha256 state_hash(const state::State& state);
/// Earliest timer, reminder or start timer; the host sends FireTimers then.
std::optional<base::Instant> next_due(const state::State& state);
/// Cases for FireTimers at `now` ("" = start timers), earliest first.
std::vector<std::string> due_cases(const state::State& state, base::Instant now, std::size_t limit);

}  // namespace zhunru::engine

// One decision being made: a scratch state that follows its own events, the events so far, and the work still to do.
// Deciding and evolving share one mutation path: emit() applies the event to the scratch state at once.
// Work is bounded: after step_limit steps the tokens left become incidents `step_limit`, never a hang.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/command/command.hpp"
#include "engine/engine.hpp"
#include "engine/event/event.hpp"
#include "engine/feel/function_table.hpp"
#include "engine/model/definitions.hpp"
#include "engine/register/local.hpp"
#include "engine/state/library.hpp"
#include "engine/state/state.hpp"

namespace zhunru::decide {

using state::Id;

/// Steps of one command: a step is one token at one element.
inline constexpr std::uint32_t step_limit = 20'000;
/// Nested scopes and called processes in one case.
inline constexpr std::uint32_t depth_limit = 64;
/// Waiting cases to which a broadcast goes at once; the rest hear it by their own FireTimers.
inline constexpr std::size_t fan_out_limit = 64;
/// Instances of one multi-instance activity.
inline constexpr std::int64_t instance_limit = 10'000;

/// A token with all that is needed to work on it. Pointers are good until the next emit().
struct Place {
  const state::Case* instance = nullptr;
  const state::Token* token = nullptr;
  const state::Scope* scope = nullptr;   ///< scope in which the token stands
  const state::Program* program = nullptr;
  const model::Node* node = nullptr;
};

class Run {
 public:
  Run(const state::State& state, const command::Command& command, engine::Options options);

  const engine::Options options;
  state::State scratch;
  std::vector<event::Event> events;
  const base::Instant at;
  const command::Actor& actor;
  std::optional<command::Seat> acting_seat;  ///< of the absent person for whom the actor stands in
  const bool unattended;  ///< nobody is there to be told no: timers, signals, imports of the host
  base::Value imported_inside;  ///< ImportCase: where tokens of called processes stand (ImportCase::inside)

  /// Records what happened and makes it so in the scratch state.
  template <class E>
  void emit(E e) {
    emit_any(event::Event(std::in_place_type<E>, std::move(e)));
  }
  /// The same for an event of any kind (from operations).
  void emit_any(event::Event e);

  const state::Case& instance(std::string_view case_id) const;
  /// The next free number of a case; use it in the very next emit.
  Id fresh(std::string_view case_id) const { return instance(case_id).last_id + 1; }
  /// Everything about a token; `token` is null when it is gone.
  Place place(std::string_view case_id, Id token) const;
  /// The program of a scope; its resource must exist (CHECK).
  const state::Program& program(const state::Scope& scope) const;
  const state::Program& program(std::string_view resource, std::string_view version) const;

  /// Puts a token in the queue of those to work on. One at a throwing element waits until nothing else is left to do, so
  /// that catch events reached in the same step are subscribed first.
  void enqueue(std::string_view case_id, Id token);
  /// Works until nothing is left, or the command is refused, or the step limit is reached.
  void drain();

  /// Refuses the whole command; only the first refusal counts.
  void reject(base::Error error);
  const std::optional<base::Error>& rejection() const { return rejection_; }

  /// The token is stuck until somebody repairs it. `held` is what it will do then.
  void incident(std::string_view case_id, Id token, std::string code, std::string message, std::string message_en,
                state::TokenState held = state::TokenState::ready);

  /// Remembers what was read, for CommandHandled.
  void read(std::string what, std::string version) const;
  engine::ReadSet reads() const;

  /// Values of register `settings` today, for the whole province.
  const base::Value& settings() const;
  /// The same as they hold for a case: narrowed to the city and county of its coordinating body or applicant (R55).
  const base::Value& settings(const state::Case& c) const;
  /// Calendars of the register; an error when it is damaged or missing.
  const base::Result<calendar::Calendars>& calendars() const;
  /// Functions that look into registers, for FEEL.
  const feel::FunctionTable& functions() const;
  /// After a register changed: settings, calendars and functions are made again.
  void forget_registers();

 private:
  struct Work {
    std::string case_id;
    Id token;
  };

  const base::Value& settings_in(const std::string& place) const;
  bool step();
  void settle(const std::string& case_id);
  void stop_at_limit();

  std::deque<Work> queue_;
  std::deque<Work> throwers_;
  std::set<std::string, std::less<>> touched_;  ///< cases to look at for inclusive joins and clocks
  std::set<std::string, std::less<>> changed_;  ///< cases with new variable values, for conditional events
  std::uint32_t steps_ = 0;
  std::optional<base::Error> rejection_;
  mutable std::set<state::Read> reads_;
  mutable std::map<std::string, base::Value, std::less<>> settings_;  ///< by place
  mutable std::optional<base::Result<calendar::Calendars>> calendars_;
  mutable std::optional<registers::Recorder> recorder_;  ///< what the functions below look up
  mutable std::optional<feel::FunctionTable> functions_;
};

/// A refusal in both languages.
base::Error refusal(std::string code, std::string message, std::string message_en, std::string where = {});

}  // namespace zhunru::decide

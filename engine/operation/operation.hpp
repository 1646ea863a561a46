// Operations: named, pure functions that a BPMN service or send task calls ("freeze_text"). They read the state and
// answer with a value, events and wishes; they write nothing, know no clock and call no network.
// An error during a person's command refuses the whole command (code and text of the error); during a timer it becomes
// an incident on the token.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"
#include "engine/event/event.hpp"
#include "engine/state/state.hpp"

namespace zhunru::operation {

/// What an operation may read. The state already holds everything that happened earlier in the same command.
struct OperationContext {
  const state::State& state;
  const state::Case& instance;   ///< the case in which the task stands
  state::Id scope = 0;           ///< scope of the task: its own when it has inputs
  std::string_view element;      ///< id of the task
  base::Instant at;
  const command::Actor& actor;   ///< whose command led here; `system` for timers
  /// A variable as the task sees it (own scope, then outwards up to its process); null when there is none.
  base::Value variable(std::string_view name) const;
};

/// A variable to set in the root scope of the task's own process instance (target path `a.b`).
struct RootVariable {
  std::string target;
  base::Value value;
};

/// A case to start in the same transaction, linked to this one (`started_from`).
struct LinkedStart {
  std::string process;
  base::Context variables;
};

/// A message to send: to a waiting case, a start event, or the buffer.
struct OutgoingMessage {
  std::string name;
  std::string key;
  base::Value payload;
};

/// A BPMN error: looks for an error catch event; without one the token becomes an incident.
struct BusinessError {
  std::string code;
  std::string message;
};

struct OperationResult {
  base::Value output;                      ///< becomes variable `zhunru:operation result`
  std::vector<event::Event> events;        ///< poll, document, register, notice, case-number events
  std::vector<RootVariable> variables;
  std::vector<LinkedStart> starts;
  std::vector<OutgoingMessage> messages;
  std::optional<BusinessError> error;      ///< thrown after everything above
  std::int64_t takes_ms = 0;               ///< the task stays active so long (interruptible), then it is done
};

using Operation = std::function<base::Result<OperationResult>(const OperationContext&, const base::Value& input)>;

/// The operation of that name; nullptr when there is none. `input` of a call is a context of the task's own scope
/// (its zhunru:input values), empty when it declares none.
const Operation* find(std::string_view name);
/// Puts an operation into the table; a name twice is a bug. Called from `register_all` and by tests.
void add(std::string name, Operation operation);
/// Puts all operations of the product into the table; calling it again changes nothing. In operation/register_all.cpp.
void register_all();

}  // namespace zhunru::operation

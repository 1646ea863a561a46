// Catching: what waits for an event, and what happens when it comes. Subscriptions and timers stand in the case; errors,
// escalations, cancel and compensation are looked up when they are thrown (throw.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// What an event brings along.
struct Payload {
  base::Value value;          ///< of a message or signal; variables of an error
  std::string account;        ///< who sent it, "" = nobody
  command::Seat seat;
  base::Value by{};           ///< by_of: the sender as variables keep it
  bool none() const { return value.is_null() && account.empty(); }
};

/// Sets timers and subscriptions for the definitions of an event. `token` waits or carries it (0: event sub-process).
/// Returns false when the token is stuck because a time or key cannot be told. A buffered message or a condition that
/// already holds fires at once.
bool arm(Run& run, std::string_view case_id, Id scope, Id token, state::TimerKind place, const model::Node& event);
/// All boundary events of an activity.
bool arm_boundary_events(Run& run, const Place& p);
/// Start events of the event sub-processes of a scope.
void arm_event_sub_processes(Run& run, std::string_view case_id, Id scope, model::Index inner);

/// A subscription or timer of this case has been met: what it triggers. Unknown ids are ignored (gone meanwhile).
void trigger_subscription(Run& run, std::string_view case_id, Id subscription, const Payload& payload);
void trigger_timer(Run& run, std::string_view case_id, Id timer);

/// The event happens: the boundary event fires, the event sub-process starts, the waiting token goes on.
void trigger_boundary(Run& run, std::string_view case_id, Id host, const model::Node& event, const Payload& payload,
                      bool interrupting);
void trigger_event_sub_process(Run& run, std::string_view case_id, Id scope, const model::Node& start, const Payload& payload);
void trigger_token(Run& run, std::string_view case_id, Id token, std::string_view element, const Payload& payload);

/// Looks at all conditional events of a case after variables changed; fires those that became true.
void check_conditions(Run& run, const std::string& case_id);

/// Writes what an event brought into a scope: `<element id>` = {payload, by, at}; then its declared outputs, or where it
/// has none the members of a context as variables (of a person's message only when a form has checked them).
void deliver(Run& run, std::string_view case_id, Id scope, const model::Node& event, const Payload& payload);

}  // namespace zhunru::decide

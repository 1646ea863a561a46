// Throwing: messages, signals, escalations, errors, cancel. Who catches is found when it is thrown.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {

/// Throws one definition from a token. The token may be gone afterwards.
void throw_definition(Run& run, const Place& p, const model::EventDefinition& definition);

/// Looks outwards from the activity of `token` for an error catch event. Uncaught: an incident when `end_case_if_uncaught`
/// is false, else the case ends with reason "error".
void throw_error(Run& run, std::string_view case_id, Id token, std::string_view code, std::string_view message,
                 const base::Value& payload, bool end_case_if_uncaught);
/// Looks outwards; an interrupting catch may end `token`. True when somebody caught it.
bool throw_escalation(Run& run, std::string_view case_id, Id token, std::string_view code);

/// Heard by all that wait for it, in every case, and by signal start events.
void broadcast_signal(Run& run, std::string_view name, const base::Value& payload, std::string_view from_case);

/// How a message was delivered.
enum class Delivery : std::uint8_t { taken, started, buffered, refused };
struct DeliveryReport {
  Delivery how = Delivery::buffered;
  std::string case_id;   ///< that took it or was started
  std::string element;
};
/// To the one waiting subscription, else to a message start event, else into the buffer. `refused` sets the run's
/// rejection: the actor may not send it.
DeliveryReport deliver_message(Run& run, std::string_view name, std::string_view key, const base::Value& payload,
                               bool check_actor);

}  // namespace zhunru::decide

// Event definitions and the root elements that they name: messages, signals, errors, escalations, correlation
// (BPMN 2.0 §10.5, §8.4). What a trigger does at run time is decided in engine/decide.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/expression.hpp"

namespace zhunru::model {

/// An item (structure) definition, BPMN 2.0 §8.4.10.
struct Item {
  std::string id, structure;
  bool collection = false;
  std::int32_t line = 0;
};

/// A message; its zhunru:subscription gives the correlation key of whoever waits for it.
struct Message {
  std::string id, name;
  TextOrFeel name_value;         ///< the same name, or FEEL when it begins with `=`
  Index item = none;             ///< in Definitions::items
  Index correlation_key = none;  ///< FEEL over the waiting scope; none = by name alone
  std::int32_t line = 0;
};

/// A signal: broadcast by name.
struct Signal {
  std::string id, name;
  TextOrFeel name_value;         ///< the same name, or FEEL when it begins with `=`
  Index item = none;
  std::int32_t line = 0;
};

/// An error: caught by code.
struct Error {
  std::string id, name, code;
  Index item = none;
  std::int32_t line = 0;
};

/// An escalation: caught by code.
struct Escalation {
  std::string id, name, code;
  Index item = none;
  std::int32_t line = 0;
};

/// How to take one part of a key out of a message (BPMN 2.0 §8.4.2).
struct CorrelationRetrieval {
  Index message = none;          ///< in Definitions::messages
  Index path = none;             ///< expression over the message payload
};

/// A part of a correlation key.
struct CorrelationProperty {
  std::string id, name;
  std::vector<CorrelationRetrieval> retrievals;
};

/// A correlation key of a collaboration.
struct CorrelationKey {
  std::string id, name;
  std::vector<Index> properties; ///< in Definitions::correlation_properties
};

/// A process's own expression for a part of a key.
struct CorrelationBinding {
  Index property = none;         ///< in Definitions::correlation_properties
  Index path = none;             ///< expression over the process's data
};

/// correlationSubscription of a process: context-based correlation.
struct CorrelationSubscription {
  std::string id;
  Index key = none;              ///< in Definitions::correlation_keys
  std::vector<CorrelationBinding> bindings;
};

/// What triggers or is thrown.
enum class EventKind : std::uint8_t {
  message, timer, signal, error, escalation, conditional, compensation, link, terminate, cancel,
};

/// What a timer definition gives.
enum class TimerKind : std::uint8_t {
  date,          ///< ISO 8601 date-time
  duration,      ///< ISO 8601 duration
  cycle,         ///< ISO 8601 repeating interval R[n]/..., or a cron text as written
  working_days,  ///< zhunru:workingDays: `value` is FEEL or a number
  clock_due,     ///< zhunru:clockDue: fires when the case clock `clock` runs out
  missing,       ///< nothing was written; lint refuses it
};

/// When an event happens by time.
struct Timer {
  TimerKind kind = TimerKind::missing;
  TextOrFeel value;              ///< literal ISO text, or FEEL
  TextOrFeel calendar;           ///< for working_days
  std::string clock;             ///< for clock_due
};

/// One event definition of a node. Only the fields of its kind are set.
struct EventDefinition {
  EventKind kind = EventKind::message;
  std::string id;                ///< may be empty
  std::int32_t line = 0;
  bool shared = false;           ///< came through eventDefinitionRef from a definition on the top level
  Index message = none;          ///< in Definitions::messages
  Index operation = none;        ///< in Definitions::operations
  Index signal = none;           ///< in Definitions::signals
  Index error = none;            ///< in Definitions::errors; none on a catch = every error
  Index escalation = none;       ///< in Definitions::escalations; none on a catch = every escalation
  Index condition = none;        ///< conditional: expression
  Index activity = none;         ///< compensation: node to compensate; none = the whole scope
  bool wait_for_completion = true;  ///< compensation throw
  Timer timer;
  std::string link;              ///< link: name
  Index link_target = none;      ///< link throw: catching node in the same scope (and process)
  std::string error_code_variable, error_message_variable;  ///< camunda: variables filled by a catch; may be empty
};

}  // namespace zhunru::model

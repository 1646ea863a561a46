// Starting cases: by command, by message, signal or timer, by a linked start of an operation, and by import.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// A process and the file it stands in.
struct ProcessRef {
  std::string resource;
  std::string version;
  const state::Program* program = nullptr;
  const model::Process* process = nullptr;
};
/// The newest deployed version of a process by its id.
std::optional<ProcessRef> find_process(const Run& run, std::string_view process_id);

struct CaseRequest {
  std::string account;
  command::Seat seat;
  std::string case_no;
  std::string started_from;
  base::Context variables;
  std::string trigger;   ///< element whose event starts it; "" = by its none start events
  base::Value payload;   ///< of the event
};
/// Starts a case; returns its id.
std::string start_case(Run& run, const ProcessRef& ref, CaseRequest request);

/// Starts a case of every process that has a start event for this signal, or of the first that has one for this message.
/// Returns the id of the last case started, "" when there was none. `check_actor`: the start event's assignment must fit
/// the actor, else the run is refused.
std::string start_by_event(Run& run, model::EventKind kind, std::string_view name, const base::Value& payload,
                           bool check_actor);
/// Timer start events of a process that was deployed now.
void set_start_timers(Run& run, const ProcessRef& ref);
/// Start timers that are due.
std::int32_t fire_start_timers(Run& run);

}  // namespace zhunru::decide

// Time limits: timers, due dates and the named clocks of a case, all in instants; working days by the calendars.
// 中止计时: while a clock is held, everything that follows it keeps its remaining working days.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// End of the n-th working day after `since`, pauses left out (CAL-1, CAL-2). An empty calendar means the case's.
base::Result<base::Instant> working_due(const Run& run, base::Instant since, std::int64_t n, std::string_view calendar,
                                        const std::vector<state::Pause>& pauses);
/// The calendar for a scope: the one named, else variable `calendar`, else settings.calendar, else the first family.
std::string calendar_for(const Run& run, const state::Case& c, Id scope, std::string_view named);

/// A timer definition at the time of the command: due, cycle, repeat.
struct TimerPlan {
  base::Instant due;
  std::int32_t working_days = -1;
  std::string calendar, clock, cycle;
  std::int32_t repeat = 0;
  bool stopped = false;
};
base::Result<TimerPlan> plan_timer(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                   const model::Timer& timer);
/// Next firing of a cycle after `last`; empty when it ends.
std::optional<base::Instant> next_of_cycle(std::string_view cycle, base::Instant last);

/// Due date, reminders, escalation and overdue mark of a task that opens now. Fields stay empty without zhunru:due.
base::Result<state::Due> plan_due(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                  const model::Due& due);
/// Reminders, escalation and overdue mark again after `at` changed; `settings` are those of the case (Run::settings).
void set_marks(const Run& run, const base::Value& settings, state::Due& due);

/// zhunru:clock of an activity that starts (`complete` false) or ends.
bool start_clocks(Run& run, const Place& p, bool complete);
void stop_clock(Run& run, std::string_view case_id, std::string_view clock, Id by, std::string_view reason);
void resume_clock(Run& run, std::string_view case_id, std::string_view clock, Id by);
/// At the end of a command: a clock stopped by hand runs again when no task is open any more at which anybody could
/// resume it.
void release_stops_by_hand(Run& run, std::string_view case_id);
/// Lets go of clocks held by tokens that are gone or have moved on.
void release_clocks(Run& run, std::string_view case_id);
/// Due dates of one case by the calendars as they are now (after PutRegister).
void recompute_due(Run& run, std::string_view case_id);

}  // namespace zhunru::decide

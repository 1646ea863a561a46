// StopClock and ResumeClock 中止计时 by hand: a named clock of the case, or the timers of one task with its boundary
// timers. They keep their remaining working days; stop days are counted by the calendar (CAL-2).
#include "engine/decide/clock.hpp"
#include "engine/decide/commands.hpp"

namespace zhunru::decide {
namespace {

bool may_stop(Run& run, const state::Task& task, std::string_view act) {
  if (may_act(run, task.assignee, std::string(state::case_of_task(task.id)), task.id, act)) return true;
  return require_role(run, {"chair", "office_clerk", "office_reviewer", "template_admin", "system"});
}

/// The boundary timers of the task's activity, stopped or running again.
void move_timers(Run& run, const std::string& case_id, Id token, bool stop) {
  std::vector<state::Timer> timers;
  for (const auto& [id, timer] : run.instance(case_id).timers)
    if (timer.token == token && timer.clock.empty() && timer.stopped != stop) timers.push_back(timer);
  for (state::Timer& timer : timers) {
    timer.stopped = stop;
    if (stop) {
      timer.stopped_at = run.at;
    } else {
      timer.pauses.push_back({timer.stopped_at, run.at});
      timer.due = {timer.due.ms + (run.at.ms - timer.stopped_at.ms)};
      if (timer.working_days >= 0)
        if (const auto due = working_due(run, timer.since, timer.working_days, timer.calendar, timer.pauses)) timer.due = *due;
    }
    run.emit(event::TimerMoved{case_id, std::move(timer)});
  }
}

void move_due(Run& run, const std::string& case_id, const state::Task& task, bool stop) {
  state::Due due = task.due;
  due.stopped = stop;
  if (stop) {
    due.stopped_at = run.at;
  } else {
    due.pauses.push_back({due.stopped_at, run.at});
    if (due.at) due.at = base::Instant{due.at->ms + (run.at.ms - due.stopped_at.ms)};
    if (due.working_days >= 0)
      if (const auto at = working_due(run, due.since, due.working_days, due.calendar, due.pauses)) due.at = *at;
    set_marks(run, run.settings(run.instance(case_id)), due);
  }
  run.emit(event::TaskDueSet{case_id, task.id, std::move(due)});
}

base::Value move_task(Run& run, const std::string& case_id, const state::Task& task, bool stop) {
  if (task.due.stopped == stop) {
    run.reject(refusal(stop ? "stopped_already" : "not_stopped", stop ? "计时已经中止" : "计时没有中止",
                       stop ? "The clock is stopped already" : "The clock is not stopped", task.id));
    return {};
  }
  move_due(run, case_id, task, stop);
  move_timers(run, case_id, task.token, stop);
  return base::Value(base::Context{{"task", base::Value(task.id)}});
}

}  // namespace

base::Value decide_one(Run& run, const command::StopClock& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task || !require_reason(run, c.reason)) return {};
  const state::Task task = *open.task;
  const std::string case_id = open.instance->id;
  if (!may_stop(run, task, c.name)) return {};
  if (c.clock.empty()) return move_task(run, case_id, task, true);
  if (!open.instance->clocks.count(c.clock)) {
    run.reject(refusal("unknown-clock", "没有名为 " + c.clock + " 的时钟", "There is no clock " + c.clock, "clock"));
    return {};
  }
  stop_clock(run, case_id, c.clock, 0, c.reason);
  return base::Value(base::Context{{"clock", base::Value(c.clock)}});
}

base::Value decide_one(Run& run, const command::ResumeClock& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task) return {};
  const state::Task task = *open.task;
  const std::string case_id = open.instance->id;
  if (!may_stop(run, task, c.name)) return {};
  if (c.clock.empty()) return move_task(run, case_id, task, false);
  resume_clock(run, case_id, c.clock, 0);
  return base::Value(base::Context{{"clock", base::Value(c.clock)}});
}

}  // namespace zhunru::decide

#include "engine/decide/clock.hpp"

#include <algorithm>
#include <charconv>

#include "engine/decide/activity.hpp"
#include "engine/decide/cycle.hpp"
#include "engine/decide/expression.hpp"

namespace zhunru::decide {
namespace {

base::Error bad_time(std::string_view text) {
  return base::make_error("bad-time", "不是有效的时间：" + std::string(text), "Not a valid time: " + std::string(text));
}

base::Result<std::int64_t> whole_number(const base::Result<base::Value>& value, std::string_view what) {
  if (!value) return value.error();
  const auto number = value->is_number() ? value->as_number().to_int64() : std::nullopt;
  if (!number || *number < 0)
    return base::make_error("bad-time", std::string(what) + " 不是非负整数", std::string(what) + " is not a whole number from 0");
  return *number;
}

/// Milliseconds of a duration value or text.
base::Result<base::Instant> after(base::Instant from, const base::Value& value) {
  if (value.is_date_time()) return base::instant_of(value.as_date_time());
  if (value.is_date()) return base::start_of_day(value.as_date());
  if (value.is_seconds_duration()) return base::Instant{from.ms + milliseconds(value.as_seconds_duration())};
  if (value.is_months_duration()) return add_months(from, value.as_months_duration().months);
  const std::string text = text_of(value);
  if (auto instant = base::parse_instant(text)) return *instant;
  if (auto date_time = base::parse_date_time(text)) return base::instant_of(*date_time);
  if (auto date = base::parse_date(text)) return base::start_of_day(*date);
  if (auto next = add_duration(from, text)) return *next;
  return bad_time(text);
}

/// "R3/PT1H", "R/2026-01-01T00:00:00Z/P1D", "PT1H", or cron text.
base::Result<TimerPlan> plan_cycle(base::Instant at, const std::string& text) {
  TimerPlan plan;
  std::string rest = text;
  plan.repeat = -1;
  if (!rest.empty() && rest[0] == 'R') {
    const std::size_t slash = rest.find('/');
    if (slash == std::string::npos) return bad_time(text);
    const std::string count = rest.substr(1, slash - 1);
    if (!count.empty()) {
      std::int32_t n = 0;
      const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), n);
      if (error != std::errc{} || end != count.data() + count.size() || n < 0) return bad_time(text);
      plan.repeat = std::max(0, n - 1);
    }
    rest = rest.substr(slash + 1);
  }
  base::Instant first{};
  if (const std::size_t slash = rest.find('/'); slash != std::string::npos && (rest.size() < 2 || rest[0] != '*')) {
    auto start = base::parse_date_time(rest.substr(0, slash));
    if (!start) return bad_time(text);
    first = base::instant_of(*start);
    rest = rest.substr(slash + 1);
  }
  plan.cycle = rest;
  const auto next = next_of_cycle(rest, first.ms != 0 ? first : at);
  if (!next) return bad_time(text);
  plan.due = first.ms != 0 ? first : *next;
  return plan;
}

/// True when the clock stands still now.
bool stands_still(const state::Case& c, std::string_view clock) {
  auto it = c.clocks.find(clock);
  return it != c.clocks.end() && !it->second.stops.empty();
}

/// Timers and task dues that follow a clock take its new state.
void follow_clock(Run& run, const std::string& case_id, std::string_view name, bool stopped) {
  const state::Case& c = run.instance(case_id);
  const state::Clock& clock = c.clocks.find(name)->second;
  std::vector<state::Timer> timers;
  for (const auto& [id, timer] : c.timers)
    if (timer.clock == name) timers.push_back(timer);
  for (state::Timer& timer : timers) {
    timer.stopped = stopped;
    timer.stopped_at = run.at;
    timer.due = clock.due;
    run.emit(event::TimerMoved{case_id, std::move(timer)});
  }
  const base::Value settings = run.settings(c);
  std::vector<std::pair<std::string, state::Due>> dues;
  for (const auto& [number, task] : c.tasks)
    if (task.due.clock == name) dues.emplace_back(task.id, task.due);
  for (auto& [task, due] : dues) {
    due.stopped = stopped;
    due.stopped_at = run.at;
    due.at = clock.due;
    set_marks(run, settings, due);
    run.emit(event::TaskDueSet{case_id, task, std::move(due)});
  }
}

}  // namespace

std::string calendar_for(const Run& run, const state::Case& c, Id scope, std::string_view named) {
  if (!named.empty()) return std::string(named);
  if (const base::Value* value = find_variable(c, scope, "calendar"); value && value->is_string()) return value->as_string();
  if (const base::Value* value = c.variables().find("calendar"); value && value->is_string()) return value->as_string();
  const base::Value& setting = run.settings(c).get("calendar");
  if (setting.is_string()) return setting.as_string();
  // The most special family of the register: one that extends another.
  std::string family;
  for (const base::Value& record : registers::records_on(run.scratch, "calendars", std::nullopt)) {
    const std::string id = record.get("id").string_or("");
    const bool special = !record.get("extends").string_or("").empty();
    if (family.empty() || special) family = std::string(calendar::family_of(id));
    if (special) break;
  }
  return family;
}

base::Result<base::Instant> working_due(const Run& run, base::Instant since, std::int64_t n, std::string_view calendar,
                                        const std::vector<state::Pause>& pauses) {
  const auto& calendars = run.calendars();
  if (!calendars) return calendars.error();
  std::vector<calendar::Span> spans;
  for (const state::Pause& pause : pauses) {
    const auto first = base::add_days(base::shanghai_date(pause.from), 1);
    const auto last = base::add_days(base::shanghai_date(pause.to), -1);
    if (first && last && *first <= *last) spans.push_back({*first, *last});
  }
  const auto day = calendars->add_working_days(base::shanghai_date(since), n, calendar, spans);
  const auto next = day ? base::add_days(*day, 1) : std::nullopt;
  if (!next)
    return base::make_error("no-calendar", "日历 " + std::string(calendar) + " 没有覆盖这段时间，请先补充",
                            "Calendar " + std::string(calendar) + " does not cover this time; complete it first");
  return base::start_of_day(*next);
}

base::Result<TimerPlan> plan_timer(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                   const model::Timer& timer) {
  TimerPlan plan;
  if (timer.kind == model::TimerKind::clock_due) {
    const auto it = c.clocks.find(timer.clock);
    if (it == c.clocks.end())
      return base::make_error("unknown-clock", "没有名为 " + timer.clock + " 的时钟", "There is no clock " + timer.clock);
    plan.clock = timer.clock;
    plan.due = it->second.due;
    plan.stopped = stands_still(c, timer.clock);
    return plan;
  }
  auto value = evaluate_value(run, c, scope, program, timer.value);
  if (!value) return std::move(value).error();
  if (timer.kind == model::TimerKind::working_days) {
    if (value->is_string())
      if (auto number = base::Decimal::parse(value->as_string())) *value = base::Value(*number);
    auto days = whole_number(value, "workingDays");
    if (!days) return std::move(days).error();
    auto named = evaluate_text(run, c, scope, program, timer.calendar);
    if (!named) return std::move(named).error();
    plan.working_days = static_cast<std::int32_t>(*days);
    plan.calendar = calendar_for(run, c, scope, *named);
    auto due = working_due(run, run.at, *days, plan.calendar, {});
    if (!due) return std::move(due).error();
    plan.due = *due;
    return plan;
  }
  if (timer.kind == model::TimerKind::cycle && value->is_string()) return plan_cycle(run.at, value->as_string());
  auto due = after(run.at, *value);
  if (!due) return std::move(due).error();
  plan.due = *due;
  return plan;
}

void set_marks(const Run& run, const base::Value& settings, state::Due& due) {
  due.reminders.clear();
  due.escalate_at.reset();
  due.overdue_at.reset();
  if (!due.at) return;
  const base::Value& shares = settings.get("reminder_at");
  std::int64_t paused = 0;
  for (const state::Pause& pause : due.pauses) paused += pause.to.ms - pause.from.ms;
  const std::int64_t length = due.at->ms - due.since.ms - paused;
  if (shares.is_list()) {
    for (const base::Value& share : shares.as_list()) {
      if (!share.is_number()) continue;
      const auto part = base::Decimal::multiply(share.as_number(), base::Decimal(length));
      const auto ms = part ? part->truncated().to_int64() : std::nullopt;
      if (ms) due.reminders.push_back({due.since.ms + paused + *ms});
    }
  }
  const auto escalation = settings.get("escalation_after_wd");
  if (!escalation.is_number()) return;
  const std::int64_t days = escalation.int64_or(3);
  // The limit ends at midnight, which belongs to the next day: count from the day that has ended.
  const base::Instant missed{due.at->ms - 1};
  if (auto at = working_due(run, missed, days, due.calendar, {})) due.escalate_at = *at;
  if (auto at = working_due(run, missed, 2 * days, due.calendar, {})) due.overdue_at = *at;
}

base::Result<state::Due> plan_due(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                  const model::Due& due) {
  state::Due planned;
  planned.since = run.at;
  if (due.empty()) return planned;
  auto named = evaluate_text(run, c, scope, program, due.calendar);
  if (!named) return std::move(named).error();
  planned.calendar = calendar_for(run, c, scope, *named);
  auto escalate = evaluate_text(run, c, scope, program, due.escalate);
  if (!escalate) return std::move(escalate).error();
  planned.escalate = std::move(*escalate);
  if (due.working_days != model::none) {
    auto days = whole_number(evaluate(run, c, scope, program, due.working_days), "workingDays");
    if (!days) return std::move(days).error();
    planned.working_days = static_cast<std::int32_t>(*days);
    auto at = working_due(run, run.at, *days, planned.calendar, {});
    if (!at) return std::move(at).error();
    planned.at = *at;
  } else if (due.days != model::none) {
    auto days = whole_number(evaluate(run, c, scope, program, due.days), "days");
    if (!days) return std::move(days).error();
    const auto day = base::add_days(base::shanghai_date(run.at), *days + 1);
    if (!day) return bad_time(std::to_string(*days));
    planned.at = base::start_of_day(*day);
  } else if (!due.clock.empty()) {
    planned.clock = due.clock;
    if (auto it = c.clocks.find(due.clock); it != c.clocks.end()) {
      planned.at = it->second.due;
      planned.since = it->second.since;
      planned.pauses = it->second.pauses;
      planned.stopped = stands_still(c, due.clock);
      planned.stopped_at = it->second.stopped_at;
    }
  } else if (!due.date.empty()) {
    auto value = evaluate_value(run, c, scope, program, due.date);
    if (!value) return std::move(value).error();
    auto at = after(run.at, *value);
    if (!at) return std::move(at).error();
    planned.at = *at;
  }
  set_marks(run, run.settings(c), planned);
  return planned;
}

bool start_clocks(Run& run, const Place& p, bool complete) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  for (const model::Clock& clock : p.node->ext.clocks) {
    if (!clock.pause.empty() && !complete) stop_clock(run, case_id, clock.pause, token, p.node->name);
    if (clock.start.empty() || clock.at_complete != complete) continue;
    auto days = whole_number(evaluate(run, *p.instance, p.token->scope, *p.program, clock.working_days), "workingDays");
    auto named = evaluate_text(run, *p.instance, p.token->scope, *p.program, clock.calendar);
    state::Clock started;
    started.name = clock.start;
    started.since = run.at;
    std::optional<base::Error> error;
    if (!days) {
      error = days.error();
    } else if (!named) {
      error = named.error();
    } else {
      started.calendar = calendar_for(run, *p.instance, p.token->scope, *named);
      started.working_days = static_cast<std::int32_t>(*days);
      auto due = working_due(run, run.at, *days, started.calendar, {});
      if (due) {
        started.due = *due;
      } else {
        error = due.error();
      }
    }
    if (error) {
      run.incident(case_id, token, error->code, "时钟 " + clock.start + "：" + error->message,
                   "Clock " + clock.start + ": " + error->message_en);
      return false;
    }
    run.emit(event::ClockStarted{case_id, std::move(started)});
    follow_clock(run, case_id, clock.start, false);
  }
  return true;
}

void stop_clock(Run& run, std::string_view case_id, std::string_view clock, Id by, std::string_view reason) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const auto it = c.clocks.find(clock);
  if (it == c.clocks.end()) return;  // a clock that never started cannot be stopped
  if (std::find(it->second.stops.begin(), it->second.stops.end(), by) != it->second.stops.end()) return;
  const bool first = it->second.stops.empty();
  run.emit(event::ClockStopped{id, std::string(clock), by, run.at, std::string(reason)});
  if (first) follow_clock(run, id, clock, true);
}

void resume_clock(Run& run, std::string_view case_id, std::string_view clock, Id by) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const auto it = c.clocks.find(clock);
  if (it == c.clocks.end()) return;
  const state::Clock& stopped = it->second;
  if (std::find(stopped.stops.begin(), stopped.stops.end(), by) == stopped.stops.end()) return;
  base::Instant due = stopped.due;
  const bool last = stopped.stops.size() == 1;
  if (last) {
    std::vector<state::Pause> pauses = stopped.pauses;
    pauses.push_back({stopped.stopped_at, run.at});
    if (auto moved = working_due(run, stopped.since, stopped.working_days, stopped.calendar, pauses)) due = *moved;
  }
  run.emit(event::ClockResumed{id, std::string(clock), by, run.at, due});
  if (last) follow_clock(run, id, clock, false);
}

void release_stops_by_hand(Run& run, std::string_view case_id) {
  const state::Case& c = run.instance(case_id);
  if (c.ended || !c.tasks.empty()) return;
  std::vector<std::string> held;
  for (const auto& [name, clock] : c.clocks)
    if (std::find(clock.stops.begin(), clock.stops.end(), Id{0}) != clock.stops.end()) held.push_back(name);
  for (const std::string& name : held) resume_clock(run, case_id, name, 0);
}

void release_clocks(Run& run, std::string_view case_id) {
  if (!run.scratch.cases.find(case_id)) return;
  const state::Case& c = run.instance(case_id);
  std::vector<std::pair<std::string, Id>> free;
  for (const auto& [name, clock] : c.clocks) {
    for (Id by : clock.stops) {
      if (by == 0) continue;
      const state::Token* token = c.find_token(by);
      if (!token || token->state == state::TokenState::leaving) {
        free.emplace_back(name, by);
        continue;
      }
      // The token has moved on to an element that does not hold this clock.
      const Place p = run.place(case_id, by);
      const auto& clocks = p.node->ext.clocks;
      if (std::none_of(clocks.begin(), clocks.end(), [&](const model::Clock& held) { return held.pause == name; }))
        free.emplace_back(name, by);
    }
  }
  for (auto& [name, by] : free) resume_clock(run, case_id, name, by);
}

void recompute_due(Run& run, std::string_view case_id) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  std::vector<state::Clock> clocks;
  for (const auto& [name, clock] : c.clocks) clocks.push_back(clock);
  for (const state::Clock& clock : clocks) {
    const auto due = working_due(run, clock.since, clock.working_days, clock.calendar, clock.pauses);
    if (!due || *due == clock.due) continue;
    run.emit(event::ClockMoved{id, clock.name, *due});
    follow_clock(run, id, clock.name, !clock.stops.empty());
  }
  std::vector<state::Timer> timers;
  for (const auto& [number, timer] : c.timers)
    if (timer.working_days >= 0) timers.push_back(timer);
  for (state::Timer& timer : timers) {
    const auto due = working_due(run, timer.since, timer.working_days, timer.calendar, timer.pauses);
    if (!due || *due == timer.due) continue;
    timer.due = *due;
    run.emit(event::TimerMoved{id, std::move(timer)});
  }
  const base::Value settings = run.settings(c);
  std::vector<std::pair<std::string, state::Due>> dues;
  for (const auto& [number, task] : c.tasks)
    if (task.due.working_days >= 0) dues.emplace_back(task.id, task.due);
  for (auto& [task, due] : dues) {
    const auto at = working_due(run, due.since, due.working_days, due.calendar, due.pauses);
    if (!at || due.at == *at) continue;
    due.at = *at;
    set_marks(run, settings, due);
    run.emit(event::TaskDueSet{id, task, std::move(due)});
  }
}

}  // namespace zhunru::decide

// FireTimers: everything of one case that is due at the time of the command, earliest first, each worked off before the
// next: queued signals, timers, then reminders, escalation and the overdue mark of tasks. Bounded; what is left stays due.
#include "engine/decide/commands.hpp"
#include "engine/decide/start.hpp"
#include "engine/decide/throw.hpp"

namespace zhunru::decide {
namespace {

constexpr std::int32_t firings = 500;

bool fire_signal(Run& run, const std::string& case_id) {
  const state::Case& c = run.instance(case_id);
  if (c.ended || c.signals.empty() || c.signals.front().at > run.at) return false;
  const state::QueuedSignal queued = c.signals.front();
  run.emit(event::SignalTaken{case_id});
  std::vector<Id> listeners;
  for (const auto& [id, s] : c.subscriptions)
    if (s.kind == state::SubscriptionKind::signal && s.name == queued.signal) listeners.push_back(id);
  for (Id id : listeners) trigger_subscription(run, case_id, id, {queued.payload, "", {}});
  return true;
}

bool fire_timer(Run& run, const std::string& case_id) {
  const state::Case& c = run.instance(case_id);
  const state::Timer* earliest = nullptr;
  for (const auto& [id, timer] : c.timers)
    if (!timer.stopped && timer.due <= run.at && (!earliest || timer.due < earliest->due)) earliest = &timer;
  if (!earliest) return false;
  trigger_timer(run, case_id, earliest->id);
  return true;
}

void notice(Run& run, const std::string& case_id, const std::string& task, std::string kind, std::string to) {
  run.emit(event::NoticeGiven{case_id, task, std::move(kind), std::move(to), {}});
}

/// One mark of one task: a reminder, the escalation, or the public overdue mark.
bool fire_mark(Run& run, const std::string& case_id) {
  for (const auto& [number, task] : run.instance(case_id).tasks) {
    const state::Due& due = task.due;
    if (due.stopped) continue;
    const std::string id = task.id;
    if (due.reminded < due.reminders.size() && due.reminders[due.reminded] <= run.at) {
      run.emit(event::TaskReminded{case_id, id, due.reminded + 1});
      notice(run, case_id, id, "reminder", task.claimed_by);
      return true;
    }
    if (due.escalate_at && !due.escalated && *due.escalate_at <= run.at) {
      const std::string role = due.escalate.empty() ? "chair" : due.escalate;
      run.emit(event::TaskEscalated{case_id, id, role});
      notice(run, case_id, id, "escalation", role);
      return true;
    }
    if (due.overdue_at && !due.overdue && *due.overdue_at <= run.at) {
      run.emit(event::TaskOverdue{case_id, id});
      return true;
    }
  }
  return false;
}

void forget_expired_messages(Run& run) {
  std::vector<std::string> expired;
  run.scratch.messages.for_each([&](const std::string& id, const state::BufferedMessage& message) {
    if (message.expires <= run.at) expired.push_back(id);
  });
  for (const std::string& id : expired) run.emit(event::MessageUnbuffered{id, "expired"});
}

}  // namespace

base::Value decide_one(Run& run, const command::FireTimers& c) {
  if (!require_role(run, {"system"})) return {};
  std::int32_t fired = 0;
  if (c.case_id.empty()) {
    forget_expired_messages(run);
    fired = fire_start_timers(run);
  } else {
    const state::Case* found = run.scratch.cases.find(c.case_id);
    if (!found) {
      run.reject(refusal("case_not_found", "没有编号为 " + c.case_id + " 的案件", "There is no case " + c.case_id, "case"));
      return {};
    }
    while (fired < firings && !run.rejection() && !run.instance(c.case_id).ended &&
           (fire_signal(run, c.case_id) || fire_timer(run, c.case_id) || fire_mark(run, c.case_id))) {
      ++fired;
      run.drain();
    }
  }
  return base::Value(base::Context{{"fired", base::Value(std::int64_t{fired})}});
}

}  // namespace zhunru::decide

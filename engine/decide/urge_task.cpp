// UrgeTask 催办: a notice and a line in the log; no token moves. Anyone of the case may urge, once an hour for a task.
#include "engine/decide/assignment.hpp"
#include "engine/decide/commands.hpp"

namespace zhunru::decide {
namespace {

constexpr std::int64_t between_ms = 3'600'000;

/// Who waits for it: who started the case or took part in it, the office and the chair, and whoever holds a seat there.
bool waits_for_it(const command::Actor& actor, const state::Case& c) {
  if (actor.is_system() || actor.account == c.account) return true;
  for (std::string_view role : {"office_clerk", "office_reviewer", "chair", "auditor"})
    if (actor.has_role(role)) return true;
  for (const command::Seat& seat : actor.seats)
    if (!c.seat.body.empty() && seat.body == c.seat.body) return true;
  for (const state::Done& done : c.done)
    if (done.account == actor.account) return true;
  return false;
}

}  // namespace

base::Value decide_one(Run& run, const command::UrgeTask& c) {
  const OpenTask open = open_task(run, c.task);
  if (!open.task) return {};
  if (!waits_for_it(run.actor, *open.instance)) {
    run.reject(refusal("not_allowed", "只有等待这一步的人可以催办", "Only those who wait for this step may urge it", c.task));
    return {};
  }
  if (open.task->urged > 0 && run.at.ms - open.task->urged_at.ms < between_ms) {
    run.reject(refusal("urged_already", "一小时内已催办过", "It was urged less than an hour ago", c.task));
    return {};
  }
  const std::string case_id = open.instance->id;
  const std::string to = open.task->claimed_by;
  const std::uint32_t times = open.task->urged + 1;
  run.emit(event::TaskUrged{case_id, c.task, run.actor.account, run.at});
  run.emit(event::NoticeGiven{case_id, c.task, "urge", to, base::Value(base::Context{{"times", base::Value(std::int64_t{times})}})});
  return base::Value(base::Context{{"task", base::Value(c.task)}, {"times", base::Value(std::int64_t{times})}});
}

}  // namespace zhunru::decide

// ClaimTask and ReleaseTask: who works on it. Claiming does not change the token's version.
#include "engine/decide/commands.hpp"

namespace zhunru::decide {

base::Value decide_one(Run& run, const command::ClaimTask& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task) return {};
  const std::string case_id = open.instance->id;
  const bool held = open.task->claimed_by == run.actor.account;
  const auto who = task_seat(run, *open.task, c.name);
  if (!who) return {};
  if (!held) run.emit(event::TaskClaimed{case_id, c.task, run.actor.account, who->seat});
  return base::Value(base::Context{{"task", base::Value(c.task)}});
}

base::Value decide_one(Run& run, const command::ReleaseTask& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task) return {};
  if (open.task->claimed_by != run.actor.account || !open.task->owner.empty()) {
    run.reject(refusal("not_claimed", "这一步不是由您签收的", "You have not claimed this step", c.task));
    return {};
  }
  run.emit(event::TaskReleased{open.instance->id, c.task});
  return base::Value(base::Context{{"task", base::Value(c.task)}});
}

}  // namespace zhunru::decide

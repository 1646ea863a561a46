// Transfer 转办: the task goes to another seat or person for good. Delegate 委托: lent; the answer comes back to the owner.
// Both raise the token's version, so that what the former holder still sees is refused.
#include "engine/decide/assignment.hpp"
#include "engine/decide/commands.hpp"

namespace zhunru::decide {

base::Value decide_one(Run& run, const command::Transfer& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task || !require_reason(run, c.reason)) return {};
  const state::Task task = *open.task;
  const std::string case_id = open.instance->id;
  if (!run.actor.has_role("template_admin") && !run.actor.is_system() && !task_seat(run, task, c.name)) return {};
  state::Assignee assignee = task.assignee;
  if (!c.to.role.empty()) assignee.roles = {c.to.role};
  if (!c.to.body.empty()) assignee.body = c.to.body;
  if (!c.to.community.empty()) assignee.community = c.to.community;
  assignee.persons.clear();
  if (!c.person.empty()) {
    assignee.persons = {c.person};
    assignee.roles.clear();  // this person only: who held it before by role holds it no more
  }
  if (assignee == task.assignee) {
    run.reject(refusal("same_person", "请指明转办给谁", "Say to whom the task goes", "to"));
    return {};
  }
  for (const std::string& excluded : assignee.excluded) {
    if (excluded.empty() || excluded != assignee.body) continue;
    run.reject(refusal("recused", "该单位在本案中须回避", "That body is recused in this case", excluded));
    return {};
  }
  run.emit(event::TaskReassigned{case_id, c.task, std::move(assignee), c.reason});
  run.emit(event::TokenVersioned{case_id, task.token});
  return base::Value(base::Context{{"task", base::Value(c.task)}});
}

base::Value decide_one(Run& run, const command::Delegate& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task || !require_reason(run, c.reason)) return {};
  const state::Task task = *open.task;
  const auto who = task_seat(run, task, c.name);
  if (!who) return {};
  if (!task.owner.empty()) {
    run.reject(refusal("lent_already", "这一步已委托他人", "This step is lent already", c.task));
    return {};
  }
  if (c.person.empty() || c.person == run.actor.account || (who->substitution && c.person == who->substitution->principal)) {
    run.reject(refusal("same_person", "请指明委托给谁", "Say to whom it is lent", "person"));
    return {};
  }
  const std::string case_id = open.instance->id;
  // Lent for somebody who is away, it comes back to them (and so to whoever stands in for them then).
  const std::string owner = who->substitution ? who->substitution->principal : run.actor.account;
  run.emit(event::TaskLent{case_id, c.task, owner, c.person, c.reason});
  run.emit(event::TokenVersioned{case_id, task.token});
  return base::Value(base::Context{{"task", base::Value(c.task)}});
}

}  // namespace zhunru::decide

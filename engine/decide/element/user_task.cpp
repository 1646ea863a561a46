// User task (§13.3.3): a person is asked. Who, until when and what must be signed is fixed when the task opens.
//   ready -> active with an open task -> CompleteTask (decide/complete_task.cpp)
#include "engine/decide/activity.hpp"
#include "engine/decide/assignment.hpp"
#include "engine/decide/clock.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"

namespace zhunru::decide {
namespace {

bool stuck(Run& run, const Place& p, const base::Error& error) {
  run.incident(p.instance->id, p.token->id, error.code, error.message, error.message_en);
  return false;
}

/// A role or person is wanted but the expression gives none: open to everybody is not what the model says.
bool asks_nobody(const model::Assignment& wanted, const state::Assignee& found) {
  const bool names_who = !wanted.role.empty() || !wanted.person.empty() || !wanted.candidate_users.empty() || !wanted.candidate_groups.empty();
  return names_who && found.roles.empty() && found.persons.empty();
}

bool plan_task(Run& run, const Place& p, state::Task& task) {
  const Id scope = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  model::Assignment assignment = p.node->ext.assignment;
  if (assignment.empty() && p.node->lane != model::none)
    assignment = p.program->definitions->lanes[static_cast<std::size_t>(p.node->lane)].assignment;
  auto assignee = plan_assignee(run, *p.instance, scope, *p.program, assignment);
  if (!assignee) return stuck(run, p, assignee.error());
  if (asks_nobody(assignment, *assignee))
    return stuck(run, p, refusal("nobody-assigned", "算不出由谁办理：角色和人员都是空的，请补充数据", "Nobody can be asked: role and person are empty; complete the data"));
  task.assignee = std::move(*assignee);
  auto due = plan_due(run, *p.instance, scope, *p.program, p.node->ext.due);
  if (!due) return stuck(run, p, due.error());
  task.due = std::move(*due);
  if (p.node->ext.sign != model::none) {
    auto hash = evaluate(run, *p.instance, scope, *p.program, p.node->ext.sign);
    if (!hash) return stuck(run, p, hash.error());
    task.sign_hash = text_of(*hash);
  }
  return true;
}

}  // namespace

void run_user_task(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  state::Task task;
  if (!plan_task(run, p, task)) return;
  const Id number = run.fresh(case_id);
  task.id = case_id + "." + std::to_string(number);
  task.token = p.token->id;
  task.element = p.node->id;
  task.since = run.at;
  wait(run, p);
  run.emit(event::TaskOpened{case_id, std::move(task)});
}

}  // namespace zhunru::decide

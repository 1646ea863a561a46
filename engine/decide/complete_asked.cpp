#include "engine/decide/activity.hpp"

namespace zhunru::decide {
namespace {

/// 加签 after: the signers planned for later are asked now.
void ask_planned(Run& run, const Place& p, const state::Task& task) {
  const std::string case_id = p.instance->id;
  for (const state::Assignee& assignee : task.after) {
    state::Task added;
    added.id = case_id + "." + std::to_string(run.fresh(case_id));
    added.token = task.token;
    added.element = task.element;
    added.assignee = assignee;
    added.since = run.at;
    added.due.since = run.at;
    added.added_by = task.id;
    run.emit(event::TaskOpened{case_id, std::move(added)});
  }
}

}  // namespace

void complete_asked(Run& run, const Place& p, const state::Task& task, base::Value record) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const std::string element = p.node->id;
  const Id own = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  const Id home = p.token->index >= 0 ? own : parent_for_outputs(*p.instance, p.token->scope);
  const std::string signers = element + "_signers";
  ask_planned(run, p, task);
  const bool others = p.instance->task_of(token) != nullptr;
  if (task.added_by.empty() && !others) {
    complete_activity(run, run.place(case_id, token), std::move(record));
    return;
  }
  if (task.added_by.empty()) {
    set_variable(run, case_id, home, element, std::move(record));
    return;
  }
  base::List gathered;
  if (const base::Value* before = p.instance->find_scope(home)->variables.find(signers); before && before->is_list())
    gathered = before->as_list();
  gathered.push_back(std::move(record));
  set_variable(run, case_id, home, signers, base::Value(std::move(gathered)));
  if (others) return;
  const base::Value* answer = run.instance(case_id).find_scope(home)->variables.find(element);
  complete_activity(run, run.place(case_id, token), answer ? *answer : base::Value{});
}

}  // namespace zhunru::decide

#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

state::Task& edit_task(State& s, std::string_view case_id, std::string_view task_id) {
  auto& tasks = edit_case(s, case_id).tasks;
  auto it = tasks.find(state::number_of_task(task_id));
  CHECK(it != tasks.end());
  return it->second;
}

}  // namespace

void apply(State& s, const TaskOpened& e) {
  state::Case& c = edit_case(s, e.case_id);
  const state::Id number = state::number_of_task(e.task.id);
  CHECK(number != 0 && !c.tasks.count(number));
  c.last_id = std::max(c.last_id, number);
  c.tasks.emplace(number, e.task);
}

void apply(State& s, const TaskClaimed& e) {
  state::Task& task = edit_task(s, e.case_id, e.task);
  task.claimed_by = e.account;
  task.claimed_seat = e.seat;
}

void apply(State& s, const TaskReleased& e) {
  state::Task& task = edit_task(s, e.case_id, e.task);
  task.claimed_by.clear();
  task.claimed_seat = {};
}

void apply(State& s, const TaskCompleted& e) {
  state::Case& c = edit_case(s, e.case_id);
  c.tasks.erase(state::number_of_task(e.task));
  c.done.push_back({e.task, e.element, e.scope, e.token, e.index, e.outcome, e.account, e.seat, e.at, false});
}

void apply(State& s, const TaskCancelled& e) { edit_case(s, e.case_id).tasks.erase(state::number_of_task(e.task)); }

void apply(State& s, const TaskReassigned& e) {
  state::Task& task = edit_task(s, e.case_id, e.task);
  task.assignee = e.assignee;
  task.claimed_by.clear();
  task.claimed_seat = {};
  task.owner.clear();
}

void apply(State& s, const TaskLent& e) {
  state::Task& task = edit_task(s, e.case_id, e.task);
  task.owner = e.owner;
  task.claimed_by = e.person;
}

void apply(State& s, const TaskReturned& e) {
  state::Task& task = edit_task(s, e.case_id, e.task);
  task.claimed_by = task.owner;
  task.owner.clear();
}

void apply(State& s, const TaskUrged& e) {
  state::Task& task = edit_task(s, e.case_id, e.task);
  ++task.urged;
  task.urged_at = e.at;
}

void apply(State& s, const TaskReminded& e) { edit_task(s, e.case_id, e.task).due.reminded = e.count; }
void apply(State& s, const TaskEscalated& e) { edit_task(s, e.case_id, e.task).due.escalated = true; }
void apply(State& s, const TaskOverdue& e) { edit_task(s, e.case_id, e.task).due.overdue = true; }
void apply(State& s, const TaskDueSet& e) { edit_task(s, e.case_id, e.task).due = e.due; }

void apply(State& s, const SignerPlanned& e) { edit_task(s, e.case_id, e.task).after.push_back(e.assignee); }

void apply(State& s, const DoneVoided& e) {
  for (state::Done& done : edit_case(s, e.case_id).done)
    if (std::find(e.tasks.begin(), e.tasks.end(), done.task) != e.tasks.end()) done.voided = true;
}

}  // namespace zhunru::evolve

#include "engine/state/case.hpp"

#include <charconv>

namespace zhunru::state {
namespace {

template <class Map, class Key>
auto* find_in(const Map& map, const Key& key) {
  auto it = map.find(key);
  return it == map.end() ? nullptr : &it->second;
}

void earliest(std::optional<base::Instant>& best, base::Instant candidate) {
  if (!best || candidate < *best) best = candidate;
}

void earliest_of_task(std::optional<base::Instant>& best, const Due& due) {
  if (due.stopped) return;
  if (due.reminded < due.reminders.size()) earliest(best, due.reminders[due.reminded]);
  if (due.escalate_at && !due.escalated) earliest(best, *due.escalate_at);
  if (due.overdue_at && !due.overdue) earliest(best, *due.overdue_at);
}

}  // namespace

const Scope* Case::find_scope(Id scope) const { return find_in(scopes, scope); }
const Token* Case::find_token(Id token) const { return find_in(tokens, token); }

const Task* Case::find_task(std::string_view task_id) const {
  const Task* task = find_in(tasks, number_of_task(task_id));
  return task && task->id == task_id ? task : nullptr;
}

const Task* Case::task_of(Id token) const {
  for (const auto& [number, task] : tasks)
    if (task.token == token) return &task;
  return nullptr;
}

const base::Context& Case::variables() const {
  const Scope* scope = find_scope(root);
  return scope ? scope->variables : data;
}

bool Case::within(Id inner, Id outer) const {
  while (inner != 0) {
    if (inner == outer) return true;
    const Scope* scope = find_scope(inner);
    if (!scope) return false;
    inner = scope->parent;
  }
  return false;
}

Id Case::process_scope(Id scope) const {
  while (scope != 0) {
    const Scope* s = find_scope(scope);
    if (!s) return 0;
    if (s->kind == ScopeKind::process) return scope;
    scope = s->parent;
  }
  return 0;
}

std::string_view case_of_task(std::string_view task_id) {
  const auto dot = task_id.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : task_id.substr(0, dot);
}

Id number_of_task(std::string_view task_id) {
  const auto dot = task_id.rfind('.');
  if (dot == std::string_view::npos) return 0;
  Id number = 0;
  const char* end = task_id.data() + task_id.size();
  const auto [stopped, error] = std::from_chars(task_id.data() + dot + 1, end, number);
  return error == std::errc{} && stopped == end ? number : 0;
}

std::optional<base::Instant> next_due(const Case& c) {
  std::optional<base::Instant> best;
  if (c.ended) return best;
  for (const auto& [id, timer] : c.timers)
    if (!timer.stopped) earliest(best, timer.due);
  for (const auto& [number, task] : c.tasks) earliest_of_task(best, task.due);
  if (!c.signals.empty()) earliest(best, c.signals.front().at);
  return best;
}

}  // namespace zhunru::state

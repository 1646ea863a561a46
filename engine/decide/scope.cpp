#include "engine/decide/scope.hpp"

#include "engine/decide/activity.hpp"
#include "engine/decide/compensation.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

bool runs_inside(const state::Case& c, Id scope) {
  for (const auto& [id, token] : c.tokens)
    if (token.scope == scope) return true;
  for (auto it = c.scopes.upper_bound(scope); it != c.scopes.end(); ++it)
    if (it->second.parent == scope && it->second.token == 0) return true;  // an event sub-process or handlers
  return false;
}

void finish_process(Run& run, const std::string& case_id, const state::Scope& scope) {
  if (scope.parent == 0) {
    end_case(run, case_id, "completed", "");
    return;
  }
  const Place owner = run.place(case_id, scope.token);
  CHECK(owner.token != nullptr);
  finish_called_process(run, owner, scope);
}

}  // namespace

Id open_scope(Run& run, std::string_view case_id, ScopeRequest request) {
  const std::string id(case_id);
  state::Scope scope;
  scope.id = run.fresh(case_id);
  scope.parent = request.parent;
  scope.token = request.token;
  scope.kind = request.kind;
  scope.element = std::move(request.element);
  scope.process = std::move(request.resource);
  scope.version = std::move(request.version);
  scope.variables = std::move(request.variables);
  scope.loop = std::move(request.loop);
  const Id number = scope.id;
  run.emit(event::ScopeOpened{id, std::move(scope)});
  if (request.inner != model::none) arm_event_sub_processes(run, id, number, request.inner);
  return number;
}

Id put_token(Run& run, std::string_view case_id, Id scope, std::string_view element, std::int32_t index,
             std::string_view flow) {
  state::Token token;
  token.id = run.fresh(case_id);
  token.scope = scope;
  token.element = element;
  token.flow = flow;
  token.index = index;
  const Id number = token.id;
  run.emit(event::TokenCreated{std::string(case_id), std::move(token)});
  run.enqueue(case_id, number);
  return number;
}

void enter_scope(Run& run, std::string_view case_id, Id scope, model::Index inner) {
  const state::Scope* s = run.instance(case_id).find_scope(scope);
  if (!s || s->interrupted) return;
  const model::Definitions& definitions = *run.program(*s).definitions;
  for (model::Index entry : definitions.scope(inner).entries) put_token(run, case_id, scope, definitions.node(entry).id);
  check_scope(run, case_id, scope);  // an empty process or sub-process ends at once
}

void check_scope(Run& run, std::string_view case_id, Id scope) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const state::Scope* s = c.find_scope(scope);
  if (!s) return;
  if (s->kind == state::ScopeKind::loop) return;  // loop_instance_done looks after it
  if (s->kind == state::ScopeKind::sub_process && s->loop) {
    ad_hoc_progress(run, case_id, scope);
    return;
  }
  if (s->kind == state::ScopeKind::compensation) {
    compensation_progress(run, case_id, scope);
    return;
  }
  if (runs_inside(c, scope)) return;
  switch (s->kind) {
    case state::ScopeKind::process:
      finish_process(run, id, *s);
      return;
    case state::ScopeKind::sub_process: {
      const Place owner = run.place(case_id, s->token);
      CHECK(owner.token != nullptr);
      finish_sub_process(run, owner, *s);
      return;
    }
    case state::ScopeKind::event_process: {
      const Id parent = s->parent;
      run.emit(event::ScopeClosed{id, scope, "completed"});
      check_scope(run, case_id, parent);
      return;
    }
    default:
      return;
  }
}

void cancel_activity(Run& run, std::string_view case_id, Id token, std::string_view reason) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const state::Token* t = c.find_token(token);
  if (!t) return;
  while (const state::Task* task = c.task_of(token))
    run.emit(event::TaskCancelled{id, task->id, task->element, std::string(reason)});
  const state::Scope* own = c.find_scope(t->own_scope);
  if (!own || own->kind == state::ScopeKind::activity) return;
  const Id own_id = own->id;
  cancel_inside(run, case_id, own_id, reason);
  run.emit(event::ScopeClosed{id, own_id, std::string(reason)});
}

void cancel_token(Run& run, std::string_view case_id, Id token, std::string_view reason) {
  cancel_activity(run, case_id, token, reason);
  if (run.instance(case_id).find_token(token))
    run.emit(event::TokenEnded{std::string(case_id), token, std::string(reason), ""});
}

void cancel_inside(Run& run, std::string_view case_id, Id scope, std::string_view reason) {
  // Tasks of all levels first, so that readers see who is not asked any more; the rest goes with the scopes.
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  std::vector<std::pair<std::string, std::string>> tasks;
  for (const auto& [number, task] : c.tasks) {
    const state::Token* token = c.find_token(task.token);
    if (token && c.within(token->scope, scope)) tasks.emplace_back(task.id, task.element);
  }
  for (auto& [task, element] : tasks) run.emit(event::TaskCancelled{id, task, element, std::string(reason)});
  std::vector<Id> tokens, scopes;
  for (const auto& [number, token] : c.tokens) {
    if (token.scope != scope) continue;
    tokens.push_back(number);
    const state::Scope* own = c.find_scope(token.own_scope);
    if (own && own->kind != state::ScopeKind::activity) scopes.push_back(own->id);
  }
  for (auto it = c.scopes.upper_bound(scope); it != c.scopes.end(); ++it)
    if (it->second.parent == scope && it->second.token == 0) scopes.push_back(it->first);
  for (Id inner : scopes) run.emit(event::ScopeClosed{id, inner, std::string(reason)});
  for (Id token : tokens) run.emit(event::TokenEnded{id, token, std::string(reason), ""});
}

void end_case(Run& run, std::string_view case_id, std::string_view reason, std::string_view detail) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const Id root = c.root;
  CHECK(root != 0);
  cancel_inside(run, case_id, root, reason);
  const std::string end = c.find_scope(root)->end;
  run.emit(event::ScopeClosed{id, root, std::string(reason)});
  run.emit(event::CaseEnded{id, end, std::string(reason), std::string(detail), run.at});
}

std::uint32_t depth_of(const state::Case& c, Id scope) {
  std::uint32_t depth = 0;
  while (const state::Scope* s = c.find_scope(scope)) {
    ++depth;
    scope = s->parent;
  }
  return depth;
}

Id container(const state::Case& c, Id scope) {
  while (const state::Scope* s = c.find_scope(scope)) {
    if (s->kind != state::ScopeKind::loop && s->kind != state::ScopeKind::activity) return scope;
    scope = s->parent;
  }
  return 0;
}

model::Index model_scope(const Run& run, const state::Scope& scope) {
  const model::Definitions& definitions = *run.program(scope).definitions;
  if (scope.kind == state::ScopeKind::process) {
    const auto process = definitions.find_process(scope.element);
    return process ? definitions.process(*process).scope : model::none;
  }
  const auto node = definitions.find_node(scope.element);
  return node ? definitions.node(*node).inner : model::none;
}

}  // namespace zhunru::decide

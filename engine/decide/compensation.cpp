#include "engine/decide/compensation.hpp"

#include <algorithm>

#include "engine/decide/activity.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

/// The scope to which compensation records of a token belong: past loop bodies.
Id record_scope(const state::Case& c, Id scope) { return parent_for_outputs(c, scope); }

bool has_inner_records(const state::Case& c, Id inner) {
  return std::any_of(c.compensables.begin(), c.compensables.end(),
                     [&](const auto& entry) { return entry.second.scope == inner; });
}

const model::Node* node_of(const Run& run, const state::Compensable& record) {
  const state::Program& program = run.program(record.process, record.version);
  const auto index = program.definitions->find_node(record.element);
  return index ? &program.definitions->node(*index) : nullptr;
}

/// Records to run for these, newest first: those with a handler themselves, else what completed inside of them.
std::vector<state::Compensable> expanded(const Run& run, const state::Case& c, std::vector<Id> ids, std::vector<Id>& taken) {
  std::vector<state::Compensable> handlers;
  std::sort(ids.begin(), ids.end());
  while (!ids.empty()) {
    const Id id = ids.back();
    ids.pop_back();
    const state::Compensable& record = c.compensables.at(id);
    taken.push_back(id);
    const model::Node* node = node_of(run, record);
    if (node && node->compensation_handler != model::none) {
      handlers.push_back(record);
      for (const auto& [inner, other] : c.compensables)
        if (other.within == id) taken.push_back(inner);
      continue;
    }
    for (const auto& [inner, other] : c.compensables)
      if (other.within == id) ids.push_back(inner);
    std::sort(ids.begin(), ids.end());
  }
  return handlers;
}

base::Value packed(const state::Compensable& record) {
  return base::Value(base::Context{{"element", base::Value(record.element)},
                                   {"process", base::Value(record.process)},
                                   {"version", base::Value(record.version)},
                                   {"variables", base::Value(record.variables)}});
}

bool start_handlers(Run& run, const Place& p, const std::vector<Id>& ids, bool wait_for_them) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  std::vector<Id> taken;
  const std::vector<state::Compensable> handlers = expanded(run, *p.instance, ids, taken);
  if (!taken.empty()) run.emit(event::CompensablesTaken{case_id, taken});
  if (handlers.empty()) return false;
  state::Loop loop;
  loop.sequential = true;
  loop.planned = static_cast<std::int32_t>(handlers.size());
  for (const state::Compensable& record : handlers) loop.items.push_back(packed(record));
  ScopeRequest request;
  request.kind = state::ScopeKind::compensation;
  request.parent = p.token->scope;
  request.token = wait_for_them ? token : 0;
  request.element = p.node->id;
  request.resource = p.scope->process;
  request.version = p.scope->version;
  request.loop = std::move(loop);
  const Id scope = open_scope(run, case_id, std::move(request));
  if (wait_for_them) wait(run, run.place(case_id, token));
  compensation_progress(run, case_id, scope);
  return wait_for_them;
}

/// One handler: its node, or the compensation event sub-process of a completed sub-process with its data as it was.
void start_handler(Run& run, const std::string& case_id, Id scope, const base::Value& item) {
  const std::string resource = item.get("process").as_string();
  const std::string version = item.get("version").as_string();
  const state::Program& program = run.program(resource, version);
  const auto index = program.definitions->find_node(item.get("element").as_string());
  CHECK(index.has_value());
  const model::Node& activity = program.definitions->node(*index);
  const model::Node& handler = program.definitions->node(activity.compensation_handler);
  ScopeRequest request;
  request.kind = state::ScopeKind::event_process;
  request.parent = scope;
  request.element = handler.kind == model::NodeKind::event_sub_process ? handler.id : activity.id;
  request.resource = resource;
  request.version = version;
  if (item.get("variables").is_context()) request.variables = item.get("variables").as_context();
  const Id opened = open_scope(run, case_id, std::move(request));
  if (handler.kind != model::NodeKind::event_sub_process) {
    put_token(run, case_id, opened, handler.id);
    return;
  }
  for (model::Index start : program.definitions->scope(handler.inner).nodes)
    if (program.definitions->node(start).kind == model::NodeKind::start_event)
      put_token(run, case_id, opened, program.definitions->node(start).id);
}

void finish_compensation(Run& run, const std::string& case_id, Id scope) {
  const state::Scope s = *run.instance(case_id).find_scope(scope);
  run.emit(event::ScopeClosed{case_id, scope, "completed"});
  if (s.token == 0) {
    check_scope(run, case_id, s.parent);
    return;
  }
  const Place thrower = run.place(case_id, s.token);
  if (!thrower.token) return;
  if (thrower.node->has_event(model::EventKind::cancel)) {
    cancel_transaction(run, case_id, thrower.token->scope);
    return;
  }
  run.emit(event::TokenPassed{case_id, s.token, state::TokenState::leaving});
  run.enqueue(case_id, s.token);
}

}  // namespace

void record_compensable(Run& run, const Place& p, Id inner, const base::Context& variables) {
  if (p.node->for_compensation) return;
  const bool inside = inner != 0 && has_inner_records(*p.instance, inner);
  if (p.node->compensation_handler == model::none && !inside) return;
  state::Compensable record;
  record.scope = record_scope(*p.instance, p.token->scope);
  record.element = p.node->id;
  record.process = p.scope->process;
  record.version = p.scope->version;
  record.inner = inner;
  record.variables = variables;
  record.id = run.fresh(p.instance->id);
  run.emit(event::CompensableRecorded{p.instance->id, std::move(record)});
}

bool start_compensation(Run& run, const Place& p, model::Index activity, bool wait_for_them) {
  const state::Case& c = *p.instance;
  const std::string wanted = activity == model::none ? "" : p.program->definitions->node(activity).id;
  // A throw inside an event sub-process compensates what the scope around it has done.
  std::set<Id> scopes{record_scope(c, p.token->scope)};
  for (Id id = p.token->scope; const state::Scope* s = c.find_scope(id); id = s->parent) {
    if (s->kind == state::ScopeKind::event_process) {
      scopes.insert(record_scope(c, s->parent));
      if (const state::Scope* parent = c.find_scope(s->parent); parent && parent->kind == state::ScopeKind::compensation) break;
    } else if (s->kind != state::ScopeKind::loop && s->kind != state::ScopeKind::activity) {
      break;
    }
  }
  std::vector<Id> ids;
  for (const auto& [id, record] : c.compensables)
    if (record.within == 0 && scopes.count(record.scope) && (wanted.empty() || record.element == wanted)) ids.push_back(id);
  // An activity of a scope further out may be named too; one in another instance of it may not.
  if (ids.empty())
    for (const auto& [id, record] : c.compensables)
      if (!wanted.empty() && record.element == wanted && record.within == 0 && c.within(p.token->scope, record.scope)) ids.push_back(id);
  return start_handlers(run, p, ids, wait_for_them);
}

bool start_cancellation(Run& run, const Place& p) {
  const state::Case& c = *p.instance;
  const Id scope = p.token->scope;
  std::vector<Id> ids;
  for (const auto& [id, record] : c.compensables)
    if (record.within == 0 && record.scope == scope) ids.push_back(id);
  return start_handlers(run, p, ids, true);
}

void compensation_progress(Run& run, std::string_view case_id, Id scope) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const state::Scope* s = c.find_scope(scope);
  if (!s) return;
  for (auto it = c.scopes.upper_bound(scope); it != c.scopes.end(); ++it)
    if (it->second.parent == scope) return;  // a handler still runs
  const std::int32_t next = s->loop->started;
  if (next >= s->loop->planned) {
    finish_compensation(run, id, scope);
    return;
  }
  const base::Value item = s->loop->items[static_cast<std::size_t>(next)];
  run.emit(event::LoopInstanceStarted{id, scope, next});
  start_handler(run, id, scope, item);
}

void cancel_transaction(Run& run, std::string_view case_id, Id scope) {
  const std::string id(case_id);
  const state::Scope s = *run.instance(case_id).find_scope(scope);
  cancel_inside(run, case_id, scope, "cancelled");
  run.emit(event::ScopeClosed{id, scope, "cancelled"});
  const Place owner = run.place(case_id, s.token);
  CHECK(owner.token != nullptr);
  // The events of an instance of a loop sit on the loop's own token.
  const bool instance = owner.token->index >= 0;
  const Id host = instance ? owner.scope->token : s.token;
  for (model::Index index : owner.node->boundary) {
    const model::Node& event = owner.program->definitions->node(index);
    if (!event.has_event(model::EventKind::cancel)) continue;
    trigger_boundary(run, case_id, host, event, {}, true);
    return;
  }
  if (instance) {
    drop_instance(run, case_id, s.token, "cancelled", "");
    return;
  }
  const Id around = owner.token->scope;
  run.emit(event::TokenEnded{id, s.token, "cancelled", ""});
  check_scope(run, case_id, around);
}

}  // namespace zhunru::decide

// Events and compensation of the reference interpreter (reference.hpp).
#include <algorithm>

#include "tests/property/reference.hpp"

namespace zhunru::test {

using model::EventKind;
using model::NodeKind;

void Reference::arm(int token, int scope, Index event, bool boundary) {
  for (const model::EventDefinition& definition : d_.node(event).events) {
    Armed armed{token, scope, event, boundary, definition.kind, d_.trigger_name(definition), 0};
    if (definition.kind == EventKind::timer) armed.due = now_ + numbers_in(definition.timer.value.text).at(0) * 3'600'000;  // "PT3H"
    if (definition.kind == EventKind::timer || definition.kind == EventKind::message || definition.kind == EventKind::signal) armed_[++last_] = armed;
  }
  if (d_.node(event).kind == NodeKind::receive_task)  // behind an event-based gateway it stands for its message
    armed_[++last_] = {token, scope, event, boundary, EventKind::message, d_.messages[static_cast<std::size_t>(d_.node(event).message)].name, 0};
}

bool Reference::throws(const model::Node& n) const {
  if (n.kind != NodeKind::end_event && n.kind != NodeKind::intermediate_throw_event) return false;
  return n.has_event(EventKind::error) || n.has_event(EventKind::escalation) || n.has_event(EventKind::compensation) || n.has_event(EventKind::cancel);
}

/// True when the token is gone, was moved, or waits for what it threw.
bool Reference::throw_one(int id, const model::EventDefinition& definition) {
  if (definition.kind == EventKind::compensation) return compensate(id, definition);
  if (definition.kind == EventKind::cancel) return cancel(id);
  const model::Node& n = node(id);
  throw_up(id, definition.kind, d_.trigger_name(definition));
  return !tokens_.count(id) || &node(id) != &n;
}

/// Errors and escalations go outwards (10.4.6): the event sub-processes of a scope, then the events on its activity. One with
/// the code goes before one that catches everything. An event sub-process does not hear its neighbours.
void Reference::throw_up(int id, EventKind kind, const std::string& code) {
  const auto fits = [&](Index event, bool exact) {
    for (const model::EventDefinition& definition : d_.node(event).events)
      if (definition.kind == kind && (exact ? d_.trigger_name(definition) == code && !code.empty() : d_.trigger_name(definition).empty())) return true;
    return false;
  };
  bool from_handler = false;
  for (int scope = tokens_.at(id).scope; scope != 0;) {
    const Scope& s = scopes_.at(scope);
    if (s.model != model::none && !from_handler && !s.interrupted)
      for (bool exact : {true, false})
        for (Index sub : d_.scope(s.model).event_sub_processes)
          for (Index start : d_.scope(d_.node(sub).inner).nodes)
            if (d_.node(start).kind == NodeKind::start_event && fits(start, exact)) return event_sub_process(scope, start);
    from_handler = s.owner == 0;
    if (s.owner != 0 && !tokens_.at(s.owner).instance)
      for (bool exact : {true, false})
        for (Index event : d_.node(tokens_.at(s.owner).node).boundary)
          if (fits(event, exact)) return boundary_event(s.owner, event);
    scope = s.parent;
  }
}

void Reference::boundary_event(int host, Index event) {
  if (!d_.node(event).interrupting) {
    add_token(tokens_.at(host).scope, event, model::none);
    return;
  }
  take_away_activity(host);
  move(host, event, model::none);
}

void Reference::event_sub_process(int scope, Index start) {
  if (scopes_.at(scope).interrupted) return;
  if (d_.node(start).interrupting) {
    take_away_inside(scope);
    scopes_.at(scope).interrupted = true;
  }
  const int inner = open(scope, 0, d_.node(start).scope);
  add_token(inner, start, model::none);
}

void Reference::happened(int id) {
  const auto found = armed_.find(id);
  if (found == armed_.end()) return;
  const Armed armed = found->second;
  if (armed.kind == EventKind::timer) armed_.erase(found);
  if (armed.boundary) return boundary_event(armed.token, armed.event);
  if (armed.token == 0) return event_sub_process(armed.scope, armed.event);
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == armed.token ? armed_.erase(it) : std::next(it);
  tokens_.at(armed.token).node = armed.event;
  leave(armed.token, true);
}

/// A body is no place of its own: what its instances have done was done around it.
int Reference::past_bodies(int scope) const {
  while (scopes_.at(scope).loop != model::none) scope = scopes_.at(scope).parent;
  return scope;
}

/// An activity with a handler, or a sub-process in which something was done that has one (13.5.5).
void Reference::remember(int scope, Index activity, int inner) {
  const model::Node& n = d_.node(activity);
  if (n.for_compensation) return;
  const bool something = inner != 0 && std::any_of(records_.begin(), records_.end(), [&](const auto& entry) { return entry.second.scope == inner; });
  if (n.compensation_handler == model::none && !something) return;
  const int id = ++last_;
  for (auto& [other, record] : records_)
    if (inner != 0 && record.scope == inner && record.within == 0) record.within = id;
  records_[id] = {id, scope, 0, activity};
}

/// Handlers run one after the other, what was done last first. A sub-process without a handler of its own is undone by those
/// of what was done inside of it. True when the token waits for them.
bool Reference::undo(int id, std::set<int> records, bool waits) {
  std::vector<Index> handlers;
  std::set<int> gone;
  const auto inside = [&](int record) {
    std::set<int> found;
    for (const auto& [other, r] : records_)
      if (r.within == record) found.insert(other);
    return found;
  };
  while (!records.empty()) {
    const int newest = *records.rbegin();
    records.erase(newest);
    gone.insert(newest);
    const std::set<int> inner = inside(newest);
    const Index handler = d_.node(records_.at(newest).activity).compensation_handler;
    if (handler == model::none) {
      records.insert(inner.begin(), inner.end());
    } else {
      handlers.push_back(handler);
      gone.insert(inner.begin(), inner.end());
    }
  }
  for (int record : gone) records_.erase(record);
  if (handlers.empty()) return false;
  const int scope = open(tokens_.at(id).scope, waits ? id : 0, model::none);
  scopes_.at(scope).compensates = true;
  scopes_.at(scope).plan = handlers;
  if (waits) tokens_.at(id).at = At::resting;
  undo_next(scope);
  return waits;
}

/// Of the scope in which it is thrown; thrown in an event sub-process, also of the scope around it (10.4.7).
bool Reference::compensate(int id, const model::EventDefinition& definition) {
  std::set<int> scopes;
  for (int scope = tokens_.at(id).scope; scope != 0; scope = scopes_.at(scope).parent) {
    scopes.insert(past_bodies(scope));
    if (scopes_.at(scope).owner != 0 && scopes_.at(scope).loop == model::none) break;
  }
  std::set<int> found;
  for (const auto& [record, r] : records_)
    if (r.within == 0 && scopes.count(r.scope) && (definition.activity == model::none || r.activity == definition.activity)) found.insert(record);
  return undo(id, std::move(found), definition.wait_for_completion);
}

void Reference::undo_next(int id) {
  for (const auto& [inner, s] : scopes_)
    if (s.parent == id) return;  // a handler still runs
  const Scope s = scopes_.at(id);
  if (s.plan.empty()) {
    scopes_.erase(id);
    if (s.owner == 0) return scope_may_be_done(s.parent);
    if (node(s.owner).has_event(EventKind::cancel)) return leave_cancelled(tokens_.at(s.owner).scope);
    tokens_.at(s.owner).at = At::done;
    tokens_.at(s.owner).turn = ++turns_;
    return;
  }
  scopes_.at(id).plan.erase(scopes_.at(id).plan.begin());
  const int handling = open(id, 0, model::none);
  const Index handler = s.plan.front();
  if (d_.node(handler).kind != NodeKind::event_sub_process) {
    add_token(handling, handler, model::none);
    return;
  }
  scopes_.at(handling).model = d_.node(handler).inner;
  for (Index start : d_.scope(d_.node(handler).inner).nodes)
    if (d_.node(start).kind == NodeKind::start_event) add_token(handling, start, model::none);
}

/// 13.5.2: everything else in the transaction ends, what was done is undone, then it is left by its cancel event.
bool Reference::cancel(int id) {
  const int scope = tokens_.at(id).scope;
  std::vector<int> others;
  for (const auto& [other, t] : tokens_)
    if (t.scope == scope && other != id) others.push_back(other);
  for (int other : others) {
    take_away_activity(other);
    forget_token(other);
  }
  std::set<int> found;
  for (const auto& [record, r] : records_)
    if (r.within == 0 && r.scope == scope) found.insert(record);
  if (!undo(id, std::move(found), true)) leave_cancelled(scope);
  return true;
}

void Reference::leave_cancelled(int scope) {
  const int owner = scopes_.at(scope).owner;
  take_away_inside(scope);
  forget_scope(scope);
  const int host = tokens_.at(owner).instance ? scopes_.at(tokens_.at(owner).scope).owner : owner;
  for (Index event : node(host).boundary)
    if (d_.node(event).has_event(EventKind::cancel)) return boundary_event(host, event);
}

}  // namespace zhunru::test

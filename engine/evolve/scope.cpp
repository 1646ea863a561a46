#include <algorithm>
#include <set>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

state::Scope& edit_scope(State& s, std::string_view case_id, state::Id id) {
  state::Case& c = edit_case(s, case_id);
  auto it = c.scopes.find(id);
  CHECK(it != c.scopes.end());
  return it->second;
}

state::Loop& edit_loop(State& s, std::string_view case_id, state::Id id) {
  state::Scope& scope = edit_scope(s, case_id, id);
  CHECK(scope.loop.has_value());
  return *scope.loop;
}

/// A scope and all inside. Numbers rise from the outside to the inside, so one pass is enough.
std::set<state::Id> with_inner(const state::Case& c, state::Id outer) {
  std::set<state::Id> ids{outer};
  for (auto it = c.scopes.upper_bound(outer); it != c.scopes.end(); ++it)
    if (ids.count(it->second.parent)) ids.insert(it->first);
  return ids;
}

}  // namespace

void apply(State& s, const ScopeOpened& e) {
  state::Case& c = edit_case(s, e.case_id);
  const state::Scope& scope = e.scope;
  CHECK(scope.id != 0 && !c.scopes.count(scope.id));
  CHECK(scope.parent < scope.id);
  c.last_id = std::max(c.last_id, scope.id);
  if (scope.parent == 0) c.root = scope.id;
  if (auto owner = c.tokens.find(scope.token); owner != c.tokens.end()) owner->second.own_scope = scope.id;
  c.scopes.emplace(scope.id, scope);
}

void apply(State& s, const ScopeClosed& e) {
  state::Case& c = edit_case(s, e.case_id);
  CHECK(c.scopes.count(e.scope));
  const std::set<state::Id> gone = with_inner(c, e.scope);
  const state::Scope& closed = c.scopes.at(e.scope);
  if (auto owner = c.tokens.find(closed.token); owner != c.tokens.end() && owner->second.own_scope == e.scope) {
    // An instance of a loop falls back to the scope of its counter and item.
    const state::Scope* around = c.find_scope(closed.parent);
    owner->second.own_scope = around && around->token == closed.token ? around->id : 0;
  }
  // An interrupting event sub-process took the place of what it interrupted: its end is the end of the scope around it.
  if (closed.kind == state::ScopeKind::event_process && !closed.end.empty())
    if (auto around = c.scopes.find(closed.parent); around != c.scopes.end() && around->second.interrupted)
      around->second.end = closed.end;
  std::vector<state::Id> tokens, subscriptions;
  for (const auto& [id, token] : c.tokens)
    if (gone.count(token.scope)) tokens.push_back(id);
  for (state::Id id : tokens) {
    forget_token_parts(s, c, id);
    c.tokens.erase(id);
  }
  for (const auto& [id, subscription] : c.subscriptions)
    if (gone.count(subscription.scope)) subscriptions.push_back(id);
  for (state::Id id : subscriptions) forget_subscription(s, c, id);
  std::erase_if(c.timers, [&](const auto& entry) { return gone.count(entry.second.scope) != 0; });
  std::erase_if(c.incidents, [&](const auto& entry) { return entry.second.token != 0 && !c.tokens.count(entry.second.token); });
  if (e.scope == c.root) {
    c.data = c.scopes.at(e.scope).variables;
    c.root = 0;
  }
  for (state::Id id : gone) c.scopes.erase(id);
}

void apply(State& s, const ScopeInterrupted& e) {
  state::Case& c = edit_case(s, e.case_id);
  edit_scope(s, e.case_id, e.scope).interrupted = true;
  std::vector<state::Id> subscriptions;
  for (const auto& [id, subscription] : c.subscriptions)
    if (subscription.scope == e.scope && subscription.place == state::TimerKind::event_start) subscriptions.push_back(id);
  for (state::Id id : subscriptions) forget_subscription(s, c, id);
  std::erase_if(c.timers, [&](const auto& entry) {
    return entry.second.scope == e.scope && entry.second.kind == state::TimerKind::event_start;
  });
}

void apply(State& s, const ScopeClosing& e) { edit_scope(s, e.case_id, e.scope).closing = true; }

void apply(State& s, const VariableSet& e) {
  base::Context& variables = edit_scope(s, e.case_id, e.scope).variables;
  if (e.target.find('.') == std::string::npos) {
    variables.set(e.target, e.value);
  } else {
    variables.set_path(e.target, e.value);
  }
}

void apply(State& s, const LoopInstanceStarted& e) {
  state::Loop& loop = edit_loop(s, e.case_id, e.scope);
  CHECK(e.index == loop.started);
  ++loop.started;
}

void apply(State& s, const LoopInstanceEnded& e) {
  state::Loop& loop = edit_loop(s, e.case_id, e.scope);
  CHECK(e.index >= 0);
  const auto index = static_cast<std::size_t>(e.index);
  if (loop.results.size() <= index) loop.results.resize(index + 1);
  loop.results[index] = e.result;
  if (loop.outputs.size() <= index) loop.outputs.resize(index + 1);
  loop.outputs[index] = e.output;
  ++loop.completed;
}

void apply(State& s, const LoopChanged& e) {
  state::Loop& loop = edit_loop(s, e.case_id, e.scope);
  loop.planned = e.planned;
  loop.dropped = e.dropped;
  for (const base::Value& item : e.added) loop.items.push_back(item);
}

void apply(State& s, const LoopThrown& e) { edit_loop(s, e.case_id, e.scope).thrown = true; }

void apply(State& s, const LoopInstanceReopened& e) {
  state::Loop& loop = edit_loop(s, e.case_id, e.scope);
  const auto index = static_cast<std::size_t>(e.index);
  CHECK(e.index >= 0 && index < loop.results.size());
  loop.results[index] = base::Value{};
  if (index < loop.outputs.size()) loop.outputs[index] = base::Value{};
  --loop.completed;
}

}  // namespace zhunru::evolve

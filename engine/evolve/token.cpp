#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

state::Token& edit_token(state::Case& c, state::Id id) {
  auto it = c.tokens.find(id);
  CHECK(it != c.tokens.end());
  return it->second;
}

void count_visit(state::Case& c, const std::string& element) { ++c.visits[element]; }

}  // namespace

void forget_token_parts(State& s, state::Case& c, state::Id token) {
  std::erase_if(c.timers, [&](const auto& entry) { return entry.second.token == token; });
  std::erase_if(c.tasks, [&](const auto& entry) { return entry.second.token == token; });
  for (auto it = c.subscriptions.begin(); it != c.subscriptions.end();) {
    const state::Id id = it->first;
    const bool mine = it->second.token == token;
    ++it;
    if (mine) forget_subscription(s, c, id);
  }
  std::erase_if(c.scopes, [&](const auto& entry) {
    return entry.second.token == token && entry.second.kind == state::ScopeKind::activity;
  });
}

void apply(State& s, const TokenCreated& e) {
  state::Case& c = edit_case(s, e.case_id);
  CHECK(e.token.id != 0 && c.scopes.count(e.token.scope) && !c.tokens.count(e.token.id));
  c.last_id = std::max(c.last_id, e.token.id);
  c.tokens.emplace(e.token.id, e.token);
}

void apply(State& s, const TokenMoved& e) {
  state::Case& c = edit_case(s, e.case_id);
  forget_token_parts(s, c, e.token);
  state::Token& token = edit_token(c, e.token);
  count_visit(c, token.element);
  // An event may take a stuck token elsewhere: nothing is left to repair there.
  std::erase_if(c.incidents, [&](const auto& entry) { return entry.second.token == e.token; });
  token.element = e.element;
  token.flow = e.flow;
  ++token.version;
  token.state = state::TokenState::ready;
  token.own_scope = 0;
  token.rounds = 0;
  token.note = 0;
}

void apply(State& s, const TokenPassed& e) { edit_token(edit_case(s, e.case_id), e.token).state = e.state; }

void apply(State& s, const TokenNoted& e) {
  state::Token& token = edit_token(edit_case(s, e.case_id), e.token);
  token.rounds = e.rounds;
  token.note = e.note;
}

void apply(State& s, const TokenEnded& e) {
  state::Case& c = edit_case(s, e.case_id);
  forget_token_parts(s, c, e.token);
  const state::Token& token = edit_token(c, e.token);
  count_visit(c, token.element);
  if (!e.end.empty()) {
    auto scope = c.scopes.find(token.scope);
    CHECK(scope != c.scopes.end());
    scope->second.end = e.end;
  }
  std::erase_if(c.incidents, [&](const auto& entry) { return entry.second.token == e.token; });
  c.tokens.erase(e.token);
}

void apply(State& s, const TokenVersioned& e) { ++edit_token(edit_case(s, e.case_id), e.token).version; }

void apply(State& s, const IncidentRaised& e) {
  state::Case& c = edit_case(s, e.case_id);
  c.last_id = std::max(c.last_id, e.incident.id);
  c.incidents[e.incident.id] = e.incident;
  if (e.incident.token == 0) return;
  state::Token& token = edit_token(c, e.incident.token);
  token.held = token.state;
  token.state = state::TokenState::stuck;
}

void apply(State& s, const IncidentResolved& e) {
  state::Case& c = edit_case(s, e.case_id);
  auto it = c.incidents.find(e.incident);
  CHECK(it != c.incidents.end());
  if (auto token = c.tokens.find(it->second.token); token != c.tokens.end() && token->second.state == state::TokenState::stuck) {
    token->second.state = token->second.held;
    ++token->second.version;
  }
  c.incidents.erase(it);
}

}  // namespace zhunru::evolve

#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

void index_waiting(State& s, const state::Case& c, bool waits) {
  for (const auto& [id, subscription] : c.subscriptions) {
    if (subscription.kind == state::SubscriptionKind::condition) continue;
    const std::string key = state::index_key(subscription, c.id);
    if (waits) s.waiting.put(key, true);
    else s.waiting.erase(key);
  }
}

template <class Parts>
auto& part(Parts& parts, state::Id id) {
  auto it = parts.find(id);
  CHECK(it != parts.end());
  return it->second;
}

void place(state::Case& c, const state::Moved& moved, const std::string& to) {
  switch (moved.part) {
    case state::MovedPart::scope: {
      state::Scope& scope = part(c.scopes, moved.id);
      scope.element = moved.element;
      scope.version = to;
      break;
    }
    case state::MovedPart::token: {
      state::Token& token = part(c.tokens, moved.id);
      token.element = moved.element;
      token.flow = moved.flow;
      ++token.version;  // commands that saw it in the old version are refused
      break;
    }
    case state::MovedPart::task: part(c.tasks, moved.id).element = moved.element; break;
    case state::MovedPart::timer: {
      state::Timer& timer = part(c.timers, moved.id);
      timer.element = moved.element;
      timer.definition = moved.definition;
      break;
    }
    case state::MovedPart::subscription: {
      state::Subscription& subscription = part(c.subscriptions, moved.id);
      subscription.element = moved.element;
      subscription.definition = moved.definition;
      break;
    }
    case state::MovedPart::incident: part(c.incidents, moved.id).element = moved.element; break;
    case state::MovedPart::compensable: {
      state::Compensable& record = part(c.compensables, moved.id);
      record.element = moved.element;
      record.version = to;
      break;
    }
    case state::MovedPart::done:
      CHECK(moved.id < c.done.size());
      c.done[static_cast<std::size_t>(moved.id)].element = moved.element;
      break;
  }
}

}  // namespace

void apply(State& s, const CaseMigrated& e) {
  state::Case& c = edit_case(s, e.case_id);
  s.migrations.put(e.case_id, {e.resource, e.from, e.to, e.at, e.account, c, {}});
  if (const state::Scope* root = c.find_scope(c.root); root && root->process == e.resource && root->version == e.from) c.source_version = e.to;
  for (const state::Moved& moved : e.moved) place(c, moved, e.to);
}

void apply(State& s, const MigrationSettled& e) {
  state::Migration* migration = s.migrations.edit(e.case_id);
  CHECK(migration != nullptr);
  migration->after = state::mark_of(edit_case(s, e.case_id));
}

void apply(State& s, const MigrationUndone& e) {
  const state::Migration* migration = s.migrations.find(e.case_id);
  CHECK(migration != nullptr);
  state::Case& c = edit_case(s, e.case_id);
  index_waiting(s, c, false);
  const state::Id last_id = c.last_id;
  const std::map<state::Id, state::Token> left = std::move(c.tokens);
  const std::optional<base::Instant> indexed_due = c.indexed_due;
  c = migration->before;
  c.indexed_due = indexed_due;
  c.last_id = last_id;  // numbers are never given twice
  for (auto& [id, token] : c.tokens)
    if (const auto it = left.find(id); it != left.end()) token.version = std::max(token.version, it->second.version) + 1;
  index_waiting(s, c, true);
  s.migrations.erase(e.case_id);
}

}  // namespace zhunru::evolve

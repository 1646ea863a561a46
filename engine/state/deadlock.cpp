#include "engine/state/deadlock.hpp"

#include <algorithm>

namespace zhunru::state {
namespace {

/// Whether somebody or something can still move a token. Event sub-processes that wait to begin bring nothing to a join.
bool can_move(const Case& c) {
  if (!c.tasks.empty() || !c.incidents.empty() || !c.signals.empty()) return true;
  const auto waits_with_token = [](const auto& entry) { return entry.second.token != 0; };
  return std::any_of(c.timers.begin(), c.timers.end(), waits_with_token) ||
         std::any_of(c.subscriptions.begin(), c.subscriptions.end(), waits_with_token);
}

}  // namespace

bool waits_for_reset(const Token& token) { return token.state == TokenState::joining && token.note == 1; }

std::vector<Deadlock> deadlocks(const Case& c) {
  std::vector<Deadlock> found;
  if (c.ended || can_move(c)) return found;
  for (const auto& [id, token] : c.tokens)
    if (token.state == TokenState::joining && !waits_for_reset(token)) found.push_back({id, token.element, token.flow});
  return found;
}

}  // namespace zhunru::state

#include "engine/decide/deadlock.hpp"

#include <algorithm>

#include "engine/decide/element/reach.hpp"

namespace zhunru::decide {
namespace {

constexpr std::string_view code = "deadlock";

/// Whether somebody or something can still move a token. Event sub-processes that wait to begin bring nothing to a join.
bool can_move(const state::Case& c) {
  if (!c.tasks.empty() || !c.incidents.empty() || !c.signals.empty()) return true;
  const auto waits_with_token = [](const auto& entry) { return entry.second.token != 0; };
  return std::any_of(c.timers.begin(), c.timers.end(), waits_with_token) ||
         std::any_of(c.subscriptions.begin(), c.subscriptions.end(), waits_with_token);
}

}  // namespace

void tell_deadlock(Run& run, const std::string& case_id) {
  const state::Case& c = run.instance(case_id);
  if (c.ended || can_move(c)) return;
  for (const auto& [id, token] : c.tokens) {
    if (token.state != state::TokenState::joining || waits_for_reset(token)) continue;
    const std::string element = token.element;
    run.incident(case_id, id, std::string(code),
                 "汇合点 " + element + " 等待的分支已不会再来：可重试、跳过，或在缺少的分支上补放令牌",
                 "Join " + element + " waits for branches that cannot come any more: retry, skip, or put a token on the missing branch",
                 state::TokenState::joining);
    return;
  }
}

void retry_deadlocks(Run& run, const std::string& case_id) {
  std::vector<std::pair<Id, Id>> held;
  for (const auto& [id, incident] : run.instance(case_id).incidents)
    if (incident.code == code) held.emplace_back(id, incident.token);
  for (const auto& [incident, token] : held) {
    run.emit(event::IncidentResolved{case_id, incident, "retry", run.actor.account});
    if (!run.instance(case_id).find_token(token)) continue;
    run.emit(event::TokenPassed{case_id, token, state::TokenState::ready});
    run.enqueue(case_id, token);
  }
}

}  // namespace zhunru::decide

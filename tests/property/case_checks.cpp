#include "tests/property/case_checks.hpp"

#include <optional>

#include "engine/codec/archive.hpp"

namespace zhunru::test {

std::vector<std::string> asked_of_nobody(const state::Case& c) {
  std::vector<std::string> found;
  if (c.tasks.empty() && c.timers.empty() && c.subscriptions.empty() && c.incidents.empty() && c.signals.empty())
    found.push_back("the case is stuck: nothing can move it");
  for (const auto& [id, token] : c.tokens) {
    if (token.state != state::TokenState::active || c.find_scope(token.own_scope) != nullptr) continue;
    bool waited_for = c.task_of(id) != nullptr;
    for (const auto& [number, timer] : c.timers) waited_for = waited_for || timer.token == id;
    for (const auto& [number, s] : c.subscriptions) waited_for = waited_for || s.token == id;
    for (const auto& [number, scope] : c.scopes) waited_for = waited_for || scope.token == id;
    if (!waited_for) found.push_back("nobody is asked for token " + std::to_string(id) + " at " + token.element);
  }
  return found;
}

std::vector<std::string> lost_answers(const state::Case& c) {
  std::vector<std::string> found;
  const auto lost = [&](const state::Done& done) { found.push_back("the answer of task " + done.task + " at " + done.element + " is lost"); };
  for (const state::Done& done : c.done) {
    const state::Scope* scope = done.voided ? nullptr : c.find_scope(done.scope);
    if (!scope) continue;
    if (done.index >= 0) {
      const auto index = static_cast<std::size_t>(done.index);
      if (scope->loop && index < scope->loop->results.size() && !scope->loop->results[index].is_null()) continue;
      // While signers behind it are still asked, it lies in the instance's own scope.
      const state::Token* token = c.find_token(done.token);
      const state::Scope* own = token ? c.find_scope(token->own_scope) : nullptr;
      if (!own || !own->variables.find(done.element)) lost(done);
    } else if (scope->kind != state::ScopeKind::loop && scope->kind != state::ScopeKind::activity) {
      const base::Value* answer = scope->variables.find(done.element);
      const base::Value* signers = scope->variables.find(done.element + "_signers");
      if ((!answer || answer->is_null()) && (!signers || signers->size() == 0)) lost(done);
    }
  }
  return found;
}

base::Result<state::State> through_bytes(const state::State& from) {
  state::State to;
  std::optional<base::Error> problem;
  const auto copy = [&](const auto& table, auto& into) {
    table.for_each([&](const std::string& key, const auto& value) {
      auto again = codec::decode<std::decay_t<decltype(value)>>(codec::encode(value));
      if (!again) problem = again.error();
      else into.put(key, std::move(*again));
    });
  };
  to.counters = from.counters;
  copy(from.cases, to.cases);
  copy(from.registers, to.registers);
  copy(from.polls, to.polls);
  copy(from.documents, to.documents);
  copy(from.series, to.series);
  copy(from.resources, to.resources);
  copy(from.messages, to.messages);
  copy(from.migrations, to.migrations);
  copy(from.absences, to.absences);
  copy(from.substitutions, to.substitutions);
  copy(from.replies, to.replies);
  copy(from.reply_order, to.reply_order);
  if (problem) return *problem;
  state::reindex(to);
  return to;
}

}  // namespace zhunru::test

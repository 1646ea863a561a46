#include "engine/state/invariants.hpp"

#include <set>

namespace zhunru::state {
namespace {

class Check {
 public:
  explicit Check(const Case& c) : case_(c) {}

  std::vector<std::string> run() {
    if (case_.ended) {
      ended();
    } else {
      need(case_.scopes.count(case_.root) == 1, "a running case has a root scope");
    }
    for (const auto& [id, scope] : case_.scopes) check(scope);
    for (const auto& [id, token] : case_.tokens) check(token);
    for (const auto& [number, task] : case_.tasks) check(number, task);
    for (const auto& [id, timer] : case_.timers) {
      need(case_.scopes.count(timer.scope) == 1, "timer " + std::to_string(id) + " stands in a scope");
      need(timer.kind == TimerKind::event_start || case_.tokens.count(timer.token) == 1, "timer " + std::to_string(id) + " has its token");
    }
    for (const auto& [id, s] : case_.subscriptions) {
      need(case_.scopes.count(s.scope) == 1, "subscription " + std::to_string(id) + " stands in a scope");
      need(s.place == TimerKind::event_start || case_.tokens.count(s.token) == 1, "subscription " + std::to_string(id) + " has its token");
    }
    for (const auto& [id, incident] : case_.incidents) {
      const Token* token = case_.find_token(incident.token);
      need(!token || token->state == TokenState::stuck, "incident " + std::to_string(id) + " holds its token");
    }
    return std::move(broken_);
  }

 private:
  void need(bool holds, const std::string& sentence) {
    if (!holds) broken_.push_back(case_.id + ": " + sentence);
  }

  void ended() {
    need(case_.tokens.empty() && case_.tasks.empty() && case_.scopes.empty(), "an ended case has no tokens, tasks or scopes");
    need(case_.timers.empty() && case_.subscriptions.empty() && case_.incidents.empty(), "an ended case waits for nothing");
  }

  void check(const Scope& scope) {
    const std::string name = "scope " + std::to_string(scope.id);
    need(scope.id <= case_.last_id, name + " has a number that was given");
    need(scope.parent < scope.id, name + " is younger than its parent");
    need(scope.parent == 0 ? scope.id == case_.root : case_.scopes.count(scope.parent) == 1, name + " has its parent");
    need(scope.token == 0 || case_.tokens.count(scope.token) == 1, name + " has the token that opened it");
    if (!scope.loop || scope.kind != ScopeKind::loop) return;
    std::int32_t inside = 0;
    for (const auto& [id, token] : case_.tokens) inside += token.scope == scope.id ? 1 : 0;
    need(scope.loop->started - scope.loop->completed - scope.loop->dropped == inside, name + " counts its instances");
  }

  void check(const Token& token) {
    const std::string name = "token " + std::to_string(token.id);
    need(token.id <= case_.last_id, name + " has a number that was given");
    need(case_.scopes.count(token.scope) == 1, name + " stands in a scope");
    need(token.own_scope == 0 || case_.scopes.count(token.own_scope) == 1, name + " has the scope it opened");
    need(token.state != TokenState::ready && token.state != TokenState::leaving, name + " rests between commands");
  }

  void check(Id number, const Task& task) {
    const std::string name = "task " + task.id;
    need(number_of_task(task.id) == number && case_of_task(task.id) == case_.id, name + " is named by its number");
    const Token* token = case_.find_token(task.token);
    need(token != nullptr, name + " has its token");
    need(!token || token->element == task.element, name + " stands where its token stands");
  }

  const Case& case_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(const Case& c) { return Check(c).run(); }

std::vector<std::string> broken_invariants(const State& state) {
  std::vector<std::string> broken;
  std::set<std::string> waiting, due;
  state.cases.for_each([&](const std::string& id, const Case& c) {
    for (std::string& sentence : broken_invariants(c)) broken.push_back(std::move(sentence));
    for (const auto& [number, s] : c.subscriptions)
      if (s.kind != SubscriptionKind::condition) waiting.insert(index_key(s, id));
    if (const auto at = next_due(c)) due.insert(due_key(*at, id));
  });
  state.resources.for_each([&](const std::string&, const Resource& resource) {
    for (const StartTimer& timer : resource.timers) due.insert(start_due_key(timer));
  });
  std::set<std::string> indexed;
  state.waiting.for_each_key("", [&](const std::string& key) { return indexed.insert(key), true; });
  if (indexed != waiting) broken.push_back("the index of what waits for messages and signals is not that of the cases");
  indexed.clear();
  state.due.for_each_key("", [&](const std::string& key) { return indexed.insert(key), true; });
  if (indexed != due) broken.push_back("the index of what is due is not that of the cases");
  return broken;
}

}  // namespace zhunru::state

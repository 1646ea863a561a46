// Inclusive gateway (§13.4.3). Split: every true condition, else default. Join: exact; a token waits while another token
// of the same scope can still reach an empty incoming flow without passing the gateway, unless that token can also reach
// a flow that already has one. Looked at whenever nothing else is left to do, so also when tokens have died.
#include <set>

#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/element/reach.hpp"

namespace zhunru::decide {
namespace {

/// Tokens that wait here, the first of each incoming flow.
std::vector<Id> waiting_tokens(const Place& p) {
  std::vector<Id> waiting;
  std::set<std::string> flows;
  for (const auto& [id, token] : p.instance->tokens)
    if (token.scope == p.token->scope && token.element == p.token->element && token.state == state::TokenState::joining &&
        flows.insert(token.flow).second)
      waiting.push_back(id);
  return waiting;
}

bool must_wait(const Place& p, const std::vector<Id>& waiting) {
  const model::Definitions& d = *p.program->definitions;
  std::set<std::string> filled;
  for (Id id : waiting) filled.insert(p.instance->find_token(id)->flow);
  std::vector<model::Index> empty_flows, filled_flows;
  for (model::Index index : p.node->incoming)
    (filled.count(d.flow(index).id) ? filled_flows : empty_flows).push_back(index);
  if (empty_flows.empty()) return false;
  const model::Index gateway = *d.find_node(p.node->id);
  const std::set<model::Index> to_empty = nodes_before(d, empty_flows, gateway);
  const std::set<model::Index> to_filled = nodes_before(d, filled_flows, gateway);
  for (const auto& [id, token] : p.instance->tokens) {
    if (token.scope != p.token->scope || waits_for_reset(token)) continue;
    const auto node = d.find_node(token.element);
    if (!node || *node == gateway) continue;
    if (to_empty.count(*node) && !to_filled.count(*node)) return true;
  }
  return false;
}

}  // namespace

void activate_inclusive_gateway(Run& run, const Place& p) {
  if (p.node->incoming.size() > 1) {
    run.emit(event::TokenPassed{p.instance->id, p.token->id, state::TokenState::joining});
    return;  // release_joins looks at it
  }
  if (p.node->outgoing.empty()) {
    end_token(run, p, "end");
    return;
  }
  const auto flows = choose(run, p, false);
  if (!flows.empty()) take(run, p, flows);
}

/// Lets the join of this waiting token go if it may. True when it did.
bool release_inclusive_join(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const std::vector<Id> waiting = waiting_tokens(p);
  if (must_wait(p, waiting)) return false;
  const Id first = waiting.front();
  for (std::size_t i = 1; i < waiting.size(); ++i) run.emit(event::TokenEnded{case_id, waiting[i], "joined", ""});
  const Place now = run.place(case_id, first);
  if (now.node->outgoing.empty()) {
    end_token(run, now, "end");
    return true;
  }
  run.emit(event::TokenPassed{case_id, first, state::TokenState::leaving});
  run.enqueue(case_id, first);
  return true;
}

bool release_joins(Run& run, const std::set<std::string, std::less<>>& cases) {
  for (const std::string& case_id : cases) {
    std::vector<Id> joining;
    for (const auto& [id, token] : run.instance(case_id).tokens)
      if (token.state == state::TokenState::joining) joining.push_back(id);
    for (Id id : joining) {
      const Place p = run.place(case_id, id);
      if (!p.token || p.token->state != state::TokenState::joining) continue;
      if (p.node->kind == model::NodeKind::inclusive_gateway && release_inclusive_join(run, p)) return true;
      if (p.node->kind == model::NodeKind::complex_gateway && reset_complex_gateway(run, p)) return true;
    }
  }
  return false;
}

}  // namespace zhunru::decide

// Complex gateway (§13.4.5). Split: as inclusive. Join:
//   waiting for start  tokens gather; when activationCondition (over activationCount) holds, they are consumed and one
//                      token goes on
//   waiting for reset  while tokens can still come, they are consumed without effect; then it begins anew
// A token with note 1 marks "waiting for reset"; it moves no further and blocks no other join.
#include <set>

#include "engine/decide/element/element.hpp"
#include "engine/decide/element/reach.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

bool others_can_come(const Place& p, const std::set<Id>& without) {
  const model::Definitions& d = *p.program->definitions;
  const model::Index gateway = *d.find_node(p.node->id);
  const std::set<model::Index> before = nodes_before(d, p.node->incoming, gateway);
  for (const auto& [id, token] : p.instance->tokens) {
    if (token.scope != p.token->scope || without.count(id) || waits_for_reset(token)) continue;
    const auto node = d.find_node(token.element);
    if (node && (before.count(*node) || *node == gateway)) return true;  // also one that has just arrived
  }
  return false;
}

base::Result<bool> activated(const Run& run, const Place& p, std::size_t count) {
  if (p.node->activation == model::none) return count >= p.node->incoming.size();
  const base::Context extra{{"activationCount", base::Value(static_cast<std::int64_t>(count))},
                            {"waitingForStart", base::Value(true)}};
  auto value = evaluate(run, *p.instance, p.token->scope, *p.program, p.node->activation, true, &extra);
  if (!value) return std::move(value).error();
  return value->boolean_or(false);
}

void go_out(Run& run, const Place& p) {
  if (p.node->outgoing.empty()) {
    end_token(run, p, "end");
    return;
  }
  const auto flows = choose(run, p, false);
  if (!flows.empty()) take(run, p, flows);
}

}  // namespace

void activate_complex_gateway(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  if (p.node->incoming.size() <= 1) {
    go_out(run, p);
    return;
  }
  std::set<Id> gathered{token};
  for (const auto& [id, other] : p.instance->tokens) {
    if (id == token || other.scope != p.token->scope || other.element != p.token->element) continue;
    if (waits_for_reset(other)) {
      end_token(run, p, "joined");
      return;
    }
    if (other.state == state::TokenState::joining) gathered.insert(id);
  }
  const auto active = activated(run, p, gathered.size());
  if (!active) {
    run.incident(case_id, token, active.error().code, "激活条件：" + active.error().message,
                 "Activation condition: " + active.error().message_en);
    return;
  }
  if (!*active) {
    run.emit(event::TokenPassed{case_id, token, state::TokenState::joining});
    return;
  }
  const bool more = others_can_come(p, gathered);
  for (Id other : gathered)
    if (other != token) run.emit(event::TokenEnded{case_id, other, "joined", ""});
  if (more) {
    const Place here = run.place(case_id, token);
    state::Token marker;
    marker.id = run.fresh(case_id);
    marker.scope = here.token->scope;
    marker.element = here.token->element;
    marker.state = state::TokenState::joining;
    marker.note = 1;
    run.emit(event::TokenCreated{case_id, std::move(marker)});
  }
  go_out(run, run.place(case_id, token));
}

bool reset_complex_gateway(Run& run, const Place& p) {
  if (!waits_for_reset(*p.token) || others_can_come(p, {p.token->id})) return false;
  end_token(run, p, "reset");
  return true;
}

}  // namespace zhunru::decide

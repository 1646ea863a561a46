#include "engine/decide/flow.hpp"

#include "engine/decide/activity.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

/// True, false, or nothing with an incident raised: the condition cannot be told.
std::optional<bool> condition_holds(Run& run, const Place& p, const model::Flow& flow) {
  if (flow.condition == model::none) return true;
  auto held = evaluate_condition(run, *p.instance, p.token->scope, *p.program, flow.condition);
  if (held) return *held;
  const base::Error& error = held.error();
  run.incident(p.instance->id, p.token->id, error.code, "分支条件无法判断（" + flow.id + "）：" + error.message,
               "The condition of flow " + flow.id + " cannot be told: " + error.message_en, state::TokenState::leaving);
  return std::nullopt;
}

void no_way_out(Run& run, const Place& p) {
  run.incident(p.instance->id, p.token->id, "no-outgoing-flow", "没有一条出口的条件成立，也没有默认出口：请补充数据或修改流程",
               "No outgoing flow can be taken and there is no default flow: complete the data or repair the process",
               state::TokenState::leaving);
}

}  // namespace

std::vector<model::Index> choose(Run& run, const Place& p, bool first_only) {
  std::vector<model::Index> chosen;
  for (model::Index index : p.node->outgoing) {
    if (index == p.node->default_flow) continue;
    const auto holds = condition_holds(run, p, p.program->definitions->flow(index));
    if (!holds) return {};
    if (!*holds) continue;
    chosen.push_back(index);
    if (first_only) return chosen;
  }
  if (chosen.empty() && p.node->default_flow != model::none) chosen.push_back(p.node->default_flow);
  if (chosen.empty()) no_way_out(run, p);
  return chosen;
}

void leave(Run& run, const Place& p) {
  if (p.node->outgoing.empty()) {
    end_token(run, p, "end");
    return;
  }
  std::vector<model::Index> chosen;
  bool conditional = false;
  bool condition_met = false;
  for (model::Index index : p.node->outgoing) {
    if (index == p.node->default_flow) continue;
    const model::Flow& flow = p.program->definitions->flow(index);
    const auto holds = condition_holds(run, p, flow);
    if (!holds) return;
    if (flow.condition != model::none) {
      conditional = true;
      condition_met = condition_met || *holds;
    }
    if (*holds) chosen.push_back(index);
  }
  // The default flow counts when no *condition* is true, also beside unconditional flows (BPMN 2.0 §13.2.1).
  if (p.node->default_flow != model::none && (!conditional || !condition_met)) chosen.push_back(p.node->default_flow);
  if (chosen.empty()) {
    no_way_out(run, p);
    return;
  }
  take(run, p, chosen, model::is_activity(p.node->kind) ? p.node->completion_quantity : 1);
}

void take(Run& run, const Place& p, const std::vector<model::Index>& flows, std::int32_t quantity) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id scope = p.token->scope;
  const model::Definitions& definitions = *p.program->definitions;
  std::vector<Id> moved;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const model::Flow& flow = definitions.flow(flows[i]);
    const std::string& target = definitions.node(flow.target).id;
    for (std::int32_t n = 0; n < quantity; ++n) {
      if (i == 0 && n == 0) {
        run.emit(event::TokenMoved{case_id, token, target, flow.id});
        moved.push_back(token);
        continue;
      }
      state::Token split;
      split.id = run.fresh(case_id);
      split.scope = scope;
      split.element = target;
      split.flow = flow.id;
      moved.push_back(split.id);
      run.emit(event::TokenCreated{case_id, std::move(split)});
    }
  }
  for (Id id : moved) run.enqueue(case_id, id);
}

void end_token(Run& run, const Place& p, std::string_view reason, std::string_view end) {
  const std::string case_id = p.instance->id;
  const Id scope = p.token->scope;
  run.emit(event::TokenEnded{case_id, p.token->id, std::string(reason), std::string(end)});
  check_scope(run, case_id, scope);
}

}  // namespace zhunru::decide

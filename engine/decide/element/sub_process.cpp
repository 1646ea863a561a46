// Embedded sub-process and transaction (§13.3.4): opens its inside with event sub-processes armed, then its start events.
#include "engine/decide/activity.hpp"
#include "engine/decide/data.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

/// Opens the inner scope with the inputs as its variables. 0 with an incident raised, or when an armed event has
/// interrupted it at once.
Id open_inside(Run& run, const Place& p, std::optional<state::Loop> loop) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  if (depth_of(*p.instance, p.token->scope) >= depth_limit) {
    run.incident(case_id, token, "too-deep", "子流程嵌套过深", "Sub-processes are nested too deeply");
    return 0;
  }
  base::Context inputs;
  if (!collect_inputs(run, p, inputs)) return 0;
  ScopeRequest request;
  request.kind = state::ScopeKind::sub_process;
  request.parent = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  request.token = token;
  request.element = p.node->id;
  request.resource = p.scope->process;
  request.version = p.scope->version;
  request.inner = p.node->inner;
  request.variables = std::move(inputs);
  request.loop = std::move(loop);
  wait(run, p);
  const Id scope = open_scope(run, case_id, std::move(request));
  const state::Scope* s = run.instance(case_id).find_scope(scope);
  return s && !s->interrupted ? scope : 0;
}

/// Starts the next contained activity of a sequential ad-hoc sub-process.
void start_next(Run& run, const std::string& case_id, Id scope, const std::string& element, std::int32_t index) {
  run.emit(event::LoopInstanceStarted{case_id, scope, index});
  put_token(run, case_id, scope, element);
}

/// Activities of an ad-hoc sub-process that nothing inside leads to.
std::vector<std::string> free_activities(const model::Definitions& d, model::Index inner) {
  std::vector<std::string> found;
  for (model::Index index : d.scope(inner).nodes) {
    const model::Node& node = d.node(index);
    if (node.incoming.empty() && node.kind != model::NodeKind::boundary_event &&
        node.kind != model::NodeKind::event_sub_process && !node.for_compensation)
      found.push_back(node.id);
  }
  return found;
}

}  // namespace

void run_sub_process(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const model::Index inner = p.node->inner;
  if (const Id scope = open_inside(run, p, std::nullopt)) enter_scope(run, case_id, scope, inner);
}

void run_ad_hoc_sub_process(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const model::Definitions& d = *p.program->definitions;
  const std::vector<std::string> activities = free_activities(d, p.node->inner);
  state::Loop plan;
  plan.sequential = p.node->ad_hoc_ordering == model::AdHocOrdering::sequential;
  plan.planned = static_cast<std::int32_t>(activities.size());
  for (const std::string& activity : activities) plan.items.push_back(base::Value(activity));
  const bool sequential = plan.sequential;
  const Id scope = open_inside(run, p, std::move(plan));
  if (scope == 0) return;
  const std::size_t first = sequential ? std::min<std::size_t>(1, activities.size()) : activities.size();
  for (std::size_t i = 0; i < first; ++i) start_next(run, case_id, scope, activities[i], static_cast<std::int32_t>(i));
  if (first == 0) ad_hoc_progress(run, case_id, scope);
}

void ad_hoc_progress(Run& run, std::string_view case_id, Id scope) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const state::Scope s = *c.find_scope(scope);
  const Place owner = run.place(case_id, s.token);
  CHECK(owner.token != nullptr);
  std::int32_t inside = 0;
  for (const auto& [number, token] : c.tokens)
    if (token.scope == scope) ++inside;
  if (owner.node->ad_hoc_completion != model::none) {
    auto done = evaluate_condition(run, c, scope, *owner.program, owner.node->ad_hoc_completion, false);
    if (done.value_or(false) && (inside == 0 || owner.node->cancel_remaining)) {
      cancel_inside(run, case_id, scope, "not_needed");
      finish_sub_process(run, run.place(case_id, s.token), s);
      return;
    }
  }
  if (inside > 0) return;
  for (auto it = c.scopes.upper_bound(scope); it != c.scopes.end(); ++it)
    if (it->second.parent == scope && it->second.token == 0) return;  // an event sub-process still runs
  if (s.loop->sequential && s.loop->started < s.loop->planned && !s.interrupted) {
    start_next(run, id, scope, s.loop->items[static_cast<std::size_t>(s.loop->started)].as_string(), s.loop->started);
    return;
  }
  finish_sub_process(run, owner, s);
}

}  // namespace zhunru::decide

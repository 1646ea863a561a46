// CancelCase, ModifyCase and SetVariables: repairs by hand, each with its reason in the log.
#include "engine/decide/activity.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

/// The scope in which an element stands: the newest running one of its model scope.
Id scope_for(const Run& run, const state::Case& c, const std::string& element) {
  for (auto it = c.scopes.rbegin(); it != c.scopes.rend(); ++it) {
    const state::Scope& s = it->second;
    if (s.kind == state::ScopeKind::loop || s.kind == state::ScopeKind::activity || s.kind == state::ScopeKind::compensation) continue;
    const model::Definitions& d = *run.program(s).definitions;
    const auto node = d.find_node(element);
    if (node && d.node(*node).scope == model_scope(run, s)) return s.id;
  }
  return 0;
}

}  // namespace

base::Value decide_one(Run& run, const command::CancelCase& c) {
  if (!require_role(run, {"template_admin", "system"}) || !require_reason(run, c.reason)) return {};
  if (!running_case(run, c.case_id)) return {};
  end_case(run, c.case_id, "cancelled", c.reason);
  return base::Value(base::Context{{"case_id", base::Value(c.case_id)}});
}

base::Value decide_one(Run& run, const command::SetVariables& c) {
  if (!require_role(run, {"template_admin", "system"})) return {};
  const state::Case* found = running_case(run, c.case_id);
  base::Context variables;
  if (!found || !read_variables(run, c.variables, variables, "variables")) return {};
  const Id root = found->root;
  for (const auto& [name, value] : variables) set_variable(run, c.case_id, root, name, value);
  check_conditions(run, c.case_id);
  return base::Value(base::Context{{"case_id", base::Value(c.case_id)}});
}

base::Value decide_one(Run& run, const command::ModifyCase& c) {
  if (!require_role(run, {"template_admin", "system"}) || !require_reason(run, c.reason)) return {};
  const state::Case* found = running_case(run, c.case_id);
  base::Context variables;
  if (!found || !read_variables(run, c.variables, variables, "variables")) return {};
  for (Id token : c.cancel) {
    if (found->find_token(token)) continue;
    run.reject(refusal("token_not_found", "没有令牌 " + std::to_string(token), "There is no token " + std::to_string(token), "cancel"));
    return {};
  }
  std::vector<std::pair<Id, std::string>> starts;
  for (const std::string& element : c.start) {
    const Id scope = scope_for(run, *found, element);
    if (scope == 0) {
      run.reject(refusal("unknown-element", "元素 " + element + " 不在任何运行中的范围内", "Element " + element + " stands in no running scope",
                         "start"));
      return {};
    }
    starts.emplace_back(scope, element);
  }
  const Id root = found->root;
  for (const auto& [name, value] : variables) set_variable(run, c.case_id, root, name, value);
  std::vector<Id> touched;
  for (Id token : c.cancel) {
    const state::Token* t = run.instance(c.case_id).find_token(token);
    if (!t) continue;  // went with an outer one
    if (t->index >= 0) {
      drop_instance(run, c.case_id, token, "modified", c.reason);
      continue;
    }
    touched.push_back(t->scope);
    cancel_token(run, c.case_id, token, "modified");
  }
  for (const auto& [scope, element] : starts)
    if (run.instance(c.case_id).find_scope(scope)) put_token(run, c.case_id, scope, element);
  for (Id scope : touched) check_scope(run, c.case_id, scope);
  return base::Value(base::Context{{"case_id", base::Value(c.case_id)}, {"next", base::Value(base::List{})}});
}

}  // namespace zhunru::decide

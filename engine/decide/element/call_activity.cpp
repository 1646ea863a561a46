// Call activity (§13.3.3): opens a process or global task in the same case. Only declared inputs go in, only declared
// outputs come out; the newest deployed version is taken when the call begins.
#include "engine/decide/activity.hpp"
#include "engine/decide/data.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/start.hpp"

namespace zhunru::decide {
namespace {

/// All variables visible from a scope, the nearer ones last so that they win.
base::Context visible_variables(const state::Case& c, Id scope) {
  std::vector<const state::Scope*> chain;
  while (const state::Scope* s = c.find_scope(scope)) {
    chain.push_back(s);
    if (s->kind == state::ScopeKind::process) break;
    scope = s->parent;
  }
  base::Context variables;
  for (auto it = chain.rbegin(); it != chain.rend(); ++it)
    for (const auto& [name, value] : (*it)->variables) variables.set(name, value);
  return variables;
}

}  // namespace

void run_call_activity(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  auto name = evaluate_text(run, *p.instance, p.token->scope, *p.program, p.node->called_element);
  if (!name) {
    run.incident(case_id, token, name.error().code, name.error().message, name.error().message_en);
    return;
  }
  std::optional<ProcessRef> ref;
  if (p.node->called_process != model::none) {
    const model::Process& local = p.program->definitions->process(p.node->called_process);
    ref = ProcessRef{p.scope->process, p.scope->version, p.program, &local};
  } else {
    ref = find_process(run, *name);
  }
  if (!ref) {
    run.incident(case_id, token, "unknown-process", "没有部署流程 " + *name, "Process " + *name + " is not deployed");
    return;
  }
  if (depth_of(*p.instance, p.token->scope) >= depth_limit) {
    run.incident(case_id, token, "too-deep", "流程调用嵌套过深", "Processes call each other too deeply");
    return;
  }
  const Id from = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  base::Context inputs;
  if (p.node->ext.all_in) inputs = visible_variables(*p.instance, from);
  if (!collect_inputs(run, p, inputs)) return;
  inputs.set("case_id", base::Value(case_id));
  // An imported case stands in the middle of the called process, with what the record says about it.
  const base::Value inside = run.imported_inside.get(p.node->id);
  if (inside.get("variables").is_context())
    for (const auto& [variable, value] : inside.get("variables").as_context()) inputs.set(variable, value);
  ScopeRequest request;
  request.kind = state::ScopeKind::process;
  request.parent = from;
  request.token = token;
  request.element = ref->process->id;
  request.resource = ref->resource;
  request.version = ref->version;
  request.inner = ref->process->scope;
  request.variables = std::move(inputs);
  wait(run, p);
  const Id scope = open_scope(run, case_id, std::move(request));
  if (!inside.get("at").is_list()) {
    enter_scope(run, case_id, scope, ref->process->scope);
    return;
  }
  for (const base::Value& element : inside.get("at").as_list()) {
    if (!ref->program->definitions->find_node(element.string_or(""))) {
      run.reject(refusal("unknown-element", "流程中没有元素 " + element.string_or(""), "The process has no element " + element.string_or(""), "inside"));
      return;
    }
    put_token(run, case_id, scope, element.as_string());
  }
}

}  // namespace zhunru::decide

// Business rule task: evaluates a decision table. The inputs of the table are the task's zhunru:input values; the result
// {outcome, hits, settings} goes to the variable that zhunru:decision names (default: the table).
#include "engine/decide/activity.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/operation_call.hpp"
#include "engine/decide/rule_call.hpp"

namespace zhunru::decide {

void run_business_rule_task(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id own = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  if (p.node->ext.decision.empty()) {
    if (p.node->ext.operation.empty()) return complete_activity(run, p);
    return run_service_task(run, p);
  }
  auto table = evaluate_text(run, *p.instance, own, *p.program, p.node->ext.decision.ref);
  if (!table) {
    run.incident(case_id, token, table.error().code, table.error().message, table.error().message_en);
    return;
  }
  base::Value input{base::Context{}};
  if (own != p.token->scope) input = base::Value(p.instance->find_scope(own)->variables);
  auto result = evaluate_table(run, *p.instance, *table, input);
  if (!result) {
    run.incident(case_id, token, result.error().code, "规则表 " + *table + "：" + result.error().message,
                 "Rule table " + *table + ": " + result.error().message_en);
    return;
  }
  std::string variable = p.node->ext.decision.result.empty() ? *table : p.node->ext.decision.result;
  if (p.token->index >= 0) {
    complete_activity(run, p, std::move(*result));
    return;
  }
  set_variable(run, case_id, parent_for_outputs(*p.instance, p.token->scope), variable, std::move(*result));
  complete_activity(run, run.place(case_id, token));
}

}  // namespace zhunru::decide

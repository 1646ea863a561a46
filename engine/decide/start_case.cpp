// StartCase.
#include "engine/decide/assignment.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/form_check.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/start.hpp"

namespace zhunru::decide {
namespace {

/// Start events that a person may use: none, or a message or signal whose start the command stands for.
std::string start_by_hand(const ProcessRef& ref) {
  const model::Definitions& d = *ref.program->definitions;
  if (!d.scope(ref.process->scope).entries.empty()) return {};
  for (model::Index index : ref.process->triggers)
    if (d.node(index).kind == model::NodeKind::start_event) return d.node(index).id;
  return {};
}

bool may_start(Run& run, const ProcessRef& ref, command::Seat& seat) {
  if (!run.actor.seats.empty()) seat = run.actor.seats.front();
  if (run.actor.is_system() || ref.process->starters.empty()) return true;
  const state::Case nothing;
  auto starters = plan_assignee(run, nothing, 0, *ref.program, ref.process->starters);
  if (!starters) {
    run.reject(starters.error());
    return false;
  }
  const command::Seat* fitting = fitting_seat(run.actor, *starters);
  if (!fitting) {
    run.reject(not_yours(run.actor, *starters));
    return false;
  }
  seat = *fitting;
  return true;
}

std::string start_form(const ProcessRef& ref) {
  const model::Definitions& d = *ref.program->definitions;
  if (!ref.process->form.empty()) return ref.process->form;
  for (model::Index index : d.scope(ref.process->scope).nodes)
    if (d.node(index).kind == model::NodeKind::start_event && !d.node(index).ext.form.empty()) return d.node(index).ext.form;
  return {};
}

}  // namespace

base::Value decide_one(Run& run, const command::StartCase& c) {
  const auto ref = find_process(run, c.process);
  if (!ref) {
    run.reject(refusal("unknown-process", "没有部署流程 " + c.process, "Process " + c.process + " is not deployed", "process"));
    return {};
  }
  CaseRequest request;
  request.account = run.actor.account;
  if (!read_variables(run, c.variables, request.variables, "variables") || !may_start(run, *ref, request.seat)) return {};
  const state::Case nothing;
  if (const std::string form = start_form(*ref); !form.empty()) {
    auto data = checked_data(run, nothing, 0, form, base::Value(request.variables));
    if (!data) return {};
    request.variables = data->as_context();
  } else if (!request.variables.empty() && !run.actor.is_system()) {
    run.reject(refusal("no_start_form", "这个流程没有启动表单，启动时不能带数据", "This process has no start form; it takes no data when it starts",
                       "variables"));
    return {};
  }
  if (const base::Value* number = request.variables.find("case_no"); number && number->is_string()) request.case_no = number->as_string();
  request.trigger = start_by_hand(*ref);
  const std::string case_id = start_case(run, *ref, std::move(request));
  return base::Value(base::Context{{"case_id", base::Value(case_id)}, {"next", base::Value(base::List{})}});
}

}  // namespace zhunru::decide

// StartCase and ImportCase.
#include "engine/decide/assignment.hpp"
#include "engine/decide/clock.hpp"
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

bool import_clocks(Run& run, const std::string& case_id, const base::Value& clocks) {
  if (!clocks.is_context()) return true;
  for (const auto& [name, value] : clocks.as_context()) {
    state::Clock clock;
    clock.name = name;
    clock.calendar = calendar_for(run, run.instance(case_id), run.instance(case_id).root, value.get("calendar").string_or(""));
    clock.working_days = static_cast<std::int32_t>(value.get("total_wd").int64_or(0));
    clock.since = run.at;
    const auto since = base::parse_date(value.get("since").string_or(""));
    if (since) clock.since = base::start_of_day(*since);
    const auto due = base::parse_date(value.get("due").string_or(""));
    const auto after = due ? base::add_days(*due, 1) : std::nullopt;
    if (!after) {
      run.reject(refusal("bad-time", "时钟 " + name + " 缺少 due 日期", "Clock " + name + " has no due date", "clocks." + name));
      return false;
    }
    clock.due = base::start_of_day(*after);
    run.emit(event::ClockStarted{case_id, std::move(clock)});
  }
  return true;
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

base::Value decide_one(Run& run, const command::ImportCase& c) {
  if (!require_role(run, {"template_admin", "system"})) return {};
  const auto ref = find_process(run, c.process);
  if (!ref) {
    run.reject(refusal("unknown-process", "没有部署流程 " + c.process, "Process " + c.process + " is not deployed", "process"));
    return {};
  }
  base::Context variables;
  if (!read_variables(run, c.variables, variables, "variables")) return {};
  const model::Definitions& d = *ref->program->definitions;
  for (const std::string& element : c.at_elements) {
    if (d.find_node(element)) continue;
    run.reject(refusal("unknown-element", "流程中没有元素 " + element, "The process has no element " + element, "at"));
    return {};
  }
  const std::string case_id = "c" + std::to_string(run.scratch.counters.cases + 1);
  command::Seat seat;
  const base::Value* by = variables.find("started_by");
  if (by && by->is_context()) {
    seat.role = by->get("role").string_or("");
    seat.body = by->get("body").string_or("");
  }
  run.emit(event::CaseStarted{case_id, ref->process->id, ref->version, c.case_no, run.actor.account, seat, run.at, ""});
  variables.set("case_id", base::Value(case_id));
  variables.set("case_no", base::Value(c.case_no));
  variables.set("imported", base::Value(true));
  ScopeRequest scope;
  scope.element = ref->process->id;
  scope.resource = ref->resource;
  scope.version = ref->version;
  // A case that has ended elsewhere only ends here; nothing is armed for it.
  bool ends = true;
  for (const std::string& element : c.at_elements) ends = ends && d.node(*d.find_node(element)).kind == model::NodeKind::end_event;
  scope.inner = ends ? model::none : ref->process->scope;
  scope.variables = std::move(variables);
  const Id root = open_scope(run, case_id, std::move(scope));
  if (!import_clocks(run, case_id, c.clocks)) return {};
  for (const std::string& element : c.at_elements) put_token(run, case_id, root, element);
  if (c.at_elements.empty()) check_scope(run, case_id, root);
  return base::Value(base::Context{{"case_id", base::Value(case_id)}, {"next", base::Value(base::List{})}});
}

}  // namespace zhunru::decide

// ImportCase: brings a case from elsewhere to the step where it stands. What the record says comes as variables, clocks,
// due dates and polls; no step is played that has been done, and nothing that has no record is made up.
#include "engine/decide/assignment.hpp"
#include "engine/decide/clock.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/import_poll.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/start.hpp"

namespace zhunru::decide {
namespace {

/// First instant after a day that is given as an ISO date.
std::optional<base::Instant> day_end(const base::Value& date) {
  const auto day = base::parse_date(date.string_or(""));
  const auto next = day ? base::add_days(*day, 1) : std::nullopt;
  if (!next) return std::nullopt;
  return base::start_of_day(*next);
}

/// Stops that are over: [[first, last]], both days in; the state keeps the days around them.
std::vector<state::Pause> pauses_of(const base::Value& suspended) {
  std::vector<state::Pause> pauses;
  if (!suspended.is_list()) return pauses;
  for (const base::Value& span : suspended.as_list()) {
    const auto first = base::parse_date(span.item(0).string_or(""));
    const auto last = base::parse_date(span.item(1).string_or(""));
    const auto before = first ? base::add_days(*first, -1) : std::nullopt;
    const auto after = last ? base::add_days(*last, 1) : std::nullopt;
    if (before && after) pauses.push_back({base::start_of_day(*before), base::start_of_day(*after)});
  }
  return pauses;
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
    clock.pauses = pauses_of(value.get("suspended"));
    const auto due = day_end(value.get("due"));
    if (!due) {
      run.reject(refusal("bad-time", "时钟 " + name + " 缺少 due 日期", "Clock " + name + " has no due date", "clocks." + name));
      return false;
    }
    clock.due = *due;
    run.emit(event::ClockStarted{case_id, std::move(clock)});
  }
  return true;
}

/// Open tasks whose last day the record tells.
void import_dues(Run& run, const std::string& case_id, const base::Value& dues) {
  if (!dues.is_context()) return;
  const base::Value settings = run.settings(run.instance(case_id));
  for (const auto& [element, date] : dues.as_context()) {
    const auto end = day_end(date);
    if (!end) {
      run.reject(refusal("bad-time", element + " 的期限不是日期", "The due date of " + element + " is no date", "dues." + element));
      return;
    }
    std::vector<std::pair<std::string, state::Due>> found;
    for (const auto& [number, task] : run.instance(case_id).tasks)
      if (task.element == element) found.emplace_back(task.id, task.due);
    for (auto& [task, due] : found) {
      due.at = *end;
      due.working_days = -1;
      set_marks(run, settings, due);
      run.emit(event::TaskDueSet{case_id, task, std::move(due)});
    }
  }
}

/// Puts the id of the first poll where the called processes look for it.
base::Value with_poll(const base::Value& inside, const std::string& poll) {
  if (!inside.is_context() || poll.empty()) return inside;
  base::Context out;
  for (const auto& [element, part] : inside.as_context()) {
    base::Context one = part.is_context() ? part.as_context() : base::Context{};
    one.set_path("variables.poll_id", base::Value(poll));
    out.set(element, base::Value(std::move(one)));
  }
  return base::Value(std::move(out));
}

}  // namespace

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
    seat.community = by->get("community").string_or("");
  }
  run.emit(event::CaseStarted{case_id, ref->process->id, ref->version, c.case_no, run.actor.account, seat, run.at, c.started_from});
  variables.set("case_id", base::Value(case_id));
  variables.set("case_no", base::Value(c.case_no));
  if (!variables.contains("imported")) variables.set("imported", base::Value(true));
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
  std::string poll;
  if (c.polls.is_list()) {
    for (std::size_t i = 0; i < c.polls.size() && !run.rejection(); ++i) {
      const std::string made = import_poll(run, case_id, i + 1, c.polls.item(i));
      if (i == 0) poll = made;
    }
  }
  run.imported_inside = with_poll(c.inside, poll);
  for (const std::string& element : c.at_elements) put_token(run, case_id, root, element);
  if (c.at_elements.empty()) check_scope(run, case_id, root);
  run.drain();
  if (!run.rejection()) import_dues(run, case_id, c.dues);
  return base::Value(base::Context{{"case_id", base::Value(case_id)}, {"next", base::Value(base::List{})}});
}

}  // namespace zhunru::decide

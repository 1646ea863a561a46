#include "engine/decide/start.hpp"

#include "engine/decide/activity.hpp"
#include "engine/decide/assignment.hpp"
#include "engine/decide/clock.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

/// Firings of start timers in one command; what is left waits for the next FireTimers.
constexpr std::int32_t start_firings = 100;

base::Value seat_value(const command::Seat& seat, const std::string& account) {
  return base::Value(base::Context{{"account", base::Value(account)},
                                   {"role", base::Value(seat.role)},
                                   {"body", base::Value(seat.body)},
                                   {"community", base::Value(seat.community)},
                                   {"provider", base::Value(seat.provider)}});
}

/// Every newest process file, in the order of the names.
template <class F>
void each_process(const Run& run, F&& visit) {
  std::vector<ProcessRef> refs;
  run.scratch.resources.for_each_key("process/", [&](const std::string& key) {
    const state::Resource& resource = *run.scratch.resources.find(key);
    const state::Program& program = run.program(resource.name, resource.versions.back().version);
    for (const model::Process& process : program.definitions->processes) {
      const std::string* file = run.scratch.process_files.find(process.id);
      if (file && *file == resource.name) refs.push_back({resource.name, program.version, &program, &process});
    }
    return true;
  });
  for (const ProcessRef& ref : refs) visit(ref);
}

/// Puts the token of a case that an event has started behind that event.
void enter_by_trigger(Run& run, const std::string& case_id, Id root, const model::Definitions& definitions,
                      const CaseRequest& request) {
  const auto index = definitions.find_node(request.trigger);
  CHECK(index.has_value());
  const model::Node& node = definitions.node(*index);
  deliver(run, case_id, root, node, {request.payload, request.account, request.seat});
  if (node.kind == model::NodeKind::start_event) {
    put_token(run, case_id, root, node.id);
    return;
  }
  // An instantiating receive task, or an event of an instantiating gateway: it has come already.
  const Id token = put_token(run, case_id, root, node.id);
  run.emit(event::TokenPassed{case_id, token, state::TokenState::leaving});
  for (model::Index flow : node.incoming) {
    const model::Node& gateway = definitions.node(definitions.flow(flow).source);
    if (gateway.kind != model::NodeKind::event_based_gateway || gateway.event_gateway != model::EventGatewayType::parallel) continue;
    for (model::Index out : gateway.outgoing)
      if (definitions.flow(out).target != *index)
        put_token(run, case_id, root, definitions.node(definitions.flow(out).target).id, -1, definitions.flow(out).id);
  }
}

bool starts_by(const model::Definitions& d, const model::Node& node, model::EventKind kind, std::string_view name) {
  if (node.kind == model::NodeKind::receive_task)
    return kind == model::EventKind::message && node.message != model::none &&
           d.messages[static_cast<std::size_t>(node.message)].name == name;
  for (const model::EventDefinition& definition : node.events)
    if (definition.kind == kind && d.trigger_name(definition) == name) return true;
  return false;
}

/// The element of a process by which this event starts it; "" when there is none.
std::string trigger_of(const ProcessRef& ref, model::EventKind kind, std::string_view name) {
  const model::Definitions& d = *ref.program->definitions;
  for (model::Index index : ref.process->triggers) {
    const model::Node& node = d.node(index);
    if (node.kind == model::NodeKind::event_based_gateway) {
      for (model::Index flow : node.outgoing) {
        const model::Node& target = d.node(d.flow(flow).target);
        if (starts_by(d, target, kind, name)) return target.id;
      }
    } else if (starts_by(d, node, kind, name)) {
      return node.id;
    }
  }
  return {};
}

bool may_send(Run& run, const ProcessRef& ref, const model::Node& start) {
  const state::Case nothing;
  auto senders = plan_assignee(run, nothing, 0, *ref.program, start.ext.assignment);
  if (!senders) {
    run.reject(senders.error());
    return false;
  }
  if (start.ext.assignment.empty() || fitting_seat(run.actor, *senders)) return true;
  run.reject(not_yours(run.actor, *senders));
  return false;
}

}  // namespace

std::optional<ProcessRef> find_process(const Run& run, std::string_view process_id) {
  const std::string* file = run.scratch.process_files.find(process_id);
  if (!file) return std::nullopt;
  const state::ResourceVersion* version = run.scratch.resource("process", *file);
  if (!version) return std::nullopt;
  const state::Program& program = run.program(*file, version->version);
  const auto index = program.definitions->find_process(process_id);
  if (!index) return std::nullopt;
  return ProcessRef{*file, version->version, &program, &program.definitions->process(*index)};
}

std::string start_case(Run& run, const ProcessRef& ref, CaseRequest request) {
  const std::string case_id = "c" + std::to_string(run.scratch.counters.cases + 1);
  run.emit(event::CaseStarted{case_id, ref.process->id, ref.version, request.case_no, request.account, request.seat, run.at,
                              request.started_from});
  ScopeRequest scope;
  scope.kind = state::ScopeKind::process;
  scope.element = ref.process->id;
  scope.resource = ref.resource;
  scope.version = ref.version;
  scope.inner = ref.process->scope;
  scope.variables = request.variables;
  scope.variables.set("case_id", base::Value(case_id));
  if (!request.case_no.empty()) scope.variables.set("case_no", base::Value(request.case_no));
  scope.variables.set("started_by", seat_value(request.seat, request.account));
  scope.variables.set("started_at", base::Value(base::shanghai_date_time(run.at)));
  const Id root = open_scope(run, case_id, std::move(scope));
  if (request.trigger.empty()) {
    enter_scope(run, case_id, root, ref.process->scope);
  } else if (run.instance(case_id).root != 0) {
    enter_by_trigger(run, case_id, root, *ref.program->definitions, request);
  }
  return case_id;
}

std::string start_by_event(Run& run, model::EventKind kind, std::string_view name, const base::Value& payload,
                           bool check_actor) {
  std::string last;
  each_process(run, [&](const ProcessRef& ref) {
    if (kind == model::EventKind::message && !last.empty()) return;
    const std::string trigger = trigger_of(ref, kind, name);
    if (trigger.empty() || run.rejection()) return;
    const model::Definitions& d = *ref.program->definitions;
    if (check_actor && !run.actor.is_system() && !may_send(run, ref, d.node(*d.find_node(trigger)))) return;
    CaseRequest request;
    request.account = run.actor.account;
    if (!run.actor.seats.empty()) request.seat = run.actor.seats.front();
    request.trigger = trigger;
    request.payload = payload;
    last = start_case(run, ref, std::move(request));
  });
  return last;
}

void set_start_timers(Run& run, const ProcessRef& ref) {
  const model::Definitions& d = *ref.program->definitions;
  for (model::Index index : ref.process->triggers) {
    const model::Node& node = d.node(index);
    for (std::int32_t n = 0; n < static_cast<std::int32_t>(node.events.size()); ++n) {
      const model::EventDefinition& definition = node.events[static_cast<std::size_t>(n)];
      if (definition.kind != model::EventKind::timer) continue;
      const state::Case nothing;
      const auto plan = plan_timer(run, nothing, 0, *ref.program, definition.timer);
      if (!plan) {
        run.reject(refusal("bad-time", "开始事件 " + node.id + " 的时间无法确定：" + plan.error().message,
                           "The time of start event " + node.id + " cannot be told: " + plan.error().message_en, node.id));
        return;
      }
      run.emit(event::StartTimerSet{{ref.resource, ref.process->id, node.id, n, plan->due, plan->cycle, plan->repeat}});
    }
  }
}

std::int32_t fire_start_timers(Run& run) {
  std::int32_t fired = 0;
  for (; fired < start_firings; ++fired) {
    std::optional<state::StartTimer> due;
    run.scratch.resources.for_each_key("process/", [&](const std::string& key) {
      for (const state::StartTimer& timer : run.scratch.resources.find(key)->timers)
        if (timer.due <= run.at && (!due || timer.due < due->due)) due = timer;
      return true;
    });
    if (!due) break;
    const auto next = due->repeat == 0 ? std::nullopt : next_of_cycle(due->cycle, due->due);
    const std::int32_t repeat = due->repeat < 0 ? -1 : std::max(0, due->repeat - 1);
    run.emit(event::StartTimerFired{due->resource, due->process, due->element, due->definition, repeat, next.value_or(base::Instant{})});
    const auto ref = find_process(run, due->process);
    if (!ref) continue;
    CaseRequest request;
    request.account = run.actor.account;
    request.trigger = due->element;
    start_case(run, *ref, std::move(request));
    run.drain();
  }
  return fired;
}

}  // namespace zhunru::decide

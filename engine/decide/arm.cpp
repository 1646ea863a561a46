#include "engine/decide/armed.hpp"

#include "engine/decide/assignment.hpp"
#include "engine/decide/clock.hpp"
#include "engine/decide/expression.hpp"

namespace zhunru::decide {
namespace {

/// A receive task waits as by a message definition of its own.
model::EventDefinition definition_at(const model::Node& node, std::int32_t number) {
  if (!model::is_activity(node.kind)) return node.events[static_cast<std::size_t>(number)];
  model::EventDefinition message;
  message.kind = model::EventKind::message;
  message.message = node.message;
  return message;
}

bool stuck(Run& run, std::string_view case_id, Id token, const model::Node& event, const base::Error& error) {
  run.incident(case_id, token, error.code, "事件 " + event.id + "：" + error.message,
               "Event " + event.id + ": " + error.message_en);
  return false;
}

bool arm_timer(Run& run, std::string_view case_id, Id scope, Id token, state::TimerKind place, const Armed& armed,
               std::int32_t number) {
  const model::EventDefinition& definition = armed.node->events[static_cast<std::size_t>(number)];
  const state::Case& c = run.instance(case_id);
  auto plan = plan_timer(run, c, looking_scope(c, scope, token, place), *armed.program, definition.timer);
  if (!plan) return stuck(run, case_id, token, *armed.node, plan.error());
  state::Timer timer;
  timer.id = run.fresh(case_id);
  timer.token = token;
  timer.scope = scope;
  timer.element = armed.node->id;
  timer.definition = number;
  timer.kind = place;
  timer.since = run.at;
  timer.due = plan->due;
  timer.working_days = plan->working_days;
  timer.calendar = plan->calendar;
  timer.clock = plan->clock;
  timer.cycle = plan->cycle;
  timer.repeat = plan->repeat;
  timer.stopped = plan->stopped;
  timer.stopped_at = run.at;
  // A cycle repeats where the event does not interrupt; elsewhere the first firing is all.
  const bool repeats = (place == state::TimerKind::boundary || place == state::TimerKind::event_start)
                           ? !armed.node->interrupting
                           : run.options.suite_reading;
  if (!repeats) timer.repeat = 0;
  run.emit(event::TimerSet{std::string(case_id), std::move(timer)});
  return true;
}

base::Result<std::string> name_of(const Run& run, const state::Case& c, Id scope, const Armed& armed,
                                  const model::EventDefinition& definition) {
  const model::Definitions& d = *armed.program->definitions;
  if (definition.kind == model::EventKind::message && definition.message != model::none)
    return evaluate_text(run, c, scope, *armed.program, d.messages[static_cast<std::size_t>(definition.message)].name_value);
  if (definition.kind == model::EventKind::signal && definition.signal != model::none)
    return evaluate_text(run, c, scope, *armed.program, d.signals[static_cast<std::size_t>(definition.signal)].name_value);
  return d.trigger_name(definition);
}

bool arm_subscription(Run& run, std::string_view case_id, Id scope, Id token, state::TimerKind place, const Armed& armed,
                      std::int32_t number) {
  const model::EventDefinition definition = definition_at(*armed.node, number);
  const state::Case& c = run.instance(case_id);
  const Id looking = looking_scope(c, scope, token, place);
  state::Subscription subscription;
  subscription.token = token;
  subscription.scope = scope;
  subscription.element = armed.node->id;
  subscription.definition = number;
  subscription.place = place;
  subscription.kind = definition.kind == model::EventKind::message  ? state::SubscriptionKind::message
                      : definition.kind == model::EventKind::signal ? state::SubscriptionKind::signal
                                                                    : state::SubscriptionKind::condition;
  if (subscription.kind != state::SubscriptionKind::condition) {
    auto name = name_of(run, c, looking, armed, definition);
    if (!name) return stuck(run, case_id, token, *armed.node, name.error());
    subscription.name = std::move(*name);
  }
  if (subscription.kind == state::SubscriptionKind::message && definition.message != model::none) {
    const auto& message = armed.program->definitions->messages[static_cast<std::size_t>(definition.message)];
    if (message.correlation_key != model::none) {
      auto key = evaluate(run, c, looking, *armed.program, message.correlation_key);
      if (!key) return stuck(run, case_id, token, *armed.node, key.error());
      subscription.key = text_of(*key);
    }
    auto assignee = plan_assignee(run, c, looking, *armed.program, armed.node->ext.assignment);
    if (!assignee) return stuck(run, case_id, token, *armed.node, assignee.error());
    subscription.assignee = std::move(*assignee);
  }
  subscription.id = run.fresh(case_id);
  run.emit(event::Subscribed{std::string(case_id), std::move(subscription)});
  return true;
}

}  // namespace

Armed armed_node(const Run& run, const state::Case& c, Id scope, std::string_view element) {
  const state::Scope* s = c.find_scope(scope);
  if (!s) return {};
  const state::Program& program = run.program(*s);
  const auto index = program.definitions->find_node(element);
  if (!index) return {};
  return {&program, &program.definitions->node(*index)};
}

Id looking_scope(const state::Case& c, Id scope, Id token, state::TimerKind place) {
  if (place == state::TimerKind::boundary || place == state::TimerKind::token) {
    const state::Token* t = c.find_token(token);
    if (t && c.find_scope(t->own_scope) && c.find_scope(t->own_scope)->kind == state::ScopeKind::activity) return t->own_scope;
  }
  return scope;
}

bool arm(Run& run, std::string_view case_id, Id scope, Id token, state::TimerKind place, const model::Node& event) {
  const std::string id(case_id);
  const Armed armed = armed_node(run, run.instance(case_id), scope, event.id);
  CHECK(armed.node != nullptr);
  const Id before = run.instance(case_id).last_id;
  if (model::is_activity(event.kind) && !arm_subscription(run, case_id, scope, token, place, armed, 0)) return false;
  for (std::int32_t n = 0; n < static_cast<std::int32_t>(event.events.size()); ++n) {
    switch (event.events[static_cast<std::size_t>(n)].kind) {
      case model::EventKind::timer:
        if (!arm_timer(run, case_id, scope, token, place, armed, n)) return false;
        break;
      case model::EventKind::message:
      case model::EventKind::signal:
      case model::EventKind::conditional:
        if (!arm_subscription(run, case_id, scope, token, place, armed, n)) return false;
        break;
      default:
        break;  // errors, escalations, cancel, compensation are found when they are thrown
    }
  }
  std::vector<Id> fresh;
  for (auto it = run.instance(case_id).subscriptions.upper_bound(before); it != run.instance(case_id).subscriptions.end(); ++it)
    fresh.push_back(it->first);
  for (Id subscription : fresh) {
    look_at_condition(run, id, subscription);
    take_buffered(run, id, subscription);
  }
  return true;
}

bool arm_boundary_events(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id scope = p.token->scope;
  const Id token = p.token->id;
  const std::string element = p.token->element;
  const model::Definitions& definitions = *p.program->definitions;
  const std::vector<model::Index>& events = p.node->boundary;
  for (model::Index index : events) {
    if (!arm(run, case_id, scope, token, state::TimerKind::boundary, definitions.node(index))) return false;
    const state::Token* t = run.instance(case_id).find_token(token);
    if (!t || t->element != element) return true;  // one of them fired and interrupted
  }
  return true;
}

void arm_event_sub_processes(Run& run, std::string_view case_id, Id scope, model::Index inner) {
  const state::Scope* s = run.instance(case_id).find_scope(scope);
  CHECK(s != nullptr);
  const model::Definitions& definitions = *run.program(*s).definitions;
  for (model::Index index : definitions.scope(inner).event_sub_processes) {
    const model::Node& process = definitions.node(index);
    for (model::Index start : definitions.scope(process.inner).nodes) {
      const model::Node& event = definitions.node(start);
      if (event.kind != model::NodeKind::start_event) continue;
      arm(run, case_id, scope, 0, state::TimerKind::event_start, event);
      const state::Scope* now = run.instance(case_id).find_scope(scope);
      if (!now || now->interrupted) return;
    }
  }
}

}  // namespace zhunru::decide

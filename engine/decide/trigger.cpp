#include "engine/decide/trigger.hpp"

#include <algorithm>

#include "engine/decide/activity.hpp"
#include "engine/decide/assignment.hpp"
#include "engine/decide/clock.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

/// Which node an armed event belongs to, and in which program.
struct Armed {
  const state::Program* program = nullptr;
  const model::Node* node = nullptr;
};

Armed armed_node(const Run& run, const state::Case& c, Id scope, std::string_view element) {
  const state::Scope* s = c.find_scope(scope);
  if (!s) return {};
  const state::Program& program = run.program(*s);
  const auto index = program.definitions->find_node(element);
  if (!index) return {};
  return {&program, &program.definitions->node(*index)};
}

/// A receive task waits as by a message definition of its own.
model::EventDefinition definition_at(const model::Node& node, std::int32_t number) {
  if (!model::is_activity(node.kind)) return node.events[static_cast<std::size_t>(number)];
  model::EventDefinition message;
  message.kind = model::EventKind::message;
  message.message = node.message;
  return message;
}

/// The scope over which conditions, keys and times of an armed event are evaluated.
Id looking_scope(const state::Case& c, Id scope, Id token, state::TimerKind place) {
  if (place == state::TimerKind::boundary || place == state::TimerKind::token) {
    const state::Token* t = c.find_token(token);
    if (t && c.find_scope(t->own_scope) && c.find_scope(t->own_scope)->kind == state::ScopeKind::activity) return t->own_scope;
  }
  return scope;
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

/// A message in the buffer for a subscription made just now.
void take_buffered(Run& run, const std::string& case_id, Id id) {
  const state::Subscription* s = nullptr;
  if (auto it = run.instance(case_id).subscriptions.find(id); it != run.instance(case_id).subscriptions.end()) s = &it->second;
  if (!s || s->kind != state::SubscriptionKind::message) return;
  std::string taken;
  run.scratch.messages.for_each_key(state::message_key(s->name, s->key, ""), [&](const std::string& key) {
    if (run.scratch.messages.find(key)->expires <= run.at) return true;
    taken = key;
    return false;
  });
  if (taken.empty()) return;
  const base::Value payload = run.scratch.messages.find(taken)->payload;
  run.emit(event::MessageReceived{case_id, id, s->name, s->key, "", run.at});
  run.emit(event::MessageUnbuffered{taken, "taken"});
  trigger_subscription(run, case_id, id, {payload, "", {}});
}

bool holds(const Run& run, const state::Case& c, const state::Subscription& s) {
  const Armed armed = armed_node(run, c, s.scope, s.element);
  if (!armed.node) return false;
  const auto& definition = armed.node->events[static_cast<std::size_t>(s.definition)];
  if (definition.condition == model::none) return false;
  const Id looking = looking_scope(c, s.scope, s.token, s.place);
  return evaluate_condition(run, c, looking, *armed.program, definition.condition, false).value_or(false);
}

void look_at_condition(Run& run, const std::string& case_id, Id id) {
  const state::Case& c = run.instance(case_id);
  const auto it = c.subscriptions.find(id);
  if (it == c.subscriptions.end() || it->second.kind != state::SubscriptionKind::condition) return;
  const bool now = holds(run, c, it->second);
  if (now == it->second.met) return;
  run.emit(event::SubscriptionMet{case_id, id, now});
  if (now) trigger_subscription(run, case_id, id, {});
}

/// All parts of a parallel-multiple event have come: nothing of it is left waiting.
bool all_parts_met(const state::Case& c, const state::Subscription& like) {
  for (const auto& [id, s] : c.subscriptions)
    if (s.token == like.token && s.scope == like.scope && s.element == like.element && !s.met) return false;
  for (const auto& [id, t] : c.timers)
    if (t.token == like.token && t.scope == like.scope && t.element == like.element) return false;
  return true;
}

/// The parts of a parallel-multiple event wait again, for an event that does not interrupt.
void rearm_parts(Run& run, std::string_view case_id, const state::Subscription& like, const model::Node& node) {
  std::vector<Id> parts;
  for (const auto& [id, s] : run.instance(case_id).subscriptions)
    if (s.token == like.token && s.scope == like.scope && s.element == like.element) parts.push_back(id);
  for (Id part : parts) run.emit(event::Unsubscribed{std::string(case_id), part});
  arm(run, case_id, like.scope, like.token, like.place, node);
}

void fire(Run& run, std::string_view case_id, const state::Subscription& s, const Armed& armed, const Payload& payload) {
  switch (s.place) {
    case state::TimerKind::boundary:
      trigger_boundary(run, case_id, s.token, *armed.node, payload, armed.node->interrupting);
      break;
    case state::TimerKind::event_start:
      trigger_event_sub_process(run, case_id, s.scope, *armed.node, payload);
      break;
    default:
      trigger_token(run, case_id, s.token, s.element, payload);
      break;
  }
}

}  // namespace

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

void trigger_subscription(Run& run, std::string_view case_id, Id subscription, const Payload& payload) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const auto it = c.subscriptions.find(subscription);
  if (it == c.subscriptions.end()) return;
  const state::Subscription s = it->second;
  const Armed armed = armed_node(run, c, s.scope, s.element);
  if (!armed.node) return;
  if (armed.node->parallel_multiple) {
    if (!s.met) run.emit(event::SubscriptionMet{id, subscription, true});
    if (!all_parts_met(run.instance(case_id), s)) return;
  }
  fire(run, case_id, s, armed, payload);
  if (armed.node->parallel_multiple && !armed.node->interrupting && s.place != state::TimerKind::token &&
      run.instance(case_id).subscriptions.count(subscription))
    rearm_parts(run, case_id, s, *armed.node);
}

void trigger_timer(Run& run, std::string_view case_id, Id timer) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const auto it = c.timers.find(timer);
  if (it == c.timers.end()) return;
  const state::Timer t = it->second;
  const Armed armed = armed_node(run, c, t.scope, t.element);
  if (!armed.node) return;
  std::int32_t repeat = 0;
  base::Instant next{};
  if (t.repeat != 0) {
    if (const auto following = next_of_cycle(t.cycle, t.due)) {
      repeat = t.repeat < 0 ? -1 : t.repeat - 1;
      next = *following;
    }
  }
  const bool last = t.repeat == 0 || next.ms == 0;
  if (last && t.repeat != 0) {
    run.emit(event::TimerCancelled{id, timer});
  } else {
    run.emit(event::TimerFired{id, timer, repeat, next});
  }
  state::Subscription like;
  like.token = t.token;
  like.scope = t.scope;
  like.element = t.element;
  like.place = t.kind;
  if (t.kind == state::TimerKind::job) {
    if (const Place p = run.place(case_id, t.token); p.token) complete_activity(run, p);
    return;
  }
  if (armed.node->parallel_multiple && !all_parts_met(run.instance(case_id), like)) return;
  if (t.kind == state::TimerKind::token && !last) {
    // The suite's reading of timeCycle on a catch event: one token for each repetition, the waiting one leaves last.
    const Place p = run.place(case_id, t.token);
    if (!p.token) return;
    const Id copy = put_token(run, case_id, p.token->scope, p.token->element, -1, p.token->flow);
    run.emit(event::TokenPassed{id, copy, state::TokenState::leaving});
    return;
  }
  fire(run, case_id, like, armed, {});
}

void trigger_boundary(Run& run, std::string_view case_id, Id host, const model::Node& event, const Payload& payload,
                      bool interrupting) {
  const std::string id(case_id);
  const state::Token* t = run.instance(case_id).find_token(host);
  if (!t) return;
  const Id scope = t->scope;
  deliver(run, case_id, scope, event, payload);
  if (!interrupting) {
    put_token(run, case_id, scope, event.id);
    return;
  }
  cancel_activity(run, case_id, host, "interrupted");
  run.emit(event::TokenMoved{id, host, event.id, ""});
  run.enqueue(case_id, host);
}

void trigger_event_sub_process(Run& run, std::string_view case_id, Id scope, const model::Node& start,
                               const Payload& payload) {
  const std::string id(case_id);
  const state::Scope* s = run.instance(case_id).find_scope(scope);
  if (!s || s->interrupted) return;
  const model::Definitions& definitions = *run.program(*s).definitions;
  const model::Node& process = definitions.node(definitions.scope(start.scope).owner);
  const std::string resource = s->process;
  const std::string version = s->version;
  if (start.interrupting) {
    run.emit(event::ScopeInterrupted{id, scope, start.id});
    cancel_inside(run, case_id, scope, "interrupted");
  }
  ScopeRequest request;
  request.kind = state::ScopeKind::event_process;
  request.parent = scope;
  request.element = process.id;
  request.resource = resource;
  request.version = version;
  request.inner = process.inner;
  const Id opened = open_scope(run, case_id, std::move(request));
  deliver(run, case_id, opened, start, payload);
  if (run.instance(case_id).find_scope(opened)) put_token(run, case_id, opened, start.id);
}

void trigger_token(Run& run, std::string_view case_id, Id token, std::string_view element, const Payload& payload) {
  const std::string id(case_id);
  Place p = run.place(case_id, token);
  if (!p.token) return;
  const auto target = p.program->definitions->find_node(element);
  CHECK(target.has_value());
  const model::Node& event = p.program->definitions->node(*target);
  const Id scope = p.token->scope;
  if (p.token->element != element) {
    // An event-based gateway: the token goes on to the event that came first.
    std::string flow;
    for (model::Index index : p.node->outgoing)
      if (p.program->definitions->flow(index).target == *target) flow = p.program->definitions->flow(index).id;
    run.emit(event::TokenMoved{id, token, std::string(element), flow});
  }
  if (model::is_activity(event.kind)) {  // a receive task
    if (!payload.none()) deliver(run, case_id, parent_for_outputs(run.instance(case_id), scope), event, payload);
    complete_activity(run, run.place(case_id, token));
    return;
  }
  deliver(run, case_id, scope, event, payload);
  if (!run.instance(case_id).find_token(token)) return;
  run.emit(event::TokenPassed{id, token, state::TokenState::leaving});
  run.enqueue(case_id, token);
}

void check_conditions(Run& run, const std::string& case_id) {
  std::vector<Id> conditions;
  for (const auto& [id, s] : run.instance(case_id).subscriptions)
    if (s.kind == state::SubscriptionKind::condition) conditions.push_back(id);
  for (Id id : conditions) look_at_condition(run, case_id, id);
}

void deliver(Run& run, std::string_view case_id, Id scope, const model::Node& event, const Payload& payload) {
  const std::string id(case_id);
  const state::Scope* s = run.instance(case_id).find_scope(scope);
  if (!s) return;
  const state::Program& program = run.program(*s);
  if (!payload.none()) {
    base::Context record{{"payload", payload.value}, {"at", base::Value(base::shanghai_date_time(run.at))}};
    if (!payload.account.empty())
      record.set("by", base::Value(base::Context{{"account", base::Value(payload.account)},
                                                 {"role", base::Value(payload.seat.role)},
                                                 {"body", base::Value(payload.seat.body)},
                                                 {"community", base::Value(payload.seat.community)}}));
    set_variable(run, id, scope, event.id, base::Value(std::move(record)));
  }
  if (!model::is_activity(event.kind)) {
    for (const model::Mapping& mapping : event.ext.outputs) {
      const base::Context* extra = payload.value.is_context() ? &payload.value.as_context() : nullptr;
      auto value = evaluate(run, run.instance(case_id), scope, program, mapping.source, false, extra);
      set_variable(run, id, scope, mapping.target, value ? std::move(*value) : base::Value{});
    }
  }
  if (payload.none()) return;
  if (!event.ext.outputs.empty() || !payload.value.is_context()) return;
  for (const auto& [name, value] : payload.value.as_context()) set_variable(run, id, scope, name, value);
}

}  // namespace zhunru::decide

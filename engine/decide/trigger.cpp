#include "engine/decide/trigger.hpp"

#include <algorithm>

#include "engine/decide/activity.hpp"
#include "engine/decide/armed.hpp"
#include "engine/decide/clock.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/flow.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

bool holds(const Run& run, const state::Case& c, const state::Subscription& s) {
  const Armed armed = armed_node(run, c, s.scope, s.element);
  if (!armed.node) return false;
  const auto& definition = armed.node->events[static_cast<std::size_t>(s.definition)];
  if (definition.condition == model::none) return false;
  const Id looking = looking_scope(c, s.scope, s.token, s.place);
  return evaluate_condition(run, c, looking, *armed.program, definition.condition, false).value_or(false);
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

void look_at_condition(Run& run, const std::string& case_id, Id id) {
  const state::Case& c = run.instance(case_id);
  const auto it = c.subscriptions.find(id);
  if (it == c.subscriptions.end() || it->second.kind != state::SubscriptionKind::condition) return;
  const bool now = holds(run, c, it->second);
  if (now == it->second.met) return;
  run.emit(event::SubscriptionMet{case_id, id, now});
  if (now) trigger_subscription(run, case_id, id, {});
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
    if (!payload.account.empty()) record.set("by", payload.by);
    set_variable(run, id, scope, event.id, base::Value(std::move(record)));
  }
  if (!model::is_activity(event.kind)) {
    for (const model::Mapping& mapping : event.ext.outputs) {
      const base::Context* extra = payload.value.is_context() ? &payload.value.as_context() : nullptr;
      auto value = evaluate(run, run.instance(case_id), scope, program, mapping.source, false, extra);
      set_variable(run, id, scope, mapping.target, value ? std::move(*value) : base::Value{});
    }
  }
  if (payload.none() || !event.ext.outputs.empty() || !payload.value.is_context()) return;
  // What a person sends becomes variables of its own name only where a form says which fields there are.
  const bool from_person = !payload.account.empty() && !run.actor.is_system();
  if (from_person && event.ext.form.empty()) return;
  for (const auto& [name, value] : payload.value.as_context()) set_variable(run, id, scope, name, value);
}

}  // namespace zhunru::decide

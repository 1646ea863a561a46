#include "engine/decide/throw.hpp"

#include <algorithm>

#include "engine/decide/assignment.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/form_check.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/start.hpp"

namespace zhunru::decide {
namespace {

struct Catcher {
  Id scope = 0;                        ///< event sub-process: the scope that it belongs to
  Id host = 0;                         ///< boundary event: the activity's token
  const model::Node* event = nullptr;
  const model::EventDefinition* definition = nullptr;
};

const model::EventDefinition* definition_for(const model::Definitions& d, const model::Node& event, model::EventKind kind,
                                             std::string_view code, bool exact) {
  for (const model::EventDefinition& definition : event.events) {
    if (definition.kind != kind) continue;
    const std::string wanted = d.trigger_name(definition);
    if (exact ? (!wanted.empty() && wanted == code) : wanted.empty()) return &definition;
  }
  return nullptr;
}

/// Start events of event sub-processes of a scope, or boundary events of its owner; the exact code goes before catch-all.
std::optional<Catcher> catcher_in_scope(const Run& run, const state::Scope& scope, model::EventKind kind, std::string_view code) {
  const bool body = scope.kind == state::ScopeKind::loop || scope.kind == state::ScopeKind::activity;  // event sub-processes are inside
  const model::Index inner = body ? model::none : model_scope(run, scope);
  if (inner == model::none || scope.interrupted) return std::nullopt;
  const model::Definitions& d = *run.program(scope).definitions;
  for (bool exact : {true, false})
    for (model::Index index : d.scope(inner).event_sub_processes)
      for (model::Index start : d.scope(d.node(index).inner).nodes)
        if (d.node(start).kind == model::NodeKind::start_event)
          if (const auto* found = definition_for(d, d.node(start), kind, code, exact))
            return Catcher{scope.id, 0, &d.node(start), found};
  return std::nullopt;
}

std::optional<Catcher> catcher_on_activity(const Run& run, const state::Case& c, Id token, model::EventKind kind,
                                           std::string_view code) {
  const Place p = run.place(c.id, token);
  if (!p.token || p.token->index >= 0) return std::nullopt;  // an instance: its events sit on the loop's own token
  const model::Definitions& d = *p.program->definitions;
  for (bool exact : {true, false})
    for (model::Index index : p.node->boundary)
      if (const auto* found = definition_for(d, d.node(index), kind, code, exact))
        return Catcher{0, token, &d.node(index), found};
  return std::nullopt;
}

/// From a token outwards: its own activity, then scope by scope. The event sub-processes of a scope do not catch what one
/// of them throws.
std::optional<Catcher> find_catcher(const Run& run, const state::Case& c, Id token, model::EventKind kind, std::string_view code) {
  const state::Token* t = c.find_token(token);
  if (!t) return std::nullopt;
  if (auto found = catcher_on_activity(run, c, token, kind, code)) return found;
  bool from_handler = false;
  for (const state::Scope* s = c.find_scope(t->scope); s; s = c.find_scope(s->parent)) {
    if (!from_handler)
      if (auto found = catcher_in_scope(run, *s, kind, code)) return found;
    from_handler = s->kind == state::ScopeKind::event_process;
    if (s->token != 0 && s->kind != state::ScopeKind::compensation)
      if (auto found = catcher_on_activity(run, c, s->token, kind, code)) return found;
  }
  return std::nullopt;
}

void fire(Run& run, std::string_view case_id, const Catcher& catcher, const Payload& payload) {
  if (catcher.host != 0) {
    trigger_boundary(run, case_id, catcher.host, *catcher.event, payload, catcher.event->interrupting);
  } else {
    trigger_event_sub_process(run, case_id, catcher.scope, *catcher.event, payload);
  }
}

base::Value data_of_throw(const Run& run, const Place& p) {
  base::Context payload;
  const Id from = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  for (const model::Mapping& mapping : p.node->ext.inputs) {
    auto value = evaluate(run, *p.instance, from, *p.program, mapping.source, false);
    if (value) payload.set_path(mapping.target, std::move(*value));
  }
  return payload.empty() ? base::Value{} : base::Value(std::move(payload));
}

void throw_message(Run& run, const Place& p, const model::EventDefinition& definition) {
  const model::Definitions& d = *p.program->definitions;
  const std::string case_id = p.instance->id;
  std::string name = d.trigger_name(definition);
  std::string key;
  if (definition.message != model::none) {
    const auto& message = d.messages[static_cast<std::size_t>(definition.message)];
    if (auto text = evaluate_text(run, *p.instance, p.token->scope, *p.program, message.name_value); text && !text->empty())
      name = *text;
    if (message.correlation_key != model::none)
      if (auto value = evaluate(run, *p.instance, p.token->scope, *p.program, message.correlation_key, false))
        key = text_of(*value);
  }
  const base::Value payload = data_of_throw(run, p);
  run.emit(event::MessageSent{case_id, name, key, payload});
  deliver_message(run, name, key, payload, false);
}

}  // namespace

void throw_definition(Run& run, const Place& p, const model::EventDefinition& definition) {
  const model::Definitions& d = *p.program->definitions;
  const std::string case_id = p.instance->id;
  switch (definition.kind) {
    case model::EventKind::message:
      throw_message(run, p, definition);
      return;
    case model::EventKind::signal: {
      std::string name = d.trigger_name(definition);
      if (definition.signal != model::none)
        if (auto text = evaluate_text(run, *p.instance, p.token->scope, *p.program,
                                      d.signals[static_cast<std::size_t>(definition.signal)].name_value);
            text && !text->empty())
          name = *text;
      broadcast_signal(run, name, data_of_throw(run, p), case_id);
      return;
    }
    case model::EventKind::escalation:
      throw_escalation(run, case_id, p.token->id, d.trigger_name(definition));
      return;
    case model::EventKind::error:
      throw_error(run, case_id, p.token->id, d.trigger_name(definition), "", {}, true);
      return;
    default:
      return;  // terminate, cancel, compensation and link have elements of their own
  }
}

void throw_error(Run& run, std::string_view case_id, Id token, std::string_view code, std::string_view message,
                 const base::Value& payload, bool end_case_if_uncaught) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const state::Token* t = c.find_token(token);
  CHECK(t != nullptr);
  const std::string element = t->element;
  const auto catcher = find_catcher(run, c, token, model::EventKind::error, code);
  run.emit(event::ErrorThrown{id, element, std::string(code), std::string(message), catcher.has_value()});
  if (catcher) {
    base::Context data;
    if (payload.is_context()) data = payload.as_context();
    if (!catcher->definition->error_code_variable.empty())
      data.set(catcher->definition->error_code_variable, base::Value(std::string(code)));
    if (!catcher->definition->error_message_variable.empty())
      data.set(catcher->definition->error_message_variable, base::Value(std::string(message)));
    fire(run, case_id, *catcher, {data.empty() ? base::Value{} : base::Value(std::move(data)), "", {}});
  } else if (end_case_if_uncaught) {
    end_case(run, case_id, "error", code);
  } else {
    run.incident(case_id, token, "uncaught-error", "业务错误 " + std::string(code) + " 没有人处理：" + std::string(message),
                 "Nobody catches the error " + std::string(code) + ": " + std::string(message));
  }
}

bool throw_escalation(Run& run, std::string_view case_id, Id token, std::string_view code) {
  const std::string id(case_id);
  const state::Case& c = run.instance(case_id);
  const auto catcher = find_catcher(run, c, token, model::EventKind::escalation, code);
  run.emit(event::EscalationThrown{id, c.find_token(token)->element, std::string(code), catcher.has_value()});
  if (catcher) fire(run, case_id, *catcher, {});
  return catcher.has_value();
}

void broadcast_signal(Run& run, std::string_view name, const base::Value& payload, std::string_view from_case) {
  run.emit(event::SignalThrown{std::string(from_case), std::string(name), payload});
  std::vector<std::string> cases;
  const std::string prefix = state::signal_key(name, "");
  run.scratch.waiting.for_each_key(prefix, [&](const std::string& key) {
    cases.push_back(key.substr(prefix.size()));
    return true;
  });
  // Who listens is fixed before anybody hears it.
  std::size_t direct = 0;
  std::vector<std::pair<std::string, Id>> listeners;
  for (const std::string& case_id : cases) {
    if (case_id != from_case && ++direct > fan_out_limit) {
      run.emit(event::SignalQueued{case_id, std::string(name), payload, run.at});
      continue;
    }
    for (const auto& [id, s] : run.instance(case_id).subscriptions)
      if (s.kind == state::SubscriptionKind::signal && s.name == name) listeners.emplace_back(case_id, id);
  }
  for (const auto& [case_id, id] : listeners) trigger_subscription(run, case_id, id, {payload, "", {}});
  start_by_event(run, model::EventKind::signal, name, payload, false);
}

DeliveryReport deliver_message(Run& run, std::string_view name, std::string_view key, const base::Value& payload,
                               bool check_actor) {
  std::string waiting_case;
  const std::string prefix = state::message_key(name, key, "");
  run.scratch.waiting.for_each_key(prefix, [&](const std::string& found) {
    const std::string case_id = found.substr(prefix.size());
    // Case ids grow: the shorter, then the smaller one is the older case.
    if (waiting_case.empty() || case_id.size() < waiting_case.size()) waiting_case = case_id;
    return true;
  });
  if (!waiting_case.empty()) {
    const state::Case& c = run.instance(waiting_case);
    for (const auto& [id, s] : c.subscriptions) {
      if (s.kind != state::SubscriptionKind::message || s.name != name || s.key != key || s.met) continue;
      Payload carried{payload, "", {}};
      if (check_actor) {
        const Standing standing = standing_for(run.scratch, run.actor, s.assignee, run.at);
        if (!standing && !run.actor.is_system()) {
          run.reject(not_yours(run.actor, s.assignee));
          return {Delivery::refused, waiting_case, s.element};
        }
        Acting who;
        if (standing) who = acting(run, standing, waiting_case, s.element, command::CorrelateMessage::name);
        carried.account = run.actor.account;
        carried.seat = who.seat;
        carried.by = by_of(run.actor, who);
        const model::Definitions& d = *run.program(*c.find_scope(s.scope)).definitions;
        const std::string& form = d.node(*d.find_node(s.element)).ext.form;
        if (!form.empty()) {
          auto data = checked_data(run, c, s.scope, form, payload);
          if (!data) return {Delivery::refused, waiting_case, s.element};
          carried.value = std::move(*data);
        }
      }
      const std::string element = s.element;
      run.emit(event::MessageReceived{waiting_case, id, std::string(name), std::string(key), carried.account, run.at});
      trigger_subscription(run, waiting_case, id, carried);
      return {Delivery::taken, waiting_case, element};
    }
  }
  const std::string started = start_by_event(run, model::EventKind::message, name, payload, check_actor);
  if (!started.empty()) return {Delivery::started, started, ""};
  if (run.rejection()) return {Delivery::refused, "", ""};
  // Only the host and other cases may speak ahead of time; a person is told that nobody waits.
  if (check_actor && !run.actor.is_system()) {
    run.reject(refusal("nobody_waits", "现在没有步骤在等这条消息", "No step waits for this message now", std::string(name)));
    return {Delivery::refused, "", ""};
  }
  const base::Value& ttl = run.settings().get("message_ttl_days");
  const std::int64_t days = ttl.int64_or(7);
  std::string number = std::to_string(run.scratch.counters.messages + 1);
  number.insert(0, 20 - number.size(), '0');
  const std::string id = state::message_key(name, key, number);
  run.emit(event::MessageBuffered{id, std::string(name), std::string(key), payload, run.at,
                                  base::Instant{run.at.ms + days * 86'400'000}});
  return {Delivery::buffered, "", ""};
}

}  // namespace zhunru::decide

// Multi-instance (BPMN 2.0 §13.3.7) and standard loop (§13.3.6). The looped activity's token owns a scope of kind `loop`;
// each instance is a token inside it at the same element, with an activity scope for loopCounter and its item.
//   open -> instance started -> instance done -> [condition: cancel the rest] -> next / all in -> body closed, results out
#include "engine/decide/activity.hpp"
#include "engine/decide/compensation.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/scope.hpp"
#include "engine/decide/throw.hpp"

namespace zhunru::decide {
namespace {

/// Puts the token of one instance with its variables; `again`: one that had been started before.
void start_instance(Run& run, const std::string& case_id, Id loop_scope, std::optional<std::int32_t> again = std::nullopt) {
  const state::Case& c = run.instance(case_id);
  const state::Scope& s = *c.find_scope(loop_scope);
  const Place owner = run.place(case_id, s.token);
  const std::int32_t index = again.value_or(s.loop->started);
  base::Context variables{{"loopCounter", base::Value(std::int64_t{index} + 1)}};
  if (owner.node->multi && static_cast<std::size_t>(index) < s.loop->items.size()) {
    const base::Value item = s.loop->items[static_cast<std::size_t>(index)];
    if (!owner.node->multi->element.empty()) variables.set(owner.node->multi->element, item);
    if (owner.node->multi->input_item != model::none)
      variables.set(owner.program->definitions->data[static_cast<std::size_t>(owner.node->multi->input_item)].variable, item);
  }
  const std::string element = owner.node->id;
  const std::string resource = s.process;
  const std::string version = s.version;
  if (!again) run.emit(event::LoopInstanceStarted{case_id, loop_scope, index});
  const Id token = put_token(run, case_id, loop_scope, element, index);
  ScopeRequest request;
  request.kind = state::ScopeKind::activity;
  request.parent = loop_scope;
  request.token = token;
  request.element = element;
  request.resource = resource;
  request.version = version;
  request.variables = std::move(variables);
  open_scope(run, case_id, std::move(request));
}

/// Number of instances and their items.
base::Result<state::Loop> plan_multi(const Run& run, const Place& p) {
  const model::MultiInstance& multi = *p.node->multi;
  state::Loop loop;
  loop.sequential = multi.sequential;
  base::Value items;
  if (multi.collection != model::none) {
    auto value = evaluate(run, *p.instance, p.token->scope, *p.program, multi.collection);
    if (!value) return std::move(value).error();
    items = std::move(*value);
  } else if (multi.cardinality == model::none && multi.input_data != model::none) {
    const auto& data = p.program->definitions->data[static_cast<std::size_t>(multi.input_data)];
    if (const base::Value* value = find_variable(*p.instance, p.token->scope, data.variable)) items = *value;
  } else if (multi.cardinality != model::none) {
    auto value = evaluate(run, *p.instance, p.token->scope, *p.program, multi.cardinality);
    if (!value) return std::move(value).error();
    const auto count = value->is_number() ? value->as_number().to_int64() : std::nullopt;
    if (!count || *count < 0 || *count > instance_limit)
      return base::make_error("bad-cardinality", "多实例的数量不是 0 到 10000 的整数",
                              "The number of instances is not a whole number from 0 to 10000");
    loop.planned = static_cast<std::int32_t>(*count);
    return loop;
  }
  if (items.is_null()) items = base::Value(base::List{});
  if (!items.is_list()) items = base::Value(base::List{items});
  if (static_cast<std::int64_t>(items.size()) > instance_limit)
    return base::make_error("bad-cardinality", "多实例的集合过长", "The collection of instances is too long");
  for (const base::Value& item : items.as_list()) loop.items.push_back(item);
  loop.planned = static_cast<std::int32_t>(loop.items.size());
  return loop;
}

/// Whether a standard loop goes round (again). Empty with an incident raised.
std::optional<bool> goes_on(Run& run, const Place& owner, Id looking, std::int32_t rounds) {
  const model::StandardLoop& loop = *owner.node->loop;
  if (loop.maximum != model::none) {
    auto value = evaluate(run, *owner.instance, looking, *owner.program, loop.maximum);
    const auto maximum = value && value->is_number() ? value->as_number().to_int64() : std::nullopt;
    if (maximum && rounds >= *maximum) return false;
  }
  if (loop.condition == model::none) return true;
  auto holds = evaluate_condition(run, *owner.instance, looking, *owner.program, loop.condition);
  if (holds) return *holds;
  run.incident(owner.instance->id, owner.token->id, holds.error().code, "循环条件：" + holds.error().message,
               "Loop condition: " + holds.error().message_en);
  return std::nullopt;
}

/// The body is over: results out, body closed, on from the activity.
void close_loop(Run& run, const std::string& case_id, Id loop_scope) {
  const state::Case& c = run.instance(case_id);
  const state::Scope s = *c.find_scope(loop_scope);
  cancel_inside(run, case_id, loop_scope, "not_needed");
  run.emit(event::ScopeClosed{case_id, loop_scope, "completed"});
  const Place owner = run.place(case_id, s.token);
  const Id parent = parent_for_outputs(*owner.instance, owner.token->scope);
  if (owner.node->multi) {
    std::vector<base::Value> results = s.loop->results;
    results.resize(static_cast<std::size_t>(s.loop->started));
    bool any = false;
    for (const base::Value& result : results) any = any || !result.is_null();
    if (any) set_variable(run, case_id, parent, owner.node->id, base::Value(base::List(results.begin(), results.end())));
    const model::MultiInstance& multi = *owner.node->multi;
    std::string target = multi.output;
    if (target.empty() && multi.output_data != model::none)
      target = owner.program->definitions->data[static_cast<std::size_t>(multi.output_data)].variable;
    if (!target.empty()) {
      std::vector<base::Value> outputs = s.loop->outputs;
      outputs.resize(static_cast<std::size_t>(s.loop->started));
      set_variable(run, case_id, parent, target, base::Value(base::List(outputs.begin(), outputs.end())));
    }
  }
  if (!map_outputs(run, run.place(case_id, s.token), parent, parent)) return;
  leave_activity(run, run.place(case_id, s.token));
}

/// Events of the `behavior` attribute: thrown from the activity, caught by its boundary events. True when the body is
/// still there afterwards.
bool throw_behavior(Run& run, const std::string& case_id, Id loop_scope, Id instance) {
  const state::Scope s = *run.instance(case_id).find_scope(loop_scope);
  const Place owner = run.place(case_id, s.token);
  const model::MultiInstance& multi = *owner.node->multi;
  std::vector<const model::EventDefinition*> thrown;
  if (multi.behavior == model::MultiBehavior::each && !multi.none_event.empty()) thrown.push_back(&multi.none_event.front());
  if (multi.behavior == model::MultiBehavior::one && !multi.one_event.empty() && !s.loop->thrown) {
    thrown.push_back(&multi.one_event.front());
    run.emit(event::LoopThrown{case_id, loop_scope});
  }
  if (multi.behavior == model::MultiBehavior::complex)
    for (const model::ComplexBehavior& complex : multi.complex)
      if (complex.condition == model::none ||
          evaluate_condition(run, *owner.instance, instance, *owner.program, complex.condition, false).value_or(false))
        for (const model::EventDefinition& definition : complex.events) thrown.push_back(&definition);
  for (const model::EventDefinition* definition : thrown) {
    const std::string name = owner.program->definitions->trigger_name(*definition);
    bool caught = false;
    for (model::Index index : owner.node->boundary) {
      const model::Node& event = owner.program->definitions->node(index);
      for (const model::EventDefinition& catching : event.events) {
        if (caught || catching.kind != definition->kind || owner.program->definitions->trigger_name(catching) != name) continue;
        caught = true;
        trigger_boundary(run, case_id, s.token, event, {}, event.interrupting && !run.options.suite_reading);
      }
    }
    if (!caught) throw_definition(run, run.place(case_id, s.token), *definition);
    if (!run.instance(case_id).find_scope(loop_scope)) return false;
  }
  return true;
}

void go_on(Run& run, const std::string& case_id, Id loop_scope) {
  const state::Scope& s = *run.instance(case_id).find_scope(loop_scope);
  const state::Loop& loop = *s.loop;
  const std::int32_t open = loop.started - loop.completed - loop.dropped;
  if (loop.started < loop.planned + loop.dropped && loop.sequential && open == 0) {
    start_instance(run, case_id, loop_scope);
  } else if (loop.completed >= loop.planned && open == 0) {
    close_loop(run, case_id, loop_scope);
  }
}

}  // namespace

void open_loop(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  state::Loop loop;
  if (p.node->multi) {
    auto planned = plan_multi(run, p);
    if (!planned) {
      run.incident(case_id, token, planned.error().code, "多实例：" + planned.error().message,
                   "Multi-instance: " + planned.error().message_en);
      return;
    }
    loop = std::move(*planned);
  } else {
    loop.sequential = true;
    loop.planned = -1;
    if (p.node->loop->test_before) {
      const auto first = goes_on(run, p, p.token->scope, 0);
      if (!first) return;
      if (!*first) {
        leave_activity(run, p);
        return;
      }
    }
  }
  const std::int32_t count = loop.planned;
  const bool sequential = loop.sequential;
  ScopeRequest request;
  request.kind = state::ScopeKind::loop;
  request.parent = p.token->scope;
  request.token = token;
  request.element = p.node->id;
  request.resource = p.scope->process;
  request.version = p.scope->version;
  request.loop = std::move(loop);
  const Id scope = open_scope(run, case_id, std::move(request));
  wait(run, run.place(case_id, token));
  if (count == 0) {
    close_loop(run, case_id, scope);
    return;
  }
  const std::int32_t first = sequential ? 1 : count;
  for (std::int32_t n = 0; n < first; ++n) start_instance(run, case_id, scope);
}

void loop_instance_done(Run& run, const Place& p, base::Value result, base::Value output) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id loop_scope = p.token->scope;
  const Id own = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : loop_scope;
  if (!model::is_sub_process(p.node->kind)) record_compensable(run, run.place(case_id, token), 0, {});  // a sub-process has done so
  run.emit(event::LoopInstanceEnded{case_id, loop_scope, p.token->index, std::move(result), std::move(output)});
  const state::Scope* s = run.instance(case_id).find_scope(loop_scope);
  const Place owner = run.place(case_id, s->token);
  if (owner.node->loop && !owner.node->multi) {
    const auto again = goes_on(run, owner, own, s->loop->started);
    run.emit(event::TokenEnded{case_id, token, "end", ""});
    if (!again) return;
    if (*again) {
      start_instance(run, case_id, loop_scope);
    } else {
      close_loop(run, case_id, loop_scope);
    }
    return;
  }
  bool complete = false;
  if (owner.node->multi->completion != model::none) {
    auto holds = evaluate_condition(run, *owner.instance, own, *owner.program, owner.node->multi->completion);
    if (!holds) {
      run.incident(case_id, token, holds.error().code, "多实例完成条件：" + holds.error().message,
                   "Completion condition: " + holds.error().message_en);
      return;
    }
    complete = *holds;
  }
  const bool there = throw_behavior(run, case_id, loop_scope, own);
  if (!there) return;
  run.emit(event::TokenEnded{case_id, token, "end", ""});
  if (complete) {
    close_loop(run, case_id, loop_scope);
  } else {
    go_on(run, case_id, loop_scope);
  }
}

void reopen_instance(Run& run, std::string_view case_id, Id loop_scope, std::int32_t index) {
  const std::string id(case_id);
  run.emit(event::LoopInstanceReopened{id, loop_scope, index});
  start_instance(run, id, loop_scope, index);
}

void drop_instance(Run& run, std::string_view case_id, Id token, std::string_view word, std::string_view reason) {
  const std::string id(case_id);
  const Id loop_scope = run.instance(case_id).find_token(token)->scope;
  std::vector<std::string> answers;  // given, while signers behind it were still asked
  for (const state::Done& done : run.instance(case_id).done)
    if (done.token == token && !done.voided) answers.push_back(done.task);
  if (!answers.empty()) run.emit(event::DoneVoided{id, std::move(answers), std::string(reason), run.actor.account});
  cancel_token(run, case_id, token, word);
  const state::Loop& loop = *run.instance(case_id).find_scope(loop_scope)->loop;
  if (loop.planned < 0) {  // a standard loop: the round was not finished, nobody asks for another
    run.emit(event::LoopChanged{id, loop_scope, loop.planned, loop.dropped + 1, {}, std::string(reason)});
    close_loop(run, id, loop_scope);
    return;
  }
  run.emit(event::LoopChanged{id, loop_scope, loop.planned - 1, loop.dropped + 1, {}, std::string(reason)});
  loop_changed(run, id, loop_scope);
}

void loop_changed(Run& run, std::string_view case_id, Id loop_scope) {
  const std::string id(case_id);
  const state::Scope* s = run.instance(case_id).find_scope(loop_scope);
  if (!s || !s->loop) return;
  const Place owner = run.place(case_id, s->token);
  while (!s->loop->sequential && s->loop->started < s->loop->planned + s->loop->dropped) {
    start_instance(run, id, loop_scope);
    s = run.instance(case_id).find_scope(loop_scope);
  }
  if (owner.node->multi && owner.node->multi->completion != model::none && s->loop->completed > 0 &&
      evaluate_condition(run, *owner.instance, loop_scope, *owner.program, owner.node->multi->completion, false).value_or(false)) {
    close_loop(run, id, loop_scope);
    return;
  }
  go_on(run, id, loop_scope);
}

}  // namespace zhunru::decide

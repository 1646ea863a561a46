#include "engine/decide/operation_call.hpp"

#include "engine/decide/activity.hpp"
#include "engine/decide/data.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/start.hpp"
#include "engine/decide/throw.hpp"
#include "engine/operation/operation.hpp"

namespace zhunru::decide {
namespace {

/// A task that takes time: the token waits for a timer of its own.
void take_time(Run& run, const std::string& case_id, Id token, std::int64_t ms) {
  const Place p = run.place(case_id, token);
  state::Timer timer;
  timer.token = token;
  timer.scope = p.token->scope;
  timer.element = p.node->id;
  timer.kind = state::TimerKind::job;
  timer.since = run.at;
  timer.due = {run.at.ms + ms};
  wait(run, p);
  timer.id = run.fresh(case_id);
  run.emit(event::TimerSet{case_id, std::move(timer)});
}

void start_linked(Run& run, const std::string& case_id, Id token, const operation::LinkedStart& start) {
  const auto ref = find_process(run, start.process);
  if (!ref) {
    run.incident(case_id, token, "unknown-process", "没有部署流程 " + start.process, "Process " + start.process + " is not deployed");
    return;
  }
  CaseRequest request;
  request.account = run.actor.account;
  if (run.acting_seat) request.seat = *run.acting_seat;
  else if (!run.actor.seats.empty()) request.seat = run.actor.seats.front();
  request.started_from = case_id;
  request.variables = start.variables;
  start_case(run, *ref, std::move(request));
}

void failed(Run& run, const std::string& case_id, Id token, std::string_view name, base::Error error) {
  if (!run.unattended && error.code != "depends-on-hidden") {
    run.reject(std::move(error));
    return;
  }
  run.incident(case_id, token, error.code, "操作 " + std::string(name) + "：" + error.message,
               "Operation " + std::string(name) + ": " + error.message_en);
}

}  // namespace

void call_operation(Run& run, const Place& p, std::string_view name, std::string_view result) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const operation::Operation* found = operation::find(name);
  if (!found) {
    run.incident(case_id, token, "unknown-operation", "没有名为 " + std::string(name) + " 的操作",
                 "There is no operation " + std::string(name));
    return;
  }
  const Id own = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
  base::Value input{base::Context{}};
  if (own != p.token->scope) input = base::Value(p.instance->find_scope(own)->variables);
  if (input.contains_hidden()) {
    const base::Error error = depends_on_hidden();
    run.incident(case_id, token, error.code, error.message, error.message_en);
    return;
  }
  const operation::OperationContext context{run.scratch, *p.instance, own, p.node->id, run.at, run.actor};
  auto answer = (*found)(context, input);
  if (!answer) {
    failed(run, case_id, token, name, answer.error());
    return;
  }
  for (event::Event& event : answer->events) run.emit_any(std::move(event));
  const Id process = run.instance(case_id).process_scope(own);
  for (operation::RootVariable& variable : answer->variables)
    set_variable(run, case_id, process, variable.target, std::move(variable.value));
  for (const operation::LinkedStart& start : answer->starts) start_linked(run, case_id, token, start);
  for (const operation::OutgoingMessage& message : answer->messages) {
    run.emit(event::MessageSent{case_id, message.name, message.key, message.payload});
    deliver_message(run, message.name, message.key, message.payload, false);
  }
  const Place now = run.place(case_id, token);
  if (!now.token || now.node != p.node || now.token->state == state::TokenState::stuck) return;
  if (answer->error) {
    throw_error(run, case_id, token, answer->error->code, answer->error->message, answer->output, false);
    return;
  }
  if (answer->takes_ms > 0) {
    take_time(run, case_id, token, answer->takes_ms);
    return;
  }
  if (result.empty() || result == now.node->id) {
    complete_activity(run, now, std::move(answer->output));
    return;
  }
  const Id target = now.token->index >= 0 ? own : parent_for_outputs(*now.instance, now.token->scope);
  set_variable(run, case_id, target, result, std::move(answer->output));
  complete_activity(run, run.place(case_id, token));
}

}  // namespace zhunru::decide

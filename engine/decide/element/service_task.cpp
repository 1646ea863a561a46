// Service, send, script and receive tasks.
//   service   calls zhunru:operation; without one it passes (an abstract model)
//   send      calls its operation, or throws its message; then passes
//   script    FEEL: an expression, or lines "name = expression"; another scriptFormat is an operation "script/<format>"
//   receive   waits for its message
#include "engine/decide/activity.hpp"
#include "engine/decide/data.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/operation_call.hpp"
#include "engine/decide/throw.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

Id own_or_outer(const Place& p) {
  return p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
}

/// Calls the operation that the task names. False when it names none.
bool call_named(Run& run, const Place& p) {
  if (p.node->ext.operation.empty()) return false;
  auto name = evaluate_text(run, *p.instance, own_or_outer(p), *p.program, p.node->ext.operation.name);
  if (!name) {
    run.incident(p.instance->id, p.token->id, name.error().code, name.error().message, name.error().message_en);
    return true;
  }
  call_operation(run, p, *name, p.node->ext.operation.result);
  return true;
}

bool is_feel(const model::Node& node) {
  return node.script_format.empty() || node.script_format == "feel" || node.script_format == "application/feel";
}

/// "x = x + 1": the name and the expression. A comparison "x = 1" cannot be told from it; a script assigns.
std::optional<std::pair<std::string, std::string_view>> assignment(std::string_view line) {
  std::size_t end = 0;
  const auto part = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
  while (end < line.size() && part(line[end])) ++end;
  if (end == 0 || (line[0] >= '0' && line[0] <= '9')) return std::nullopt;
  std::size_t equals = end;
  while (equals < line.size() && line[equals] == ' ') ++equals;
  if (equals >= line.size() || line[equals] != '=' || (equals + 1 < line.size() && line[equals + 1] == '=')) return std::nullopt;
  return std::make_pair(std::string(line.substr(0, end)), line.substr(equals + 1));
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// One statement: its value, or a variable set. False with an incident raised.
bool run_statement(Run& run, const Place& p, std::string_view line, base::Value& result) {
  const std::string case_id = p.instance->id;
  if (line.front() == '=') line.remove_prefix(1);
  const auto assigned = assignment(line);
  auto value = evaluate_feel(run, *p.instance, own_or_outer(p), trimmed(assigned ? assigned->second : line));
  if (!value) {
    run.incident(case_id, p.token->id, value.error().code, "脚本：" + value.error().message, "Script: " + value.error().message_en);
    return false;
  }
  if (!assigned) {
    result = std::move(*value);
    return true;
  }
  const std::string root = assigned->first.substr(0, assigned->first.find('.'));
  const Id parent = parent_for_outputs(*p.instance, p.token->scope);
  set_variable(run, case_id, home_of_variable(*p.instance, own_or_outer(p), root, parent), assigned->first, std::move(*value));
  return true;
}

void run_feel_script(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const std::string_view script = trimmed(p.node->script);
  base::Value result;
  // Lines are statements when the first one assigns; else the whole text is one expression.
  if (!assignment(script)) {
    if (!script.empty() && !run_statement(run, p, script, result)) return;
  } else {
    for (std::size_t from = 0; from < script.size();) {
      const std::size_t end = std::min(script.find('\n', from), script.size());
      const std::string_view line = trimmed(script.substr(from, end - from));
      from = end + 1;
      if (!line.empty() && !run_statement(run, run.place(case_id, token), line, result)) return;
    }
  }
  const Place now = run.place(case_id, token);
  if (!p.node->script_result.empty() && now.token->index < 0) {
    set_variable(run, case_id, parent_for_outputs(*now.instance, now.token->scope), p.node->script_result, std::move(result));
    result = {};
  }
  complete_activity(run, run.place(case_id, token), std::move(result));
}

}  // namespace

void run_service_task(Run& run, const Place& p) {
  if (!call_named(run, p)) complete_activity(run, p);
}

void run_send_task(Run& run, const Place& p) {
  if (call_named(run, p)) return;
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const model::Node& node = *p.node;
  if (node.message != model::none) {
    model::EventDefinition definition;
    definition.kind = model::EventKind::message;
    definition.message = node.message;
    throw_definition(run, p, definition);
  }
  const Place now = run.place(case_id, token);
  if (now.token && now.node == &node) complete_activity(run, now);
}

void run_script_task(Run& run, const Place& p) {
  if (call_named(run, p)) return;
  if (!is_feel(*p.node)) {
    call_operation(run, p, "script/" + p.node->script_format, "");
    return;
  }
  run_feel_script(run, p);
}

void run_receive_task(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const Id scope = p.token->scope;
  const model::Node& node = *p.node;
  wait(run, p);
  arm(run, case_id, scope, token, state::TimerKind::token, node);
}

}  // namespace zhunru::decide

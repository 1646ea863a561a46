#include "tests/property/coverage.hpp"

#include <set>

#include "engine/state/library.hpp"
#include "tests/property/coverage_reasons.hpp"

namespace zhunru::test {
namespace {

constexpr std::string_view elements[] = {
    "startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent", "task", "userTask", "serviceTask",
    "scriptTask", "sendTask", "receiveTask", "manualTask", "businessRuleTask", "callActivity", "subProcess", "event subProcess",
    "transaction", "adHocSubProcess", "exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"};

constexpr std::string_view steps[] = {"arrives", "waits", "joins", "is done", "leaves", "ends", "is cancelled", "is stuck", "instance"};

const Reason* reason_for(std::string_view element, std::string_view step) {
  for (const Reason& reason : unreachable)
    if (reason.element == element && reason.step == step) return &reason;
  return nullptr;
}

std::string_view step_of(const event::TokenPassed& passed) {
  switch (passed.state) {
    case state::TokenState::active: return "waits";
    case state::TokenState::joining: return "joins";
    default: return "is done";
  }
}

std::string_view step_of(const event::TokenEnded& ended) {
  return ended.reason == "end" || ended.reason == "joined" || ended.reason == "reset" ? "ends" : "is cancelled";
}

}  // namespace

void Coverage::count(const state::State& state, std::string_view case_id, state::Id scope, std::string_view element, std::string_view step) {
  const state::Case* c = state.cases.find(case_id);
  const state::Scope* s = c ? c->find_scope(scope) : nullptr;
  const state::Program* program = s ? state.library->find(s->version) : nullptr;
  const auto node = program ? program->definitions->find_node(element) : std::nullopt;
  if (!node) return;
  const model::NodeKind kind = program->definitions->node(*node).kind;
  std::string name = kind == model::NodeKind::event_sub_process ? "event subProcess" : model::element_name(kind);
  ++reached_[{std::move(name), std::string(step)}][trigger_];
}

void Coverage::see(const state::State& state, const event::Event& event, const command::Command& command) {
  trigger_ = command::command_name(command.body);
  const auto at = [&](const std::string& case_id, state::Id id, std::string_view step) {
    const state::Case* c = state.cases.find(case_id);
    if (const state::Token* token = c ? c->find_token(id) : nullptr) count(state, case_id, token->scope, token->element, step);
  };
  if (const auto* made = std::get_if<event::TokenCreated>(&event)) {
    count(state, made->case_id, made->token.scope, made->token.element, made->token.index >= 0 ? "instance" : "arrives");
  } else if (const auto* moved = std::get_if<event::TokenMoved>(&event)) {
    at(moved->case_id, moved->token, "leaves");
    const state::Case* c = state.cases.find(moved->case_id);
    if (const state::Token* token = c ? c->find_token(moved->token) : nullptr) count(state, moved->case_id, token->scope, moved->element, "arrives");
  } else if (const auto* passed = std::get_if<event::TokenPassed>(&event)) {
    at(passed->case_id, passed->token, step_of(*passed));
  } else if (const auto* ended = std::get_if<event::TokenEnded>(&event)) {
    at(ended->case_id, ended->token, step_of(*ended));
  } else if (const auto* stuck = std::get_if<event::IncidentRaised>(&event)) {
    at(stuck->case_id, stuck->incident.token, "is stuck");
  } else if (const auto* opened = std::get_if<event::ScopeOpened>(&event); opened && opened->scope.kind == state::ScopeKind::event_process) {
    const state::Case* c = state.cases.find(opened->case_id);
    for (const state::Scope* s = c ? c->find_scope(opened->scope.parent) : nullptr; s; s = nullptr)
      count(state, opened->case_id, s->id, opened->scope.element, "arrives");
  }
}

std::string Coverage::table(std::uint64_t seed, std::uint64_t taken) const {
  std::set<std::string> triggers;
  for (const auto& [row, by] : reached_)
    for (const auto& [trigger, times] : by) triggers.insert(trigger);
  std::string text = "# What random walks reach\n\nElement × lifecycle step × trigger (the command that was being decided), counted over " + std::to_string(taken) +
                     " steps from seed " + std::to_string(seed) + ". Written by `build/native/bin/random_walk --coverage docs/coverage.md`; do not edit.\n\n"
                     "Steps: *arrives* a token comes by a flow, an event or by hand; *waits* for a person, time, message, inner work; *joins* waits for other tokens;\n"
                     "*is done* may go on; *leaves* takes a flow; *ends* consumed; *is cancelled* taken away; *is stuck* an incident; *instance* of a loop begins.\n"
                     "A cell without number was not reached: that command does not bring about that step there, or no walk happened to.\n\n| element | step |";
  for (const std::string& trigger : triggers) text += " " + trigger + " |";
  text += "\n|---|---|";
  for (std::size_t i = 0; i < triggers.size(); ++i) text += "---:|";
  for (std::string_view element : elements)
    for (std::string_view step : steps) {
      const auto found = reached_.find({std::string(element), std::string(step)});
      if (found == reached_.end()) continue;
      text += "\n| " + std::string(element) + " | " + std::string(step) + " |";
      for (const std::string& trigger : triggers) {
        const auto times = found->second.find(trigger);
        text += times == found->second.end() ? " |" : " " + std::to_string(times->second) + " |";
      }
    }
  text += "\n\n## Rows that are not reached\n\n| element | step | why |\n|---|---|---|\n";
  for (std::string_view element : elements)
    for (std::string_view step : steps) {
      if (reached_.count({std::string(element), std::string(step)})) continue;
      const Reason* reason = reason_for(element, step);
      text += "| " + std::string(element) + " | " + std::string(step) + " | " + (reason ? std::string(reason->why) : "**no reason given**") + " |\n";
    }
  return text;
}

std::vector<std::string> Coverage::unexplained() const {
  std::vector<std::string> found;
  for (std::string_view element : elements)
    for (std::string_view step : steps) {
      const bool reached = reached_.count({std::string(element), std::string(step)}) != 0;
      if (!reached && !reason_for(element, step)) found.push_back(std::string(element) + " " + std::string(step) + ": not reached and no reason given");
    }
  return found;
}

}  // namespace zhunru::test

#include "engine/decide/run.hpp"

#include <algorithm>

#include "engine/decide/clock.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/trigger.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/functions.hpp"
#include "engine/state/place.hpp"

namespace zhunru::decide {

Run::Run(const state::State& state, const command::Command& command, engine::Options given)
    : options(given),
      scratch(state::State::over(state)),
      at(std::max(command.at, state.counters.last_at)),
      actor(command.actor),
      unattended(command.actor.is_system() && !std::holds_alternative<command::CorrelateMessage>(command.body)) {}

void Run::emit_any(event::Event e) {
  events.push_back(std::move(e));
  engine::evolve(scratch, events.back());
  // Looked at before the command ends: joins and clocks of cases that lost a token or a task.
  if (const auto* ended = std::get_if<event::TokenEnded>(&events.back())) touched_.insert(ended->case_id);
  if (const auto* done = std::get_if<event::TaskCompleted>(&events.back())) touched_.insert(done->case_id);
  if (const auto* gone = std::get_if<event::TaskCancelled>(&events.back())) touched_.insert(gone->case_id);
  if (const auto* set = std::get_if<event::VariableSet>(&events.back())) changed_.insert(set->case_id);
  if (std::holds_alternative<event::RegisterVersionWritten>(events.back())) forget_registers();
}

const state::Case& Run::instance(std::string_view case_id) const {
  // Copied up before it is read, so that references to it live as long as the run.
  state::Case* c = const_cast<state::State&>(scratch).cases.edit(case_id);
  CHECK(c != nullptr);
  return *c;
}

Place Run::place(std::string_view case_id, Id token) const {
  Place p;
  p.instance = &instance(case_id);
  p.token = p.instance->find_token(token);
  if (!p.token) return p;
  p.scope = p.instance->find_scope(p.token->scope);
  CHECK(p.scope != nullptr);
  p.program = &program(*p.scope);
  const auto index = p.program->definitions->find_node(p.token->element);
  CHECK(index.has_value());
  p.node = &p.program->definitions->node(*index);
  return p;
}

const state::Program& Run::program(const state::Scope& scope) const { return program(scope.process, scope.version); }

const state::Program& Run::program(std::string_view resource, std::string_view version) const {
  read("process/" + std::string(resource), std::string(version));
  if (const state::Program* found = scratch.library->find(version)) return *found;
  const state::ResourceVersion* source = scratch.resource("process", resource, version);
  CHECK(source != nullptr);
  auto compiled = scratch.library->process(source->text);
  CHECK(compiled.ok());
  return **compiled;
}

void Run::enqueue(std::string_view case_id, Id token) {
  const Place p = place(case_id, token);
  touched_.insert(std::string(case_id));
  if (p.node && p.token->state == state::TokenState::ready && throws_outwards(*p.node)) {
    throwers_.push_back({std::string(case_id), token});
  } else {
    queue_.push_back({std::string(case_id), token});
  }
}

void Run::drain() {
  while (!rejection_ && step()) {
  }
  for (const std::string& case_id : touched_) {
    release_clocks(*this, case_id);
    release_stops_by_hand(*this, case_id);
  }
}

/// One token at one element. False when nothing is left.
bool Run::step() {
  Work work;
  if (!queue_.empty()) {
    work = std::move(queue_.front());
    queue_.pop_front();
  } else if (release_joins(*this, touched_)) {
    return true;
  } else if (!throwers_.empty()) {
    work = std::move(throwers_.front());
    throwers_.pop_front();
  } else {
    return false;
  }
  if (++steps_ > step_limit) {
    queue_.push_front(std::move(work));
    stop_at_limit();
    return false;
  }
  const Place p = place(work.case_id, work.token);
  if (p.token && p.token->state == state::TokenState::ready) {
    activate(*this, p);
  } else if (p.token && p.token->state == state::TokenState::leaving) {
    resume_leaving(*this, p);
  }
  settle(work.case_id);
  return true;
}

/// What a change of variables or the end of tokens brings about at once.
void Run::settle(const std::string& case_id) {
  release_clocks(*this, case_id);
  while (!changed_.empty() && !rejection_) {
    const std::string changed = *changed_.begin();
    changed_.erase(changed_.begin());
    if (++steps_ > step_limit) return;
    check_conditions(*this, changed);
  }
}

void Run::stop_at_limit() {
  for (auto* work_list : {&queue_, &throwers_}) {
    for (const Work& work : *work_list) {
      const Place p = place(work.case_id, work.token);
      if (!p.token || p.token->state == state::TokenState::stuck) continue;
      incident(work.case_id, work.token, "step_limit", "一次操作中步骤过多，流程可能在空转；请检查循环条件后重试",
               "Too many steps in one go, the process may be looping without a wait; check its loop, then retry",
               p.token->state);
    }
    work_list->clear();
  }
}

void Run::reject(base::Error error) {
  if (!rejection_) rejection_ = std::move(error);
}

void Run::incident(std::string_view case_id, Id token, std::string code, std::string message, std::string message_en,
                   state::TokenState held) {
  const state::Case& c = instance(case_id);
  const state::Token* t = c.find_token(token);
  state::Incident incident;
  incident.token = t ? token : 0;
  incident.element = t ? t->element : "";
  incident.code = std::move(code);
  incident.message = std::move(message);
  incident.message_en = std::move(message_en);
  incident.at = at;
  if (t && t->state != held) emit(event::TokenPassed{std::string(case_id), token, held});
  incident.id = fresh(case_id);
  emit(event::IncidentRaised{std::string(case_id), std::move(incident)});
}

void Run::read(std::string what, std::string version) const { reads_.insert({std::move(what), std::move(version)}); }

const base::Value& Run::settings() const { return settings_in(""); }

const base::Value& Run::settings(const state::Case& c) const { return settings_in(state::place_of(scratch, c)); }

const base::Value& Run::settings_in(const std::string& place) const {
  if (const auto kept = settings_.find(place); kept != settings_.end()) return kept->second;
  const base::Date day = base::shanghai_date(at);
  const auto note = [&](const std::string& name) {
    const registers::Register* reg = scratch.registers.find(name);
    if (reg && registers::at(*reg, day)) read("register/" + name, std::to_string(registers::at(*reg, day)->version));
  };
  note("settings");
  for (const std::string& one : registers::places_over(place)) note(registers::local_register(one));
  return settings_.emplace(place, registers::settings_in(scratch, place, day)).first->second;
}

const base::Result<calendar::Calendars>& Run::calendars() const {
  if (!calendars_) {
    const registers::Register* reg = scratch.registers.find("calendars");
    const registers::Version* version = reg ? registers::latest(*reg) : nullptr;
    if (!version) {
      calendars_ = base::make_error("no-calendar", "没有工作日历：请先导入名册 calendars",
                                    "There is no calendar of working days: import register calendars first");
    } else {
      read("register/calendars", std::to_string(version->version));
      calendars_ = calendar::Calendars::from_records(version->records);
    }
  }
  return *calendars_;
}

const feel::FunctionTable& Run::functions() const {
  if (!functions_) {
    recorder_.emplace(scratch);
    functions_ = rule::functions(*recorder_);
  }
  return *functions_;
}

engine::ReadSet Run::reads() const {
  std::set<state::Read> all = reads_;
  if (recorder_)
    for (const auto& [name, version] : recorder_->read()) all.insert({"register/" + name, std::to_string(version)});
  return {all.begin(), all.end()};
}

void Run::forget_registers() {
  for (state::Read& read : reads()) reads_.insert(std::move(read));
  functions_.reset();
  settings_.clear();
  calendars_.reset();
}

base::Error refusal(std::string code, std::string message, std::string message_en, std::string where) {
  return base::make_error(std::move(code), std::move(message), std::move(message_en), std::move(where));
}

}  // namespace zhunru::decide

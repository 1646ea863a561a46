#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

std::string padded(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return std::string(20 - digits.size(), '0') + digits;
}

state::Resource& edit_process(State& s, std::string_view file) {
  state::Resource* resource = s.resources.edit("process/" + std::string(file));
  CHECK(resource != nullptr);
  return *resource;
}

}  // namespace

void apply(State& s, const ResourceDeployed& e) {
  const std::string key = e.kind + "/" + e.resource_name;
  state::Resource* resource = s.resources.edit(key);
  if (!resource) resource = &s.resources.put(key, {e.kind, e.resource_name, {}, {}});
  for (const std::string& process : e.processes) s.process_files.put(process, e.resource_name);
  resource->versions.push_back({e.source_version, e.text, e.at, e.account, e.processes, s.counters.commands});
  for (const state::StartTimer& timer : resource->timers) s.due.erase(state::start_due_key(timer));
  resource->timers.clear();
}

void apply(State& s, const StartTimerSet& e) {
  edit_process(s, e.timer.resource).timers.push_back(e.timer);
  s.due.put(state::start_due_key(e.timer), true);
}

void apply(State& s, const StartTimerFired& e) {
  auto& timers = edit_process(s, e.resource).timers;
  for (auto it = timers.begin(); it != timers.end(); ++it) {
    if (it->process != e.process || it->element != e.element || it->definition != e.definition) continue;
    s.due.erase(state::start_due_key(*it));
    if (it->repeat == 0 || e.next.ms == 0) {
      timers.erase(it);
    } else {
      it->repeat = e.repeat;
      it->due = e.next;
    }
    break;
  }
  for (const state::StartTimer& timer : timers) s.due.put(state::start_due_key(timer), true);
}

void apply(State& s, const CommandHandled& e) {
  s.counters.last_at = std::max(s.counters.last_at, e.at);
  const std::uint64_t number = ++s.counters.commands;
  if (e.command_id.empty()) return;
  s.replies.put(e.command_id, {e.body_hash, e.at, e.reply});
  s.reply_order.put(padded(number), e.command_id);
  if (number <= state::remembered_commands) return;
  const std::string oldest = padded(number - state::remembered_commands);
  if (const std::string* id = s.reply_order.find(oldest)) s.replies.erase(std::string(*id));
  s.reply_order.erase(oldest);
}

void apply(State& s, const RegisterVersionWritten& e) {
  registers::Register* reg = s.registers.edit(e.register_name);
  if (!reg) reg = &s.registers.put(e.register_name, {e.register_name, {}});
  if (!reg->versions.empty()) {
    registers::Version& newest = reg->versions.back();
    const auto day_before = base::add_days(e.version.effective, -1);
    if (!newest.superseded && day_before) newest.superseded = *day_before;
  }
  reg->versions.push_back(e.version);
}

}  // namespace zhunru::evolve

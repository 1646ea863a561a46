#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

state::Timer& edit_timer(State& s, std::string_view case_id, state::Id id) {
  auto& timers = edit_case(s, case_id).timers;
  auto it = timers.find(id);
  CHECK(it != timers.end());
  return it->second;
}

state::Clock& edit_clock(State& s, std::string_view case_id, std::string_view name) {
  auto& clocks = edit_case(s, case_id).clocks;
  auto it = clocks.find(name);
  CHECK(it != clocks.end());
  return it->second;
}

}  // namespace

void apply(State& s, const TimerSet& e) {
  state::Case& c = edit_case(s, e.case_id);
  CHECK(e.timer.id != 0);
  c.last_id = std::max(c.last_id, e.timer.id);
  c.timers[e.timer.id] = e.timer;
}

void apply(State& s, const TimerFired& e) {
  state::Timer& timer = edit_timer(s, e.case_id, e.timer);
  if (timer.repeat == 0) {
    edit_case(s, e.case_id).timers.erase(e.timer);
    return;
  }
  timer.repeat = e.repeat;
  timer.since = timer.due;
  timer.due = e.next;
}

void apply(State& s, const TimerCancelled& e) { edit_case(s, e.case_id).timers.erase(e.timer); }
void apply(State& s, const TimerMoved& e) { edit_timer(s, e.case_id, e.timer.id) = e.timer; }

void apply(State& s, const ClockStarted& e) { edit_case(s, e.case_id).clocks[e.clock.name] = e.clock; }

void apply(State& s, const ClockStopped& e) {
  state::Clock& clock = edit_clock(s, e.case_id, e.clock);
  if (clock.stops.empty()) clock.stopped_at = e.at;
  clock.stops.push_back(e.by);
}

void apply(State& s, const ClockResumed& e) {
  state::Clock& clock = edit_clock(s, e.case_id, e.clock);
  auto held = std::find(clock.stops.begin(), clock.stops.end(), e.by);
  CHECK(held != clock.stops.end());
  clock.stops.erase(held);
  if (!clock.stops.empty()) return;
  clock.pauses.push_back({clock.stopped_at, e.at});
  clock.due = e.due;
}

void apply(State& s, const ClockMoved& e) { edit_clock(s, e.case_id, e.clock).due = e.due; }

}  // namespace zhunru::evolve

// A host in memory for the conformance runners: sends commands, evolves what was decided, moves a virtual clock and fires
// what becomes due. No file, no network, no real time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace zhunru::conformance {

class EngineHost {
 public:
  explicit EngineHost(engine::Options options) : options_(options) {}

  const state::State& state() const { return state_; }
  base::Instant now() const { return now_; }
  /// Decides and evolves; a refusal changes nothing.
  base::Result<base::Value> send(command::CommandBody body, command::Actor actor = command::Actor::system());
  /// Moves the clock to `until`, stopping at every due time on the way.
  void advance_to(base::Instant until);
  void advance_ms(std::int64_t ms) { advance_to({now_.ms + ms}); }
  /// Fires what is due now (fan-out of signals).
  void settle() { advance_to(now_); }
  /// Events of the last accepted command and of all before it.
  const std::vector<event::Event>& log() const { return log_; }

 private:
  engine::Options options_;
  state::State state_;
  base::Instant now_{1'767'225'600'000};  // 2026-01-01T00:00:00Z
  std::uint64_t commands_ = 0;
  std::vector<event::Event> log_;
};

}  // namespace zhunru::conformance

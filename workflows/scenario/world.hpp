// A whole Zhunru in memory for scenarios: engine state, a clock moved by hand, the log. It decides and evolves exactly as
// the server does, and at the end checks the two equalities: replay gives the same state, deciding again the same events.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.hpp"

namespace zhunru::scenario {

/// One handled command.
struct Entry {
  command::Command command;
  std::vector<event::Event> events;
};

class World {
 public:
  /// Everything under workflows/ deployed, the demo region loaded. Made once; each scenario works on a copy.
  static base::Result<World> fresh();

  /// Decides and evolves; a refusal changes nothing.
  base::Result<engine::Decision> send(const command::Actor& actor, command::CommandBody body);
  /// Moves the clock to `to` and fires everything that becomes due on the way, in order.
  base::Result<void> advance(base::Instant to);
  /// End of the n-th working day from now, then nine o'clock of the next day that works.
  base::Result<base::Instant> after_working_days(std::int64_t n) const;

  /// The seats of a demo account; nothing when there is none. "RC:990102001001" and the like make a seat that no persona
  /// has: "<role>:<community or body>".
  std::optional<command::Actor> actor(std::string_view account) const;

  /// Empty when both equalities hold, else what differs.
  std::string check_log() const;

  state::State state;
  base::Instant now;
  std::vector<Entry> log;

 private:
  std::size_t seeded_ = 0;  ///< entries of the log that made the fresh world
  std::uint64_t commands_ = 0;
};

}  // namespace zhunru::scenario

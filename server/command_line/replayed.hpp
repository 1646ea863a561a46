// Reading a data directory without a server: the log from its first record, every link checked, the state made from nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/engine.hpp"
#include "server/runtime/log_record.hpp"

namespace zhunru::server::command_line {

struct Replayed {
  state::State state;
  std::uint64_t records = 0;
  std::uint64_t events = 0;
  base::Sha256 head;
  base::Sha256 state_hash;
};

/// `before_apply` sees the state before each record's events are applied; its error ends the replay.
using Visit = std::function<base::Result<void>(const state::State& before, const runtime::LogRecord& record)>;

/// Replays `log_path`. Errors name the first record that is wrong: "chain_broken", "malformed-bytes", "store-…".
base::Result<Replayed> replay(const std::string& log_path, const Visit& before_apply = {});

}  // namespace zhunru::server::command_line

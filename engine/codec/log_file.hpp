// A log as one file: for replays, tests and whoever wants to check a server's word. Each record carries the command and
// its events; the chain of hashes binds them in order (docs/formats.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/sha256.hpp"
#include "engine/command/command.hpp"
#include "engine/event/event.hpp"

namespace zhunru::codec {

/// What somebody wanted and what happened.
struct LogRecord {
  static constexpr std::string_view name = "LogRecord";
  std::uint64_t seq = 0;            ///< 1, 2, 3 … without gaps
  command::Command command;         ///< with id, time and actor
  std::vector<event::Event> events;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("seq", self.seq);
    v("command", self.command);
    v("events", self.events);
  }
};

/// Bytes of a file with these records.
std::string write_log(const std::vector<LogRecord>& records);
/// Reads and checks a whole file: envelope, sequence and chain. Errors: envelope-*, malformed-bytes, log-sequence, log-chain.
base::Result<std::vector<LogRecord>> read_log(std::string_view bytes);

}  // namespace zhunru::codec

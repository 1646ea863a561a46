// One record of the log: what somebody wanted and what happened. Its bytes are what the chain hashes (docs/formats.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec/archive.hpp"
#include "engine/command/command.hpp"
#include "engine/event/event.hpp"
#include "engine/store/event_store.hpp"

namespace zhunru::server::runtime {

struct LogRecord {
  static constexpr std::string_view name = "LogRecord";
  std::uint64_t seq = 0;
  command::Command command;            ///< with id, time and actor
  std::vector<event::Event> events;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("seq", self.seq);
    v("command", self.command);
    v("events", self.events);
  }
};

std::string encode_record(const LogRecord& record);
base::Result<LogRecord> decode_record(std::string_view bytes);

/// Cases, polls, documents, registers that the events touch: "case:c1", "poll:c1.P1", … sorted, each once.
std::vector<std::string> touched(const std::vector<event::Event>& events);

/// True when a voice was recorded or confirmed: who listens must not be able to count answers while a poll is open (D12-1).
bool is_secret_step(const std::vector<event::Event>& events);

}  // namespace zhunru::server::runtime

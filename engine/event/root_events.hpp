// What happened outside of cases: resources, start timers, and the memory of commands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/state/root_parts.hpp"

namespace zhunru::event {

/// A process, rule, form, document template or text is in force from here on; running cases keep their version.
struct ResourceDeployed {
  static constexpr std::string_view name = "ResourceDeployed";
  std::string kind;
  std::string resource_name;
  std::string source_version;  ///< SHA-256 hex of the text
  std::string text;
  base::Instant at;
  std::string account;
  std::vector<std::string> processes;  ///< ids of the processes in the file
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("kind", self.kind);
    v("resource_name", self.resource_name);
    v("source_version", self.source_version);
    v("text", self.text);
    v("at", self.at);
    v("account", self.account);
    v("processes", self.processes);
  }
};

/// A timer start event of a process is due.
struct StartTimerSet {
  static constexpr std::string_view name = "StartTimerSet";
  state::StartTimer timer;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("timer", self.timer);
  }
};

/// A timer start event started a case; with repeats left it is due again.
struct StartTimerFired {
  static constexpr std::string_view name = "StartTimerFired";
  std::string resource;
  std::string process;
  std::string element;
  std::int32_t definition = 0;
  std::int32_t repeat = 0;
  base::Instant next;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("resource", self.resource);
    v("process", self.process);
    v("element", self.element);
    v("definition", self.definition);
    v("repeat", self.repeat);
    v("next", self.next);
  }
};

/// Last event of every batch: the command's id is remembered with the answer and with all that was read.
struct CommandHandled {
  static constexpr std::string_view name = "CommandHandled";
  std::string command_id;
  std::string body_hash;  ///< SHA-256 hex of the command's body
  std::string account;
  base::Instant at;
  base::Value reply;
  std::vector<state::Read> reads;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("command_id", self.command_id);
    v("body_hash", self.body_hash);
    v("account", self.account);
    v("at", self.at);
    v("reply", self.reply);
    v("reads", self.reads);
  }
};

}  // namespace zhunru::event

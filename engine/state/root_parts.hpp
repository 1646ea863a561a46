// The parts of the state outside of cases: resources, start timers, buffered messages, remembered commands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/state/case_parts.hpp"

namespace zhunru::state {

/// One version of a resource; running cases keep the version they began with.
struct ResourceVersion {
  std::string version;  ///< SHA-256 hex of the text
  std::string text;
  base::Instant at;
  std::string account;
  std::vector<std::string> processes;  ///< ids of the processes inside
  std::uint64_t order = 0;             ///< commands handled before it was deployed: the larger is the newer

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("version", self.version);
    v("text", self.text);
    v("at", self.at);
    v("account", self.account);
    v("processes", self.processes);
    v("order", self.order);
  }
};

/// A timer start event of a process that waits for its time.
struct StartTimer {
  std::string resource;  ///< file of the process
  std::string process;
  std::string element;
  std::int32_t definition = 0;
  base::Instant due;
  std::string cycle;
  std::int32_t repeat = 0;  ///< firings left after this one; -1 = without end

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("resource", self.resource);
    v("process", self.process);
    v("element", self.element);
    v("definition", self.definition);
    v("due", self.due);
    v("cycle", self.cycle);
    v("repeat", self.repeat);
  }
};

/// A process, rule, form, document template or text. Key in the state: "<kind>/<name>".
struct Resource {
  std::string kind;
  std::string name;
  std::vector<ResourceVersion> versions;  ///< oldest first; the last one is in force
  std::vector<StartTimer> timers;         ///< processes: timer start events

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("kind", self.kind);
    v("name", self.name);
    v("versions", self.versions);
    v("timers", self.timers);
  }
};

/// A message that nobody waited for when it came.
struct BufferedMessage {
  std::string id;
  std::string message;
  std::string key;
  base::Value payload;
  base::Instant at;
  base::Instant expires;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("message", self.message);
    v("key", self.key);
    v("payload", self.payload);
    v("at", self.at);
    v("expires", self.expires);
  }
};

/// What was read for a decision: "process/T01" at "<sha256>", "register/settings" at "3".
struct Read {
  std::string what;
  std::string version;
  friend auto operator<=>(const Read&, const Read&) = default;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("what", self.what);
    v("version", self.version);
  }
};

/// The answer to a command, kept so that the same command asked again gets it again.
struct Remembered {
  std::string body_hash;
  base::Instant at;
  base::Value reply;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("body_hash", self.body_hash);
    v("at", self.at);
    v("reply", self.reply);
  }
};

}  // namespace zhunru::state

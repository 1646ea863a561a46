// What happened to a case as a whole, to its scopes and variables. Facts only; they are never refused.
// Fields are appended, never reordered: these are the bytes of the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/state/case_parts.hpp"

namespace zhunru::event {

/// A case began: a root process instance. Its root scope follows as ScopeOpened.
struct CaseStarted {
  static constexpr std::string_view name = "CaseStarted";
  std::string case_id;
  std::string process;
  std::string source_version;  ///< SHA-256 hex of the process resource
  std::string case_no;
  std::string account;
  state::Seat seat;
  base::Instant at;
  std::string started_from;  ///< case that started it, "" = none
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("process", self.process);
    v("source_version", self.source_version);
    v("case_no", self.case_no);
    v("account", self.account);
    v("seat", self.seat);
    v("at", self.at);
    v("started_from", self.started_from);
  }
};

/// The case got its number (受理).
struct CaseNumbered {
  static constexpr std::string_view name = "CaseNumbered";
  std::string case_id;
  std::string case_no;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("case_no", self.case_no);
  }
};

/// Nothing runs any more.
struct CaseEnded {
  static constexpr std::string_view name = "CaseEnded";
  std::string case_id;
  std::string end;  ///< end event reached last, or ""
  std::string reason;  ///< completed, terminated, cancelled, error
  std::string detail;  ///< error code or the reason a person gave
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("end", self.end);
    v("reason", self.reason);
    v("detail", self.detail);
    v("at", self.at);
  }
};

/// A process, sub-process, loop or activity began to hold tokens or variables.
struct ScopeOpened {
  static constexpr std::string_view name = "ScopeOpened";
  std::string case_id;
  state::Scope scope;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
  }
};

/// A scope is gone with everything inside: tokens, tasks, timers, subscriptions, inner scopes.
struct ScopeClosed {
  static constexpr std::string_view name = "ScopeClosed";
  std::string case_id;
  state::Id scope = 0;
  std::string reason;  ///< completed, cancelled, terminated, error
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("reason", self.reason);
  }
};

/// An interrupting event sub-process took over: no further event sub-process of this scope starts.
struct ScopeInterrupted {
  static constexpr std::string_view name = "ScopeInterrupted";
  std::string case_id;
  state::Id scope = 0;
  std::string by;  ///< start event
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("by", self.by);
  }
};

/// The work of the scope is done; it is closed in this step.
struct ScopeClosing {
  static constexpr std::string_view name = "ScopeClosing";
  std::string case_id;
  state::Id scope = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
  }
};

/// A variable, or a part of it by dotted path, got a value.
struct VariableSet {
  static constexpr std::string_view name = "VariableSet";
  std::string case_id;
  state::Id scope = 0;
  std::string target;
  base::Value value;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("target", self.target);
    v("value", self.value);
  }
};

/// One more instance of a multi-instance body.
struct LoopInstanceStarted {
  static constexpr std::string_view name = "LoopInstanceStarted";
  std::string case_id;
  state::Id scope = 0;
  std::int32_t index = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("index", self.index);
  }
};

/// An instance is done; null where it was cancelled.
struct LoopInstanceEnded {
  static constexpr std::string_view name = "LoopInstanceEnded";
  std::string case_id;
  state::Id scope = 0;
  std::int32_t index = 0;
  base::Value result;
  base::Value output;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("index", self.index);
    v("result", self.result);
    v("output", self.output);
  }
};

/// 加签 or 减签 changed what is waited for.
struct LoopChanged {
  static constexpr std::string_view name = "LoopChanged";
  std::string case_id;
  state::Id scope = 0;
  std::int32_t planned = 0;
  std::int32_t dropped = 0;
  std::vector<base::Value> added;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("planned", self.planned);
    v("dropped", self.dropped);
    v("added", self.added);
    v("reason", self.reason);
  }
};

/// 撤回 or 退回 to one instance: its answer counts no more, it is asked again.
struct LoopInstanceReopened {
  static constexpr std::string_view name = "LoopInstanceReopened";
  std::string case_id;
  state::Id scope = 0;
  std::int32_t index = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
    v("index", self.index);
  }
};

/// The event of `behavior` was thrown once.
struct LoopThrown {
  static constexpr std::string_view name = "LoopThrown";
  std::string case_id;
  state::Id scope = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("scope", self.scope);
  }
};

/// An activity that can be compensated has completed.
struct CompensableRecorded {
  static constexpr std::string_view name = "CompensableRecorded";
  std::string case_id;
  state::Compensable record;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("record", self.record);
  }
};

/// These records are used up or void.
struct CompensablesTaken {
  static constexpr std::string_view name = "CompensablesTaken";
  std::string case_id;
  std::vector<state::Id> records;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("records", self.records);
  }
};

/// A signal waits for the case's next turn (fan-out of a broadcast).
struct SignalQueued {
  static constexpr std::string_view name = "SignalQueued";
  std::string case_id;
  std::string signal;
  base::Value payload;
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("signal", self.signal);
    v("payload", self.payload);
    v("at", self.at);
  }
};

/// The oldest queued signal is being delivered.
struct SignalTaken {
  static constexpr std::string_view name = "SignalTaken";
  std::string case_id;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
  }
};

}  // namespace zhunru::event

// A case 案件: one root process instance and everything below it. One aggregate, one hash.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state/case_parts.hpp"

namespace zhunru::state {

/// A signal that waits for the case's next turn.
struct QueuedSignal {
  std::string signal;
  base::Value payload;
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("signal", self.signal);
    v("payload", self.payload);
    v("at", self.at);
  }
};

struct Case {
  std::string id;
  std::string case_no;
  std::string process;         ///< of the root
  std::string source_version;
  std::string account;         ///< who started it
  Seat seat;
  base::Instant started_at;
  std::string started_from;    ///< case that started it
  bool ended = false;
  std::string end;             ///< end event reached last
  std::string end_reason;
  std::string end_detail;
  base::Instant ended_at;
  Id last_id = 0;              ///< last number given
  Id root = 0;                 ///< root scope; 0 when ended
  std::map<Id, Scope> scopes;
  std::map<Id, Token> tokens;
  std::map<Id, Task> tasks;    ///< by the number in their id
  std::map<Id, Timer> timers;
  std::map<Id, Subscription> subscriptions;
  std::map<std::string, Clock, std::less<>> clocks;
  std::map<Id, Incident> incidents;
  std::map<Id, Compensable> compensables;
  std::vector<Done> done;      ///< completed user tasks, oldest first
  std::vector<QueuedSignal> signals;
  std::map<std::string, std::uint32_t, std::less<>> visits;  ///< how often each element was left (coverage, 同一步骤的次数)
  base::Context data;          ///< variables of the root scope when the case ended

  std::optional<base::Instant> indexed_due;  ///< derived: where the case stands in the index of what is due

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("case_no", self.case_no);
    v("process", self.process);
    v("source_version", self.source_version);
    v("account", self.account);
    v("seat", self.seat);
    v("started_at", self.started_at);
    v("started_from", self.started_from);
    v("ended", self.ended);
    v("end", self.end);
    v("end_reason", self.end_reason);
    v("end_detail", self.end_detail);
    v("ended_at", self.ended_at);
    v("last_id", self.last_id);
    v("root", self.root);
    v("scopes", self.scopes);
    v("tokens", self.tokens);
    v("tasks", self.tasks);
    v("timers", self.timers);
    v("subscriptions", self.subscriptions);
    v("clocks", self.clocks);
    v("incidents", self.incidents);
    v("compensables", self.compensables);
    v("done", self.done);
    v("signals", self.signals);
    v("visits", self.visits);
    v("data", self.data);
  }

  const Scope* find_scope(Id scope) const;
  const Token* find_token(Id token) const;
  /// By its whole id "<case>.<n>"; nullptr when it is not open.
  const Task* find_task(std::string_view task_id) const;
  /// The open task of a token; nullptr when it has none.
  const Task* task_of(Id token) const;
  /// Variables of the case as a reader sees them: of the root scope, or what was kept when it ended.
  const base::Context& variables() const;
  /// True when `inner` is `outer` or lies inside it.
  bool within(Id inner, Id outer) const;
  /// The process scope (root or called) in which `scope` lies.
  Id process_scope(Id scope) const;
};

/// "c12" of the task id "c12.7"; "" when it is no task id.
std::string_view case_of_task(std::string_view task_id);
/// 7 of "c12.7"; 0 when it is no task id.
Id number_of_task(std::string_view task_id);

/// When something of this case is due next: timers, reminders, escalations, queued signals.
std::optional<base::Instant> next_due(const Case& c);

}  // namespace zhunru::state

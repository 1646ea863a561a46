// The parts of a case: scopes, tokens, tasks, timers, subscriptions, clocks, incidents. Plain values of fixed width.
// They know no behaviour: engine/decide says what happens, engine/evolve changes them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"

namespace zhunru::state {

using command::Seat;

/// A number unique in its case, given to scopes, tokens, timers, subscriptions, incidents, records. 0 = none.
using Id = std::uint64_t;

enum class ScopeKind : std::uint8_t {
  process,         ///< a process instance: the root one or one that a call activity opened
  sub_process,     ///< embedded, transaction or ad-hoc
  event_process,   ///< a running event sub-process
  loop,            ///< body of a multi-instance or standard-loop activity: holds one token per instance
  activity,        ///< only holds variables of one activity (inputs, loopCounter)
  compensation,    ///< handlers that run for a compensation throw event
};

/// Counters and results of a multi-instance body.
struct Loop {
  bool sequential = false;
  std::int32_t planned = 0;    ///< numberOfInstances; 加签 adds, 减签 takes away
  std::int32_t started = 0;    ///< next index
  std::int32_t completed = 0;
  std::int32_t dropped = 0;    ///< taken away by 减签 while open
  bool thrown = false;         ///< behavior one: the event was thrown
  std::vector<base::Value> items;
  std::vector<base::Value> results;  ///< by index; null where none yet or cancelled
  std::vector<base::Value> outputs;  ///< by index: zhunru:loop outputElement

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("sequential", self.sequential);
    v("planned", self.planned);
    v("started", self.started);
    v("completed", self.completed);
    v("dropped", self.dropped);
    v("thrown", self.thrown);
    v("items", self.items);
    v("results", self.results);
    v("outputs", self.outputs);
  }
};

struct Scope {
  Id id = 0;
  Id parent = 0;
  Id token = 0;             ///< token whose activity opened it; 0 for the root
  ScopeKind kind = ScopeKind::process;
  std::string element;      ///< id of the activity that opened it, or of the process
  std::string process;      ///< resource that holds the elements inside
  std::string version;      ///< version (SHA-256 hex) of that resource
  base::Context variables;
  std::optional<Loop> loop;
  std::string end;          ///< last end event reached inside
  bool interrupted = false; ///< an interrupting event sub-process has taken over
  bool closing = false;     ///< its work is done; it will be closed in this step

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("parent", self.parent);
    v("token", self.token);
    v("kind", self.kind);
    v("element", self.element);
    v("process", self.process);
    v("version", self.version);
    v("variables", self.variables);
    v("loop", self.loop);
    v("end", self.end);
    v("interrupted", self.interrupted);
    v("closing", self.closing);
  }
};

enum class TokenState : std::uint8_t {
  ready,      ///< has arrived at the element; it will be worked on in this step
  active,     ///< the element runs or waits (task, timer, inner scope)
  joining,    ///< stands before a join (or startQuantity) and waits for others
  leaving,    ///< the element is done; it will take its outgoing flows in this step
  stuck,      ///< an incident holds it
};

struct Token {
  Id id = 0;
  Id scope = 0;
  std::string element;
  std::string flow;          ///< sequence flow by which it came, "" when it was put there
  std::uint32_t version = 1; ///< grows with every change of place or of who may act
  TokenState state = TokenState::ready;
  TokenState held = TokenState::ready;  ///< state to go back to when the incident is resolved
  Id own_scope = 0;          ///< scope that its activity opened
  std::int32_t index = -1;   ///< instance of a multi-instance body, from 0
  std::int32_t rounds = 0;   ///< completed rounds of a standard loop; activations of a complex gateway
  std::int32_t note = 0;     ///< element-specific: complex gateway 1 = waiting for reset; throw event: next definition

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("scope", self.scope);
    v("element", self.element);
    v("flow", self.flow);
    v("version", self.version);
    v("state", self.state);
    v("held", self.held);
    v("own_scope", self.own_scope);
    v("index", self.index);
    v("rounds", self.rounds);
    v("note", self.note);
  }
};

/// Who a task is for; "" = does not matter. Several roles, persons: any of them.
struct Assignee {
  std::vector<std::string> roles;
  std::string body;
  std::string community;
  std::vector<std::string> persons;
  std::vector<std::string> excluded;  ///< bodies that are recused

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("roles", self.roles);
    v("body", self.body);
    v("community", self.community);
    v("persons", self.persons);
    v("excluded", self.excluded);
  }
  friend bool operator==(const Assignee&, const Assignee&) = default;
};

/// A stop that is over: days after `from` and before `to` do not count (CAL-2).
struct Pause {
  base::Instant from;
  base::Instant to;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("from", self.from);
    v("to", self.to);
  }
};

/// When a task wants its answer. All of it moves no token.
struct Due {
  base::Instant since;          ///< counted from
  std::optional<base::Instant> at;
  std::int32_t working_days = -1;  ///< given in working days, -1 = not
  std::string calendar;
  std::string clock;            ///< follows this clock of the case
  std::string escalate;         ///< role told after settings.escalation_after_wd
  std::vector<base::Instant> reminders;  ///< when to remind (settings.reminder_at shares of the time limit)
  std::optional<base::Instant> escalate_at;  ///< settings.escalation_after_wd after `at`
  std::optional<base::Instant> overdue_at;   ///< and as long again: the public overdue mark
  std::uint32_t reminded = 0;   ///< reminders sent
  bool overdue = false;
  bool escalated = false;
  bool stopped = false;         ///< 中止计时
  base::Instant stopped_at;
  std::vector<Pause> pauses;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("since", self.since);
    v("at", self.at);
    v("working_days", self.working_days);
    v("calendar", self.calendar);
    v("clock", self.clock);
    v("escalate", self.escalate);
    v("reminders", self.reminders);
    v("escalate_at", self.escalate_at);
    v("overdue_at", self.overdue_at);
    v("reminded", self.reminded);
    v("overdue", self.overdue);
    v("escalated", self.escalated);
    v("stopped", self.stopped);
    v("stopped_at", self.stopped_at);
    v("pauses", self.pauses);
  }
};

/// A user task that waits for a person. Its id is "<case>.<n>"; its version is that of its token.
struct Task {
  std::string id;
  Id token = 0;
  std::string element;
  Assignee assignee;
  std::string claimed_by;       ///< account, "" = nobody yet
  Seat claimed_seat;
  std::string owner;            ///< 委托: the account that lent it, "" = not lent
  base::Instant since;
  Due due;
  std::string sign_hash;        ///< SHA-256 hex that a signature must name, "" = no signature
  std::uint32_t urged = 0;
  base::Instant urged_at;
  std::string added_by;         ///< 加签: task id that asked for it, "" = stands in the process
  bool before = false;          ///< 加签: that task waits for this one
  std::vector<Assignee> after;  ///< 加签: asked when this one is done

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("token", self.token);
    v("element", self.element);
    v("assignee", self.assignee);
    v("claimed_by", self.claimed_by);
    v("claimed_seat", self.claimed_seat);
    v("owner", self.owner);
    v("since", self.since);
    v("due", self.due);
    v("sign_hash", self.sign_hash);
    v("urged", self.urged);
    v("urged_at", self.urged_at);
    v("added_by", self.added_by);
    v("before", self.before);
    v("after", self.after);
  }
};

enum class TimerKind : std::uint8_t {
  token,        ///< catch event, event-gateway branch: the token waits for it
  boundary,
  event_start,  ///< start event of an event sub-process
  job,          ///< an asynchronous script or operation that takes time
};

struct Timer {
  Id id = 0;
  Id token = 0;             ///< token that waits, or activity that carries the boundary event; 0 for event_start
  Id scope = 0;             ///< scope in which its element stands
  std::string element;      ///< the event
  std::int32_t definition = 0;  ///< which of its event definitions
  TimerKind kind = TimerKind::token;
  base::Instant since;
  base::Instant due;
  std::int32_t working_days = -1;  ///< given in working days, -1 = not
  std::string calendar;
  std::string clock;        ///< follows this clock
  std::string cycle;        ///< what to repeat: "PT1H", "P1M", or cron text
  std::int32_t repeat = 0;  ///< firings left after this one; -1 = without end
  bool stopped = false;     ///< its clock stands still
  base::Instant stopped_at;
  std::vector<Pause> pauses;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("token", self.token);
    v("scope", self.scope);
    v("element", self.element);
    v("definition", self.definition);
    v("kind", self.kind);
    v("since", self.since);
    v("due", self.due);
    v("working_days", self.working_days);
    v("calendar", self.calendar);
    v("clock", self.clock);
    v("cycle", self.cycle);
    v("repeat", self.repeat);
    v("stopped", self.stopped);
    v("stopped_at", self.stopped_at);
    v("pauses", self.pauses);
  }
};

enum class SubscriptionKind : std::uint8_t { message, signal, condition };

struct Subscription {
  Id id = 0;
  Id token = 0;             ///< as in Timer
  Id scope = 0;
  std::string element;
  std::int32_t definition = 0;
  SubscriptionKind kind = SubscriptionKind::message;
  TimerKind place = TimerKind::token;  ///< where it stands: token, boundary, event_start
  std::string name;         ///< message or signal; "" for conditions
  std::string key;          ///< correlation key, "" = by name alone
  Assignee assignee;        ///< who may send it; all empty = anybody who may send commands
  bool met = false;         ///< condition: was true when last looked at; parallel-multiple: has come

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("token", self.token);
    v("scope", self.scope);
    v("element", self.element);
    v("definition", self.definition);
    v("kind", self.kind);
    v("place", self.place);
    v("name", self.name);
    v("key", self.key);
    v("assignee", self.assignee);
    v("met", self.met);
  }
};

/// A named clock of the case ("review_wd"): working days that can be stopped (中止计时).
struct Clock {
  std::string name;
  std::string calendar;
  std::int32_t working_days = 0;
  base::Instant since;
  base::Instant due;                 ///< when it runs out, as it stands; while stopped: as if resumed today
  std::vector<Pause> pauses;
  std::vector<Id> stops;             ///< tokens (or 0: by hand) that hold it now
  base::Instant stopped_at;          ///< since when, while `stops` is not empty

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("name", self.name);
    v("calendar", self.calendar);
    v("working_days", self.working_days);
    v("since", self.since);
    v("due", self.due);
    v("pauses", self.pauses);
    v("stops", self.stops);
    v("stopped_at", self.stopped_at);
  }
};

/// The process is stuck; a person sees it and repairs it (ResolveIncident).
struct Incident {
  Id id = 0;
  Id token = 0;
  std::string element;
  std::string code;        ///< unresolved-variable, no-outgoing-flow, step_limit, ...
  std::string message;
  std::string message_en;
  base::Instant at;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("token", self.token);
    v("element", self.element);
    v("code", self.code);
    v("message", self.message);
    v("message_en", self.message_en);
    v("at", self.at);
  }
};

/// A completed activity that can be compensated.
struct Compensable {
  Id id = 0;
  Id scope = 0;            ///< scope in which the activity completed
  Id within = 0;           ///< record of the completed sub-process it belongs to, 0 = none
  Id inner = 0;            ///< sub-process: the scope that was inside
  std::string element;     ///< the activity
  std::string process;     ///< resource of the element
  std::string version;
  base::Context variables; ///< sub-process: its data when it completed

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("scope", self.scope);
    v("within", self.within);
    v("inner", self.inner);
    v("element", self.element);
    v("process", self.process);
    v("version", self.version);
    v("variables", self.variables);
  }
};

/// A completed user task: what 退回 and 撤回 may go back to.
struct Done {
  std::string task;
  std::string element;
  Id scope = 0;
  Id token = 0;
  std::int32_t index = -1;
  std::string outcome;
  std::string account;
  Seat seat;
  base::Instant at;
  bool voided = false;     ///< sent back or taken back: kept, counts no more

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("element", self.element);
    v("scope", self.scope);
    v("token", self.token);
    v("index", self.index);
    v("outcome", self.outcome);
    v("account", self.account);
    v("seat", self.seat);
    v("at", self.at);
    v("voided", self.voided);
  }
};

}  // namespace zhunru::state

namespace zhunru::command {
template <>
inline constexpr std::array<std::string_view, 6> enum_names<state::ScopeKind>{
    "process", "sub_process", "event_process", "loop", "activity", "compensation"};
template <>
inline constexpr std::array<std::string_view, 5> enum_names<state::TokenState>{"ready", "active", "joining", "leaving",
                                                                               "stuck"};
template <>
inline constexpr std::array<std::string_view, 4> enum_names<state::TimerKind>{"token", "boundary", "event_start", "job"};
template <>
inline constexpr std::array<std::string_view, 3> enum_names<state::SubscriptionKind>{"message", "signal", "condition"};
}  // namespace zhunru::command

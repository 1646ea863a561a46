// Timers, named clocks and subscriptions of a case.
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

/// Something will happen at `due`.
struct TimerSet {
  static constexpr std::string_view name = "TimerSet";
  std::string case_id;
  state::Timer timer;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("timer", self.timer);
  }
};

/// It happened; with repeats left it is due again.
struct TimerFired {
  static constexpr std::string_view name = "TimerFired";
  std::string case_id;
  state::Id timer = 0;
  std::int32_t repeat = 0;
  base::Instant next;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("timer", self.timer);
    v("repeat", self.repeat);
    v("next", self.next);
  }
};

/// It will not happen.
struct TimerCancelled {
  static constexpr std::string_view name = "TimerCancelled";
  std::string case_id;
  state::Id timer = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("timer", self.timer);
  }
};

/// Due at another time: clock stopped or resumed, calendar changed.
struct TimerMoved {
  static constexpr std::string_view name = "TimerMoved";
  std::string case_id;
  state::Timer timer;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("timer", self.timer);
  }
};

/// A named clock runs.
struct ClockStarted {
  static constexpr std::string_view name = "ClockStarted";
  std::string case_id;
  state::Clock clock;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("clock", self.clock);
  }
};

/// 中止计时.
struct ClockStopped {
  static constexpr std::string_view name = "ClockStopped";
  std::string case_id;
  std::string clock;
  state::Id by = 0;  ///< token that holds it, 0 = a person
  base::Instant at;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("clock", self.clock);
    v("by", self.by);
    v("at", self.at);
    v("reason", self.reason);
  }
};

/// It runs again when nothing else holds it.
struct ClockResumed {
  static constexpr std::string_view name = "ClockResumed";
  std::string case_id;
  std::string clock;
  state::Id by = 0;
  base::Instant at;
  base::Instant due;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("clock", self.clock);
    v("by", self.by);
    v("at", self.at);
    v("due", self.due);
  }
};

/// Due at another time because the calendar changed.
struct ClockMoved {
  static constexpr std::string_view name = "ClockMoved";
  std::string case_id;
  std::string clock;
  base::Instant due;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("clock", self.clock);
    v("due", self.due);
  }
};

/// A token, boundary event or event sub-process waits for a message, signal or condition.
struct Subscribed {
  static constexpr std::string_view name = "Subscribed";
  std::string case_id;
  state::Subscription subscription;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("subscription", self.subscription);
  }
};

/// It waits no more.
struct Unsubscribed {
  static constexpr std::string_view name = "Unsubscribed";
  std::string case_id;
  state::Id subscription = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("subscription", self.subscription);
  }
};

/// A condition became true or false; one part of a parallel-multiple event has come.
struct SubscriptionMet {
  static constexpr std::string_view name = "SubscriptionMet";
  std::string case_id;
  state::Id subscription = 0;
  bool met = false;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("subscription", self.subscription);
    v("met", self.met);
  }
};

}  // namespace zhunru::event

// What passes between cases and from outside. The buffer keeps messages that nobody waits for yet.
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

/// A throw event or send task sent it (to a waiting case, a start event, the buffer, the outside).
struct MessageSent {
  static constexpr std::string_view name = "MessageSent";
  std::string case_id;
  std::string message;
  std::string key;
  base::Value payload;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("message", self.message);
    v("key", self.key);
    v("payload", self.payload);
  }
};

/// A subscription took it.
struct MessageReceived {
  static constexpr std::string_view name = "MessageReceived";
  std::string case_id;
  state::Id subscription = 0;
  std::string message;
  std::string key;
  std::string account;
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("subscription", self.subscription);
    v("message", self.message);
    v("key", self.key);
    v("account", self.account);
    v("at", self.at);
  }
};

/// Nobody waits for it yet.
struct MessageBuffered {
  static constexpr std::string_view name = "MessageBuffered";
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

/// Taken by a subscription, or expired.
struct MessageUnbuffered {
  static constexpr std::string_view name = "MessageUnbuffered";
  std::string id;
  std::string reason;  ///< taken, expired
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("reason", self.reason);
  }
};

/// Heard by everything that waits for it.
struct SignalThrown {
  static constexpr std::string_view name = "SignalThrown";
  std::string case_id;  ///< "" = from outside
  std::string signal;
  base::Value payload;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("signal", self.signal);
    v("payload", self.payload);
  }
};

/// Told outwards; nobody need listen.
struct EscalationThrown {
  static constexpr std::string_view name = "EscalationThrown";
  std::string case_id;
  std::string element;
  std::string code;
  bool caught = false;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("element", self.element);
    v("code", self.code);
    v("caught", self.caught);
  }
};

/// A business error looked for its catch event.
struct ErrorThrown {
  static constexpr std::string_view name = "ErrorThrown";
  std::string case_id;
  std::string element;
  std::string code;
  std::string message;
  bool caught = false;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("element", self.element);
    v("code", self.code);
    v("message", self.message);
    v("caught", self.caught);
  }
};

/// A notice for the host to deliver (催办, reminders, escalation, 视为撤回).
struct NoticeGiven {
  static constexpr std::string_view name = "NoticeGiven";
  std::string case_id;
  std::string task;
  std::string kind;
  std::string to;  ///< role or account
  base::Value content;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("kind", self.kind);
    v("to", self.to);
    v("content", self.content);
  }
};

}  // namespace zhunru::event

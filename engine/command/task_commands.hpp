// What people do with a task, and the office verbs (退回 撤回 转办 委托 加签 减签 催办 中止计时).
// Every verb carries the token's version; a token that moved on refuses it: stale_version, "the step has changed".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"
#include "engine/command/fields.hpp"

namespace zhunru::command {

struct CompleteTask {
  static constexpr std::string_view name = "CompleteTask";
  std::string task;
  std::uint32_t token_version = 0;
  std::string outcome;  ///< "" where the task has no outcomes
  base::Value data;     ///< a context, or null for none
  std::optional<std::string> text_hash;  ///< SHA-256 hex of the text signed
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("outcome", self.outcome);
    v("data", self.data);
    v("text_hash", self.text_hash);
  }
};

struct ClaimTask {
  static constexpr std::string_view name = "ClaimTask";
  std::string task;
  std::uint32_t token_version = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
  }
};

struct ReleaseTask {
  static constexpr std::string_view name = "ReleaseTask";
  std::string task;
  std::uint32_t token_version = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
  }
};

/// 催办: a notice and a line in the log; no token moves.
struct UrgeTask {
  static constexpr std::string_view name = "UrgeTask";
  std::string task;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
  }
};

/// 退回: to an earlier completed user task, with a reason.
struct SendBack {
  static constexpr std::string_view name = "SendBack";
  std::string task;
  std::uint32_t token_version = 0;
  std::string target;  ///< element id
  std::string reason;
  std::optional<std::uint32_t> instance;  ///< of a multi-instance target: this one opens again (from 0)
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("target", self.target);
    v("reason", self.reason);
    v("instance", self.instance);
  }
};

/// 撤回: own last completion, while nobody has claimed what came after it.
struct TakeBack {
  static constexpr std::string_view name = "TakeBack";
  std::string task;  ///< the id of the completed task
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
  }
};

/// 转办: the task goes to another person or body for good.
struct Transfer {
  static constexpr std::string_view name = "Transfer";
  std::string task;
  std::uint32_t token_version = 0;
  Seat to;
  std::string person;  ///< account, or "" for anybody in the seat
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("to", self.to);
    v("person", self.person);
    v("reason", self.reason);
  }
};

/// 委托: lent to a person; the person's completion returns it to the owner, who completes.
struct Delegate {
  static constexpr std::string_view name = "Delegate";
  std::string task;
  std::uint32_t token_version = 0;
  std::string person;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("person", self.person);
    v("reason", self.reason);
  }
};

/// 加签: one signer more. In a multi-instance it is one instance more; else a task before or after this one.
struct AddSigner {
  static constexpr std::string_view name = "AddSigner";
  std::string task;
  std::uint32_t token_version = 0;
  base::Value signer;  ///< multi-instance: the new element of the collection; else a context {role, body, community, person}
  std::string position;  ///< "instance", "before", "after"
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("signer", self.signer);
    v("position", self.position);
    v("reason", self.reason);
  }
};

/// 减签: this open instance is not waited for any more; the reason is public.
struct DropSigner {
  static constexpr std::string_view name = "DropSigner";
  std::string task;
  std::uint32_t token_version = 0;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("reason", self.reason);
  }
};

/// 中止计时: the named clock, or with an empty clock the timers of this task, keep their remaining working days.
struct StopClock {
  static constexpr std::string_view name = "StopClock";
  std::string task;
  std::uint32_t token_version = 0;
  std::string clock;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("clock", self.clock);
    v("reason", self.reason);
  }
};

struct ResumeClock {
  static constexpr std::string_view name = "ResumeClock";
  std::string task;
  std::uint32_t token_version = 0;
  std::string clock;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("token_version", self.token_version);
    v("clock", self.clock);
  }
};

}  // namespace zhunru::command

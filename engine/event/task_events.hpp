// The life of a user task and the office verbs. Public record: who did what, when, and for what reason.
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

/// A person is asked.
struct TaskOpened {
  static constexpr std::string_view name = "TaskOpened";
  std::string case_id;
  state::Task task;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
  }
};

/// Somebody took it.
struct TaskClaimed {
  static constexpr std::string_view name = "TaskClaimed";
  std::string case_id;
  std::string task;
  std::string account;
  state::Seat seat;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("account", self.account);
    v("seat", self.seat);
  }
};

/// Given back to all who may.
struct TaskReleased {
  static constexpr std::string_view name = "TaskReleased";
  std::string case_id;
  std::string task;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
  }
};

/// The answer; the token goes on.
struct TaskCompleted {
  static constexpr std::string_view name = "TaskCompleted";
  std::string case_id;
  std::string task;
  std::string element;
  state::Id token = 0;
  state::Id scope = 0;
  std::int32_t index = 0;
  std::string outcome;
  base::Value data;
  std::string account;
  state::Seat seat;
  base::Instant at;
  std::string text_hash;  ///< what was signed, "" = nothing
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("element", self.element);
    v("token", self.token);
    v("scope", self.scope);
    v("index", self.index);
    v("outcome", self.outcome);
    v("data", self.data);
    v("account", self.account);
    v("seat", self.seat);
    v("at", self.at);
    v("text_hash", self.text_hash);
  }
};

/// Not asked any more.
struct TaskCancelled {
  static constexpr std::string_view name = "TaskCancelled";
  std::string case_id;
  std::string task;
  std::string element;
  std::string reason;  ///< interrupted, cancelled, not_needed, dropped, sent_back, taken_back
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("element", self.element);
    v("reason", self.reason);
  }
};

/// 转办: another may act now.
struct TaskReassigned {
  static constexpr std::string_view name = "TaskReassigned";
  std::string case_id;
  std::string task;
  state::Assignee assignee;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("assignee", self.assignee);
    v("reason", self.reason);
  }
};

/// 委托: lent to a person; the answer comes back to the owner.
struct TaskLent {
  static constexpr std::string_view name = "TaskLent";
  std::string case_id;
  std::string task;
  std::string owner;
  std::string person;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("owner", self.owner);
    v("person", self.person);
    v("reason", self.reason);
  }
};

/// 委托: the person lent to has answered; the owner completes.
struct TaskReturned {
  static constexpr std::string_view name = "TaskReturned";
  std::string case_id;
  std::string task;
  std::string outcome;
  base::Value data;
  std::string account;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("outcome", self.outcome);
    v("data", self.data);
    v("account", self.account);
  }
};

/// 催办.
struct TaskUrged {
  static constexpr std::string_view name = "TaskUrged";
  std::string case_id;
  std::string task;
  std::string account;
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("account", self.account);
    v("at", self.at);
  }
};

/// A share of the time is over (settings.reminder_at).
struct TaskReminded {
  static constexpr std::string_view name = "TaskReminded";
  std::string case_id;
  std::string task;
  std::uint32_t count = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("count", self.count);
  }
};

/// The chair was told.
struct TaskEscalated {
  static constexpr std::string_view name = "TaskEscalated";
  std::string case_id;
  std::string task;
  std::string role;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("role", self.role);
  }
};

/// Past its due date, shown publicly.
struct TaskOverdue {
  static constexpr std::string_view name = "TaskOverdue";
  std::string case_id;
  std::string task;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
  }
};

/// The due date changed: clock stopped or resumed, calendar changed.
struct TaskDueSet {
  static constexpr std::string_view name = "TaskDueSet";
  std::string case_id;
  std::string task;
  state::Due due;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("due", self.due);
  }
};

/// 加签 after: these are asked when the task is done.
struct SignerPlanned {
  static constexpr std::string_view name = "SignerPlanned";
  std::string case_id;
  std::string task;
  state::Assignee assignee;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("task", self.task);
    v("assignee", self.assignee);
    v("reason", self.reason);
  }
};

/// Earlier completions count no more (退回, 撤回); they are kept.
struct DoneVoided {
  static constexpr std::string_view name = "DoneVoided";
  std::string case_id;
  std::vector<std::string> tasks;
  std::string reason;
  std::string account;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("tasks", self.tasks);
    v("reason", self.reason);
    v("account", self.account);
  }
};

}  // namespace zhunru::event

// Where tokens stand. A token's version grows with TokenMoved, so a command that saw it elsewhere is refused.
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

/// A token came into being: at a start, a split, an instance of a loop, a boundary event.
struct TokenCreated {
  static constexpr std::string_view name = "TokenCreated";
  std::string case_id;
  state::Token token;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("token", self.token);
  }
};

/// A token took a sequence flow and stands ready at the next element.
struct TokenMoved {
  static constexpr std::string_view name = "TokenMoved";
  std::string case_id;
  state::Id token = 0;
  std::string element;
  std::string flow;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("token", self.token);
    v("element", self.element);
    v("flow", self.flow);
  }
};

/// A token changed its state at its element.
struct TokenPassed {
  static constexpr std::string_view name = "TokenPassed";
  std::string case_id;
  state::Id token = 0;
  state::TokenState state;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("token", self.token);
    v("state", self.state);
  }
};

/// Counters of the element on this token (rounds of a loop, next definition of a multiple event).
struct TokenNoted {
  static constexpr std::string_view name = "TokenNoted";
  std::string case_id;
  state::Id token = 0;
  std::int32_t rounds = 0;
  std::int32_t note = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("token", self.token);
    v("rounds", self.rounds);
    v("note", self.note);
  }
};

/// A token is gone: consumed by an end event, a join, or cancelled.
struct TokenEnded {
  static constexpr std::string_view name = "TokenEnded";
  std::string case_id;
  state::Id token = 0;
  std::string reason;  ///< end, joined, cancelled, interrupted
  std::string end;  ///< end event, when it reached one
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("token", self.token);
    v("reason", self.reason);
    v("end", self.end);
  }
};

/// Who may act on the token changed: commands that saw it before are refused.
struct TokenVersioned {
  static constexpr std::string_view name = "TokenVersioned";
  std::string case_id;
  state::Id token = 0;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("token", self.token);
  }
};

/// The token is stuck; a person must look.
struct IncidentRaised {
  static constexpr std::string_view name = "IncidentRaised";
  std::string case_id;
  state::Incident incident;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("incident", self.incident);
  }
};

/// The token goes on, or is gone.
struct IncidentResolved {
  static constexpr std::string_view name = "IncidentResolved";
  std::string case_id;
  state::Id incident = 0;
  std::string action;  ///< retry, skip, cancel
  std::string account;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("incident", self.incident);
    v("action", self.action);
    v("account", self.account);
  }
};

}  // namespace zhunru::event

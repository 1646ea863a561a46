// 代理 on leave: who is away from when to when, and who may act for them meanwhile. Plain values; engine/decide says who may
// set one and what a substitute may do (standing.hpp). Why somebody is away is nobody's business and is not kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/command/actor.hpp"

namespace zhunru::state {

struct Absence {
  std::string id;           ///< "a1", "a2", … in the order in which they were set
  std::string account;      ///< who is away
  std::string substitute;   ///< who may act for them
  base::Date from;          ///< first day, in Shanghai
  base::Date to;            ///< last day
  std::vector<command::Seat> seats;  ///< of the absent person, kept up by the host; empty: nothing to stand in for
  std::string set_by;
  base::Instant set_at;
  bool ended = false;       ///< before its last day
  base::Instant ended_at;
  std::string ended_by;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("account", self.account);
    v("substitute", self.substitute);
    v("from", self.from);
    v("to", self.to);
    v("seats", self.seats);
    v("set_by", self.set_by);
    v("set_at", self.set_at);
    v("ended", self.ended);
    v("ended_at", self.ended_at);
    v("ended_by", self.ended_by);
  }
};

/// True while the substitute may act: the day of `at` lies within, and nobody has ended it.
bool is_active(const Absence& absence, base::Instant at);

/// One act of a substitute, "X 代 Y".
struct Substitution {
  std::string task;         ///< of a message: the element that takes it
  std::string act;          ///< the command: CompleteTask, ClaimTask, Transfer, …
  std::string absence;
  std::string account;      ///< who acted
  command::Seat own;        ///< first seat of their own: the X
  std::string principal;    ///< for whom
  command::Seat seat;       ///< the seat that counts: the Y
  base::Instant at;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("task", self.task);
    v("act", self.act);
    v("absence", self.absence);
    v("account", self.account);
    v("own", self.own);
    v("principal", self.principal);
    v("seat", self.seat);
    v("at", self.at);
  }
};

struct State;
/// Absences that `substitute` covers at this moment; empty seats cover nothing. Good until the next change of the state.
std::vector<const Absence*> covered_by(const State& state, std::string_view substitute, base::Instant at);

/// Key in State::absences: those of one substitute stand together.
std::string absence_key(std::string_view substitute, std::string_view id);
/// What begins the keys of one substitute.
std::string absence_prefix(std::string_view substitute);

}  // namespace zhunru::state

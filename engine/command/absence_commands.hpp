// 代理 on leave: setting and ending an absence. The host sends them for people (POST /api/absences); it alone knows accounts and seats.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/command/actor.hpp"
#include "engine/command/fields.hpp"

namespace zhunru::command {

/// `account` is away from the first to the last day, `substitute` may act meanwhile. The person itself, or an administrator.
struct SetAbsence {
  static constexpr std::string_view name = "SetAbsence";
  std::string account;
  std::string substitute;
  std::string from;  ///< ISO date
  std::string to;    ///< ISO date, included
  std::vector<Seat> seats;  ///< of `account`, as the host knows them
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("account", self.account);
    v("substitute", self.substitute);
    v("from", self.from);
    v("to", self.to);
    v("seats", self.seats);
  }
};

/// Back early, or not away at all: from now on the substitute acts no more.
struct EndAbsence {
  static constexpr std::string_view name = "EndAbsence";
  std::string absence;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("absence", self.absence);
  }
};

/// The host tells that an account has other seats now (none when it was disabled), so that no substitute keeps old ones.
struct ReseatAbsences {
  static constexpr std::string_view name = "ReseatAbsences";
  std::string account;
  std::vector<Seat> seats;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("account", self.account);
    v("seats", self.seats);
  }
};

}  // namespace zhunru::command

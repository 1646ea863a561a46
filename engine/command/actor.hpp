// Who acts: an account with the seats that the server resolved for it. Never a name, never a password.
// The client does not send this; the server's sequencer puts it into the command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/command/fields.hpp"

namespace zhunru::command {

/// One capacity in which an account may act; "" = none. Roles are words of the role table ("office", "applicant_clerk").
struct Seat {
  std::string role;
  std::string body;
  std::string community;
  std::string provider;

  friend bool operator==(const Seat&, const Seat&) = default;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("role", self.role);
    v("body", self.body);
    v("community", self.community);
    v("provider", self.provider);
  }
};

struct Actor {
  std::string account;
  std::vector<Seat> seats;

  /// True when one seat has this role.
  bool has_role(std::string_view role) const;
  /// The host itself (timers, deployment, import): it holds a seat with role "system".
  bool is_system() const { return has_role("system"); }
  static Actor system();

  friend bool operator==(const Actor&, const Actor&) = default;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("account", self.account);
    v("seats", self.seats);
  }
};

}  // namespace zhunru::command

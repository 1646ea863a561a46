// Absences and what substitutes did. Public record as far as posts go; accounts are shown to those who sign in only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/state/absence.hpp"

namespace zhunru::event {

struct AbsenceSet {
  static constexpr std::string_view name = "AbsenceSet";
  state::Absence absence;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("absence", self.absence);
  }
};

struct AbsenceEnded {
  static constexpr std::string_view name = "AbsenceEnded";
  std::string absence;
  std::string substitute;
  std::string account;  ///< who ended it
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("absence", self.absence);
    v("substitute", self.substitute);
    v("account", self.account);
    v("at", self.at);
  }
};

/// The absent person has other seats now.
struct AbsenceReseated {
  static constexpr std::string_view name = "AbsenceReseated";
  std::string absence;
  std::string substitute;
  std::vector<command::Seat> seats;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("absence", self.absence);
    v("substitute", self.substitute);
    v("seats", self.seats);
  }
};

/// Somebody acts for an absent person; what they did follows in the same record.
struct Substituted {
  static constexpr std::string_view name = "Substituted";
  std::string case_id;
  state::Substitution substitution;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("substitution", self.substitution);
  }
};

}  // namespace zhunru::event

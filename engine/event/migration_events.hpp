// A running case goes over to another version of its process, and back. Facts only; the numbers of its parts stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/state/migration_parts.hpp"

namespace zhunru::event {

/// Every part of the case that stood in `from` of this file stands in `to` now, at the elements listed.
struct CaseMigrated {
  static constexpr std::string_view name = "CaseMigrated";
  std::string case_id;
  std::string resource;
  std::string from, to;  ///< versions
  std::vector<state::Moved> moved;
  std::string account;
  std::string reason;
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("resource", self.resource);
    v("from", self.from);
    v("to", self.to);
    v("moved", self.moved);
    v("account", self.account);
    v("reason", self.reason);
    v("at", self.at);
  }
};

/// What the new version adds or no longer has is armed or gone: from here on the case is as the migration left it.
struct MigrationSettled {
  static constexpr std::string_view name = "MigrationSettled";
  std::string case_id;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
  }
};

/// The latest migration is taken back: the case stands as before it.
struct MigrationUndone {
  static constexpr std::string_view name = "MigrationUndone";
  std::string case_id;
  std::string account;
  std::string reason;
  base::Instant at;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("account", self.account);
    v("reason", self.reason);
    v("at", self.at);
  }
};

}  // namespace zhunru::event

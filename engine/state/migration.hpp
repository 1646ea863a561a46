// What a migration 迁移 of a running case to another version of its process changed, kept so that it can be undone as long as
// nothing was done since. An aggregate beside the case, of the same key; it decides nothing and knows no model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/sha256.hpp"
#include "engine/state/case.hpp"
#include "engine/state/migration_parts.hpp"

namespace zhunru::state {

/// The latest migration of a case.
struct Migration {
  std::string resource;         ///< process file
  std::string from, to;         ///< versions of it
  base::Instant at;
  std::string account;
  Case before;                  ///< the case as it stood
  base::Sha256 after;           ///< mark_of the case when the migration was done

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("resource", self.resource);
    v("from", self.from);
    v("to", self.to);
    v("at", self.at);
    v("account", self.account);
    v("before", self.before);
    v("after", self.after);
  }
};

/// A digest of everything in a case: equal digests, nothing was done in between.
base::Sha256 mark_of(const Case& c);

}  // namespace zhunru::state

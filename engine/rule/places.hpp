// Places: which communities a code stands for, and which list entries are in force there on a day.
// Reads registers `communities`, `bodies`, `lists` (with the register of each list) and `items`; decides nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/register/source.hpp"

namespace zhunru::rule {

/// An index over the newest versions of those registers as they were when it was made (their records are shared, not
/// copied); only versions of lists are looked up later. The source must outlive it.
class Places {
 public:
  explicit Places(const registers::Source& source);
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// A community by its 12 digits; a street (9) and a county (6) by that prefix; a city (6 digits ending in 00) by its
  /// first four. Sorted; empty when no community is there.
  std::vector<std::string> communities_of(std::string_view place) const;
  /// All communities of several places, each once, sorted. Empty optional when one place is unknown or no text, or none
  /// is given.
  std::optional<std::vector<std::string>> communities_in(const base::Value& places) const;
  /// A community, or the street, county, city or region (two digits and 0000) of one.
  bool known(std::string_view place) const;

  /// Entries of the lists that concern a community: A and B of its city by the version that holds on `day`, C of its city
  /// and of its county by the newest version (each entry has days of its own), if their scope holds the community.
  /// Each is {list, kind, id, topic, role, load, from, to, recorded, case}; days are dates, null where there is none.
  base::List list_entries(std::string_view community, const base::Date& day) const;

 private:
  struct ListInfo {
    const base::Value* record;
    std::string register_name;
    std::string place;  ///< of its owner
    bool kind_c = false;
  };

  base::Value entry_value(const ListInfo& list, const base::Value& entry) const;

  const registers::Source& source_;
  base::List community_records_, item_records_, list_records_;  ///< keep alive what the views below point to
  std::map<std::string_view, const base::Value*> communities_;  ///< by code
  std::map<std::string_view, const base::Value*> items_;        ///< by id
  std::vector<ListInfo> lists_;
};

}  // namespace zhunru::rule

// Places: which communities a code stands for, and which list entries are in force there on a day.
// Reads registers `communities`, `bodies`, `lists` (with the register of each list) and `items`; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/register/source.hpp"

namespace zhunru::rule {

/// A community by its 12 digits; a street (9) and a county (6) by that prefix; a city (6 digits ending in 00) by its first
/// four. Sorted; empty when no community is there.
std::vector<std::string> communities_of(const registers::Source& source, std::string_view place);
/// All communities of several places, each once, sorted. Empty optional when one place is unknown or no text, or none given.
std::optional<std::vector<std::string>> communities_in(const registers::Source& source, const base::Value& places);
/// A community, or the street, county, city or region (two digits and 0000) of one.
bool place_known(const registers::Source& source, std::string_view place);

/// Entries of the lists that concern a community: A and B of its city by the version that holds on `day`, C of its city
/// and of its county by the newest version (each entry has days of its own), if their scope holds the community.
/// Each is {list, kind, id, topic, role, load, from, to, recorded, case}; days are dates, null where there is none.
base::List list_entries(const registers::Source& source, std::string_view community, const base::Date& day);

}  // namespace zhunru::rule

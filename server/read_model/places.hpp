// Cities and counties of the partition by code, for pickers and for what is set per place.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

/// [{code, name, name_en, level: city | county}], each city before its counties.
base::List places(const state::State& state);
/// Name of a region, city or county; of the whole when the code is empty; the code itself when nobody knows it.
Words place_words(const state::State& state, std::string_view code);
bool is_place(const state::State& state, std::string_view code);
/// True when `place` (6, 9 or 12 digits) lies in `area` (a city "990100", a county, a street); an empty area holds everything.
bool lies_in(std::string_view place, std::string_view area);

}  // namespace zhunru::server::read_model

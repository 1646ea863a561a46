// Working days as the pages show them: which calendar this partition uses, how many days are left until a date.
#pragma once

#include <optional>
#include <string>

#include "engine/base/time.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// The calendars of the state; empty (knows nothing) when the register is missing or broken.
calendar::Calendars calendars_of(const state::State& state);
/// The family that time limits of this partition use: setting `calendar`, else the family that extends another
/// (the local one), else the only one, else "".
std::string calendar_of(const state::State& state);
/// Working days from `now` to `due`, negative when it has passed; empty when no calendar says.
std::optional<std::int64_t> working_days_left(const calendar::Calendars& calendars, const std::string& calendar,
                                              base::Instant now, base::Instant due);

}  // namespace zhunru::server::read_model

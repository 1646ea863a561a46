// The text of dates, times and durations as a value.
#pragma once

#include <string_view>

#include "engine/base/value.hpp"

namespace zhunru::feel {

/// What @"..." means: date, time, date and time, or one of the durations; null when it is none of them.
base::Value temporal_literal(std::string_view text);

}  // namespace zhunru::feel

// ISO 8601 durations and repeating intervals, and cron texts, as steps from one instant to the next. Shanghai civil time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/time.hpp"

namespace zhunru::decide {

std::int64_t milliseconds(base::SecondsDuration duration);
/// The same time of day so many months on; the day is cut to the end of the month.
base::Instant add_months(base::Instant from, std::int64_t months);
/// "PT1H", "P1M", "P1Y2M3DT4H", "P2W"; empty when the text is no duration.
std::optional<base::Instant> add_duration(base::Instant from, std::string_view duration);
/// Next minute after `last` that a cron text of six fields ("0 0 8 * * 1-5", seconds first) or five fields meets, within
/// four years. Fields: numbers, *, lists, ranges, steps; day of week 0 or 7 = Sunday.
std::optional<base::Instant> next_of_cron(std::string_view cron, base::Instant last);

}  // namespace zhunru::decide

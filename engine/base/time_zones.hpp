// The pinned table of named time zones: offsets and today's daylight saving rules, the same on every host.
// It is no full history of the world's clocks: before a rule's first year the standard offset holds.
#pragma once

#include <cstdint>

namespace zhunru::base {

/// Offset from UTC in seconds of zone `index` at `utc_seconds`, an instant within (or within a day of) `year`.
std::int32_t pinned_zone_offset(std::int16_t index, std::int32_t year, std::int64_t utc_seconds);

}  // namespace zhunru::base

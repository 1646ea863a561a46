#include "engine/base/time_zones.hpp"

#include <array>
#include <cstddef>

#include "engine/base/check.hpp"
#include "engine/base/time.hpp"

namespace zhunru::base {
namespace {

enum class Clock : std::uint8_t { utc, standard, wall };

/// "The n-th Sunday of a month" (n = 5: the last) at an hour read from the given clock.
struct Moment {
  std::uint8_t month;
  std::uint8_t sunday;
  std::uint8_t hour;
  Clock clock;
};

/// Summer time from `start` to `end` (of the next year in the south), one hour ahead, in these years.
struct Period {
  std::int16_t first_year;
  std::int16_t last_year;
  Moment start;
  Moment end;
};

enum class Rule : std::uint8_t { none, europe, america, australia, new_zealand };

constexpr std::array europe{
    Period{1981, 1995, {3, 5, 1, Clock::utc}, {9, 5, 1, Clock::utc}},
    Period{1996, 9999, {3, 5, 1, Clock::utc}, {10, 5, 1, Clock::utc}},
};
constexpr std::array america{
    Period{1967, 1986, {4, 5, 2, Clock::wall}, {10, 5, 2, Clock::wall}},
    Period{1987, 2006, {4, 1, 2, Clock::wall}, {10, 5, 2, Clock::wall}},
    Period{2007, 9999, {3, 2, 2, Clock::wall}, {11, 1, 2, Clock::wall}},
};
constexpr std::array australia{Period{2008, 9999, {10, 1, 2, Clock::standard}, {4, 1, 2, Clock::standard}}};
constexpr std::array new_zealand{Period{2008, 9999, {9, 5, 2, Clock::standard}, {4, 1, 2, Clock::standard}}};

struct PinnedZone {
  std::string_view name;
  std::int32_t offset;  ///< minutes
  Rule rule;
};

constexpr std::array pinned{
    PinnedZone{"UTC", 0, Rule::none},
    PinnedZone{"Etc/UTC", 0, Rule::none},
    PinnedZone{"Etc/GMT", 0, Rule::none},
    PinnedZone{"GMT", 0, Rule::none},
    PinnedZone{"Z", 0, Rule::none},
    PinnedZone{"Asia/Shanghai", 480, Rule::none},
    PinnedZone{"Asia/Chongqing", 480, Rule::none},
    PinnedZone{"Asia/Urumqi", 360, Rule::none},
    PinnedZone{"Asia/Hong_Kong", 480, Rule::none},
    PinnedZone{"Asia/Macau", 480, Rule::none},
    PinnedZone{"Asia/Taipei", 480, Rule::none},
    PinnedZone{"Asia/Singapore", 480, Rule::none},
    PinnedZone{"Asia/Tokyo", 540, Rule::none},
    PinnedZone{"Asia/Seoul", 540, Rule::none},
    PinnedZone{"Asia/Bangkok", 420, Rule::none},
    PinnedZone{"Asia/Ho_Chi_Minh", 420, Rule::none},
    PinnedZone{"Asia/Jakarta", 420, Rule::none},
    PinnedZone{"Asia/Kolkata", 330, Rule::none},
    PinnedZone{"Asia/Calcutta", 330, Rule::none},
    PinnedZone{"Asia/Kathmandu", 345, Rule::none},
    PinnedZone{"Asia/Dhaka", 360, Rule::none},
    PinnedZone{"Asia/Dubai", 240, Rule::none},
    PinnedZone{"Asia/Dushanbe", 300, Rule::none},
    PinnedZone{"Asia/Karachi", 300, Rule::none},
    PinnedZone{"Europe/Moscow", 180, Rule::none},
    PinnedZone{"Europe/Istanbul", 180, Rule::none},
    PinnedZone{"Europe/London", 0, Rule::europe},
    PinnedZone{"Europe/Dublin", 0, Rule::europe},
    PinnedZone{"Europe/Lisbon", 0, Rule::europe},
    PinnedZone{"Europe/Paris", 60, Rule::europe},
    PinnedZone{"Europe/Berlin", 60, Rule::europe},
    PinnedZone{"Europe/Madrid", 60, Rule::europe},
    PinnedZone{"Europe/Rome", 60, Rule::europe},
    PinnedZone{"Europe/Brussels", 60, Rule::europe},
    PinnedZone{"Europe/Amsterdam", 60, Rule::europe},
    PinnedZone{"Europe/Zurich", 60, Rule::europe},
    PinnedZone{"Europe/Vienna", 60, Rule::europe},
    PinnedZone{"Europe/Prague", 60, Rule::europe},
    PinnedZone{"Europe/Warsaw", 60, Rule::europe},
    PinnedZone{"Europe/Stockholm", 60, Rule::europe},
    PinnedZone{"Europe/Oslo", 60, Rule::europe},
    PinnedZone{"Europe/Copenhagen", 60, Rule::europe},
    PinnedZone{"Europe/Budapest", 60, Rule::europe},
    PinnedZone{"Europe/Athens", 120, Rule::europe},
    PinnedZone{"Europe/Helsinki", 120, Rule::europe},
    PinnedZone{"Europe/Bucharest", 120, Rule::europe},
    PinnedZone{"Europe/Kiev", 120, Rule::europe},
    PinnedZone{"America/New_York", -300, Rule::america},
    PinnedZone{"America/Toronto", -300, Rule::america},
    PinnedZone{"America/Chicago", -360, Rule::america},
    PinnedZone{"America/Denver", -420, Rule::america},
    PinnedZone{"America/Phoenix", -420, Rule::none},
    PinnedZone{"America/Los_Angeles", -480, Rule::america},
    PinnedZone{"America/Vancouver", -480, Rule::america},
    PinnedZone{"America/Anchorage", -540, Rule::america},
    PinnedZone{"America/Bogota", -300, Rule::none},
    PinnedZone{"America/Lima", -300, Rule::none},
    PinnedZone{"America/Argentina/Buenos_Aires", -180, Rule::none},
    PinnedZone{"America/Sao_Paulo", -180, Rule::none},
    PinnedZone{"Pacific/Honolulu", -600, Rule::none},
    PinnedZone{"Pacific/Auckland", 720, Rule::new_zealand},
    PinnedZone{"Australia/Sydney", 600, Rule::australia},
    PinnedZone{"Australia/Melbourne", 600, Rule::australia},
    PinnedZone{"Australia/Brisbane", 600, Rule::none},
    PinnedZone{"Australia/Adelaide", 570, Rule::australia},
    PinnedZone{"Australia/Perth", 480, Rule::none},
    PinnedZone{"Africa/Cairo", 120, Rule::none},
    PinnedZone{"Africa/Johannesburg", 120, Rule::none},
    PinnedZone{"Africa/Lagos", 60, Rule::none},
    PinnedZone{"Africa/Nairobi", 180, Rule::none},
};

const Period* period_of(Rule rule, std::int32_t year) {
  const auto find = [year](const auto& periods) -> const Period* {
    for (const Period& period : periods) {
      if (year >= period.first_year && year <= period.last_year) return &period;
    }
    return nullptr;
  };
  switch (rule) {
    case Rule::none:
      return nullptr;
    case Rule::europe:
      return find(europe);
    case Rule::america:
      return find(america);
    case Rule::australia:
      return find(australia);
    case Rule::new_zealand:
      return find(new_zealand);
  }
  return nullptr;
}

/// Instant of a moment in UTC seconds; `ahead` is what the wall clock is ahead of standard time just before
/// it.
std::int64_t instant_of_moment(const Moment& moment, std::int32_t year, std::int32_t standard,
                               std::int32_t ahead) {
  const int last = days_in_month(year, moment.month);
  int day = 0;
  if (moment.sunday == 5) {
    day = last - day_of_week({year, moment.month, static_cast<std::uint8_t>(last)}) % 7;
  } else {
    const int first = day_of_week({year, moment.month, 1});
    day = 1 + (7 - first % 7) % 7 + (moment.sunday - 1) * 7;
  }
  const std::int64_t seconds =
      days_from_civil({year, moment.month, static_cast<std::uint8_t>(day)}) * 86'400 + moment.hour * 3600;
  if (moment.clock == Clock::utc) return seconds;
  return seconds - standard - (moment.clock == Clock::wall ? ahead : 0);
}

}  // namespace

std::int32_t pinned_zone_offset(std::int16_t index, std::int32_t year, std::int64_t utc_seconds) {
  CHECK(index >= 0 && static_cast<std::size_t>(index) < pinned.size());
  const PinnedZone& zone = pinned[static_cast<std::size_t>(index)];
  const std::int32_t standard = zone.offset * 60;
  const Period* period = period_of(zone.rule, year);
  if (period == nullptr) return standard;
  constexpr std::int32_t summer = 3600;
  const std::int64_t start = instant_of_moment(period->start, year, standard, 0);
  const std::int64_t end = instant_of_moment(period->end, year, standard, summer);
  const bool north = start < end;
  const bool in_summer =
      north ? utc_seconds >= start && utc_seconds < end : utc_seconds >= start || utc_seconds < end;
  return standard + (in_summer ? summer : 0);
}

std::optional<std::int16_t> find_zone(std::string_view name) {
  for (std::size_t i = 0; i < pinned.size(); ++i) {
    if (pinned[i].name == name) return static_cast<std::int16_t>(i);
  }
  return std::nullopt;
}

std::string_view zone_name(std::int16_t index) {
  CHECK(index >= 0 && static_cast<std::size_t>(index) < pinned.size());
  return pinned[static_cast<std::size_t>(index)].name;
}

}  // namespace zhunru::base

// Civil calendar arithmetic after the usual era/day-of-era counting (400-year eras of 146,097 days).
#include "engine/base/time.hpp"

#include <cstdio>

#include "engine/base/time_zones.hpp"

namespace zhunru::base {
namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t max_year = 999'999'999;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0) && ((a % b < 0) != (b < 0)));
}

std::int64_t seconds_of_day(const Time& time) {
  return time.hour * 3600 + time.minute * 60 + time.second;
}

Time time_of_day(std::int64_t seconds, std::uint32_t nanosecond, const Zone& zone) {
  Time time;
  time.hour = static_cast<std::uint8_t>(seconds / 3600);
  time.minute = static_cast<std::uint8_t>(seconds / 60 % 60);
  time.second = static_cast<std::uint8_t>(seconds % 60);
  time.nanosecond = nanosecond;
  time.zone = zone;
  return time;
}

}  // namespace

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_valid(const Date& date) {
  return date.year >= -max_year && date.year <= max_year && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

std::int64_t days_from_civil(const Date& date) {
  const std::int64_t year = std::int64_t(date.year) - (date.month <= 2);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<Date> civil_from_days(std::int64_t days) {
  constexpr std::int64_t most = 366'000'000'000;
  if (days > most || days < -most) return std::nullopt;
  days += 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2);
  if (year > max_year || year < -max_year) return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

std::optional<Date> add_days(const Date& date, std::int64_t days) {
  constexpr std::int64_t most = 1'000'000'000'000;
  if (days > most || days < -most) return std::nullopt;
  return civil_from_days(days_from_civil(date) + days);
}

std::optional<Date> add_months(const Date& date, std::int64_t months) {
  constexpr std::int64_t most = 30'000'000'000;
  if (months > most || months < -most) return std::nullopt;
  const std::int64_t total = std::int64_t(date.year) * 12 + (date.month - 1) + months;
  const std::int64_t year = floor_div(total, 12);
  if (year > max_year || year < -max_year) return std::nullopt;
  const int month = static_cast<int>(total - year * 12) + 1;
  const int last = days_in_month(year, month);
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(date.day < last ? date.day : last)};
}

int day_of_week(const Date& date) {
  const std::int64_t days = days_from_civil(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(days - floor_div(days, 7) * 7) + 1;
}

int day_of_year(const Date& date) {
  return static_cast<int>(days_from_civil(date) - days_from_civil({date.year, 1, 1})) + 1;
}

int week_of_year(const Date& date) {
  const auto weeks_in = [](std::int32_t year) {
    const int first = day_of_week({year, 1, 1});
    return first == 4 || (first == 3 && is_leap_year(year)) ? 53 : 52;
  };
  const int week = (day_of_year(date) - day_of_week(date) + 10) / 7;
  if (week < 1) return weeks_in(date.year - 1);
  return week > weeks_in(date.year) ? 1 : week;
}

// --- Zones

Zone offset_zone(std::int32_t seconds) {
  return Zone{Zone::Kind::offset, 0, seconds};
}

std::int32_t zone_offset_at_instant(const Zone& zone, std::int64_t seconds) {
  if (zone.kind == Zone::Kind::none) return 0;
  if (zone.kind == Zone::Kind::offset) return zone.offset_seconds;
  const auto date = civil_from_days(floor_div(seconds, day_seconds));
  return date ? pinned_zone_offset(zone.named, date->year, seconds) : 0;
}

std::int32_t zone_offset_at_local(const Zone& zone, const Date& date, const Time& time) {
  if (zone.kind != Zone::Kind::named) return zone_offset_at_instant(zone, 0);
  const std::int64_t local = days_from_civil(date) * day_seconds + seconds_of_day(time);
  // The offset that was valid a day before decides gaps and overlaps, unless the later one fits without
  // doubt.
  const std::int32_t before = pinned_zone_offset(zone.named, date.year, local - day_seconds);
  const std::int32_t after = pinned_zone_offset(zone.named, date.year, local + day_seconds);
  if (before == after) return before;
  if (pinned_zone_offset(zone.named, date.year, local - before) == before) return before;
  if (pinned_zone_offset(zone.named, date.year, local - after) == after) return after;
  return before;
}

std::int64_t utc_seconds(const DateTime& value) {
  return days_from_civil(value.date) * day_seconds + seconds_of_day(value.time) -
         zone_offset_at_local(value.time.zone, value.date, value.time);
}

std::optional<DateTime> date_time_at(std::int64_t seconds, std::uint32_t nanosecond, const Zone& zone) {
  const std::int64_t local = seconds + zone_offset_at_instant(zone, seconds);
  const std::int64_t days = floor_div(local, day_seconds);
  const auto date = civil_from_days(days);
  if (!date) return std::nullopt;
  return DateTime{*date, time_of_day(local - days * day_seconds, nanosecond, zone)};
}

// --- Instants

namespace {
constexpr std::int32_t shanghai_offset = 8 * 3600;
}

Instant instant_of(const DateTime& value) {
  DateTime zoned = value;
  if (zoned.time.zone.kind == Zone::Kind::none) zoned.time.zone = offset_zone(shanghai_offset);
  return Instant{utc_seconds(zoned) * 1000 + value.time.nanosecond / 1'000'000};
}

Instant start_of_day(const Date& date) {
  return instant_of(DateTime{date, Time{}});
}

DateTime shanghai_date_time(Instant instant) {
  const std::int64_t seconds = floor_div(instant.ms, 1000);
  const auto nanosecond = static_cast<std::uint32_t>((instant.ms - seconds * 1000) * 1'000'000);
  return date_time_at(seconds, nanosecond, offset_zone(shanghai_offset)).value_or(DateTime{});
}

Date shanghai_date(Instant instant) {
  return shanghai_date_time(instant).date;
}

std::string to_iso(Instant instant) {
  const std::int64_t seconds = floor_div(instant.ms, 1000);
  const DateTime value = date_time_at(seconds, 0, Zone{}).value_or(DateTime{});
  char fraction[8];
  std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>(instant.ms - seconds * 1000));
  return to_string(value) + fraction;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto value = parse_date_time(text);
  if (!value || value->time.zone.kind == Zone::Kind::none) return std::nullopt;
  if (value->date.year > 200'000'000 || value->date.year < -200'000'000) return std::nullopt;
  return instant_of(*value);
}

}  // namespace zhunru::base

// Dates, times, instants and durations by arithmetic alone: proleptic Gregorian calendar, pinned zone rules, no host clock.
// Knows nothing of working days (engine/calendar) and never asks what time it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhunru::base {

/// Milliseconds since 1970-01-01T00:00:00Z. This is what commands and events carry.
struct Instant {
  std::int64_t ms = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// A civil date; year -999,999,999 to 999,999,999.
struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};

/// Where a time of day is: nowhere (local), at an offset, or in a named zone of the pinned table.
struct Zone {
  enum class Kind : std::uint8_t { none, offset, named };
  Kind kind = Kind::none;
  std::int16_t named = 0;            ///< index into the pinned zone table, when named
  std::int32_t offset_seconds = 0;   ///< when offset: -18 h to +18 h
  friend bool operator==(const Zone&, const Zone&) = default;
};

struct Time {
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::uint8_t second = 0;
  std::uint32_t nanosecond = 0;
  Zone zone;
  friend bool operator==(const Time&, const Time&) = default;
};

struct DateTime {
  Date date;
  Time time;
  friend bool operator==(const DateTime&, const DateTime&) = default;
};

/// "years and months duration" of FEEL: whole months, may be negative.
struct MonthsDuration {
  std::int64_t months = 0;
  friend auto operator<=>(const MonthsDuration&, const MonthsDuration&) = default;
};

/// "days and time duration" of FEEL: seconds + nanoseconds/1e9 with 0 <= nanoseconds < 1e9 (floor form).
struct SecondsDuration {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  friend auto operator<=>(const SecondsDuration&, const SecondsDuration&) = default;
};

// --- Calendar arithmetic

bool is_leap_year(std::int64_t year);
/// 28 to 31; month 1 to 12.
int days_in_month(std::int64_t year, int month);
bool is_valid(const Date& date);
/// Days since 1970-01-01.
std::int64_t days_from_civil(const Date& date);
/// Empty when the year leaves the range.
std::optional<Date> civil_from_days(std::int64_t days);
std::optional<Date> add_days(const Date& date, std::int64_t days);
/// Adds months; the day is cut to the end of the month.
std::optional<Date> add_months(const Date& date, std::int64_t months);
/// ISO: 1 = Monday ... 7 = Sunday.
int day_of_week(const Date& date);
/// 1 to 366.
int day_of_year(const Date& date);
/// ISO 8601 week, 1 to 53.
int week_of_year(const Date& date);

// --- Text (ISO 8601 as FEEL reads and writes it)

/// "2026-11-23"; years of more than four digits without leading zero; "-" allowed.
std::optional<Date> parse_date(std::string_view text);
/// "08:00:00", fractions to nanoseconds, "Z", "+08:00", "+08:00:30" or "@Asia/Shanghai".
std::optional<Time> parse_time(std::string_view text);
/// Date, "T", time; a date alone is not read here.
std::optional<DateTime> parse_date_time(std::string_view text);
/// "P1Y2M", "-P3M".
std::optional<MonthsDuration> parse_months_duration(std::string_view text);
/// "P1DT2H3M4.5S", "-PT1H".
std::optional<SecondsDuration> parse_seconds_duration(std::string_view text);
std::string to_string(const Date& date);
std::string to_string(const Time& time);
std::string to_string(const DateTime& date_time);
std::string to_string(MonthsDuration duration);
std::string to_string(SecondsDuration duration);

// --- Zones

/// Index of a zone of the pinned table; empty when it is not known.
std::optional<std::int16_t> find_zone(std::string_view name);
std::string_view zone_name(std::int16_t index);
/// Offset from UTC in seconds of a zone at a local date and time (a gap takes the offset before, an overlap the first).
std::int32_t zone_offset_at_local(const Zone& zone, const Date& date, const Time& time);
/// Offset from UTC in seconds at an instant given in seconds since 1970.
std::int32_t zone_offset_at_instant(const Zone& zone, std::int64_t utc_seconds);
/// Seconds since 1970 UTC; a date-time without zone is taken as UTC.
std::int64_t utc_seconds(const DateTime& date_time);
/// The wall clock in `zone` at an instant. Empty when the year leaves the range.
std::optional<DateTime> date_time_at(std::int64_t utc_seconds, std::uint32_t nanosecond, const Zone& zone);
/// Fixed offset zone.
Zone offset_zone(std::int32_t seconds);

// --- Instants; the project's civil time is Asia/Shanghai, +08:00 for every date from 1992 on

/// Instant of a date-time; without zone it is read as Shanghai time.
Instant instant_of(const DateTime& date_time);
/// Midnight in Shanghai.
Instant start_of_day(const Date& date);
/// Date and time on a Shanghai wall clock, with zone +08:00.
DateTime shanghai_date_time(Instant instant);
Date shanghai_date(Instant instant);
/// "2026-11-23T08:00:00.000Z".
std::string to_iso(Instant instant);
/// Reads what to_iso writes, and any date-time with an offset.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace zhunru::base

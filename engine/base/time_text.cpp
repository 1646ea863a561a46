// ISO 8601 text of dates, times and durations, as FEEL reads and writes them (DMN 1.5 §10.3.2.3).
#include <cstdio>

#include "engine/base/decimal.hpp"
#include "engine/base/time.hpp"

namespace zhunru::base {
namespace {

/// A cursor over the text; every read moves on or fails.
struct Reader {
  std::string_view text;
  std::size_t at = 0;

  bool done() const { return at == text.size(); }
  char peek() const { return done() ? '\0' : text[at]; }
  bool take(char c) { return peek() == c && !done() ? (++at, true) : false; }
  bool digit() const { return !done() && text[at] >= '0' && text[at] <= '9'; }
  /// Exactly `count` digits.
  std::optional<int> digits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      if (!digit()) return std::nullopt;
      value = value * 10 + (text[at++] - '0');
    }
    return value;
  }
  /// One or more digits, at most `limit` in value.
  std::optional<std::int64_t> number(std::int64_t limit) {
    if (!digit()) return std::nullopt;
    std::int64_t value = 0;
    while (digit()) {
      value = value * 10 + (text[at++] - '0');
      if (value > limit) return std::nullopt;
    }
    return value;
  }
  /// Digits of a fraction as nanoseconds; what is beyond nine digits is cut off.
  std::uint32_t nanoseconds() {
    std::uint32_t value = 0;
    int read = 0;
    for (; digit(); ++at) {
      if (read < 9) value = value * 10 + static_cast<std::uint32_t>(text[at] - '0'), ++read;
    }
    for (; read < 9; ++read) value *= 10;
    return value;
  }
};

std::string two(int value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

std::string fraction(std::uint32_t nanoseconds) {
  if (nanoseconds == 0) return "";
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, ".%09u", static_cast<unsigned>(nanoseconds));
  std::string text = buffer;
  while (text.back() == '0') text.pop_back();
  return text;
}

std::optional<Zone> read_zone(Reader& in) {
  if (in.done()) return Zone{};
  if (in.take('Z') || in.take('z')) return offset_zone(0);
  if (in.take('@')) {
    const auto index = find_zone(in.text.substr(in.at));
    in.at = in.text.size();
    if (!index) return std::nullopt;
    return Zone{Zone::Kind::named, *index, 0};
  }
  const bool negative = in.peek() == '-';
  if (!in.take('-') && !in.take('+')) return std::nullopt;
  const auto hours = in.digits(2);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.digits(2);
  std::optional<int> seconds = 0;
  if (in.take(':')) seconds = in.digits(2);
  if (!minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
  const std::int32_t offset = *hours * 3600 + *minutes * 60 + *seconds;
  if (offset > 18 * 3600) return std::nullopt;
  return offset_zone(negative ? -offset : offset);
}

std::optional<Date> read_date(Reader& in) {
  const bool negative = in.take('-');
  const std::size_t first = in.at;
  const auto year = in.number(999'999'999);
  const std::size_t length = in.at - first;
  if (!year || length < 4 || (length > 4 && in.text[first] == '0')) return std::nullopt;
  if (!in.take('-')) return std::nullopt;
  const auto month = in.digits(2);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.digits(2);
  if (!day || *month > 12 || *day > 31) return std::nullopt;
  const Date date{static_cast<std::int32_t>(negative ? -*year : *year), static_cast<std::uint8_t>(*month),
                  static_cast<std::uint8_t>(*day)};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

/// `*next_day` becomes true for 24:00:00, which is 00:00:00 of the day after.
std::optional<Time> read_time(Reader& in, bool* next_day) {
  const auto hour = in.digits(2);
  if (!hour || !in.take(':')) return std::nullopt;
  const auto minute = in.digits(2);
  if (!minute || !in.take(':')) return std::nullopt;
  const auto second = in.digits(2);
  std::uint32_t nanosecond = 0;
  if (in.take('.')) {
    if (!in.digit()) return std::nullopt;
    nanosecond = in.nanoseconds();
  }
  if (!second || *minute > 59 || *second > 59) return std::nullopt;
  const bool end_of_day = *hour == 24 && *minute == 0 && *second == 0 && nanosecond == 0;
  if (*hour > 23 && !end_of_day) return std::nullopt;
  const auto zone = read_zone(in);
  if (!zone) return std::nullopt;
  *next_day = end_of_day;
  return Time{static_cast<std::uint8_t>(*hour % 24), static_cast<std::uint8_t>(*minute),
              static_cast<std::uint8_t>(*second), nanosecond, *zone};
}

constexpr std::int64_t most_months = 12'000'000'000;
constexpr std::int64_t most_seconds = 9'000'000'000'000'000;

std::string zone_text(const Zone& zone) {
  if (zone.kind == Zone::Kind::none) return "";
  if (zone.kind == Zone::Kind::named) return "@" + std::string(zone_name(zone.named));
  if (zone.offset_seconds == 0) return "Z";
  const std::int32_t offset = zone.offset_seconds < 0 ? -zone.offset_seconds : zone.offset_seconds;
  std::string text = zone.offset_seconds < 0 ? "-" : "+";
  text += two(offset / 3600) + ":" + two(offset / 60 % 60);
  if (offset % 60 != 0) text += ":" + two(offset % 60);
  return text;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Reader in{text};
  const auto date = read_date(in);
  return in.done() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
  Reader in{text};
  bool next_day = false;
  const auto time = read_time(in, &next_day);
  return in.done() ? time : std::nullopt;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  Reader in{text};
  auto date = read_date(in);
  if (!date || !in.take('T')) return std::nullopt;
  bool next_day = false;
  const auto time = read_time(in, &next_day);
  if (!time || !in.done()) return std::nullopt;
  if (next_day) date = add_days(*date, 1);
  if (!date) return std::nullopt;
  return DateTime{*date, *time};
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P') || in.done()) return std::nullopt;
  std::int64_t months = 0;
  bool month_seen = false;
  for (bool year_seen = false; !in.done();) {
    const auto value = in.number(most_months);
    if (!value) return std::nullopt;
    if (!year_seen && !month_seen && in.take('Y')) {
      months += *value * 12;
      year_seen = true;
    } else if (!month_seen && in.take('M')) {
      months += *value;
      month_seen = true;
    } else {
      return std::nullopt;
    }
  }
  return MonthsDuration{negative ? -months : months};
}

std::optional<SecondsDuration> parse_seconds_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P') || in.done()) return std::nullopt;
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
  int step = 0;  // 0 days, 1 hours, 2 minutes, 3 seconds: each at most once, in this order
  bool time_part = false;
  while (!in.done()) {
    if (!time_part && in.take('T')) {
      time_part = true;
      if (in.done()) return std::nullopt;
    }
    const auto value = in.number(most_seconds);
    if (!value) return std::nullopt;
    std::int64_t unit = 0;
    if (!time_part && step == 0 && in.take('D')) {
      unit = 86'400, step = 1;
    } else if (time_part && step <= 1 && in.take('H')) {
      unit = 3600, step = 2;
    } else if (time_part && step <= 2 && in.take('M')) {
      unit = 60, step = 3;
    } else if (time_part && step <= 3) {
      if (in.take('.')) nanoseconds = in.nanoseconds();
      if (!in.take('S')) return std::nullopt;
      unit = 1, step = 4;
    } else {
      return std::nullopt;
    }
    if (*value > (most_seconds - seconds) / unit) return std::nullopt;
    seconds += *value * unit;
  }
  if (!negative) return SecondsDuration{seconds, static_cast<std::int32_t>(nanoseconds)};
  if (nanoseconds == 0) return SecondsDuration{-seconds, 0};
  return SecondsDuration{-seconds - 1, static_cast<std::int32_t>(1'000'000'000 - nanoseconds)};
}

std::string to_string(const Date& date) {
  const std::int64_t year = date.year;
  std::string digits = std::to_string(year < 0 ? -year : year);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return (year < 0 ? "-" : "") + digits + "-" + two(date.month) + "-" + two(date.day);
}

std::string to_string(const Time& time) {
  return two(time.hour) + ":" + two(time.minute) + ":" + two(time.second) + fraction(time.nanosecond) +
         zone_text(time.zone);
}

std::string to_string(const DateTime& value) {
  return to_string(value.date) + "T" + to_string(value.time);
}

std::string to_string(MonthsDuration duration) {
  const bool negative = duration.months < 0;
  const std::uint64_t months = negative ? 0 - static_cast<std::uint64_t>(duration.months)
                                        : static_cast<std::uint64_t>(duration.months);
  std::string text = negative ? "-P" : "P";
  if (months / 12 != 0) text += std::to_string(months / 12) + "Y";
  if (months % 12 != 0 || months == 0) text += std::to_string(months % 12) + "M";
  return text;
}

std::string to_string(SecondsDuration duration) {
  const bool negative = duration.seconds < 0;
  std::uint64_t seconds = negative ? 0 - static_cast<std::uint64_t>(duration.seconds)
                                   : static_cast<std::uint64_t>(duration.seconds);
  auto nanoseconds = static_cast<std::uint32_t>(duration.nanoseconds);
  if (negative && nanoseconds != 0) --seconds, nanoseconds = 1'000'000'000 - nanoseconds;
  std::string text = negative ? "-P" : "P";
  if (seconds == 0 && nanoseconds == 0) return "PT0S";
  if (seconds / 86'400 != 0) text += std::to_string(seconds / 86'400) + "D";
  seconds %= 86'400;
  if (seconds == 0 && nanoseconds == 0) return text;
  text += "T";
  if (seconds / 3600 != 0) text += std::to_string(seconds / 3600) + "H";
  if (seconds / 60 % 60 != 0) text += std::to_string(seconds / 60 % 60) + "M";
  if (seconds % 60 != 0 || nanoseconds != 0)
    text += std::to_string(seconds % 60) + fraction(nanoseconds) + "S";
  return text;
}

}  // namespace zhunru::base

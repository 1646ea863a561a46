#include "engine/decide/cycle.hpp"

#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "engine/decide/clock.hpp"

namespace zhunru::decide {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

/// Values of one cron field as a set of flags.
using Field = std::array<bool, 64>;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool parse_part(std::string_view part, int low, int high, Field& field) {
  int step = 1;
  if (const auto slash = part.find('/'); slash != std::string_view::npos) {
    const auto given = number(part.substr(slash + 1));
    if (!given || *given < 1) return false;
    step = *given;
    part = part.substr(0, slash);
  }
  int from = low;
  int to = high;
  if (part != "*" && part != "?") {
    const auto dash = part.find('-');
    const auto first = number(part.substr(0, dash));
    if (!first) return false;
    from = *first;
    to = step > 1 && dash == std::string_view::npos ? high : *first;
    if (dash != std::string_view::npos) {
      const auto last = number(part.substr(dash + 1));
      if (!last) return false;
      to = *last;
    }
  }
  if (from < low || to > high || from > to) return false;
  for (int value = from; value <= to; value += step) field[static_cast<std::size_t>(value)] = true;
  return true;
}

bool parse_field(std::string_view text, int low, int high, Field& field) {
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (!parse_part(text.substr(0, comma), low, high, field)) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
  return false;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const auto blank = text.find(' ');
    if (blank != 0) found.push_back(text.substr(0, blank));
    if (blank == std::string_view::npos) break;
    text.remove_prefix(blank + 1);
  }
  return found;
}

}  // namespace

std::int64_t milliseconds(base::SecondsDuration duration) { return duration.seconds * 1000 + duration.nanoseconds / 1'000'000; }

base::Instant add_months(base::Instant from, std::int64_t months) {
  const base::Date date = base::shanghai_date(from);
  const auto moved = base::add_months(date, months);
  if (!moved) return from;
  return {from.ms - base::start_of_day(date).ms + base::start_of_day(*moved).ms};
}

std::optional<base::Instant> add_duration(base::Instant from, std::string_view text) {
  if (const auto months = base::parse_months_duration(text)) return add_months(from, months->months);
  if (const auto seconds = base::parse_seconds_duration(text)) return base::Instant{from.ms + milliseconds(*seconds)};
  if (text.size() > 2 && text[0] == 'P' && text.back() == 'W') {
    const auto weeks = number(text.substr(1, text.size() - 2));
    if (weeks) return base::Instant{from.ms + *weeks * 7 * day_ms};
  }
  // Both kinds in one text: P1Y2M3DT4H. The part up to the last Y or M before T is months.
  const std::size_t time = std::min(text.find('T'), text.size());
  const std::size_t split = text.substr(0, time).find_last_of("YM");
  if (text.empty() || text[0] != 'P' || split == std::string_view::npos) return std::nullopt;
  const auto months = base::parse_months_duration(text.substr(0, split + 1));
  const auto seconds = base::parse_seconds_duration("P" + std::string(text.substr(split + 1)));
  if (!months || !seconds) return std::nullopt;
  return base::Instant{add_months(from, months->months).ms + milliseconds(*seconds)};
}

std::optional<base::Instant> next_of_cron(std::string_view cron, base::Instant last) {
  std::vector<std::string_view> parts = words(cron);
  if (parts.size() == 5) parts.insert(parts.begin(), "0");
  if (parts.size() != 6) return std::nullopt;
  Field second{}, minute{}, hour{}, day{}, month{}, week{};
  if (!parse_field(parts[0], 0, 59, second) || !parse_field(parts[1], 0, 59, minute) || !parse_field(parts[2], 0, 23, hour) ||
      !parse_field(parts[3], 1, 31, day) || !parse_field(parts[4], 1, 12, month) || !parse_field(parts[5], 0, 7, week))
    return std::nullopt;
  if (week[7]) week[0] = true;
  base::Date date = base::shanghai_date(last);
  for (int days = 0; days < 4 * 366; ++days) {
    if (month[date.month] && day[date.day] && week[static_cast<std::size_t>(base::day_of_week(date) % 7)]) {
      const std::int64_t midnight = base::start_of_day(date).ms;
      for (int h = 0; h < 24; ++h) {
        if (!hour[static_cast<std::size_t>(h)]) continue;
        for (int m = 0; m < 60; ++m) {
          if (!minute[static_cast<std::size_t>(m)]) continue;
          for (int s = 0; s < 60; ++s) {
            const std::int64_t ms = midnight + ((h * 60 + m) * 60 + s) * 1000ll;
            if (second[static_cast<std::size_t>(s)] && ms > last.ms) return base::Instant{ms};
          }
        }
      }
    }
    const auto next = base::add_days(date, 1);
    if (!next) return std::nullopt;
    date = *next;
  }
  return std::nullopt;
}

std::optional<base::Instant> next_of_cycle(std::string_view cycle, base::Instant last) {
  if (cycle.empty()) return std::nullopt;
  if (const auto next = add_duration(last, cycle)) return next->ms > last.ms ? next : std::nullopt;
  return next_of_cron(cycle, last);
}

}  // namespace zhunru::decide

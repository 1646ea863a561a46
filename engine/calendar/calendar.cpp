#include "engine/calendar/calendar.hpp"

#include <algorithm>

namespace zhunru::calendar {
namespace {

using base::Date;
using base::Instant;
using base::List;
using base::Result;
using base::Value;

base::Error wrong(const std::string& zh, const std::string& en, const std::string& where) {
  return base::make_error("calendar-record", zh, en, where);
}

Result<Date> date_of(const Value& value, const std::string& where) {
  if (value.is_date()) return value.as_date();
  const auto date = value.is_string() ? base::parse_date(value.as_string()) : std::nullopt;
  if (!date) return wrong("日期应写作 2026-10-01", "a date is written 2026-10-01", where);
  return *date;
}

Result<YearCalendar> read(const Value& record) {
  YearCalendar calendar;
  calendar.id = record.get("id").string_or("");
  const std::string_view family = family_of(calendar.id);
  if (family.empty() || family.size() == calendar.id.size()) {
    return wrong("日历标识应写作 地区-年份,如 cn-2026", "a calendar id is family-year, as in cn-2026", calendar.id);
  }
  calendar.extends = record.get("extends").string_or("");
  calendar.provisional = record.get("provisional").boolean_or(false);
  if (record.get("weekend").is_list()) {
    for (const Value& day : record.get("weekend").as_list()) {
      const std::int64_t number = day.int64_or(0);
      if (number < 1 || number > 7) return wrong("周末应为 1 到 7", "weekend days are 1 to 7", calendar.id);
      calendar.weekend.insert(static_cast<std::uint8_t>(number));
    }
  }
  if (record.get("holidays").is_list()) {
    for (const Value& holiday : record.get("holidays").as_list()) {
      ZHUNRU_TRY(day, date_of(holiday.is_context() ? holiday.get("date") : holiday, calendar.id + "/holidays"));
      calendar.holidays.emplace(day, holiday.get("name").string_or(""));
    }
  }
  if (record.get("makeup_workdays").is_list()) {
    for (const Value& makeup : record.get("makeup_workdays").as_list()) {
      ZHUNRU_TRY(day, date_of(makeup, calendar.id + "/makeup_workdays"));
      calendar.makeup_workdays.insert(day);
    }
  }
  return calendar;
}

bool inside(const Date& day, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.first <= day && day <= span.last; });
}

std::optional<Instant> end_of(const std::optional<Date>& day) {
  const auto next = day ? base::add_days(*day, 1) : std::nullopt;
  if (!next) return std::nullopt;
  return base::start_of_day(*next);
}

/// The day on whose end (24:00) a limit falls.
Date last_day_of(Instant due) { return base::shanghai_date(Instant{due.ms - 1}); }

}  // namespace

std::string_view family_of(std::string_view calendar) {
  const std::size_t dash = calendar.rfind('-');
  if (dash == std::string_view::npos || calendar.size() - dash != 5) return calendar;
  const std::string_view year = calendar.substr(dash + 1);
  const bool digits = std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? calendar.substr(0, dash) : calendar;
}

Result<Calendars> Calendars::from_records(const List& records) {
  Calendars calendars;
  for (const Value& record : records) {
    ZHUNRU_TRY(calendar, read(record));
    calendars.by_id_.insert_or_assign(calendar.id, calendar);
  }
  for (const auto& [id, calendar] : calendars.by_id_) {
    std::set<std::string> passed{id};
    for (const YearCalendar* layer = &calendar; !layer->extends.empty();) {
      const auto below = calendars.by_id_.find(layer->extends);
      if (below == calendars.by_id_.end()) {
        return wrong("所扩展的日历不存在:" + layer->extends, "the extended calendar does not exist: " + layer->extends, id);
      }
      if (!passed.insert(below->first).second) return wrong("日历互相扩展", "calendars extend each other", id);
      layer = &below->second;
    }
  }
  return calendars;
}

const YearCalendar* Calendars::of_year(std::string_view calendar, std::int32_t year) const {
  const auto found = by_id_.find(std::string(family_of(calendar)) + "-" + std::to_string(year));
  return found == by_id_.end() ? nullptr : &found->second;
}

bool Calendars::knows(std::string_view calendar) const {
  if (by_id_.find(calendar) != by_id_.end()) return true;
  return std::any_of(by_id_.begin(), by_id_.end(),
                     [&](const auto& entry) { return family_of(entry.first) == calendar; });
}

std::optional<bool> Calendars::works(const Date& day, std::string_view calendar) const {
  const YearCalendar* layer = of_year(calendar, day.year);
  if (layer == nullptr) return std::nullopt;
  for (;;) {
    if (layer->makeup_workdays.count(day) != 0) return true;
    if (layer->holidays.count(day) != 0) return false;
    if (layer->extends.empty()) break;
    layer = &by_id_.find(layer->extends)->second;
  }
  return layer->weekend.count(static_cast<std::uint8_t>(base::day_of_week(day))) == 0;
}

std::string Calendars::holiday_name(const Date& day, std::string_view calendar) const {
  for (const YearCalendar* layer = of_year(calendar, day.year); layer != nullptr;) {
    if (layer->makeup_workdays.count(day) != 0) return {};
    if (const auto holiday = layer->holidays.find(day); holiday != layer->holidays.end()) return holiday->second;
    layer = layer->extends.empty() ? nullptr : &by_id_.find(layer->extends)->second;
  }
  return {};
}

std::optional<Date> Calendars::add_working_days(const Date& from, std::int64_t n, std::string_view calendar,
                                                const std::vector<Span>& suspended) const {
  if (n < 0 || n > max_working_days || of_year(calendar, from.year) == nullptr) return std::nullopt;
  Date day = from;
  for (std::int64_t counted = 0; counted < n;) {
    const auto next = base::add_days(day, 1);
    if (!next) return std::nullopt;
    day = *next;
    const auto working = works(day, calendar);
    if (!working) return std::nullopt;
    if (*working && !inside(day, suspended)) ++counted;
  }
  return day;
}

std::optional<Date> Calendars::working_day_on_or_after(const Date& day, std::string_view calendar) const {
  std::optional<Date> candidate = day;
  while (candidate) {
    const auto working = works(*candidate, calendar);
    if (!working) return std::nullopt;
    if (*working) return candidate;
    candidate = base::add_days(*candidate, 1);
  }
  return std::nullopt;
}

std::optional<Date> Calendars::add_months(const Date& from, std::int64_t months, std::string_view calendar) const {
  if (of_year(calendar, from.year) == nullptr) return std::nullopt;
  const auto day = base::add_months(from, months);
  return day ? working_day_on_or_after(*day, calendar) : std::nullopt;
}

std::optional<std::int64_t> Calendars::working_days_between(const Date& from, const Date& to,
                                                            std::string_view calendar) const {
  const bool forward = from <= to;
  const Date& end = forward ? to : from;
  std::int64_t count = 0;
  for (Date day = forward ? from : to; day < end;) {
    day = *base::add_days(day, 1);
    const auto working = works(day, calendar);
    if (!working || count > max_working_days) return std::nullopt;
    if (*working) ++count;
  }
  return forward ? count : -count;
}

bool Calendars::provisional(const Date& from, const Date& to, std::string_view calendar) const {
  for (std::int32_t year = from.year; year <= to.year; ++year) {
    for (const YearCalendar* layer = of_year(calendar, year); layer != nullptr;) {
      if (layer->provisional) return true;
      layer = layer->extends.empty() ? nullptr : &by_id_.find(layer->extends)->second;
    }
  }
  return false;
}

std::optional<Instant> Calendars::due(Instant from, std::int64_t n, std::string_view calendar) const {
  return end_of(add_working_days(base::shanghai_date(from), n, calendar));
}

std::optional<std::int64_t> Calendars::remaining(Instant now, Instant due, std::string_view calendar) const {
  return working_days_between(base::shanghai_date(now), last_day_of(due), calendar);
}

std::optional<Instant> Calendars::resume(std::int64_t remaining, Instant paused, Instant resumed,
                                         std::string_view calendar) const {
  const Date request = base::shanghai_date(paused);
  if (remaining == 0) return end_of(request);
  const auto before_answer = base::add_days(base::shanghai_date(resumed), -1);
  if (!before_answer) return std::nullopt;
  return end_of(add_working_days(std::max(request, *before_answer), remaining, calendar));
}

std::optional<Instant> Calendars::due_after_pause(Instant due, Instant paused, Instant resumed,
                                                  std::string_view calendar) const {
  const auto left = remaining(paused, due, calendar);
  if (!left) return std::nullopt;
  return *left < 0 ? std::optional<Instant>(due) : resume(*left, paused, resumed, calendar);
}

}  // namespace zhunru::calendar

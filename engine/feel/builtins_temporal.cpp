// Dates, times and durations (DMN 1.5 §10.3.4.1, .7 and .9).
#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/operators.hpp"

namespace zhunru::feel {
namespace {

using base::Date;
using base::DateTime;
using base::Time;
using base::Value;

template <class T>
Value from(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

Value date_from(Arguments& a) {
  const Value& source = a.scalar(0);
  if (source.is_date()) return source;
  if (source.is_date_time()) return source.as_date_time().date;
  return source.is_string() ? from(base::parse_date(source.as_string())) : Value();
}

Value date_of_parts(Arguments& a) {
  const auto year = a.integer(0);
  const auto month = a.integer(1);
  const auto day = a.integer(2);
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return {};
  if (*year > 999'999'999 || *year < -999'999'999) return {};
  const Date date{static_cast<std::int32_t>(*year), static_cast<std::uint8_t>(*month),
                  static_cast<std::uint8_t>(*day)};
  return base::is_valid(date) ? Value(date) : Value();
}

Value date_and_time_from(Arguments& a) {
  const Value& source = a.scalar(0);
  if (source.is_date_time()) return source;
  if (source.is_date()) return *as_date_time(source);
  if (!source.is_string()) return {};
  if (const auto date = base::parse_date(source.as_string())) return DateTime{*date, Time{}};
  return from(base::parse_date_time(source.as_string()));
}

Value date_and_time_of(Arguments& a) {
  const Value& date = a.scalar(0);
  const Value& time = a.scalar(1);
  if (!time.is_time()) return {};
  if (date.is_date()) return DateTime{date.as_date(), time.as_time()};
  return date.is_date_time() ? Value(DateTime{date.as_date_time().date, time.as_time()}) : Value();
}

Value time_from(Arguments& a) {
  const Value& source = a.scalar(0);
  if (source.is_time()) return source;
  if (const auto moment = as_date_time(source)) return moment->time;
  return source.is_string() ? from(base::parse_time(source.as_string())) : Value();
}

Value time_of_parts(Arguments& a) {
  const auto hour = a.integer(0);
  const auto minute = a.integer(1);
  const base::Decimal* second = a.number(2);
  if (!hour || !minute || second == nullptr || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59)
    return {};
  if (second->is_negative() || *second >= base::Decimal(60)) return {};
  const base::Decimal whole = second->truncated();
  const auto fraction = base::Decimal::subtract(*second, whole);
  const auto nanoseconds =
      fraction ? base::Decimal::multiply(*fraction, base::Decimal(1'000'000'000)) : std::nullopt;
  Time time;
  time.hour = static_cast<std::uint8_t>(*hour);
  time.minute = static_cast<std::uint8_t>(*minute);
  time.second = static_cast<std::uint8_t>(whole.to_int64().value_or(0));
  time.nanosecond =
      nanoseconds ? static_cast<std::uint32_t>(nanoseconds->truncated().to_int64().value_or(0)) : 0;
  const Value& offset = a.scalar(3);
  if (offset.is_seconds_duration()) {
    const std::int64_t seconds = offset.as_seconds_duration().seconds;
    if (seconds > 64'800 || seconds < -64'800) return {};
    time.zone = base::offset_zone(static_cast<std::int32_t>(seconds));
  } else if (!offset.is_null()) {
    return {};
  }
  return time;
}

Value duration_from(Arguments& a) {
  const Value& source = a.scalar(0);
  if (source.is_months_duration() || source.is_seconds_duration()) return source;
  if (!source.is_string()) return {};
  if (const auto months = base::parse_months_duration(source.as_string())) return *months;
  return from(base::parse_seconds_duration(source.as_string()));
}

Value months_between(Arguments& a) {
  const auto begin = as_date_time(a.scalar(0));
  const auto end = as_date_time(a.scalar(1));
  if (!begin || !end) return {};
  const auto whole_months = [](const Date& x, const Date& y) {
    std::int64_t months = (std::int64_t(y.year) - x.year) * 12 + (int(y.month) - int(x.month));
    if (months > 0 && y.day < x.day) --months;
    if (months < 0 && y.day > x.day) ++months;
    return months;
  };
  return base::MonthsDuration{whole_months(begin->date, end->date)};
}

/// The date of a date or date and time.
std::optional<Date> date_argument(Arguments& a) {
  const auto moment = as_date_time(a.scalar(0));
  return moment ? std::optional(moment->date) : std::nullopt;
}

Value day_of_year(Arguments& a) {
  const auto date = date_argument(a);
  return date ? Value(base::day_of_year(*date)) : Value();
}

Value week_of_year(Arguments& a) {
  const auto date = date_argument(a);
  return date ? Value(base::week_of_year(*date)) : Value();
}

Value day_of_week(Arguments& a) {
  static constexpr const char* names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
  const auto date = date_argument(a);
  return date ? Value(names[base::day_of_week(*date) - 1]) : Value();
}

Value month_of_year(Arguments& a) {
  static constexpr const char* names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
  const auto date = date_argument(a);
  return date ? Value(names[date->month - 1]) : Value();
}

Value now(Arguments& a) {
  return a.evaluator().options().now;
}

Value today(Arguments& a) {
  const Value& moment = a.evaluator().options().now;
  return moment.is_date_time() ? Value(moment.as_date_time().date) : Value();
}

constexpr Builtin functions[] = {
    {"date", "from", date_from},
    {"date", "year,month,day", date_of_parts},
    {"date and time", "from", date_and_time_from},
    {"date and time", "date,time", date_and_time_of},
    {"time", "from", time_from},
    {"time", "hour,minute,second,offset?", time_of_parts},
    {"duration", "from", duration_from},
    {"years and months duration", "from,to", months_between},
    {"day of year", "date", day_of_year},
    {"day of week", "date", day_of_week},
    {"month of year", "date", month_of_year},
    {"week of year", "date", week_of_year},
    {"now", "", now},
    {"today", "", today},
};

}  // namespace

BuiltinFamily temporal_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel

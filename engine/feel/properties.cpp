// Members of dates, times, durations and ranges (DMN 1.5 table 65).
#include "engine/feel/operators.hpp"

namespace zhunru::feel {
namespace {

using base::Value;

Value zone_property(const base::Zone& zone, std::string_view name, const base::Date& date,
                    const base::Time& time, bool* known) {
  if (name == "time offset") {
    if (zone.kind == base::Zone::Kind::none) return {};
    return base::SecondsDuration{base::zone_offset_at_local(zone, date, time), 0};
  }
  if (name == "timezone") {
    if (zone.kind == base::Zone::Kind::named) return base::zone_name(zone.named);
    return {};
  }
  *known = false;
  return {};
}

Value date_property(const base::Date& date, std::string_view name, bool* known) {
  if (name == "year") return date.year;
  if (name == "month") return static_cast<int>(date.month);
  if (name == "day") return static_cast<int>(date.day);
  if (name == "weekday") return base::day_of_week(date);
  *known = false;
  return {};
}

Value time_property(const base::Time& time, const base::Date& date, std::string_view name, bool* known) {
  if (name == "hour") return static_cast<int>(time.hour);
  if (name == "minute") return static_cast<int>(time.minute);
  if (name == "second") return static_cast<int>(time.second);
  return zone_property(time.zone, name, date, time, known);
}

Value seconds_property(base::SecondsDuration duration, std::string_view name, bool* known) {
  // Parts of the magnitude, each with the sign of the whole.
  std::int64_t seconds = duration.seconds;
  if (seconds < 0 && duration.nanoseconds != 0) ++seconds;
  if (name == "days") return seconds / 86'400;
  if (name == "hours") return seconds / 3600 % 24;
  if (name == "minutes") return seconds / 60 % 60;
  if (name == "seconds") return seconds % 60;
  *known = false;
  return {};
}

Value range_property(const base::Range& range, std::string_view name, bool* known) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return range.has_low && range.low_closed;
  if (name == "end included") return range.has_high && range.high_closed;
  *known = false;
  return {};
}

}  // namespace

Value property(const Value& value, std::string_view name, bool* known) {
  *known = true;
  switch (value.kind()) {
    case base::ValueKind::date:
      return date_property(value.as_date(), name, known);
    case base::ValueKind::time:
      return time_property(value.as_time(), base::Date{}, name, known);
    case base::ValueKind::date_time: {
      const base::DateTime& moment = value.as_date_time();
      const Value part = date_property(moment.date, name, known);
      if (*known) return part;
      *known = true;
      return time_property(moment.time, moment.date, name, known);
    }
    case base::ValueKind::months_duration:
      if (name == "years") return value.as_months_duration().months / 12;
      if (name == "months") return value.as_months_duration().months % 12;
      break;
    case base::ValueKind::seconds_duration:
      return seconds_property(value.as_seconds_duration(), name, known);
    case base::ValueKind::range:
      return range_property(value.as_range(), name, known);
    default:
      break;
  }
  *known = false;
  return {};
}

}  // namespace zhunru::feel

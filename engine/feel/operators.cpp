#include "engine/feel/operators.hpp"

namespace zhunru::feel {
namespace {

using base::Date;
using base::DateTime;
using base::Decimal;
using base::MonthsDuration;
using base::SecondsDuration;
using base::Time;
using base::Value;
using base::Zone;

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t billion = 1'000'000'000;
constexpr std::int64_t most_seconds = 100'000'000'000'000'000;
constexpr std::int64_t most_months = 1'000'000'000'000;

Value from(const std::optional<Decimal>& number) {
  return number ? Value(*number) : Value();
}

Value numbers(Operator op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case Operator::add:
      return from(Decimal::add(a, b));
    case Operator::subtract:
      return from(Decimal::subtract(a, b));
    case Operator::multiply:
      return from(Decimal::multiply(a, b));
    case Operator::divide:
      return from(Decimal::divide(a, b));
    case Operator::power:
      return from(Decimal::power(a, b));
    default:
      return {};
  }
}

Value months_value(std::int64_t months) {
  if (months > most_months || months < -most_months) return {};
  return MonthsDuration{months};
}

Value seconds_value(std::int64_t seconds, std::int64_t nanoseconds) {
  if (seconds > most_seconds || seconds < -most_seconds) return {};
  while (nanoseconds < 0) nanoseconds += billion, --seconds;
  while (nanoseconds >= billion) nanoseconds -= billion, ++seconds;
  return SecondsDuration{seconds, static_cast<std::int32_t>(nanoseconds)};
}

Decimal nanoseconds_of(SecondsDuration duration) {
  const auto whole = Decimal::multiply(Decimal(duration.seconds), Decimal(billion));
  return Decimal::add(whole.value_or(Decimal()), Decimal(duration.nanoseconds)).value_or(Decimal());
}

Value duration_from_nanoseconds(const Decimal& nanoseconds) {
  const Decimal whole = nanoseconds.truncated();
  const auto seconds = Decimal::divide(whole, Decimal(billion));
  const auto seconds_floor = seconds ? seconds->floor().to_int64() : std::nullopt;
  const auto rest = Decimal::modulo(whole, Decimal(billion));
  if (!seconds_floor || !rest) return {};
  return seconds_value(*seconds_floor, rest->to_int64().value_or(0));
}

Value months_from(const Decimal& months) {
  const auto whole = months.truncated().to_int64();
  return whole ? months_value(*whole) : Value();
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0) && ((a % b < 0) != (b < 0)));
}

Value plus_months(const DateTime& value, std::int64_t months) {
  const auto date = base::add_months(value.date, months);
  return date ? Value(DateTime{*date, value.time}) : Value();
}

/// Adds elapsed time; in a named zone the wall clock follows the zone's rules.
Value plus_seconds(const DateTime& value, SecondsDuration duration) {
  const std::int64_t nanoseconds = std::int64_t(value.time.nanosecond) + duration.nanoseconds;
  const std::int64_t seconds = base::utc_seconds(value) + duration.seconds + nanoseconds / billion;
  const auto result =
      base::date_time_at(seconds, static_cast<std::uint32_t>(nanoseconds % billion), value.time.zone);
  return result ? Value(*result) : Value();
}

Value plus_seconds(const Time& value, SecondsDuration duration) {
  const std::int64_t nanoseconds = std::int64_t(value.nanosecond) + duration.nanoseconds;
  std::int64_t seconds =
      value.hour * 3600 + value.minute * 60 + value.second + duration.seconds + nanoseconds / billion;
  seconds -= floor_div(seconds, day_seconds) * day_seconds;
  return Time{static_cast<std::uint8_t>(seconds / 3600), static_cast<std::uint8_t>(seconds / 60 % 60),
              static_cast<std::uint8_t>(seconds % 60), static_cast<std::uint32_t>(nanoseconds % billion),
              value.zone};
}

bool local(const Zone& zone) {
  return zone.kind == Zone::Kind::none;
}

Value minus(const DateTime& a, const DateTime& b) {
  if (local(a.time.zone) != local(b.time.zone)) return {};
  return seconds_value(base::utc_seconds(a) - base::utc_seconds(b),
                       std::int64_t(a.time.nanosecond) - std::int64_t(b.time.nanosecond));
}

Value minus(const Time& a, const Time& b) {
  if (local(a.zone) != local(b.zone)) return {};
  const Date day;
  return minus(DateTime{day, a}, DateTime{day, b});
}

Value plus_duration(const Value& a, const Value& duration, bool minus) {
  const std::int64_t sign = minus ? -1 : 1;
  if (duration.is_months_duration()) {
    const std::int64_t months = sign * duration.as_months_duration().months;
    if (a.is_date()) {
      const auto date = base::add_months(a.as_date(), months);
      return date ? Value(*date) : Value();
    }
    if (a.is_date_time()) return plus_months(a.as_date_time(), months);
    if (a.is_months_duration()) return months_value(a.as_months_duration().months + months);
    return {};
  }
  const SecondsDuration given = duration.as_seconds_duration();
  const Value part = seconds_value(sign * given.seconds, sign * given.nanoseconds);
  if (part.is_null()) return {};
  const SecondsDuration seconds = part.as_seconds_duration();
  if (a.is_date()) {
    const Value moved = plus_seconds(*as_date_time(a), seconds);
    return moved.is_null() ? moved : Value(moved.as_date_time().date);
  }
  if (a.is_date_time()) return plus_seconds(a.as_date_time(), seconds);
  if (a.is_time()) return plus_seconds(a.as_time(), seconds);
  if (a.is_seconds_duration()) {
    return seconds_value(a.as_seconds_duration().seconds + seconds.seconds,
                         std::int64_t(a.as_seconds_duration().nanoseconds) + seconds.nanoseconds);
  }
  return {};
}

bool is_duration(const Value& value) {
  return value.is_months_duration() || value.is_seconds_duration();
}

Value temporal(Operator op, const Value& a, const Value& b) {
  if (op == Operator::add) {
    if (is_duration(b)) return plus_duration(a, b, false);
    return is_duration(a) ? plus_duration(b, a, false) : Value();
  }
  if (op == Operator::subtract) {
    if (is_duration(b)) return plus_duration(a, b, true);
    if (a.is_time() && b.is_time()) return minus(a.as_time(), b.as_time());
    const auto left = as_date_time(a);
    const auto right = as_date_time(b);
    return left && right ? minus(*left, *right) : Value();
  }
  if (op == Operator::multiply && a.is_number()) return temporal(op, b, a);
  if (op != Operator::multiply && op != Operator::divide) return {};
  if (a.is_months_duration()) {
    const Decimal months(a.as_months_duration().months);
    if (b.is_number()) {
      const Value result = numbers(op, months, b.as_number());
      return result.is_null() ? result : months_from(result.as_number());
    }
    if (op == Operator::divide && b.is_months_duration()) {
      return from(Decimal::divide(months, Decimal(b.as_months_duration().months)));
    }
  }
  if (a.is_seconds_duration()) {
    const Decimal nanoseconds = nanoseconds_of(a.as_seconds_duration());
    if (b.is_number()) {
      const Value result = numbers(op, nanoseconds, b.as_number());
      return result.is_null() ? result : duration_from_nanoseconds(result.as_number());
    }
    if (op == Operator::divide && b.is_seconds_duration()) {
      return from(Decimal::divide(nanoseconds, nanoseconds_of(b.as_seconds_duration())));
    }
  }
  return {};
}

}  // namespace

std::optional<DateTime> as_date_time(const Value& value) {
  if (value.is_date_time()) return value.as_date_time();
  if (!value.is_date()) return std::nullopt;
  Time midnight;
  midnight.zone = base::offset_zone(0);
  return DateTime{value.as_date(), midnight};
}

Value arithmetic(Operator op, const Value& a, const Value& b) {
  if (a.is_hidden() || b.is_hidden()) return Value::hidden();
  if (a.is_null() || b.is_null()) return {};
  if (a.is_number() && b.is_number()) return numbers(op, a.as_number(), b.as_number());
  if (a.is_string() && b.is_string() && op == Operator::add) return Value(a.as_string() + b.as_string());
  return temporal(op, a, b);
}

Value negated(const Value& value) {
  if (value.is_hidden()) return value;
  if (value.is_number()) return value.as_number().negated();
  if (value.is_months_duration()) return months_value(-value.as_months_duration().months);
  if (value.is_seconds_duration()) {
    return seconds_value(-value.as_seconds_duration().seconds, -value.as_seconds_duration().nanoseconds);
  }
  return {};
}

Value to_value(base::Ternary ternary) {
  switch (ternary) {
    case base::Ternary::yes:
      return true;
    case base::Ternary::no:
      return false;
    case base::Ternary::hidden:
      return Value::hidden();
    case base::Ternary::unknown:
      break;
  }
  return {};
}

Value compared(Operator op, const Value& a, const Value& b) {
  if (op == Operator::equal || op == Operator::not_equal) {
    const Value equal = to_value(base::feel_equal(a, b));
    return op == Operator::not_equal && equal.is_boolean() ? Value(!equal.as_boolean()) : equal;
  }
  if (a.is_hidden() || b.is_hidden()) return Value::hidden();
  const auto order = base::feel_compare(a, b);
  if (!order) return {};
  switch (op) {
    case Operator::less:
      return *order < 0;
    case Operator::less_equal:
      return *order <= 0;
    case Operator::greater:
      return *order > 0;
    case Operator::greater_equal:
      return *order >= 0;
    default:
      return {};
  }
}

Value in_range(const Value& value, const base::Range& range) {
  if (range.form != base::Range::Form::interval) {
    return compared(range.form == base::Range::Form::equal ? Operator::equal : Operator::not_equal, value,
                    range.low);
  }
  Value low = true;
  Value high = true;
  if (range.has_low)
    low = compared(range.low_closed ? Operator::greater_equal : Operator::greater, value, range.low);
  if (range.has_high)
    high = compared(range.high_closed ? Operator::less_equal : Operator::less, value, range.high);
  if (low.is_hidden() || high.is_hidden()) return Value::hidden();
  if (low.is_null() || high.is_null()) return {};
  return low.as_boolean() && high.as_boolean();
}

}  // namespace zhunru::feel

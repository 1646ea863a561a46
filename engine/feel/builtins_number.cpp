// Numeric functions and boolean negation (DMN 1.5 §10.3.4.1, .2 and .5).
#include "engine/feel/builtins.hpp"

namespace zhunru::feel {
namespace {

using base::Decimal;
using base::Rounding;
using base::Value;

Value from(const std::optional<Decimal>& number) {
  return number ? Value(*number) : Value();
}

Value round_to(Arguments& arguments, Rounding mode, bool scale_optional) {
  const Decimal* n = arguments.number(0);
  if (n == nullptr) return {};
  if (scale_optional && !arguments.given(1)) return from(n->rounded(0, mode));
  const auto scale = arguments.integer(1);
  // decimal128's exponents (table 75)
  if (!scale || *scale < Decimal::min_exponent + 65 || *scale > -Decimal::min_exponent) return {};
  return from(n->rounded(static_cast<std::int32_t>(*scale), mode));
}

Value decimal(Arguments& a) {
  return round_to(a, Rounding::half_even, false);
}
Value floor(Arguments& a) {
  return round_to(a, Rounding::floor, true);
}
Value ceiling(Arguments& a) {
  return round_to(a, Rounding::ceiling, true);
}
Value round_up(Arguments& a) {
  return round_to(a, Rounding::up, false);
}
Value round_down(Arguments& a) {
  return round_to(a, Rounding::down, false);
}
Value round_half_up(Arguments& a) {
  return round_to(a, Rounding::half_up, false);
}
Value round_half_down(Arguments& a) {
  return round_to(a, Rounding::half_down, false);
}

Value absolute(Arguments& a) {
  const Value& n = a.scalar(0);
  if (n.is_number()) return n.as_number().abs();
  if (n.is_months_duration()) {
    const std::int64_t months = n.as_months_duration().months;
    return base::MonthsDuration{months < 0 ? -months : months};
  }
  if (n.is_seconds_duration()) {
    const base::SecondsDuration d = n.as_seconds_duration();
    if (d.seconds >= 0) return n;
    if (d.nanoseconds == 0) return base::SecondsDuration{-d.seconds, 0};
    return base::SecondsDuration{-d.seconds - 1, 1'000'000'000 - d.nanoseconds};
  }
  return {};
}

Value modulo(Arguments& a) {
  const Decimal* dividend = a.number(0);
  const Decimal* divisor = a.number(1);
  return dividend != nullptr && divisor != nullptr ? from(Decimal::modulo(*dividend, *divisor)) : Value();
}

template <std::optional<Decimal> (Decimal::*function)() const>
Value unary(Arguments& a) {
  const Decimal* n = a.number(0);
  return n != nullptr ? from((n->*function)()) : Value();
}

Value parity(Arguments& a, int wanted) {
  const Decimal* n = a.number(0);
  if (n == nullptr) return {};
  const auto rest = Decimal::modulo(*n, Decimal(2));
  return rest ? Value(*rest == Decimal(wanted)) : Value();
}
Value even(Arguments& a) {
  return parity(a, 0);
}
Value odd(Arguments& a) {
  return parity(a, 1);
}

Value number_of(Arguments& a) {
  const Value& source = a.scalar(0);
  if (source.is_number() && a.size() == 1) return source;
  if (!source.is_string()) return {};
  std::string text = source.as_string();
  if (a.size() == 3) {
    const auto separator = [&](std::size_t i, std::string_view allowed) -> std::optional<char> {
      if (a[i].is_null()) return '\0';
      const std::string* given = a.string(i);
      if (given == nullptr || given->size() != 1 || allowed.find(*given) == std::string_view::npos)
        return std::nullopt;
      return given->front();
    };
    const auto grouping = separator(1, " ,.");
    const auto point = separator(2, ",.");
    if (!grouping || !point || (*grouping != '\0' && *grouping == *point)) return {};
    std::string plain;
    for (const char c : text) {
      if (*grouping != '\0' && c == *grouping) continue;
      if (c == '.' && *point == ',') return {};
      plain += *point != '\0' && c == *point ? '.' : c;
    }
    text = std::move(plain);
  }
  return from(Decimal::parse(text));
}

Value negation(Arguments& a) {
  const Value& value = a.scalar(0);
  return value.is_boolean() ? Value(!value.as_boolean()) : Value();
}

constexpr Builtin functions[] = {
    {"decimal", "n,scale", decimal},
    {"floor", "n,scale?", floor},
    {"ceiling", "n,scale?", ceiling},
    {"round up", "n,scale", round_up},
    {"round down", "n,scale", round_down},
    {"round half up", "n,scale", round_half_up},
    {"round half down", "n,scale", round_half_down},
    {"abs", "n", absolute},
    {"modulo", "dividend,divisor", modulo},
    {"sqrt", "number", unary<&Decimal::sqrt>},
    {"exp", "number", unary<&Decimal::exp>},
    {"log", "number", unary<&Decimal::log>},
    {"even", "number", even},
    {"odd", "number", odd},
    {"number", "from", number_of},
    {"number", "from,grouping separator,decimal separator", number_of},
    {"not", "negand", negation},
};

}  // namespace

BuiltinFamily number_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel

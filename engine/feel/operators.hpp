// Arithmetic and comparison of values (DMN 1.5 §10.3.2.13-14, tables 50-57).
#pragma once

#include "engine/base/value.hpp"
#include "engine/feel/node.hpp"

namespace zhunru::feel {

/// add, subtract, multiply, divide, power. Null when the kinds do not fit or the result is out of range; hidden when
/// an operand is hidden.
base::Value arithmetic(Operator op, const base::Value& a, const base::Value& b);
base::Value negated(const base::Value& value);
/// equal ... greater_equal. Boolean, null or hidden.
base::Value compared(Operator op, const base::Value& a, const base::Value& b);
/// Boolean, null when the value cannot be compared with the ends, or hidden.
base::Value in_range(const base::Value& value, const base::Range& range);
base::Value to_value(base::Ternary ternary);
/// Member of a date, time, duration or range ("year", "time offset", "start included"); *known says whether the kind
/// has such a member.
base::Value property(const base::Value& value, std::string_view name, bool* known);
/// Date or date and time as one, a date at midnight UTC; nullopt for other kinds.
std::optional<base::DateTime> as_date_time(const base::Value& value);

}  // namespace zhunru::feel

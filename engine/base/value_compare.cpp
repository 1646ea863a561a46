// FEEL equality and order, and the total order over all values.
#include <algorithm>

#include "engine/base/value.hpp"

namespace zhunru::base {
namespace {

Ternary ternary(bool yes) {
  return yes ? Ternary::yes : Ternary::no;
}

int order(std::int64_t a, std::int64_t b) {
  return a < b ? -1 : (a > b ? 1 : 0);
}

/// Whole seconds of a time of day on the UTC clock; FEEL compares the properties hour, minute, second,
/// offset.
std::int64_t time_seconds(const Time& time) {
  // A named zone has no fixed offset; that of 1970-01-01 stands for it, the same on every host.
  const std::int32_t offset = zone_offset_at_local(time.zone, Date{}, time);
  return time.hour * 3600 + time.minute * 60 + time.second - offset;
}

bool same_locality(const Zone& a, const Zone& b) {
  return (a.kind == Zone::Kind::none) == (b.kind == Zone::Kind::none);
}

/// Inside lists and contexts "cannot be compared" counts as different.
Ternary all_equal(Ternary part, Ternary so_far) {
  if (part == Ternary::hidden || so_far == Ternary::hidden) return Ternary::hidden;
  return part == Ternary::yes ? so_far : Ternary::no;
}

Ternary contexts_equal(const Context& a, const Context& b) {
  if (a.size() != b.size()) return Ternary::no;
  Ternary answer = Ternary::yes;
  for (const auto& [name, member] : a) {
    const Value* other = b.find(name);
    if (other == nullptr) return Ternary::no;
    answer = all_equal(feel_equal(member, *other), answer);
  }
  return answer;
}

Ternary lists_equal(const List& a, const List& b) {
  if (a.size() != b.size()) return Ternary::no;
  Ternary answer = Ternary::yes;
  for (std::size_t i = 0; i < a.size(); ++i) answer = all_equal(feel_equal(a[i], b[i]), answer);
  return answer;
}

Ternary ranges_equal(const Range& a, const Range& b) {
  if (a.form != b.form || a.has_low != b.has_low || a.has_high != b.has_high ||
      a.low_closed != b.low_closed || a.high_closed != b.high_closed) {
    return Ternary::no;
  }
  return all_equal(feel_equal(a.high, b.high), all_equal(feel_equal(a.low, b.low), Ternary::yes));
}

int compare_zone(const Zone& a, const Zone& b) {
  if (a.kind != b.kind) return order(static_cast<int>(a.kind), static_cast<int>(b.kind));
  if (a.named != b.named) return order(a.named, b.named);
  return order(a.offset_seconds, b.offset_seconds);
}

int compare_time(const Time& a, const Time& b) {
  const int clock = order(a.hour * 3600 + a.minute * 60 + a.second, b.hour * 3600 + b.minute * 60 + b.second);
  if (clock != 0) return clock;
  const int fraction = order(a.nanosecond, b.nanosecond);
  return fraction != 0 ? fraction : compare_zone(a.zone, b.zone);
}

int compare_date(const Date& a, const Date& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

int compare_range(const Range& a, const Range& b) {
  const auto flags = [](const Range& r) {
    return static_cast<int>(r.form) * 16 + r.has_low * 8 + r.has_high * 4 + r.low_closed * 2 + r.high_closed;
  };
  if (flags(a) != flags(b)) return order(flags(a), flags(b));
  const int low = canonical_compare(a.low, b.low);
  return low != 0 ? low : canonical_compare(a.high, b.high);
}

int compare_context(const Context& a, const Context& b) {
  const auto sorted = [](const Context& c) {
    std::vector<const Context::Entry*> entries;
    for (const Context::Entry& entry : c) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(),
              [](const auto* x, const auto* y) { return x->first < y->first; });
    return entries;
  };
  const auto left = sorted(a);
  const auto right = sorted(b);
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    const int name = left[i]->first.compare(right[i]->first);
    if (name != 0) return name < 0 ? -1 : 1;
    const int member = canonical_compare(left[i]->second, right[i]->second);
    if (member != 0) return member;
  }
  return order(static_cast<std::int64_t>(left.size()), static_cast<std::int64_t>(right.size()));
}

int compare_function(const Function* a, const Function* b) {
  if (a->parameters != b->parameters) return a->parameters < b->parameters ? -1 : 1;
  return 0;
}

}  // namespace

Ternary feel_equal(const Value& a, const Value& b) {
  if (a.is_hidden() || b.is_hidden()) return Ternary::hidden;
  if (a.is_null() || b.is_null()) return ternary(a.is_null() && b.is_null());
  if (a.kind() != b.kind()) return Ternary::unknown;
  switch (a.kind()) {
    case ValueKind::list:
      return lists_equal(a.as_list(), b.as_list());
    case ValueKind::context:
      return contexts_equal(a.as_context(), b.as_context());
    case ValueKind::range:
      return ranges_equal(a.as_range(), b.as_range());
    case ValueKind::time:
      return ternary(same_locality(a.as_time().zone, b.as_time().zone) &&
                     time_seconds(a.as_time()) == time_seconds(b.as_time()));
    case ValueKind::date_time:
      return ternary(same_locality(a.as_date_time().time.zone, b.as_date_time().time.zone) &&
                     utc_seconds(a.as_date_time()) == utc_seconds(b.as_date_time()));
    default:
      return ternary(a == b);
  }
}

std::optional<int> feel_compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ValueKind::number:
      return Decimal::compare(a.as_number(), b.as_number());
    case ValueKind::string: {
      const int bytes = a.as_string().compare(b.as_string());  // UTF-8 bytes sort like code points
      return bytes < 0 ? -1 : (bytes > 0 ? 1 : 0);
    }
    case ValueKind::date:
      return compare_date(a.as_date(), b.as_date());
    case ValueKind::time:
      return order(time_seconds(a.as_time()), time_seconds(b.as_time()));
    case ValueKind::date_time:
      return order(utc_seconds(a.as_date_time()), utc_seconds(b.as_date_time()));
    case ValueKind::months_duration:
      return order(a.as_months_duration().months, b.as_months_duration().months);
    case ValueKind::seconds_duration: {
      const auto x = a.as_seconds_duration();
      const auto y = b.as_seconds_duration();
      return x < y ? -1 : (y < x ? 1 : 0);
    }
    default:
      return std::nullopt;
  }
}

int canonical_compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return order(static_cast<int>(a.kind()), static_cast<int>(b.kind()));
  switch (a.kind()) {
    case ValueKind::null:
    case ValueKind::hidden:
      return 0;
    case ValueKind::boolean:
      return order(a.as_boolean(), b.as_boolean());
    case ValueKind::time:
      return compare_time(a.as_time(), b.as_time());
    case ValueKind::date_time: {
      const int date = compare_date(a.as_date_time().date, b.as_date_time().date);
      return date != 0 ? date : compare_time(a.as_date_time().time, b.as_date_time().time);
    }
    case ValueKind::list: {
      const List& x = a.as_list();
      const List& y = b.as_list();
      for (std::size_t i = 0; i < x.size() && i < y.size(); ++i) {
        const int item = canonical_compare(x[i], y[i]);
        if (item != 0) return item;
      }
      return order(static_cast<std::int64_t>(x.size()), static_cast<std::int64_t>(y.size()));
    }
    case ValueKind::context:
      return compare_context(a.as_context(), b.as_context());
    case ValueKind::range:
      return compare_range(a.as_range(), b.as_range());
    case ValueKind::function:
      return compare_function(a.as_function().get(), b.as_function().get());
    default:
      return feel_compare(a, b).value_or(0);
  }
}

}  // namespace zhunru::base

// Value: every datum that FEEL, DMN, forms, variables and JSON speak of. Immutable, cheap to copy, deterministic.
// It holds no double, no pointer to anything mutable, and knows no expression language beyond equality and order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/decimal.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace zhunru::base {

class Value;
class Context;
struct Range;

using List = std::vector<Value>;

/// A callable, made by FEEL or DMN; base only carries it. Equal only to itself.
struct Function {
  virtual ~Function() = default;
  std::vector<std::string> parameters;
};

enum class ValueKind : std::uint8_t {
  null, boolean, number, string, date, time, date_time, months_duration, seconds_duration, list, context, range,
  function,
  /// Something the reader may not see. Not null: every expression that touches it becomes hidden (design §4).
  hidden
};

/// Name of a kind as FEEL spells the type ("years and months duration").
std::string_view to_string(ValueKind kind);

class Value {
 public:
  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool value) : held_(value) {}
  Value(int value) : held_(Decimal(value)) {}
  Value(std::int64_t value) : held_(Decimal(value)) {}
  Value(const Decimal& value) : held_(value) {}
  Value(std::string value);
  Value(std::string_view value);
  Value(const char* value);
  Value(const Date& value) : held_(value) {}
  Value(const Time& value) : held_(value) {}
  Value(const DateTime& value) : held_(value) {}
  Value(MonthsDuration value) : held_(value) {}
  Value(SecondsDuration value) : held_(value) {}
  Value(List value);
  Value(Context value);
  Value(Range value);
  Value(std::shared_ptr<const Function> value) : held_(std::move(value)) {}
  /// A pointer is never a bool.
  template <class T>
  Value(T*) = delete;
  static Value hidden() { Value v; v.held_ = Hidden{}; return v; }
  static Value from_uint64(std::uint64_t value) { return Value(Decimal::from_uint64(value)); }

  ValueKind kind() const noexcept;
  bool is_null() const noexcept { return kind() == ValueKind::null; }
  bool is_boolean() const noexcept { return kind() == ValueKind::boolean; }
  bool is_number() const noexcept { return kind() == ValueKind::number; }
  bool is_string() const noexcept { return kind() == ValueKind::string; }
  bool is_list() const noexcept { return kind() == ValueKind::list; }
  bool is_context() const noexcept { return kind() == ValueKind::context; }
  bool is_date() const noexcept { return kind() == ValueKind::date; }
  bool is_time() const noexcept { return kind() == ValueKind::time; }
  bool is_date_time() const noexcept { return kind() == ValueKind::date_time; }
  bool is_months_duration() const noexcept { return kind() == ValueKind::months_duration; }
  bool is_seconds_duration() const noexcept { return kind() == ValueKind::seconds_duration; }
  bool is_range() const noexcept { return kind() == ValueKind::range; }
  bool is_function() const noexcept { return kind() == ValueKind::function; }
  bool is_hidden() const noexcept { return kind() == ValueKind::hidden; }
  /// True when the value is hidden or holds something hidden at any depth. Constant time.
  bool contains_hidden() const noexcept;
  /// Levels of lists, contexts and ranges: 0 for a scalar. Constant time. Whoever builds values from outside data
  /// keeps it at or below limits::value_depth; more than 4096 is a bug (CHECK).
  std::uint32_t depth() const noexcept;

  // Access; the wrong kind is a bug (CHECK).
  bool as_boolean() const;
  const Decimal& as_number() const;
  const std::string& as_string() const;
  const Date& as_date() const;
  const Time& as_time() const;
  const DateTime& as_date_time() const;
  MonthsDuration as_months_duration() const;
  SecondsDuration as_seconds_duration() const;
  const List& as_list() const;
  const Context& as_context() const;
  const Range& as_range() const;
  const std::shared_ptr<const Function>& as_function() const;

  // Access for input that may be of any kind.
  bool boolean_or(bool other) const { return is_boolean() ? as_boolean() : other; }
  std::int64_t int64_or(std::int64_t other) const;
  std::string string_or(std::string_view other) const;
  /// Member of a context; null when this is no context or has no such member.
  const Value& get(std::string_view name) const;
  /// Member by dotted path "a.b.c"; null when a step is missing.
  const Value& at_path(std::string_view dotted_path) const;
  /// Item of a list by index from 0; null when there is none.
  const Value& item(std::size_t index) const;
  /// Items of a list, members of a context, otherwise 0.
  std::size_t size() const;

  /// Same kind and same content (contexts: same members in any order; date-times: same fields and zone).
  /// This is identity of data, not the FEEL operator "=" (see feel_equal).
  friend bool operator==(const Value& a, const Value& b);

 private:
  struct Hidden {
    friend bool operator==(const Hidden&, const Hidden&) = default;
  };
  struct ListBox;
  struct ContextBox;
  struct RangeBox;
  // In the order of ValueKind.
  std::variant<std::monostate, bool, Decimal, std::shared_ptr<const std::string>, Date, Time, DateTime, MonthsDuration,
               SecondsDuration, std::shared_ptr<const ListBox>, std::shared_ptr<const ContextBox>,
               std::shared_ptr<const RangeBox>, std::shared_ptr<const Function>, Hidden>
      held_;
};

/// Members in the order in which they were put; small, so lookup is linear up to 16 members and sorted beyond.
class Context {
 public:
  using Entry = std::pair<std::string, Value>;
  Context() = default;
  Context(std::initializer_list<Entry> entries);

  /// nullptr when there is none.
  const Value* find(std::string_view name) const;
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// Replaces in place, or appends.
  Context& set(std::string name, Value value);
  /// Sets along a dotted path and makes contexts where there are none.
  Context& set_path(std::string_view dotted_path, Value value);
  bool erase(std::string_view name);
  void reserve(std::size_t count) { entries_.reserve(count); }

  std::size_t size() const noexcept { return entries_.size(); }
  bool empty() const noexcept { return entries_.empty(); }
  auto begin() const noexcept { return entries_.begin(); }
  auto end() const noexcept { return entries_.end(); }
  const std::vector<Entry>& entries() const noexcept { return entries_; }

  friend bool operator==(const Context& a, const Context& b);

 private:
  std::size_t index_of(std::string_view name) const;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> sorted_;  ///< indices of entries_ by name, kept only beyond 16 members
};

/// A FEEL range. An end that is not given (">= 5") has `has_low`/`has_high` false and counts as open.
/// "(=5)" and "(!=5)" are ranges too: their form says so, and both ends hold the value.
struct Range {
  enum class Form : std::uint8_t { interval, equal, not_equal };
  Value low;
  Value high;
  bool has_low = true;
  bool has_high = true;
  bool low_closed = true;
  bool high_closed = true;
  Form form = Form::interval;
  friend bool operator==(const Range&, const Range&) = default;
};

/// Answer of a comparison in ternary logic; `hidden` when something hidden was touched.
enum class Ternary : std::uint8_t { no, yes, unknown, hidden };

/// FEEL "=" (DMN 1.5 §10.3.2.13, table 53): different kinds are `unknown`, null equals only null.
Ternary feel_equal(const Value& a, const Value& b);
/// FEEL order for "<" and friends: -1, 0, 1; empty when the two cannot be compared.
std::optional<int> feel_compare(const Value& a, const Value& b);
/// A total order over all values, for sorting and keys: by kind, then by content. Never for users' eyes.
int canonical_compare(const Value& a, const Value& b);

}  // namespace zhunru::base

#include "engine/rule/functions.hpp"

#include <map>
#include <memory>
#include <optional>

#include "engine/calendar/calendar.hpp"
#include "engine/feel/evaluate.hpp"
#include "engine/form/text.hpp"
#include "engine/rule/hiding.hpp"
#include "engine/rule/places.hpp"

namespace zhunru::rule {
namespace {

using base::Date;
using base::Decimal;
using base::List;
using base::Result;
using base::Value;
using Arguments = std::vector<Value>;

constexpr std::uint32_t holds_steps = 1'000;  ///< steps of one test that stands as text in a register

/// What one table of functions remembers of its source.
struct Memory {
  explicit Memory(const registers::Source& from) : source(from) {}

  const registers::Source& source;
  std::map<std::string, Value, std::less<>> registers;
  std::optional<Places> places_read;
  std::optional<calendar::Calendars> calendars;
  bool calendars_read = false;

  const Places& places() {
    if (!places_read) places_read.emplace(source);
    return *places_read;
  }

  const Value& records(const std::string& name) {
    const auto found = registers.find(name);
    if (found != registers.end()) return found->second;
    return registers.emplace(name, Value(registers::records_on(source, name, std::nullopt))).first->second;
  }

  /// nullptr when the register of calendars is wrong.
  const calendar::Calendars* all_calendars() {
    if (!calendars_read) {
      calendars_read = true;
      auto read = calendar::Calendars::from_records(records("calendars").as_list());
      if (read) calendars = std::move(*read);
    }
    return calendars ? &*calendars : nullptr;
  }
};

std::optional<Date> date_of(const Value& value) {
  if (value.is_date()) return value.as_date();
  if (value.is_date_time()) return value.as_date_time().date;
  return value.is_string() ? base::parse_date(value.as_string()) : std::nullopt;
}

bool is_count(const Value& value) {
  return value.is_number() && value.as_number().is_integer() && !value.as_number().is_negative();
}

Value strings(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return Value(std::move(list));
}

/// "2/3" or "0.6" or 0.6 as numerator and denominator.
std::optional<std::pair<Decimal, Decimal>> share_of(const Value& share) {
  if (share.is_number()) return std::pair(share.as_number(), Decimal(1));
  if (!share.is_string()) return std::nullopt;
  const std::string& text = share.as_string();
  const std::size_t slash = text.find('/');
  const auto numerator = Decimal::parse(text.substr(0, slash));
  const auto denominator = slash == std::string::npos ? std::optional(Decimal(1)) : Decimal::parse(text.substr(slash + 1));
  if (!numerator || !denominator || denominator->sign() <= 0) return std::nullopt;
  return std::pair(*numerator, *denominator);
}

/// part against share × whole: -1, 0, 1; empty when an argument is no number or no share.
std::optional<int> compare_with_share(const Value& part, const Value& share, const Value& whole) {
  const auto fraction = share_of(share);
  if (!fraction || !part.is_number() || !whole.is_number()) return std::nullopt;
  const auto left = Decimal::multiply(part.as_number(), fraction->second);
  const auto right = Decimal::multiply(whole.as_number(), fraction->first);
  if (!left || !right) return std::nullopt;
  return Decimal::compare(*left, *right);
}

std::optional<std::vector<calendar::Span>> spans_of(const Value& value) {
  std::vector<calendar::Span> spans;
  if (value.is_null()) return spans;
  if (!value.is_list()) return std::nullopt;
  for (const Value& item : value.as_list()) {
    const auto first = date_of(item.item(0));
    const auto last = date_of(item.item(1));
    if (item.size() != 2 || !first || !last) return std::nullopt;
    spans.push_back({*first, *last});
  }
  return spans;
}

Value date_or_null(const std::optional<Date>& date) { return date ? Value(*date) : Value(); }

using Remembered = std::shared_ptr<Memory>;

void add_look_ups(feel::FunctionTable& table, const Remembered& memory) {
  table.add("register", {"name"}, [memory](const Arguments& a) -> Result<Value> {
    return a[0].is_string() ? memory->records(a[0].as_string()) : Value();
  });
  table.add("record", {"name", "key"}, [memory](const Arguments& a) -> Result<Value> {
    if (!a[0].is_string() || !a[1].is_string()) return Value();
    for (const Value& record : memory->records(a[0].as_string()).as_list()) {
      if (registers::record_key(record) == a[1].as_string()) return record;
    }
    return Value();
  });
  table.add("communities_in", {"places"}, [memory](const Arguments& a) -> Result<Value> {
    const auto codes = memory->places().communities_in(a[0]);
    return codes ? strings(*codes) : Value();
  });
  table.add("place_known", {"code"}, [memory](const Arguments& a) -> Result<Value> {
    return Value(a[0].is_string() && memory->places().known(a[0].as_string()));
  });
  table.add("list_entries", {"community", "day"}, [memory](const Arguments& a) -> Result<Value> {
    const auto day = date_of(a[1]);
    if (!a[0].is_string() || !day) return Value();
    return Value(memory->places().list_entries(a[0].as_string(), *day));
  });
}

void add_tests(feel::FunctionTable& table) {
  table.add("holds", {"test", "facts"}, [](const Arguments& a) -> Result<Value> {
    if (!a[0].is_string()) return Value();
    const auto compiled = feel::compile(a[0].as_string());
    if (!compiled) return Value();
    feel::Options options;
    options.steps = holds_steps;
    auto answer = feel::evaluate(*compiled, feel::Scope(a[1]), options);
    return answer ? answer->value : Value();
  });
  table.add("kind_of", {"value"}, [](const Arguments& a) -> Result<Value> { return Value(base::to_string(a[0].kind())); });
  table.add("is_count", {"value"}, [](const Arguments& a) -> Result<Value> { return Value(is_count(a[0])); });
  table.add("trimmed_length", {"text"}, [](const Arguments& a) -> Result<Value> {
    return a[0].is_string() ? Value(form::trimmed_length(a[0].as_string())) : Value();
  });
  table.add("trim", {"text"}, [](const Arguments& a) -> Result<Value> {
    return a[0].is_string() ? Value(form::trimmed(a[0].as_string())) : Value();
  });
  table.add("at_least_share", {"part", "share", "whole"}, [](const Arguments& a) -> Result<Value> {
    const auto order = compare_with_share(a[0], a[1], a[2]);
    return order ? Value(*order >= 0) : Value();
  });
  table.add("more_than_share", {"part", "share", "whole"}, [](const Arguments& a) -> Result<Value> {
    const auto order = compare_with_share(a[0], a[1], a[2]);
    return order ? Value(*order > 0) : Value();
  });
  table.add("hide_small", {"table", "k"}, [](const Arguments& a) -> Result<Value> {
    const auto hidden = is_count(a[1]) ? hide_small(a[0], a[1].int64_or(0)) : std::nullopt;
    return hidden ? *hidden : Value();
  });
}

void add_calendar(feel::FunctionTable& table, const Remembered& memory) {
  const auto with_days = [memory](const Arguments& a, std::size_t calendar, auto answer) -> Result<Value> {
    const calendar::Calendars* calendars = memory->all_calendars();
    if (calendars == nullptr || !a[calendar].is_string()) return Value();
    return answer(*calendars, a[calendar].as_string());
  };
  table.add({"working_day", {"day", "n", "calendar", "suspended"}, [with_days](const Arguments& a) -> Result<Value> {
    return with_days(a, 2, [&](const calendar::Calendars& all, const std::string& id) {
      const auto from = date_of(a[0]);
      const auto spans = spans_of(a[3]);
      if (!from || !spans || !is_count(a[1])) return Value();
      return date_or_null(all.add_working_days(*from, a[1].int64_or(-1), id, *spans));
    });
  }, 3});
  table.add("month_day", {"day", "months", "calendar"}, [with_days](const Arguments& a) -> Result<Value> {
    return with_days(a, 2, [&](const calendar::Calendars& all, const std::string& id) {
      const auto from = date_of(a[0]);
      if (!from || !is_count(a[1]) || a[1].int64_or(-1) < 0) return Value();
      return date_or_null(all.add_months(*from, a[1].int64_or(0), id));
    });
  });
  table.add("working_days_between", {"from", "to", "calendar"}, [with_days](const Arguments& a) -> Result<Value> {
    return with_days(a, 2, [&](const calendar::Calendars& all, const std::string& id) {
      const auto from = date_of(a[0]);
      const auto to = date_of(a[1]);
      const auto count = from && to ? all.working_days_between(*from, *to, id) : std::nullopt;
      return count ? Value(*count) : Value();
    });
  });
  table.add("calendar_provisional", {"from", "to", "calendar"}, [with_days](const Arguments& a) -> Result<Value> {
    return with_days(a, 2, [&](const calendar::Calendars& all, const std::string& id) {
      const auto from = date_of(a[0]);
      const auto to = date_of(a[1]);
      return from && to ? Value(all.provisional(*from, *to, id)) : Value();
    });
  });
}

}  // namespace

feel::FunctionTable functions(const registers::Source& source) {
  feel::FunctionTable table;
  const auto memory = std::make_shared<Memory>(source);
  add_look_ups(table, memory);
  add_tests(table);
  add_calendar(table, memory);
  return table;
}

}  // namespace zhunru::rule

// Functions over all items of a list, or over all arguments (DMN 1.5 §10.3.4.4).
#include <algorithm>

#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"

namespace zhunru::feel {
namespace {

using base::Decimal;
using base::List;
using base::Value;

Value from(const std::optional<Decimal>& number) {
  return number ? Value(*number) : Value();
}

/// All items as numbers; nullopt when there is none, or one that is no number.
std::optional<std::vector<Decimal>> numbers(Arguments& a) {
  const List items = a.items();
  if (items.empty() || !a.evaluator().spend(items.size())) return std::nullopt;
  std::vector<Decimal> values;
  for (const Value& item : items) {
    if (!item.is_number()) return std::nullopt;
    values.push_back(item.as_number());
  }
  return values;
}

std::optional<Decimal> total(const std::vector<Decimal>& values) {
  std::optional<Decimal> sum = Decimal(0);
  for (const Decimal& value : values) {
    if (sum) sum = Decimal::add(*sum, value);
  }
  return sum;
}

std::optional<Decimal> average(const std::vector<Decimal>& values) {
  const auto sum = total(values);
  return sum ? Decimal::divide(*sum, Decimal(static_cast<std::int64_t>(values.size()))) : std::nullopt;
}

Value extreme(Arguments& a, int wanted) {
  const List items = a.items();
  if (items.empty() || !a.evaluator().spend(items.size())) return {};
  const Value* best = &items.front();
  for (const Value& item : items) {
    const auto order = base::feel_compare(item, *best);
    if (!order) return {};
    if (*order == wanted) best = &item;
  }
  return *best;
}
Value minimum(Arguments& a) {
  return extreme(a, -1);
}
Value maximum(Arguments& a) {
  return extreme(a, 1);
}

Value sum(Arguments& a) {
  const auto values = numbers(a);
  return values ? from(total(*values)) : Value();
}

Value mean(Arguments& a) {
  const auto values = numbers(a);
  return values ? from(average(*values)) : Value();
}

Value product(Arguments& a) {
  const auto values = numbers(a);
  if (!values) return {};
  std::optional<Decimal> result = Decimal(1);
  for (const Decimal& value : *values) {
    if (result) result = Decimal::multiply(*result, value);
  }
  return from(result);
}

Value median(Arguments& a) {
  auto values = numbers(a);
  if (!values) return {};
  std::stable_sort(values->begin(), values->end());
  const std::size_t middle = values->size() / 2;
  if (values->size() % 2 == 1) return (*values)[middle];
  const auto two = Decimal::add((*values)[middle - 1], (*values)[middle]);
  return two ? from(Decimal::divide(*two, Decimal(2))) : Value();
}

/// Standard deviation of a sample.
Value stddev(Arguments& a) {
  const auto values = numbers(a);
  if (!values || values->size() < 2) return {};
  const auto middle = average(*values);
  if (!middle) return {};
  std::vector<Decimal> squares;
  for (const Decimal& value : *values) {
    const auto distance = Decimal::subtract(value, *middle);
    const auto square = distance ? Decimal::multiply(*distance, *distance) : std::nullopt;
    if (!square) return {};
    squares.push_back(*square);
  }
  const auto sum_of_squares = total(squares);
  if (!sum_of_squares) return {};
  const auto variance =
      Decimal::divide(*sum_of_squares, Decimal(static_cast<std::int64_t>(values->size()) - 1));
  return variance ? from(variance->sqrt()) : Value();
}

Value mode(Arguments& a) {
  if (a.items().empty() && a.size() == 1) return List{};
  auto values = numbers(a);
  if (!values) return {};
  std::stable_sort(values->begin(), values->end());
  List most;
  std::size_t record = 0;
  for (std::size_t i = 0; i < values->size();) {
    std::size_t end = i;
    while (end < values->size() && (*values)[end] == (*values)[i]) ++end;
    if (end - i > record) {
      record = end - i;
      most.clear();
    }
    if (end - i == record) most.emplace_back((*values)[i]);
    i = end;
  }
  return most;
}

/// all: decided by false; any: decided by true. Anything that is no boolean makes null, unless decided.
Value quantified(Arguments& a, bool deciding) {
  if (a.size() == 1 && !a[0].is_list() && !a[0].is_boolean()) return {};
  bool unknown = false;
  for (const Value& item : a.items()) {
    if (!item.is_boolean()) {
      unknown = true;
    } else if (item.as_boolean() == deciding) {
      return deciding;
    }
  }
  return unknown ? Value() : Value(!deciding);
}
Value all(Arguments& a) {
  return quantified(a, false);
}
Value any(Arguments& a) {
  return quantified(a, true);
}

constexpr Builtin functions[] = {
    {"min", "list...", minimum},
    {"max", "list...", maximum},
    {"sum", "list...", sum},
    {"mean", "list...", mean},
    {"product", "list...", product},
    {"median", "list...", median},
    {"stddev", "list...", stddev},
    {"mode", "list...", mode},
    {"all", "list...", all},
    {"any", "list...", any},
    // Names of DMN 1.1
    {"and", "list...", all},
    {"or", "list...", any},
};

}  // namespace

BuiltinFamily aggregate_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel

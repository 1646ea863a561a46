// List functions (DMN 1.5 §10.3.4.4) except aggregates.
#include <algorithm>

#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"

namespace zhunru::feel {
namespace {

using base::List;
using base::Value;

bool same(const Value& a, const Value& b) {
  return base::feel_equal(a, b) == base::Ternary::yes;
}

bool holds(const List& list, const Value& wanted) {
  return std::any_of(list.begin(), list.end(), [&](const Value& item) { return same(item, wanted); });
}

/// Index from 0 of a FEEL position (1 first, -1 last) in a list of `size`.
std::optional<std::size_t> index_of_position(std::optional<std::int64_t> position, std::size_t size) {
  const auto count = static_cast<std::int64_t>(size);
  if (!position || *position == 0 || *position > count || *position < -count) return std::nullopt;
  return static_cast<std::size_t>(*position > 0 ? *position - 1 : count + *position);
}

Value list_contains(Arguments& a) {
  const auto list = a.list(0);
  return list && a.evaluator().spend(list->size()) ? Value(holds(*list, a[1])) : Value();
}

Value count(Arguments& a) {
  const auto list = a.list(0);
  return list ? Value(static_cast<std::int64_t>(list->size())) : Value();
}

Value sublist(Arguments& a) {
  const auto list = a.list(0);
  if (!list) return {};
  const auto first = index_of_position(a.integer(1), list->size());
  if (!first) return {};
  std::size_t length = list->size() - *first;
  if (a.given(2)) {
    const auto wanted = a.integer(2);
    if (!wanted || *wanted < 0 || static_cast<std::uint64_t>(*wanted) > length) return {};
    length = static_cast<std::size_t>(*wanted);
  }
  const auto begin = list->begin() + static_cast<std::ptrdiff_t>(*first);
  return List(begin, begin + static_cast<std::ptrdiff_t>(length));
}

Value append(Arguments& a) {
  auto list = a.list(0);
  if (!list) list = List{};
  for (std::size_t i = 1; i < a.size(); ++i) list->push_back(a[i]);
  return *std::move(list);
}

Value concatenate(Arguments& a) {
  List all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto part = a.list(i);
    if (!part || !a.evaluator().spend(part->size())) return {};
    all.insert(all.end(), part->begin(), part->end());
  }
  return all;
}

Value insert_before(Arguments& a) {
  auto list = a.list(0);
  if (!list) return {};
  const auto at = index_of_position(a.integer(1), list->size());
  if (!at) return {};
  list->insert(list->begin() + static_cast<std::ptrdiff_t>(*at), a[2]);
  return *std::move(list);
}

Value remove(Arguments& a) {
  auto list = a.list(0);
  if (!list) return {};
  const auto at = index_of_position(a.integer(1), list->size());
  if (!at) return {};
  list->erase(list->begin() + static_cast<std::ptrdiff_t>(*at));
  return *std::move(list);
}

Value reverse(Arguments& a) {
  auto list = a.list(0);
  if (!list) return {};
  std::reverse(list->begin(), list->end());
  return *std::move(list);
}

Value index_of(Arguments& a) {
  const auto list = a.list(0);
  if (!list || !a.evaluator().spend(list->size())) return {};
  List positions;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (same((*list)[i], a[1])) positions.emplace_back(static_cast<std::int64_t>(i + 1));
  }
  return positions;
}

/// Appends those that are not there yet; pays for the comparisons.
bool add_distinct(Evaluator& evaluator, List& kept, const List& more) {
  for (const Value& item : more) {
    if (!evaluator.spend(1 + kept.size() / 16)) return false;
    if (!holds(kept, item)) kept.push_back(item);
  }
  return true;
}

Value union_of(Arguments& a) {
  List kept;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto part = a.list(i);
    if (!part || !add_distinct(a.evaluator(), kept, *part)) return {};
  }
  return kept;
}

Value distinct_values(Arguments& a) {
  const auto list = a.list(0);
  List kept;
  return list && add_distinct(a.evaluator(), kept, *list) ? Value(std::move(kept)) : Value();
}

Value duplicate_values(Arguments& a) {
  const auto list = a.list(0);
  if (!list) return {};
  List seen;
  List twice;
  for (const Value& item : *list) {
    if (!a.evaluator().spend(1 + seen.size() / 16)) return {};
    if (!holds(seen, item)) {
      seen.push_back(item);
    } else if (!holds(twice, item)) {
      twice.push_back(item);
    }
  }
  return twice;
}

/// Values are at most limits::value_depth deep.
bool flatten_into(Evaluator& evaluator, List& out, const List& list) {
  for (const Value& item : list) {
    if (!evaluator.spend()) return false;
    if (!item.is_list()) {
      out.push_back(item);
    } else if (!flatten_into(evaluator, out, item.as_list())) {
      return false;
    }
  }
  return true;
}

Value flatten(Arguments& a) {
  const auto list = a.list(0);
  List out;
  return list && flatten_into(a.evaluator(), out, *list) ? Value(std::move(out)) : Value();
}

/// Stable merge sort: the order of comparisons is the same everywhere, and a bad `precedes` cannot break it.
Value sort(Arguments& a) {
  const auto list = a.list(0);
  if (!list) return {};
  const bool by_function = a.given(1);
  if (by_function && (!a[1].is_function() || a[1].as_function()->parameters.size() != 2)) return {};
  Evaluator& evaluator = a.evaluator();
  bool comparable = true;
  const auto precedes = [&](const Value& x, const Value& y) {
    if (!evaluator.spend()) return false;
    if (by_function) return evaluator.call(a[1], {x, y}).boolean_or(false);
    const auto order = base::feel_compare(x, y);
    comparable = comparable && order.has_value();
    return order.value_or(0) < 0;
  };
  List from = *list;
  List to(from.size());
  for (std::size_t width = 1; width < from.size(); width *= 2) {
    for (std::size_t begin = 0; begin < from.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, from.size());
      const std::size_t end = std::min(begin + 2 * width, from.size());
      std::size_t left = begin;
      std::size_t right = middle;
      for (std::size_t out = begin; out < end; ++out) {
        const bool take_right = right < end && (left >= middle || precedes(from[right], from[left]));
        to[out] = take_right ? from[right++] : from[left++];
      }
    }
    std::swap(from, to);
    if (evaluator.failed() || !comparable) return {};
  }
  return from;
}

Value list_replace(Arguments& a) {
  auto list = a.list(0);
  if (!list) return {};
  const Value& which = a.scalar(1);
  if (which.is_function()) {
    if (which.as_function()->parameters.size() != 2) return {};
    for (Value& item : *list) {
      const Value answer = a.evaluator().call(which, {item, a[2]});
      if (!answer.is_boolean()) return {};
      if (answer.as_boolean()) item = a[2];
    }
    return *std::move(list);
  }
  const auto at = index_of_position(a.integer(1), list->size());
  if (!at) return {};
  (*list)[*at] = a[2];
  return *std::move(list);
}

constexpr Builtin functions[] = {
    {"list contains", "list,element", list_contains},
    {"count", "list", count},
    {"sublist", "list,start position,length?", sublist},
    {"append", "list,item...", append},
    {"concatenate", "list...", concatenate},
    {"insert before", "list,position,newItem", insert_before},
    {"remove", "list,position", remove},
    {"reverse", "list", reverse},
    {"index of", "list,match", index_of},
    {"union", "list...", union_of},
    {"distinct values", "list", distinct_values},
    {"duplicate values", "list", duplicate_values},
    {"flatten", "list", flatten},
    {"sort", "list,precedes?", sort},
    {"list replace", "list,position,newItem", list_replace},
    {"list replace", "list,match,newItem", list_replace},
};

}  // namespace

BuiltinFamily list_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel

// Lists, contexts, filters and the iterations for, some, every.
#include "engine/feel/evaluator.hpp"
#include "engine/feel/operators.hpp"

namespace zhunru::feel {

using base::Value;

Value Evaluator::list(const Code& code, const Node& node, const Scope& scope) {
  base::List items;
  items.reserve(node.children.size());
  for (const NodeIndex index : node.children) {
    items.push_back(eval(code, index, scope));
    if (failed_) return {};
  }
  return bounded(Value(std::move(items)));
}

Value Evaluator::context(const Code& code, const Node& node, const Scope& scope) {
  base::Context members;
  Scope inner = scope;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const std::string& key = node.names[i];
    if (members.contains(key)) {
      return null_because("成员“" + key + "”重复。", "Member \"" + key + "\" occurs twice.");
    }
    const Node& child = code->nodes[node.children[i]];
    Value value = child.kind == NodeKind::function ? make_function(code, child, inner, key)
                                                   : eval(code, node.children[i], inner);
    if (failed_) return {};
    // The chain of scopes is kept short: now and then all members so far become one frame.
    inner = i % 32 == 31 ? scope.with(Value(base::Context(members).set(key, value))) : inner.with(key, value);
    members.set(key, std::move(value));
  }
  return bounded(Value(std::move(members)));
}

Value Evaluator::filter(const Code& code, const Node& node, const Scope& scope) {
  const Value object = eval(code, node.children[0], scope);
  if (failed_) return {};
  if (object.is_hidden()) return object;
  // Anything else but a list is a list of one (DMN 1.5 §10.3.2.5); null is an empty one.
  const base::List single = object.is_null() ? base::List{} : base::List{object};
  const base::List& items = object.is_list() ? object.as_list() : single;
  // A number picks one item, unless the index is an expression over the items.
  const Node& predicate = code->nodes[node.children[1]];
  const auto picked = [&](const base::Decimal& position) -> Value {
    const auto index = position.to_int64();
    const auto count = static_cast<std::int64_t>(items.size());
    if (!index || *index == 0 || *index > count || *index < -count) {
      return null_because("列表中没有第 " + position.to_string() + " 项。",
                          "The list has no item " + position.to_string() + ".");
    }
    return items[static_cast<std::size_t>(*index > 0 ? *index - 1 : count + *index)];
  };
  if (predicate.kind == NodeKind::constant && predicate.constant.is_number())
    return picked(predicate.constant.as_number());
  base::List kept;
  for (const Value& item : items) {
    const Value answer = eval(code, node.children[1], scope.with_item(item));
    if (failed_) return {};
    if (answer.is_hidden()) return answer;
    if (answer.is_number()) return picked(answer.as_number());
    if (answer.boolean_or(false)) kept.push_back(item);
  }
  if (items.empty()) {
    const Value answer = eval(code, node.children[1], scope);
    if (answer.is_number()) return picked(answer.as_number());
  }
  return Value(std::move(kept));
}

/// State of one for, some or every.
struct Evaluator::Loop {
  const Code& code;
  const Node& node;
  std::vector<std::size_t> first_child;  ///< per variable
  base::List results;                    ///< for
  bool some = false;                     ///< a true was seen
  bool all = true;                       ///< no false was seen
  bool unknown = false;
  bool hidden = false;
  bool wrong = false;  ///< a domain that cannot be iterated
};

Value Evaluator::iterate(const Code& code, const Node& node, const Scope& scope) {
  Loop loop{code, node, {}, {}};
  std::size_t child = 0;
  for (const std::uint8_t count : node.iterations) {
    loop.first_child.push_back(child);
    child += count;
  }
  iterate_level(loop, 0, scope);
  if (failed_) return {};
  if (loop.wrong)
    return null_because("无法遍历此值，或条件不是布尔值。",
                        "This value cannot be iterated over, or the condition is not a boolean.");
  if (node.kind == NodeKind::loop) {
    if (loop.hidden) return Value::hidden();
    return bounded(Value(std::move(loop.results)));
  }
  if (node.kind == NodeKind::some && loop.some) return true;
  if (node.kind == NodeKind::every && !loop.all) return false;
  if (loop.hidden) return Value::hidden();
  if (loop.unknown) return {};
  return node.kind == NodeKind::every;
}

/// Runs the variables from `level` on; false = stop everything.
bool Evaluator::iterate_level(Loop& loop, std::size_t level, const Scope& scope) {
  if (failed_) return false;
  if (level == loop.node.names.size()) return iterate_body(loop, scope);
  const std::size_t child = loop.first_child[level];
  const Value domain = eval(loop.code, loop.node.children[child], scope);
  if (loop.node.iterations[level] == 2) {
    const Value last = eval(loop.code, loop.node.children[child + 1], scope);
    return iterate_range(loop, level, scope, domain, last);
  }
  if (failed_) return false;
  if (domain.is_hidden()) return loop.hidden = true, false;
  if (domain.is_range()) {
    const base::Range& range = domain.as_range();
    if (!range.has_low || !range.has_high || range.form != base::Range::Form::interval)
      return loop.wrong = true, false;
    Value low = range.low;
    Value high = range.high;
    const auto step = [](const Value& value, int by) {
      if (value.is_number()) return arithmetic(Operator::add, value, Value(by));
      return arithmetic(Operator::add, value, Value(base::SecondsDuration{by * 86'400, 0}));
    };
    const bool up = base::feel_compare(low, high).value_or(0) <= 0;
    if (!range.low_closed) low = step(low, up ? 1 : -1);
    if (!range.high_closed) high = step(high, up ? -1 : 1);
    if (up != (base::feel_compare(low, high).value_or(0) <= 0)) return true;
    return iterate_range(loop, level, scope, low, high);
  }
  if (domain.is_null()) return loop.wrong = true, false;
  const base::List single{domain};
  for (const Value& item : domain.is_list() ? domain.as_list() : single) {
    if (!iterate_level(loop, level + 1, scope.with(loop.node.names[level], item))) return false;
  }
  return true;
}

bool Evaluator::iterate_range(Loop& loop, std::size_t level, const Scope& scope, const Value& low,
                              const Value& high) {
  if (failed_) return false;
  if (low.is_hidden() || high.is_hidden()) return loop.hidden = true, false;
  std::int64_t first = 0;
  std::int64_t last = 0;
  if (low.is_number() && high.is_number()) {
    const auto from = low.as_number().to_int64();
    const auto to = high.as_number().to_int64();
    if (!from || !to) return loop.wrong = true, false;
    first = *from, last = *to;
  } else if (low.is_date() && high.is_date()) {
    first = base::days_from_civil(low.as_date());
    last = base::days_from_civil(high.as_date());
  } else {
    return loop.wrong = true, false;
  }
  for (std::int64_t at = first;; at += first <= last ? 1 : -1) {
    Value item = at;
    if (low.is_date()) {
      const auto date = base::civil_from_days(at);
      if (!date) return loop.wrong = true, false;
      item = *date;
    }
    if (!spend()) return false;
    if (!iterate_level(loop, level + 1, scope.with(loop.node.names[level], std::move(item)))) return false;
    if (at == last) return true;
  }
}

bool Evaluator::iterate_body(Loop& loop, const Scope& scope) {
  const NodeIndex body = loop.node.children.back();
  if (loop.node.kind == NodeKind::loop) {
    // "partial" is a copy of the results so far; it is made only when the body can see it.
    const bool reads_partial = loop.code->nodes[body].reads_partial;
    if (reads_partial && !spend(loop.results.size())) return false;
    Value result = reads_partial ? eval(loop.code, body, scope.with("partial", Value(loop.results)))
                                 : eval(loop.code, body, scope);
    loop.results.push_back(bounded(std::move(result)));
    if (loop.results.size() > base::limits::feel_list_items) bounded(Value(loop.results));
    return !failed_;
  }
  const Value answer = eval(loop.code, body, scope);
  if (failed_) return false;
  if (answer.is_hidden()) {
    loop.hidden = true;
  } else if (answer.is_null()) {
    loop.unknown = true;
  } else if (!answer.is_boolean()) {
    return loop.wrong = true, false;
  } else if (answer.as_boolean()) {
    loop.some = true;
    return loop.node.kind != NodeKind::some;
  } else {
    loop.all = false;
    return loop.node.kind != NodeKind::every;
  }
  return true;
}

}  // namespace zhunru::feel

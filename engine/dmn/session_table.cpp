// Decision tables (DMN 1.5 §8.3): matching, hit policies, aggregation, and the trace of hits.
#include <algorithm>

#include "engine/dmn/session.hpp"
#include "engine/feel/operators.hpp"
#include "engine/feel/type.hpp"

namespace zhunru::dmn {

using base::Context;
using base::List;
using base::Value;

/// One row that matched, with its outputs once they were needed.
struct MatchedRule {
  const Rule* rule = nullptr;
  Value output;                       ///< single value, or context by output names
  List outputs;                       ///< per output clause
  std::vector<std::size_t> priority;  ///< places in the lists of output values, one per clause that has one
};

struct Session::TableRun {
  const DecisionTable& table;
  const feel::Scope& scope;
  TableTrace trace;
  std::vector<MatchedRule> matched;
  std::vector<std::size_t> decided;  ///< indices of matched
  bool hidden = false;               ///< what matches depends on something hidden
};

namespace {

Hit hit_of(const MatchedRule& matched) {
  Hit hit{matched.rule->id, matched.rule->index, matched.rule->description, matched.rule->annotations,
          matched.output};
  for (Annotation& annotation : hit.annotations) {
    std::string& text = annotation.text;
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  }
  return hit;
}

bool is_list_policy(const DecisionTable& table) {
  return table.hit_policy == HitPolicy::rule_order || table.hit_policy == HitPolicy::output_order ||
         table.hit_policy == HitPolicy::collect;
}

}  // namespace

std::string Hit::annotation(std::string_view name) const {
  for (const Annotation& each : annotations) {
    if (each.name == name) return each.text;
  }
  return "";
}

bool Session::match_rules(TableRun& run) {
  for (const InputClause& clause : run.table.inputs) {
    Value value = evaluate(clause.expression, run.scope);
    if (failed()) return false;
    value =
        typed(std::move(value), clause.type, clause.label.empty() ? clause.expression.text() : clause.label);
    if (clause.allowed && !value.is_null() &&
        !evaluate_tests(*clause.allowed, value, run.scope).boolean_or(true)) {
      null_because(
          "输入“" + clause.expression.text() + "”的值不在允许范围内。",
          "The value of input \"" + clause.expression.text() + "\" is not among its allowed values.");
    }
    run.trace.inputs.push_back(std::move(value));
  }
  for (const Rule& rule : run.table.rules) {
    bool matches = true;
    bool hidden = false;
    for (std::size_t i = 0; i < rule.tests.size() && matches; ++i) {
      const Value answer = evaluate_tests(rule.tests[i], run.trace.inputs[i], run.scope);
      if (failed()) return false;
      hidden = hidden || answer.is_hidden();
      matches = answer.is_hidden() || answer.boolean_or(false);
    }
    if (!matches) continue;
    if (hidden) {
      // Under "first" a visible match above decides whatever follows.
      run.hidden = run.hidden || run.table.hit_policy != HitPolicy::first || run.matched.empty();
      continue;
    }
    run.matched.push_back({&rule, {}, {}, {}});
  }
  return true;
}

Value Session::rule_output(TableRun& run, const Rule& rule) {
  MatchedRule& matched = *std::find_if(run.matched.begin(), run.matched.end(),
                                       [&](const MatchedRule& m) { return m.rule == &rule; });
  Context named;
  for (std::size_t i = 0; i < run.table.outputs.size(); ++i) {
    const OutputClause& clause = run.table.outputs[i];
    Value value = evaluate(rule.outputs[i], run.scope);
    if (failed()) return {};
    value = typed(std::move(value), clause.type, clause.name);
    matched.outputs.push_back(value);
    if (run.table.outputs.size() == 1) return matched.output = std::move(value);
    named.set(clause.name, std::move(value));
  }
  return matched.output = Value(std::move(named));
}

Value Session::default_output(TableRun& run) {
  const auto& outputs = run.table.outputs;
  const bool any = std::any_of(outputs.begin(), outputs.end(),
                               [](const OutputClause& clause) { return clause.otherwise.has_value(); });
  if (any) {
    run.trace.defaulted = true;
    if (outputs.size() == 1) return evaluate(*outputs[0].otherwise, run.scope);
    Context named;
    for (const OutputClause& clause : outputs) {
      named.set(clause.name, clause.otherwise ? evaluate(*clause.otherwise, run.scope) : Value());
    }
    return Value(std::move(named));
  }
  if (run.table.hit_policy == HitPolicy::collect && run.table.aggregation == Aggregation::count) return 0;
  if (is_list_policy(run.table) && run.table.aggregation == Aggregation::none) return List{};
  return null_because("决策表没有匹配的行，也没有默认值。",
                      "No row of the decision table matches and there is no default.");
}

void Session::sort_by_priority(TableRun& run) {
  for (std::size_t i = 0; i < run.table.outputs.size(); ++i) {
    const OutputClause& clause = run.table.outputs[i];
    if (!clause.allowed) continue;
    const Value order = evaluate(*clause.allowed, run.scope);
    for (MatchedRule& matched : run.matched) {
      std::size_t place = 0;
      while (place < order.size() &&
             base::feel_equal(order.item(place), matched.outputs[i]) != base::Ternary::yes)
        ++place;
      matched.priority.push_back(place);
    }
  }
  std::stable_sort(run.matched.begin(), run.matched.end(),
                   [](const MatchedRule& a, const MatchedRule& b) { return a.priority < b.priority; });
}

Value Session::single_result(TableRun& run) {
  switch (run.table.hit_policy) {
    case HitPolicy::unique:
      if (run.matched.size() > 1) {
        return null_because("决策表要求唯一命中，却有 " + std::to_string(run.matched.size()) + " 行匹配。",
                            "The decision table must match one row only, but " +
                                std::to_string(run.matched.size()) + " rows match.");
      }
      break;
    case HitPolicy::any:
      for (const MatchedRule& matched : run.matched) {
        if (matched.output == run.matched[0].output) continue;
        return null_because("决策表匹配的各行结果不一致。",
                            "The rows of the decision table that match do not agree.");
      }
      for (std::size_t i = 1; i < run.matched.size(); ++i) run.decided.push_back(i);
      break;
    case HitPolicy::priority:
      sort_by_priority(run);
      break;
    default:
      break;
  }
  run.decided.insert(run.decided.begin(), 0);
  return run.matched[0].output;
}

Value Session::aggregated(TableRun& run, const List& values) {
  const auto keep_all = [&] {
    for (std::size_t i = 0; i < values.size(); ++i) run.decided.push_back(i);
  };
  switch (run.table.aggregation) {
    case Aggregation::none:
      keep_all();
      return bounded(Value(values));
    case Aggregation::count:
      keep_all();
      return static_cast<std::int64_t>(values.size());
    case Aggregation::sum: {
      keep_all();
      Value sum = values[0];
      for (std::size_t i = 1; i < values.size(); ++i)
        sum = feel::arithmetic(feel::Operator::add, sum, values[i]);
      return sum;
    }
    case Aggregation::min:
    case Aggregation::max: {
      const int wanted = run.table.aggregation == Aggregation::min ? -1 : 1;
      Value best = values[0];
      for (const Value& value : values) {
        const auto order = base::feel_compare(value, best);
        if (!order) return value.is_hidden() || best.is_hidden() ? Value::hidden() : Value();
        if (*order == wanted) best = value;
      }
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (base::feel_compare(values[i], best) == 0) run.decided.push_back(i);
      }
      return best;
    }
  }
  return {};
}

Value Session::list_result(TableRun& run) {
  if (run.table.hit_policy == HitPolicy::output_order) sort_by_priority(run);
  List values;
  for (const MatchedRule& matched : run.matched) values.push_back(matched.output);
  if (run.table.hit_policy == HitPolicy::collect) return aggregated(run, values);
  for (std::size_t i = 0; i < values.size(); ++i) run.decided.push_back(i);
  return bounded(Value(std::move(values)));
}

Value Session::table(const DecisionTable& table, const feel::Scope& scope) {
  TableRun run{table, scope, {}, {}, {}, false};
  run.trace.decision = owner_;
  run.trace.table_id = table.id;
  run.trace.hit_policy = table.hit_policy;
  Value value;
  if (table.outputs.empty() || !match_rules(run)) return {};
  if (run.hidden) {
    value = Value::hidden();
  } else if (run.matched.empty()) {
    value = default_output(run);
  } else {
    const bool only_first = table.hit_policy == HitPolicy::first;
    for (std::size_t i = 0; i < (only_first ? 1 : run.matched.size()); ++i)
      rule_output(run, *run.matched[i].rule);
    if (failed()) return {};
    // The trace shows the rows in the order of the table, before any sorting by priority.
    for (const MatchedRule& matched : run.matched) run.trace.matched.push_back(hit_of(matched));
    value = is_list_policy(table) ? list_result(run) : single_result(run);
    for (const std::size_t index : run.decided) run.trace.decided.push_back(hit_of(run.matched[index]));
  }
  traces_.push_back(std::move(run.trace));
  return value;
}

}  // namespace zhunru::dmn

#include "engine/rule/evaluate.hpp"

#include <algorithm>

#include "engine/dmn/evaluate.hpp"
#include "engine/rule/functions.hpp"

namespace zhunru::rule {
namespace {

using base::Context;
using base::List;
using base::Result;
using base::Value;

/// Only what the table declares goes in, by its FEEL name; what is missing is null.
Result<Value> inputs_of(const Table& table, const Value& input, Unknown unknown) {
  if (!input.is_context()) {
    return base::make_error("rule-input", "规则输入应是对象。", "The input of a rule is an object.", table.name());
  }
  const auto& known = table.inputs();
  if (unknown == Unknown::refuse) {
    for (const auto& [name, value] : input.as_context()) {
      const bool fits = std::any_of(known.begin(), known.end(), [&](const Input& each) { return each.key == name; });
      if (!fits) return base::make_error("rule-input", "规则表没有输入 " + name, "the table has no input " + name, name);
    }
  }
  Context variables;
  for (const Input& each : known) variables.set(each.variable, input.get(each.key));
  return Value(std::move(variables));
}

Hit hit_of(const Table& table, const Value& value) {
  Hit hit;
  hit.id = value.is_context() ? value.get("id").string_or("") : value.string_or("");
  if (const Row* row = table.find_row(hit.id)) {
    hit.clause = row->clause;
    hit.text = row->text;
    hit.text_en = row->text_en;
  }
  for (const auto& [name, member] : {std::pair<const char*, std::string*>{"clause", &hit.clause},
                                     {"text", &hit.text},
                                     {"text_en", &hit.text_en}}) {
    if (value.get(name).is_string()) *member = value.get(name).as_string();
  }
  hit.local = is_local(hit.clause);
  return hit;
}

std::vector<Hit> hits_of(const Table& table, const Value& value) {
  std::vector<Hit> hits;
  if (value.is_null()) return hits;
  const List one{value};
  for (const Value& each : value.is_list() ? value.as_list() : one) {
    Hit hit = hit_of(table, each);
    const bool known = std::any_of(hits.begin(), hits.end(), [&](const Hit& other) { return other.id == hit.id; });
    if (!hit.id.empty() && !known) hits.push_back(std::move(hit));
  }
  return hits;
}

std::vector<Setting> settings_of(const Table& table, const List& records) {
  std::vector<Setting> settings;
  for (const std::string& name : table.settings()) {
    for (const Value& record : records) {
      if (record.get("id").string_or("") != name) continue;
      settings.push_back({name, record.get("value"), record.get("unit").string_or(""), record.get("unit_en").string_or(""),
                          record.get("clause").string_or(""), record.get("for").string_or(""),
                          record.get("for_en").string_or(""), record.get("place").string_or(""), record.get("by_name").string_or("")});
    }
  }
  return settings;
}

base::Error no_outcome(const Table& table, const dmn::Evaluation& evaluation) {
  const std::string why = evaluation.notes.empty() ? "" : base::describe(evaluation.notes.front());
  return base::make_error("rule-outcome", "规则表 " + table.name() + " 没有得出结果,请检查其表达式。" + why,
                          "table " + table.name() + " gave no outcome; check its expressions. " + why, table.name());
}

}  // namespace

Result<RuleResult> evaluate(const Table& table, const Value& input, const registers::Source& source,
                            const std::optional<base::Date>& settings_day, Unknown unknown) {
  ZHUNRU_TRY(inputs, inputs_of(table, input, unknown));
  Context variables = inputs.as_context();
  variables.set("settings", registers::settings_on(source, settings_day));
  const feel::FunctionTable functions = rule::functions(source);
  dmn::Options options;
  options.functions = &functions;
  options.globals = Value(Context{{"settings", *variables.find("settings")}});
  const Value all(std::move(variables));
  ZHUNRU_TRY(answer, dmn::evaluate(table.model(), answer_service, all, options));
  if (answer.value.get("outcome").is_null()) return no_outcome(table, answer);
  RuleResult result;
  result.table = table.name();
  result.outcome = answer.value.get("outcome");
  result.hits = hits_of(table, answer.value.get("hits"));
  result.settings = settings_of(table, registers::records_on(source, "settings", settings_day));
  return result;
}

Value to_value(const RuleResult& result) {
  List hits;
  for (const Hit& hit : result.hits) {
    hits.push_back(Value(Context{{"id", Value(hit.id)},
                                 {"clause", Value(hit.clause)},
                                 {"text", Value(hit.text)},
                                 {"text_en", Value(hit.text_en)},
                                 {"local", Value(hit.local)}}));
  }
  List settings;
  for (const Setting& setting : result.settings) {
    Context one{{"name", Value(setting.name)},
                {"value", setting.value},
                {"unit", Value(setting.unit)},
                {"unit_en", Value(setting.unit_en)},
                {"clause", Value(setting.clause)},
                {"for", Value(setting.purpose)},
                {"for_en", Value(setting.purpose_en)}};
    if (!setting.place.empty()) {
      one.set("place", setting.place);
      one.set("by_name", setting.by_name);
    }
    settings.push_back(Value(std::move(one)));
  }
  return Value(Context{{"table", Value(result.table)},
                       {"outcome", result.outcome},
                       {"hits", Value(std::move(hits))},
                       {"settings", Value(std::move(settings))}});
}

}  // namespace zhunru::rule

#include "engine/decide/rule_call.hpp"

#include "engine/rule/evaluate.hpp"
#include "engine/rule/table.hpp"
#include "engine/state/place.hpp"

namespace zhunru::decide {

base::Result<base::Value> evaluate_table(Run& run, const state::Case& c, std::string_view table, const base::Value& input) {
  const state::ResourceVersion* source = run.scratch.resource("rule", table);
  if (!source)
    return base::make_error("unknown-table", "没有部署规则表 " + std::string(table), "Rule table " + std::string(table) + " is not deployed");
  if (input.contains_hidden()) return base::Value::hidden();
  run.read("rule/" + std::string(table), source->version);
  const std::string key = "rule/" + source->version;
  auto compiled = run.scratch.library->kept<rule::Table>(key);
  if (!compiled) {
    auto parsed = rule::Table::parse(std::string(table), source->text);
    if (!parsed) return std::move(parsed).error();
    compiled = *parsed;
    run.scratch.library->keep(key, compiled);
  }
  const registers::Local local(run.scratch, state::place_of(run.scratch, c), base::shanghai_date(run.at));
  (void)run.settings(c);  // puts the versions of the narrowed settings into the read set
  const registers::Recorder registers(local);
  auto result = rule::evaluate(*compiled, input, registers, base::shanghai_date(run.at));
  for (const auto& [name, version] : registers.read()) run.read("register/" + name, std::to_string(version));
  if (!result) return std::move(result).error();
  return rule::to_value(*result);
}

}  // namespace zhunru::decide

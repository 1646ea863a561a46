// The burden of every community in scope before and after an item, by table `burden`; what D9 then judges.
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/rule/evaluate.hpp"

namespace zhunru::operation {

Result<OperationResult> burden_index(const OperationContext& context, const Value& input) {
  const state::ResourceVersion* resource = context.state.resource("rule", "burden");
  if (!resource) return refuse("unknown-table", "没有部署规则表 burden", "rule table burden is not deployed");
  ZHUNRU_TRY(table, rule::Table::parse("burden", resource->text));
  const base::Date today = base::shanghai_date(context.at);
  Context before, after;
  List missing;
  for (const std::string& community : texts(input.get("communities"))) {
    const Value asked(Context{{"community", Value(community)}, {"date", Value(base::to_string(today))}, {"load", input.get("load")}});
    ZHUNRU_TRY(result, rule::evaluate(*table, asked, context.state, today));
    // A community without a survey or staff has no index: it is named, never guessed.
    if (!result.outcome.get("after").is_number()) {
      missing.push_back(Value(community));
      continue;
    }
    before.set(community, result.outcome.get("before"));
    after.set(community, result.outcome.get("after"));
  }
  OperationResult result;
  result.output = Value(Context{{"before", Value(std::move(before))}, {"after", Value(std::move(after))}, {"missing", Value(std::move(missing))}});
  return result;
}

}  // namespace zhunru::operation

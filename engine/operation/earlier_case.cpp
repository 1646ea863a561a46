// Taking up an ended case again: what was registered and planned there becomes the draft of a new case. Nothing that was
// decided, answered or signed there counts here.
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"

namespace zhunru::operation {

namespace {

/// By id, or by the number that people know.
const state::Case* ended_case(const state::State& state, const std::string& named) {
  if (const state::Case* found = state.cases.find(named)) return found;
  const state::Case* found = nullptr;
  state.cases.for_each([&](const std::string&, const state::Case& one) {
    if (one.case_no == named) found = &one;
  });
  return found;
}

/// The newest public document of the case that says how it ended: {id, number, result, reasons}; null when there is none.
Value last_word(const state::State& state, const std::string& case_id) {
  const document::Document* last = nullptr;
  state.documents.for_each([&](const std::string&, const document::Document& one) {
    const bool says = one.kind == "decision" || one.kind == "rejection" || one.kind == "return_notice" || one.kind == "acceptance_notice";
    if (says && one.case_id == case_id && one.is_public && !one.voided && (last == nullptr || last->at <= one.at)) last = &one;
  });
  if (last == nullptr) return nullptr;
  // A decision has a result and reasons; a notice on acceptance says what was decided, and one reason.
  const Value& result = last->content.get("result");
  const Value& reason = last->content.get("reason");
  Value reasons = last->content.get("reasons");
  if (reasons.is_null() && reason.is_string()) reasons = Value(List{reason});
  return Value(Context{{"id", Value(last->id)}, {"number", Value(last->number)},
                       {"result", result.is_null() ? last->content.get("decision") : result}, {"reasons", std::move(reasons)}});
}

}  // namespace

Result<OperationResult> earlier_case(const OperationContext& context, const Value& input) {
  OperationResult result;
  const std::string named = input.get("case").string_or("");
  if (named.empty()) return result;
  const state::Case* earlier = ended_case(context.state, named);
  const std::string body = input.get("body").string_or("");
  // Whether another body's case exists is not told.
  if (earlier == nullptr || earlier->process != context.instance.process || earlier->seat.body != body)
    return refuse("no_earlier_case", "本单位没有这个事项:" + named, "this body has no such case: " + named);
  if (!earlier->ended)
    return refuse("earlier_case_runs", "这个事项还没有办结,请先办完或撤回:" + named, "this case has not ended yet; finish it or take it back first: " + named);
  const Value variables(earlier->variables());
  result.output = Value(Context{{"case_id", Value(earlier->id)}, {"case_no", Value(earlier->case_no)}, {"end", Value(earlier->end)},
                                {"ended_at", Value(base::to_string(base::shanghai_date(earlier->ended_at)))},
                                {"said", last_word(context.state, earlier->id)}, {"item", variables.get("item")}, {"plan", variables.get("plan")}});
  return result;
}

}  // namespace zhunru::operation

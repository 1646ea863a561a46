// Format feel/1: FEEL expressions over a context. A result type that is known coerces the value, as a
// decision would.
#include "engine/base/json.hpp"
#include "engine/feel/evaluate.hpp"
#include "tools/conformance/formats.hpp"
#include "tools/conformance/typed_json.hpp"

namespace zhunru::conformance {
namespace {

using base::Value;

/// A fixed moment, so that now() and today() have values that do not depend on the day of the run.
Value fixed_now() {
  return *base::parse_date_time("2026-01-15T10:00:00+08:00");
}

/// Item definitions that the suite's model 0070-feel-instance-of declares and feel/1 leaves out: types, not
/// results.
const feel::TypeTable& declared_types() {
  static const feel::TypeTable types = [] {
    const feel::Type text = feel::type_named("string");
    const feel::Type number = feel::type_named("number");
    feel::TypeTable table;
    table["tNumberList"] = {feel::Type::Kind::list, "", {number}, {}};
    table["t_context_013"] = {feel::Type::Kind::context, "", {text, text}, {"a", "b"}};
    table["t255"] = number;
    table["tFooBar"] = text;
    return table;
  }();
  return types;
}

base::Result<feel::Evaluation> evaluated(const Value& test) {
  feel::Options options;
  options.now = fixed_now();
  options.steps = 1'000'000;
  options.types = &declared_types();
  ZHUNRU_TRY(evaluation, feel::evaluate_text(test.get("expression").string_or(""),
                                             from_typed_json(test.get("context")), options));
  if (test.get("result_type").is_string()) {
    evaluation.value = feel::coerce(evaluation.value, feel::type_named(test.get("result_type").as_string()),
                                    &declared_types());
  }
  return std::move(evaluation);
}

}  // namespace

base::Result<void> run_feel(const CaseFile& file, Report& report) {
  if (!file.json.get("cases").is_list())
    return base::make_error("format", "缺少 cases。", "\"cases\" is missing.");
  for (const Value& test : file.json.get("cases").as_list()) {
    const std::string id = test.get("id").string_or("");
    if (!report.wants(id)) continue;
    const auto evaluation = evaluated(test);
    const Value seen = evaluation ? evaluation->value : Value();
    const bool error_expected = test.get("error_expected").boolean_or(false);
    Outcome outcome{"feel", test.get("group").string_or(""), id, false, "", ""};
    const Fulfils answer =
        error_expected ? (seen.is_null() ? Fulfils::yes : Fulfils::no) : fulfils(test.get("expected"), seen);
    outcome.passed = answer != Fulfils::no;
    outcome.tolerated = answer == Fulfils::tolerated;
    outcome.expected = error_expected ? "null" : base::to_json(test.get("expected"));
    outcome.seen = shown(seen) + (evaluation ? "" : " after " + base::describe(evaluation.error())) +
                   "  for  " + test.get("expression").string_or("");
    report.add(std::move(outcome));
  }
  return {};
}

}  // namespace zhunru::conformance

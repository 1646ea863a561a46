// Format feel/1: FEEL expressions over a context. A result type that is built in coerces the value, as a decision would.
#include "engine/base/json.hpp"
#include "engine/feel/evaluate.hpp"
#include "tools/conformance/formats.hpp"
#include "tools/conformance/typed_json.hpp"

namespace zhunru::conformance {
namespace {

using base::Value;

/// A fixed moment, so that now() and today() have values that do not depend on the day of the run.
Value fixed_now() { return *base::parse_date_time("2026-01-15T10:00:00+08:00"); }

base::Result<feel::Evaluation> evaluated(const Value& test) {
  feel::Options options;
  options.now = fixed_now();
  options.steps = 1'000'000;
  ZHUNRU_TRY(evaluation, feel::evaluate_text(test.get("expression").string_or(""), from_typed_json(test.get("context")), options));
  if (test.get("result_type").is_string()) {
    evaluation.value = feel::coerce(evaluation.value, feel::type_named(test.get("result_type").as_string()), nullptr);
  }
  return std::move(evaluation);
}

}  // namespace

base::Result<void> run_feel(const CaseFile& file, Report& report) {
  if (!file.json.get("cases").is_list()) return base::make_error("format", "缺少 cases。", "\"cases\" is missing.");
  for (const Value& test : file.json.get("cases").as_list()) {
    const std::string id = test.get("id").string_or("");
    if (!report.wants(id)) continue;
    const auto evaluation = evaluated(test);
    const Value seen = evaluation ? evaluation->value : Value();
    const bool error_expected = test.get("error_expected").boolean_or(false);
    Outcome outcome{"feel", test.get("group").string_or(""), id, false, "", ""};
    outcome.passed = error_expected ? seen.is_null() : fulfils(test.get("expected"), seen);
    outcome.expected = error_expected ? "null" : base::to_json(test.get("expected"));
    outcome.seen = shown(seen) + (evaluation ? "" : " after " + base::describe(evaluation.error())) + "  for  " +
                   test.get("expression").string_or("");
    report.add(std::move(outcome));
  }
  return {};
}

}  // namespace zhunru::conformance

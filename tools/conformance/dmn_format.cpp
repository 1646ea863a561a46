// Format dmn/1: decisions of DMN files. Each file is read once.
#include <map>

#include "engine/base/json.hpp"
#include "engine/dmn/evaluate.hpp"
#include "engine/dmn/parse.hpp"
#include "tools/conformance/formats.hpp"
#include "tools/conformance/typed_json.hpp"

namespace zhunru::conformance {
namespace {

using base::Value;
using Models = std::map<std::string, base::Result<dmn::Model>>;

base::Result<dmn::Model> model_of(const std::string& path) {
  ZHUNRU_TRY(xml, read_file(path));
  return dmn::parse(xml);
}

base::Result<dmn::Evaluation> evaluated(const Value& test, const base::Result<dmn::Model>& model) {
  if (!model) return model.error();
  dmn::Options options;
  options.now = *base::parse_date_time("2026-01-15T10:00:00+08:00");
  return dmn::evaluate(*model, test.get("decision").string_or(""), from_typed_json(test.get("inputs")),
                       options);
}

}  // namespace

base::Result<void> run_dmn(const CaseFile& file, Report& report) {
  if (!file.json.get("cases").is_list())
    return base::make_error("format", "缺少 cases。", "\"cases\" is missing.");
  Models models;
  for (const Value& test : file.json.get("cases").as_list()) {
    const std::string id = test.get("id").string_or("");
    if (!report.wants(id)) continue;
    const std::string path = file.folder + test.get("file").string_or("");
    auto model = models.find(path);
    if (model == models.end()) model = models.emplace(path, model_of(path)).first;
    const auto evaluation = evaluated(test, model->second);
    const Value seen = evaluation ? evaluation->value : Value();
    const bool error_expected = test.get("error_expected").boolean_or(false);
    Outcome outcome{"dmn", test.get("group").string_or(""), id, false, "", ""};
    const Fulfils answer =
        error_expected ? (seen.is_null() ? Fulfils::yes : Fulfils::no) : fulfils(test.get("expected"), seen);
    outcome.passed = answer != Fulfils::no;
    outcome.tolerated = answer == Fulfils::tolerated;
    outcome.expected = error_expected ? "null" : base::to_json(test.get("expected"));
    outcome.seen = shown(seen);
    if (!evaluation) {
      outcome.seen += " after " + base::describe(evaluation.error());
    } else {
      for (const base::Error& note : evaluation->notes) outcome.seen += "; " + note.message_en;
    }
    report.add(std::move(outcome));
  }
  return {};
}

}  // namespace zhunru::conformance

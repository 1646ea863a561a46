// The step that brings in what a region has already.
#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/rule/workflow_files.hpp"
#include "workflows/legacy/region.hpp"
#include "workflows/scenario/script.hpp"

namespace zhunru::scenario {

using base::Context;
using base::List;
using base::Value;

base::Result<void> Player::import(const Value& wish) {
  const std::string folder = "registers/" + wish.get("region").string_or("demo") + "-cases/";
  Context data;
  for (const rule::WorkflowFile& file : rule::embedded_workflow_files()) {
    if (!file.path.starts_with(folder)) continue;
    ZHUNRU_TRY(json, base::parse_json(file.text));
    for (const auto& [name, value] : json.as_context()) data.set(name, value);
  }
  if (const Value only = wish.get("only"); only.is_list() && data.contains("applications")) {
    List some;
    for (const Value& one : data.find("applications")->as_list())
      if (std::find(only.as_list().begin(), only.as_list().end(), one.get("id")) != only.as_list().end()) some.push_back(one);
    data.set("applications", Value(std::move(some)));
  }
  const auto submit = [this](const command::ImportCase& body) -> base::Result<Value> {
    ZHUNRU_TRY(decision, world_.send(command::Actor::system(), body));
    return decision.reply;
  };
  // The dry run compares more: the burden of every community on the day of the record.
  const Value file(std::move(data));
  ZHUNRU_TRY(dry, legacy::import_region(world_.state, file, world_.now, nullptr));
  ZHUNRU_TRY(report, legacy::import_region(world_.state, file, world_.now, submit));
  for (const legacy::Line& line : dry.lines) {
    std::string wrong = line.problem_en;
    for (const auto& one : line.differences) wrong += " " + one.what + " was recorded as " + one.recorded + ", is " + one.found + ";";
    if (!wrong.empty()) return base::make_error("scenario", line.id + ": " + wrong, line.id + ": " + wrong);
  }
  if (report.added != dry.added) return base::make_error("scenario", "the dry run promised something else", "the dry run promised something else");
  return {};
}

}  // namespace zhunru::scenario

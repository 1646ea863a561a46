#include "engine/bpmn/lint.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::Node;
using model::none;

Lint::Lint(const Model& model, const LintOptions& options)
    : model_(model), doc(model.document), defs(model.definitions), options_(options) {
  for (Xml at = 0; at < static_cast<Xml>(doc.elements.size()); ++at) {
    if (doc.at(at).space != Space::bpmn) continue;
    by_name_[doc.at(at).name].push_back(at);
    const std::string id(doc.id(at));
    if (!id.empty()) by_id_.emplace(id, at);
  }
}

const std::vector<Xml>& Lint::all(std::string_view name) const {
  static const std::vector<Xml> nothing;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nothing : found->second;
}

Xml Lint::find(std::string_view reference) const {
  reference = trim(reference);
  auto found = by_id_.find(reference);
  if (found != by_id_.end()) return found->second;
  const auto colon = reference.find(':');
  if (colon == std::string_view::npos) return -1;
  const auto space = doc.resolve_prefix(0, reference.substr(0, colon));
  if (!space || *space != defs.target_namespace) return -1;
  found = by_id_.find(reference.substr(colon + 1));
  return found == by_id_.end() ? -1 : found->second;
}

bool Lint::in_executable(Xml at) const {
  for (Xml walk = at; walk >= 0; walk = doc.at(walk).parent)
    if (doc.is(walk, "process")) {
      const std::string_view flag = doc.value(walk, "isExecutable");
      return flag == "true" || flag == "1";
    }
  return false;
}

void Lint::report(std::string_view rule, Xml at, std::string_view detail, std::string_view detail_en) {
  for (const RuleInfo& info : lint_rules()) {
    if (info.rule != rule) continue;
    Finding finding;
    finding.rule = std::string(rule);
    finding.severity = options_.profile == Profile::standard ? info.standard : info.deploy;
    Xml named = at;
    while (named > 0 && (doc.id(named).empty() || doc.at(named).space != Space::bpmn)) named = doc.at(named).parent;
    finding.element = std::string(doc.id(named));
    finding.name = std::string(trim(doc.value(named, "name")));
    if (finding.name.empty()) finding.name = doc.at(named).name;
    finding.line = doc.at(at).line;
    finding.message = std::string(info.message) + (detail.empty() ? "" : "(" + std::string(detail) + ")");
    finding.message_en = std::string(info.message_en) + (detail_en.empty() ? "" : " (" + std::string(detail_en) + ")");
    finding.mend = std::string(info.mend);
    finding.mend_en = std::string(info.mend_en);
    findings_.push_back(std::move(finding));
    return;
  }
  CHECK(!"every reported rule stands in the table");
}

void Lint::report_node(std::string_view rule, const Node& node, std::string_view detail, std::string_view detail_en) {
  report(rule, xml_of(node), detail, detail_en);
}

std::vector<Finding> Lint::run() {
  findings_ = model_.findings;
  references();
  imports();
  collaboration();
  processes();
  resources();
  flows();
  gateways();
  event_gateways();
  connections();
  events();
  activities();
  data();
  diagram();
  expressions();
  soundness();
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) { return a.line < b.line; });
  std::vector<Finding> unique;
  std::set<std::tuple<std::int32_t, std::string, std::string, std::string>> seen;
  for (Finding& finding : findings_)
    if (seen.emplace(finding.line, finding.rule, finding.element, finding.message).second) unique.push_back(std::move(finding));
  return unique;
}

std::vector<Finding> lint(const Model& model, const LintOptions& options) { return Lint(model, options).run(); }

}  // namespace zhunru::bpmn

// The public lint suite (bpmn-lint/1): an invalid model passes when it gets at least one error, a valid one when it gets
// none of its rule (profile standard).
#include <algorithm>
#include <optional>

#include "engine/bpmn/lint.hpp"
#include "tools/conformance/formats.hpp"

namespace zhunru::conformance {

namespace {

/// Findings under a profile; a file that cannot be read at all is one error "unreadable".
std::vector<bpmn::Finding> findings_of(const std::string& path, bpmn::Profile profile) {
  const auto text = read_file(path);
  const auto failed = [](const base::Error& error) {
    bpmn::Finding finding;
    finding.rule = error.code;
    finding.message_en = error.message_en;
    return std::vector<bpmn::Finding>{finding};
  };
  if (!text) return failed(text.error());
  const auto model = bpmn::read(*text);
  if (!model) return failed(model.error());
  bpmn::LintOptions options;
  options.profile = profile;
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  options.load = [folder](std::string_view location) -> std::optional<std::string> {
    if (location.find("..") != std::string_view::npos || location.find('/') != std::string_view::npos) return std::nullopt;
    const auto other = read_file(folder + std::string(location));
    return other ? std::optional<std::string>(*other) : std::nullopt;
  };
  return bpmn::lint(*model, options);
}

bool breaks(const std::vector<bpmn::Finding>& findings, const std::string& rule) {
  for (const bpmn::Finding& finding : findings) {
    if (finding.severity != bpmn::Severity::error) continue;
    // An unreadable file breaks every rule; duplicate ids are the suite's EXT002.
    if (finding.rule.starts_with("xml-") || finding.rule == "file" || finding.rule == "bpmn-root") return true;
    if (finding.rule == "bpmn-id" && rule == "EXT002") return true;
    const auto names = bpmn::suite_rules(finding.rule);
    if (std::find(names.begin(), names.end(), rule) != names.end()) return true;
  }
  return false;
}

}  // namespace

base::Result<void> run_bpmn_lint(const CaseFile& file, Report& report) {
  const base::Value& files = file.json.get("files");
  for (std::size_t i = 0; i < files.size(); ++i) {
    const base::Value& entry = files.item(i);
    const std::string name = entry.get("file").string_or("");
    if (!report.wants(name)) continue;
    const std::string rule = entry.get("rule").string_or("");
    const bool valid = entry.get("valid").boolean_or(false);
    const auto findings = findings_of(file.folder + name, bpmn::Profile::standard);
    Outcome outcome{"bpmn-lint", valid ? "valid" : "invalid", name, valid ? !breaks(findings, rule) : bpmn::has_error(findings), {}, {}};
    outcome.expected = valid ? "nothing of " + rule : "an error (" + rule + ")";
    for (const bpmn::Finding& finding : findings)
      if (finding.severity == bpmn::Severity::error) outcome.seen += describe(finding, true) + "; ";
    report.add(std::move(outcome));
  }
  return {};
}

}  // namespace zhunru::conformance

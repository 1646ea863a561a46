#include "tools/conformance/bpmn_lint.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <ostream>
#include <sstream>

#include "engine/base/json.hpp"
#include "engine/base/value.hpp"
#include "engine/bpmn/lint.hpp"

namespace zhunru::conformance {

namespace {

std::optional<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Findings under a profile; a file that cannot be read at all is one error "unreadable".
std::vector<bpmn::Finding> findings_of(const std::string& path, bpmn::Profile profile) {
  const auto text = file_text(path);
  const auto failed = [](const base::Error& error) {
    bpmn::Finding finding;
    finding.rule = error.code;
    finding.message_en = error.message_en;
    return std::vector<bpmn::Finding>{finding};
  };
  if (!text) return failed(base::make_error("no-file", "读不到文件", "the file cannot be read: " + path));
  const auto model = bpmn::read(*text);
  if (!model) return failed(model.error());
  bpmn::LintOptions options;
  options.profile = profile;
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  options.load = [folder](std::string_view location) -> std::optional<std::string> {
    if (location.find("..") != std::string_view::npos || location.find('/') != std::string_view::npos) return std::nullopt;
    return file_text(folder + std::string(location));
  };
  return bpmn::lint(*model, options);
}

bool breaks(const std::vector<bpmn::Finding>& findings, const std::string& rule) {
  for (const bpmn::Finding& finding : findings) {
    if (finding.severity != bpmn::Severity::error) continue;
    // An unreadable file breaks every rule; duplicate ids are the suite's EXT002.
    if (finding.rule.starts_with("xml-") || finding.rule == "no-file" || finding.rule == "bpmn-root") return true;
    if (finding.rule == "bpmn-id" && rule == "EXT002") return true;
    const auto names = bpmn::suite_rules(finding.rule);
    if (std::find(names.begin(), names.end(), rule) != names.end()) return true;
  }
  return false;
}

}  // namespace

LintTally run_bpmn_lint(const std::string& folder, std::ostream& out, bool verbose) {
  LintTally tally;
  const auto text = file_text(folder + "/expected.json");
  const auto expected = text ? base::parse_json(*text) : base::Result<base::Value>(base::Error{});
  if (!expected) {
    out << "bpmn-lint: " << folder << "/expected.json cannot be read\n";
    return tally;
  }
  const base::Value& files = expected->get("files");
  for (std::size_t i = 0; i < files.size(); ++i) {
    const base::Value& entry = files.item(i);
    const std::string name = entry.get("file").string_or("");
    const std::string rule = entry.get("rule").string_or("");
    const bool valid = entry.get("valid").boolean_or(false);
    const auto findings = findings_of(folder + "/" + name, bpmn::Profile::standard);
    bool passed = false;
    if (valid) {
      ++tally.valid;
      passed = !breaks(findings, rule);
      tally.valid_accepted += passed;
      tally.valid_clean += !bpmn::has_error(findings);
    } else {
      ++tally.invalid;
      passed = bpmn::has_error(findings);
      tally.invalid_refused += passed;
      tally.deploy_refused += bpmn::has_error(findings_of(folder + "/" + name, bpmn::Profile::deploy));
    }
    if (!passed) out << "FAIL " << name << (valid ? " is valid but breaks " + rule : " is invalid but was accepted") << "\n";
    if (verbose || !passed || (valid && bpmn::has_error(findings)))
      for (const bpmn::Finding& finding : findings)
        if (verbose || finding.severity == bpmn::Severity::error) out << "  " << name << " " << describe(finding, true) << "\n";
  }
  return tally;
}

}  // namespace zhunru::conformance

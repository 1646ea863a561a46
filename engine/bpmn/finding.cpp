#include "engine/bpmn/finding.hpp"

namespace zhunru::bpmn {

namespace {
const char* word(Severity severity, bool english) {
  switch (severity) {
    case Severity::info: return english ? "info" : "提示";
    case Severity::warning: return english ? "warning" : "警告";
    case Severity::error: return english ? "error" : "错误";
  }
  return "";
}
}  // namespace

std::string describe(const Finding& finding, bool english) {
  const std::string line = std::to_string(finding.line);
  std::string out = english ? "line " + line + ": " : "第 " + line + " 行:";
  out += std::string(word(finding.severity, english)) + " " + finding.rule;
  if (!finding.element.empty()) out += " [" + finding.element + "]";
  if (!finding.name.empty() && finding.name != finding.element) out += english ? " (" + finding.name + ")" : "(" + finding.name + ")";
  out += english ? ": " + finding.message_en : ":" + finding.message;
  const std::string& mend = english ? finding.mend_en : finding.mend;
  if (!mend.empty()) out += english ? " -> " + mend : " → " + mend;
  return out;
}

bool has_error(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings)
    if (finding.severity == Severity::error) return true;
  return false;
}

}  // namespace zhunru::bpmn

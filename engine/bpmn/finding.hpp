// What reading and lint report about a file: a rule, where, what is wrong and how to mend it, in both languages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zhunru::bpmn {

enum class Severity : std::uint8_t {
  info,     ///< kept but without effect here
  warning,  ///< runs, but probably not as meant
  error,    ///< must not be deployed
};

/// One finding.
struct Finding {
  std::string rule;              ///< stable word, "flow-source-missing"; EXTnnn rules of the public suite are named in docs/bpmn.md
  Severity severity = Severity::error;
  std::string element;           ///< id, or "" when the element has none
  std::string name;              ///< its name, or its element name when it has none
  std::int32_t line = 0;
  std::string message, message_en;  ///< what is wrong
  std::string mend, mend_en;        ///< how to mend it

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// "line 12: error flow-source-missing S13 …" in English, or the same in Chinese.
std::string describe(const Finding& finding, bool english);

/// True when any finding is an error.
bool has_error(const std::vector<Finding>& findings);

}  // namespace zhunru::bpmn

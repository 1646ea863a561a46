// What an administrator must know of a file before it is deployed: what it is and what is wrong with it (by element and line); what
// it changes is told by template_changes.hpp. It deploys nothing.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// Kind and name of a resource by its file name; kind "" when it is none of ours.
struct TemplateName {
  std::string kind;  ///< process, rule, form, document
  std::string name;
};
/// "T01.bpmn" or "process.bpmn" (name from the process inside), "D1.dmn", "T01-U1.form.json", "decision.document.json".
TemplateName template_name(std::string_view file_name, std::string_view text);
/// The file name for downloading.
std::string template_file(std::string_view kind, std::string_view name);

/// [{severity, line, element, element_name, rule, message, message_en, mend, mend_en}], errors first.
base::List template_findings(const state::State& state, const TemplateName& name, std::string_view text);
bool has_errors(const base::List& findings);

/// Open cases by the version of a process that they run on.
std::int64_t running_on(const state::State& state, const std::string& process, std::string_view version);

}  // namespace zhunru::server::read_model

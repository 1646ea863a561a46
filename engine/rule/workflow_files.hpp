// Files of workflows/ by path, whoever brings them: read from a folder, or embedded (target zhunru_workflows_bundle).
// Turns register files into a collection; reads no file itself.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/register/source.hpp"

namespace zhunru::rule {

/// `path` is relative to workflows/: "rules/D1.dmn".
struct WorkflowFile {
  std::string_view path;
  std::string_view text;
};

/// Everything under workflows/ when the program was built, sorted by path. Defined by zhunru_workflows_bundle.
std::span<const WorkflowFile> embedded_workflow_files();

/// The register files among them: settings/*.json, clauses/*.json and registers/<region>/*.json. The error names the file.
base::Result<registers::Collection> load_registers(std::span<const WorkflowFile> files, std::string_view region = "demo");

/// "D1" of "rules/D1.dmn"; empty for other paths.
std::string_view rule_name_of(std::string_view path);

}  // namespace zhunru::rule

// The formats of case files that the program knows; one source file per format.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "tools/conformance/report.hpp"

namespace zhunru::conformance {

/// A case file that was read: its JSON and the folder that its paths are relative to (with a slash at the end).
struct CaseFile {
  std::string folder;
  base::Value json;
};

struct Format {
  const char* name;  ///< value of "format" in the file
  base::Result<void> (*run)(const CaseFile& file, Report& report);
};

base::Result<void> run_feel(const CaseFile& file, Report& report);
base::Result<void> run_dmn(const CaseFile& file, Report& report);
base::Result<void> run_bpmn_behaviour(const CaseFile& file, Report& report);
base::Result<void> run_engine_steps(const CaseFile& file, Report& report);
base::Result<void> run_bpmn_lint(const CaseFile& file, Report& report);
/// A folder (with a slash at the end) of .bpmn files without a case file: they are to survive import and export.
base::Result<void> run_bpmn_interchange(const std::string& folder, Report& report);

/// The bytes of a file; error when it cannot be read.
base::Result<std::string> read_file(const std::string& path);

}  // namespace zhunru::conformance

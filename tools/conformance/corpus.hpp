// Finds the case files of a corpus folder and runs them. It prints nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "tools/conformance/report.hpp"

namespace zhunru::conformance {

/// Runs every case file of a known format in a folder (two levels deep) and every folder of models without one.
/// Error when a file cannot be read or when there is nothing to run.
base::Result<void> run_corpus(const std::string& folder, Report& report);

/// Where the public cases lie: $ZHUNRU_CONFORMANCE, or ../shared/conformance. "" when there is no such folder.
std::string whole_corpus();

/// The folders of the whole corpus that are run, in the order of docs/conformance.md.
const std::vector<std::string>& corpus_folders();

}  // namespace zhunru::conformance

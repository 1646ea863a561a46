// Bringing a region's own cases into the log: `zhunru import`, and the demonstration's first start.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "server/runtime/sequencer.hpp"
#include "workflows/legacy/region.hpp"

namespace zhunru::server::command_line {

/// The files joined: members of later ones replace those of earlier ones. Errors: unreadable, no JSON object.
base::Result<base::Value> read_region_files(const std::vector<std::string>& paths);

/// Imports through the sequencer, every case a command of its own. `dry`: only says what would be done.
base::Result<legacy::Report> import_cases(runtime::Sequencer& sequencer, const base::Value& data, base::Instant now, bool dry);

/// The cases of the sample region (registers/demo-cases), when no case is there yet.
base::Result<void> import_demo_cases(runtime::Sequencer& sequencer, const std::string& workflows, base::Instant now);

}  // namespace zhunru::server::command_line

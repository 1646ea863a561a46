// Decision tables for business rule tasks: found by name among the deployed rules, evaluated over the state's registers.
#pragma once

#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// {outcome, hits, settings}, with the settings as they hold for the case; the version of the table goes into the read set. Error unknown-table, or the table's own.
base::Result<base::Value> evaluate_table(Run& run, const state::Case& c, std::string_view table, const base::Value& input);

}  // namespace zhunru::decide

// What today's rules say about an imported record: tables are asked with the facts of the record, answers are shown on the
// case and compared with what was recorded. A difference is told, never mended.
#pragma once

#include <vector>

#include "workflows/legacy/record.hpp"
#include "workflows/legacy/region.hpp"

namespace zhunru::legacy {

/// Answer of a deployed table as {table, outcome, hits, settings}; null when it cannot be asked.
base::Value ask(const state::State& state, const char* table, const base::Value& input, base::Instant now);

/// Answers by the variable names of the processes: red_lines (D2), D4, D5, D7b, D9, D11, score, d8 (D8) where the record
/// has what they need. Differences from the record are added to `line`.
base::Context answers(const state::State& state, const Record& record, base::Instant now, Line& line);

/// The burden index of every community on the day that the record names, compared with it. Slow: one table a community.
void compare_burden(const state::State& state, const Record& record, base::Instant now, Line& line);

}  // namespace zhunru::legacy

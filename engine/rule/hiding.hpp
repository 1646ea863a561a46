// Hiding of small figures before a table of residents' answers is published (D12): from what is shown, no figure of
// 1 to k-1 persons can be worked out by adding and subtracting along a line.
// Institutions are never hidden; whether a table may be shown at all is decided by D12, not here.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/value.hpp"

namespace zhunru::rule {

/// `residents` is {rows, columns, cells}. Answer: {table: {cells, row_totals, column_totals, total}, hidden: any figure
/// hidden}; hidden figures are null. Empty when the input is not a rectangle of whole numbers >= 0 (at most 200 × 200).
std::optional<base::Value> hide_small(const base::Value& residents, std::int64_t k);

}  // namespace zhunru::rule

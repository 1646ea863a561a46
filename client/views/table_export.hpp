// A table as a file that a spreadsheet opens: CSV with a byte-order mark (so that Chinese is read as such), or XLSX.
// For: lists that people take along. Refuses formulas: what begins with = + - @ is written so that no program runs it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhunru::views {

/// First row is the head. Every cell is text.
using Sheet = std::vector<std::vector<std::string>>;

[[nodiscard]] std::string to_csv(const Sheet& sheet);
/// A whole workbook with one sheet of that name.
[[nodiscard]] std::string to_xlsx(const Sheet& sheet, std::string_view name);

}  // namespace zhunru::views

// Tables for spreadsheets: CSV (UTF-8 with byte order mark, so that Excel and WPS read Chinese) and XLSX; and CSV read back.
// A cell that a spreadsheet would take for a formula is written as text. It knows nothing of cases or accounts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace zhunru::server::sheet {

struct Sheet {
  std::string title;                           ///< name of the sheet
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< one cell a column
  std::vector<std::size_t> lines{};            ///< of a file that was read: where each row stood in it
};

std::string to_csv(const Sheet& sheet);
/// Errors: the file cannot be written to the temporary folder.
base::Result<std::string> to_xlsx(const Sheet& sheet);

/// Reads CSV (RFC 4180; "," ";" or tab, told by the first line; byte order mark or not). The first line names the columns. Refused:
/// more than `most_rows` rows, an open quote, a row with more cells than columns (the error names the line).
base::Result<Sheet> read_csv(std::string_view text, std::size_t most_rows = 20'000);

}  // namespace zhunru::server::sheet

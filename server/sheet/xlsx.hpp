// Reading an XLSX that somebody uploads: the first sheet as text. Bounded in every direction before anything is unpacked: a file of
// 2 MiB, 8 MiB of one part and 12 MiB of all, 200 parts, most_rows rows, 60 columns, 2,000 characters a cell. It computes nothing:
// of a formula it takes the value that the spreadsheet kept. Entities of one's own, DOCTYPE and encryption are refused.
#pragma once

#include <string_view>

#include "server/sheet/sheet.hpp"

namespace zhunru::server::sheet {

inline constexpr std::size_t most_file_bytes = 2u << 20;

/// True when the bytes begin as a zip archive does.
bool is_xlsx(std::string_view bytes);
/// The first row that is not empty names the columns. Errors: xlsx (what is wrong, with the row or the part of the file).
base::Result<Sheet> read_xlsx(std::string_view bytes, std::size_t most_rows);

/// Either kind, told by its bytes. CSV that is no UTF-8 is read as GB 18030, as spreadsheets in China write it.
base::Result<Sheet> read_table(std::string_view bytes, std::size_t most_rows);

}  // namespace zhunru::server::sheet

#include "server/sheet/sheet.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace zhunru::server::sheet {

namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

/// "=cmd()" in a cell must stay text in every program that opens the file.
std::string harmless(const std::string& cell) {
  const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  return formula ? "'" + cell : cell;
}

void add_row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = harmless(cells[i]);
    out += i == 0 ? "" : ",";
    if (cell.find_first_of(",\"\r\n;") == std::string::npos) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
  }
  out += "\r\n";
}

/// Width of a cell in columns of a letter: a Chinese character takes two.
int width_of(const std::string& text) {
  int width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) width += 1;
    else if (byte >= 0xC0) width += 2;
  }
  return width;
}

struct TemporaryFile {
  std::string path = "/tmp/zhunru-sheet-XXXXXX";
  int descriptor = mkstemp(path.data());
  ~TemporaryFile() {
    if (descriptor < 0) return;
    close(descriptor);
    unlink(path.c_str());
  }
};

}  // namespace

std::string to_csv(const Sheet& sheet) {
  std::string out(mark);
  add_row(out, sheet.columns);
  for (const auto& row : sheet.rows) add_row(out, row);
  return out;
}

base::Result<std::string> to_xlsx(const Sheet& sheet) {
  const TemporaryFile file;
  const auto failed = [] { return base::make_error("sheet-write", "表格文件写不出来。", "The spreadsheet could not be written.", "/tmp"); };
  if (file.descriptor < 0) return failed();
  lxw_workbook* book = workbook_new(file.path.c_str());
  lxw_worksheet* page = book == nullptr ? nullptr : workbook_add_worksheet(book, nullptr);
  if (page == nullptr) return failed();
  lxw_format* head = workbook_add_format(book);
  format_set_bold(head);
  format_set_bg_color(head, 0xEEF2F6);
  for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
    const auto at = static_cast<lxw_col_t>(column);
    worksheet_write_string(page, 0, at, sheet.columns[column].c_str(), head);
    int width = width_of(sheet.columns[column]);
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      if (column >= sheet.rows[row].size()) continue;
      const std::string& cell = sheet.rows[row][column];
      worksheet_write_string(page, static_cast<lxw_row_t>(row + 1), at, cell.c_str(), nullptr);
      width = std::max(width, std::min(width_of(cell), 60));
    }
    worksheet_set_column(page, at, at, width + 2, nullptr);
  }
  worksheet_freeze_panes(page, 1, 0);
  if (!sheet.rows.empty() && !sheet.columns.empty()) {
    worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), static_cast<lxw_col_t>(sheet.columns.size() - 1));
  }
  if (workbook_close(book) != LXW_NO_ERROR) return failed();
  std::ifstream in(file.path, std::ios::binary);
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

base::Result<Sheet> read_csv(std::string_view text, std::size_t most_rows) {
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  const std::string_view first = text.substr(0, text.find('\n'));
  char separator = ',';
  for (const char candidate : {';', '\t'}) {
    if (std::count(first.begin(), first.end(), candidate) > std::count(first.begin(), first.end(), separator)) separator = candidate;
  }
  Sheet out;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false, any = false;
  std::size_t line = 1, begun = 1;
  const auto wrong = [&](const char* zh, const char* en) {
    return base::make_error("csv", "第 " + std::to_string(line) + " 行：" + zh, "line " + std::to_string(line) + ": " + en, "line " + std::to_string(line));
  };
  const auto end_row = [&] {
    row.push_back(std::move(cell));
    cell.clear();
    const bool blank = std::all_of(row.begin(), row.end(), [](const std::string& one) { return one.empty(); });
    if (!blank && out.columns.empty()) out.columns = std::move(row);
    else if (!blank) {
      out.rows.push_back(std::move(row));
      out.lines.push_back(begun);
    }
    row.clear();
    any = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    any = any || c != '\n';
    if (quoted) {
      if (c == '\n') ++line;
      if (c != '"') cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
      else quoted = false;
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == separator) {
      row.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      end_row();
      if (out.rows.size() > most_rows) return wrong("行数太多", "too many rows");
      if (!out.rows.empty() && out.rows.back().size() > out.columns.size()) return wrong("单元格比列多", "more cells than columns");
      begun = ++line;
    } else {
      cell += c;
    }
  }
  if (quoted) return wrong("引号没有结束", "a quote is not closed");
  if (any) end_row();
  if (out.columns.empty()) return wrong("没有列名", "there are no column names");
  for (auto& one : out.rows) {
    if (one.size() > out.columns.size()) return wrong("单元格比列多", "more cells than columns");
    one.resize(out.columns.size());
  }
  return out;
}

}  // namespace zhunru::server::sheet

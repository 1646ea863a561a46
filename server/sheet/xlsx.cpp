#include "server/sheet/xlsx.hpp"

#include <iconv.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include "engine/base/decimal.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::server::sheet {

namespace {

constexpr std::uint64_t most_part_bytes = 8u << 20;
constexpr std::uint64_t most_bytes = 12u << 20;
constexpr zip_int64_t most_parts = 200;
constexpr std::size_t most_columns = 60;
constexpr std::size_t most_cell = 2'000;

base::Error bad(const std::string& zh, const std::string& en, const std::string& where = {}) { return base::make_error("xlsx", zh, en, where); }

struct Archive {
  zip_t* zip = nullptr;
  std::uint64_t unpacked = 0;
  Archive() = default;
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() {
    if (zip != nullptr) zip_discard(zip);
  }

  base::Result<void> open(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (zip == nullptr) return bad("文件打不开：不是完整的 XLSX", "the file cannot be opened: no whole XLSX");
    if (zip_get_num_entries(zip, 0) > most_parts) return bad("文件里的部分太多", "the file has too many parts");
    return {};
  }

  /// nullopt: there is no such part. What the archive says of a size is not believed: reading stops at the limit.
  base::Result<std::optional<std::string>> part(const std::string& name) {
    const zip_int64_t index = zip_name_locate(zip, name.c_str(), 0);
    if (index < 0) return std::optional<std::string>();
    const auto close = [](zip_file_t* file) { zip_fclose(file); };
    const std::unique_ptr<zip_file_t, decltype(close)> file(zip_fopen_index(zip, static_cast<zip_uint64_t>(index), 0), close);
    if (file == nullptr) return bad("文件的一部分打不开（加了密码？）", "a part of the file cannot be opened (is there a password?)", name);
    std::string out;
    std::string buffer(64u << 10, '\0');
    for (;;) {
      const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
      if (got < 0) return bad("文件已损坏", "the file is damaged", name);
      if (got == 0) return std::optional<std::string>(std::move(out));
      out.append(buffer, 0, static_cast<std::size_t>(got));
      unpacked += static_cast<std::uint64_t>(got);
      if (out.size() > most_part_bytes || unpacked > most_bytes) return bad("文件展开后太大", "the file is too large when unpacked", name);
    }
  }

  base::Result<bool> xml(const std::string& name, pugi::xml_document& into) {
    ZHUNRU_TRY(text, part(name));
    if (!text) return false;
    if (text->find("<!DOCTYPE") != std::string::npos || text->find("<!ENTITY") != std::string::npos)
      return bad("文件里有不允许的内容（DOCTYPE）", "the file holds what is not allowed (DOCTYPE)", name);
    if (!into.load_buffer(text->data(), text->size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8))
      return bad("文件的一部分不是正确的 XML", "a part of the file is no proper XML", name);
    return true;
  }
};

/// "x:row" and "row" are the same.
std::string_view plain(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const pugi::xml_node one : parent.children())
    if (plain(one.name()) == name) return one;
  return {};
}

std::string attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute one : node.attributes())
    if (plain(one.name()) == name) return one.value();
  return {};
}

/// <t>, or the <t> of every run <r>; how it is pronounced (<rPh>) is no part of it.
std::string text_of(const pugi::xml_node& item) {
  std::string out;
  for (const pugi::xml_node one : item.children()) {
    if (plain(one.name()) == "t") out += one.child_value();
    if (plain(one.name()) == "r") out += child(one, "t").child_value();
    if (out.size() > most_cell) break;
  }
  return out;
}

/// "3001", "9.90102001001E11" -> plain digits.
std::string number_of(const std::string& text) {
  const auto number = base::Decimal::parse(text);
  return number ? number->to_string() : text;
}

/// 27 of "AB12"; nullopt when there are no letters.
std::optional<std::size_t> column_of(const std::string& reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    if (column > 20'000) return std::nullopt;
  }
  return column == 0 ? std::nullopt : std::optional(column - 1);
}

base::Result<std::string> first_sheet(Archive& archive) {
  pugi::xml_document book, relations;
  ZHUNRU_TRY(there, archive.xml("xl/workbook.xml", book));
  if (!there) return bad("这不是 XLSX 表格", "this is no XLSX spreadsheet", "xl/workbook.xml");
  std::string wanted;
  for (const pugi::xml_node sheet : child(book.document_element(), "sheets").children()) {
    const pugi::xml_attribute id = sheet.attribute("r:id");
    if (plain(sheet.name()) != "sheet" || attribute(sheet, "state") == "hidden") continue;
    for (const pugi::xml_attribute one : sheet.attributes())
      if (plain(one.name()) == "id" && std::string_view(one.name()) != "id") wanted = one.value();
    if (id) wanted = id.value();
    break;
  }
  ZHUNRU_TRY(related, archive.xml("xl/_rels/workbook.xml.rels", relations));
  if (related) {
    for (const pugi::xml_node one : relations.document_element().children()) {
      if (attribute(one, "Id") != wanted || attribute(one, "TargetMode") == "External") continue;
      const std::string target = attribute(one, "Target");
      return target.starts_with("/") ? target.substr(1) : "xl/" + target;
    }
  }
  return std::string("xl/worksheets/sheet1.xml");
}

base::Result<std::vector<std::string>> shared_strings(Archive& archive) {
  pugi::xml_document xml;
  ZHUNRU_TRY(there, archive.xml("xl/sharedStrings.xml", xml));
  std::vector<std::string> out;
  if (there)
    for (const pugi::xml_node item : xml.document_element().children())
      if (plain(item.name()) == "si") out.push_back(text_of(item));
  return out;
}

base::Result<std::string> cell_text(const pugi::xml_node& cell, const std::vector<std::string>& strings, const std::string& where) {
  const std::string type = attribute(cell, "t");
  if (type == "inlineStr") return text_of(child(cell, "is"));
  const std::string value = child(cell, "v").child_value();
  if (type == "e") return bad(where + " 是一个错误值 " + value, where + " holds an error: " + value, where);
  if (type == "s") {
    const auto index = base::Decimal::parse(value);
    const auto at = index ? index->to_int64() : std::nullopt;
    if (!at || *at < 0 || static_cast<std::size_t>(*at) >= strings.size()) return bad(where + " 指向不存在的文字", where + " names a text that is not there", where);
    return strings[static_cast<std::size_t>(*at)];
  }
  if (type == "str") return value;
  if (type == "b") return std::string(value == "1" ? "1" : "");
  return number_of(value);
}

/// nullopt: it is no GB 18030 either.
std::optional<std::string> utf8_of_gb18030(std::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string in(bytes);
  std::string out(bytes.size() * 3 + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  const bool whole = iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1) && left == 0;
  iconv_close(converter);
  if (!whole) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

}  // namespace

bool is_xlsx(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

base::Result<Sheet> read_xlsx(std::string_view bytes, std::size_t most_rows) {
  if (bytes.size() > most_file_bytes) return bad("文件太大，最多 2 MiB", "the file is too large: at most 2 MiB");
  Archive archive;
  ZHUNRU_TRY_VOID(archive.open(bytes));
  ZHUNRU_TRY(name, first_sheet(archive));
  ZHUNRU_TRY(strings, shared_strings(archive));
  pugi::xml_document xml;
  ZHUNRU_TRY(there, archive.xml(name, xml));
  if (!there) return bad("表格里没有工作表", "the spreadsheet has no sheet", name);
  Sheet out;
  std::size_t number = 0;
  for (const pugi::xml_node row : child(xml.document_element(), "sheetData").children()) {
    if (plain(row.name()) != "row") continue;
    const auto said = base::Decimal::parse(attribute(row, "r"));
    const auto at = said ? said->to_int64() : std::nullopt;
    number = at && *at > 0 && *at < 10'000'000 ? static_cast<std::size_t>(*at) : number + 1;
    std::vector<std::string> cells;
    std::size_t next = 0;
    for (const pugi::xml_node cell : row.children()) {
      if (plain(cell.name()) != "c") continue;
      const std::string where = "第 " + std::to_string(number) + " 行";
      const std::size_t column = column_of(attribute(cell, "r")).value_or(next);
      next = column + 1;
      ZHUNRU_TRY(text, cell_text(cell, strings, where));
      if (text.empty()) continue;
      if (column >= most_columns) return bad(where + "：列太多", "row " + std::to_string(number) + ": too many columns", where);
      if (text.size() > most_cell) return bad(where + "：一格里的字太多", "row " + std::to_string(number) + ": too much in one cell", where);
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = std::move(text);
    }
    if (cells.empty()) continue;
    if (out.columns.empty()) {
      out.columns = std::move(cells);
      continue;
    }
    const std::string where = "第 " + std::to_string(number) + " 行";
    if (out.rows.size() >= most_rows) return bad(where + "：行数太多", "row " + std::to_string(number) + ": too many rows", where);
    if (cells.size() > out.columns.size()) return bad(where + "：单元格比列多", "row " + std::to_string(number) + ": more cells than columns", where);
    cells.resize(out.columns.size());
    out.rows.push_back(std::move(cells));
    out.lines.push_back(number);
  }
  if (out.columns.empty()) return bad("没有列名", "there are no column names");
  return out;
}

base::Result<Sheet> read_table(std::string_view bytes, std::size_t most_rows) {
  if (bytes.size() > most_file_bytes) return bad("文件太大，最多 2 MiB", "the file is too large: at most 2 MiB");
  if (is_xlsx(bytes)) return read_xlsx(bytes, most_rows);
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return bad("这是旧的 XLS 或加了密码的文件，请另存为不加密码的 XLSX 或 CSV", "this is an old XLS or has a password: save it as XLSX or CSV without one");
  if (base::utf8_valid(bytes)) return read_csv(bytes, most_rows);
  const auto text = utf8_of_gb18030(bytes);
  if (!text) return bad("认不出文件的编码，请另存为 UTF-8 的 CSV 或 XLSX", "the encoding of the file is unknown: save it as CSV in UTF-8, or XLSX");
  return read_csv(*text, most_rows);
}

}  // namespace zhunru::server::sheet

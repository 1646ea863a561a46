#include <catch_amalgamated.hpp>

#include <zip.h>

#include <map>

#include "server/sheet/xlsx.hpp"

using namespace zhunru;
using namespace zhunru::server;

namespace {

using Row = std::vector<std::string>;

/// A zip archive with these parts.
std::string packed(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  REQUIRE(memory != nullptr);
  zip_source_keep(memory);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  REQUIRE(zip != nullptr);
  for (const auto& [name, text] : parts) REQUIRE(zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8) >= 0);
  REQUIRE(zip_close(zip) == 0);
  REQUIRE(zip_source_open(memory) == 0);
  zip_source_seek(memory, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
  zip_source_seek(memory, 0, SEEK_SET);
  REQUIRE(zip_source_read(memory, out.data(), out.size()) == static_cast<zip_int64_t>(out.size()));
  zip_source_close(memory);
  zip_source_free(memory);
  return out;
}

const char* const book = R"(<workbook xmlns:r="r"><sheets><sheet name="hidden" state="hidden" r:id="rId1"/><sheet name="one" r:id="rId2"/></sheets></workbook>)";
const char* const relations = R"(<Relationships><Relationship Id="rId1" Target="worksheets/secret.xml"/><Relationship Id="rId2" Target="worksheets/s.xml"/></Relationships>)";

std::string spreadsheet(const std::string& rows, const std::string& strings = "") {
  std::map<std::string, std::string> parts{{"xl/workbook.xml", book}, {"xl/_rels/workbook.xml.rels", relations},
                                           {"xl/worksheets/s.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  if (!strings.empty()) parts["xl/sharedStrings.xml"] = strings;
  return packed(parts);
}

std::string code_of(const std::string& bytes, std::size_t rows = 100) {
  const auto read = sheet::read_table(bytes, rows);
  return read ? "" : read.error().message_en;
}

}  // namespace

TEST_CASE("a spreadsheet that was written here is read back as it was") {
  const sheet::Sheet made{"s", {"code", "名称"}, {{"990102001001", "晴川社区 <&>"}, {"007", ""}}, {}};
  const auto bytes = sheet::to_xlsx(made);
  REQUIRE(bytes);
  REQUIRE(sheet::is_xlsx(*bytes));
  const auto read = sheet::read_table(*bytes, 10);
  REQUIRE(read);
  CHECK(read->columns == made.columns);
  CHECK(read->rows == made.rows);
  CHECK(read->lines == std::vector<std::size_t>{2, 3});
}

TEST_CASE("cells of every kind: shared with runs, inline, numbers, formulas by their value, gaps, empty rows") {
  const auto read = sheet::read_table(
      spreadsheet("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>c</t></is></c></row>"
                  "<row r=\"5\"><c r=\"A5\"><v>9.90102001001E11</v></c><c r=\"C5\" t=\"str\"><f>A1</f><v>算出</v></c></row><row r=\"6\"/>"
                  "<row><c t=\"b\"><v>1</v></c></row>",
                  "<sst><si><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></si></sst>"),
      10);
  REQUIRE(read);
  CHECK(read->columns == Row{"甲乙", "", "c"});
  REQUIRE(read->rows.size() == 2);
  CHECK(read->rows[0] == Row{"990102001001", "", "算出"});
  CHECK(read->rows[1] == Row{"1", "", ""});
  CHECK(read->lines == std::vector<std::size_t>{5, 7});
}

TEST_CASE("what is too large, damaged or not allowed is refused with its reason, and nothing is unpacked beyond the limit") {
  CHECK(code_of(spreadsheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row>", "<sst/>")).find("names a text that is not there") != std::string::npos);
  CHECK(code_of(spreadsheet("<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#REF!</v></c></row>")).find("#REF!") != std::string::npos);
  CHECK(code_of(spreadsheet("<row r=\"1\"><c r=\"ZZ1\"><v>1</v></c></row>")).find("too many columns") != std::string::npos);
  CHECK(code_of(spreadsheet("")).find("no column names") != std::string::npos);
  const std::string three = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row>";
  CHECK(code_of(spreadsheet(three), 1).find("too many rows") != std::string::npos);
  CHECK(code_of(spreadsheet(three), 2).empty());
  const std::string bomb = spreadsheet(std::string(40u << 20, ' '));
  CHECK(bomb.size() < sheet::most_file_bytes);
  CHECK(code_of(bomb).find("too large when unpacked") != std::string::npos);
  CHECK(code_of(packed({{"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><workbook/>"}})).find("DOCTYPE") != std::string::npos);
  CHECK(code_of(packed({{"hello.txt", "no"}})).find("no XLSX") != std::string::npos);
  std::map<std::string, std::string> many;
  for (int i = 0; i < 300; ++i) many["part" + std::to_string(i)] = "x";
  CHECK(code_of(packed(many)).find("too many parts") != std::string::npos);
  std::string cut = spreadsheet(three);
  cut.resize(cut.size() / 2);
  CHECK(!code_of(cut).empty());
  CHECK(code_of(std::string(3u << 20, 'a')).find("too large") != std::string::npos);
  CHECK(code_of("\xD0\xCF\x11\xE0 old").find("old XLS") != std::string::npos);
  CHECK(code_of("a,b\n\xFF\xFF\xFF,\x81").find("encoding") != std::string::npos);
}

TEST_CASE("CSV as spreadsheets in China write it, GB 18030, is read; lines are those of the file") {
  const auto read = sheet::read_table("\xC3\xFB\xB3\xC6,code\n\n\xC7\xE7\xB4\xA8,\"1\n2\"\nx,3\n", 10);
  REQUIRE(read);
  CHECK(read->columns == Row{"名称", "code"});
  CHECK(read->rows == std::vector<Row>{{"晴川", "1\n2"}, {"x", "3"}});
  CHECK(read->lines == std::vector<std::size_t>{3, 5});
}

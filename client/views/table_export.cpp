// XLSX is a ZIP of a few XML files; here they are stored, not packed: the tables of a phone are small.
#include "client/views/table_export.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace zhunru::views {

namespace {

bool runs(std::string_view cell) { return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos; }

std::uint32_t crc32(std::string_view bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> out{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
            out[i] = c;
        }
        return out;
    }();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
    return crc ^ 0xFFFFFFFFU;
}

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8U * static_cast<unsigned>(i)) & 0xFFU);
}

/// The fields that a local header and a central entry share: version 2.0, UTF-8 names, stored, 1 January 1980.
void put_entry(std::string& out, const std::string& name, std::uint32_t crc, std::size_t size) {
    put(out, 20, 2);
    put(out, 0x0800, 2);
    put(out, 0, 2);
    put(out, 0x00210000, 4);
    put(out, crc, 4);
    put(out, static_cast<std::uint32_t>(size), 4);
    put(out, static_cast<std::uint32_t>(size), 4);
    put(out, static_cast<std::uint32_t>(name.size()), 2);
    put(out, 0, 2);
}

std::string zip(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string out, directory;
    for (const auto& [name, bytes] : files) {
        const auto at = static_cast<std::uint32_t>(out.size());
        const std::uint32_t crc = crc32(bytes);
        put(out, 0x04034B50, 4);
        put_entry(out, name, crc, bytes.size());
        out += name;
        out += bytes;
        put(directory, 0x02014B50, 4);
        put(directory, 20, 2);
        put_entry(directory, name, crc, bytes.size());
        put(directory, 0, 2);
        put(directory, 0, 2);
        put(directory, 0, 2);
        put(directory, 0, 4);
        put(directory, at, 4);
        directory += name;
    }
    const auto start = static_cast<std::uint32_t>(out.size());
    out += directory;
    put(out, 0x06054B50, 4);
    put(out, 0, 4);
    put(out, static_cast<std::uint32_t>(files.size()), 2);
    put(out, static_cast<std::uint32_t>(files.size()), 2);
    put(out, static_cast<std::uint32_t>(directory.size()), 4);
    put(out, start, 4);
    put(out, 0, 2);
    return out;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
    return out;
}

constexpr const char* head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

}  // namespace

std::string to_csv(const Sheet& sheet) {
    std::string out = "\xEF\xBB\xBF";
    for (const auto& row : sheet) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            out += '"';
            if (runs(row[i])) out += '\'';
            for (const char c : row[i]) {
                if (c == '"') out += '"';
                out += c;
            }
            out += '"';
        }
        out += "\r\n";
    }
    return out;
}

std::string to_xlsx(const Sheet& sheet, std::string_view name) {
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    const std::string types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    std::string rows = head;
    rows += "<worksheet xmlns=\"" + main + "\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
            "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>";
    for (const auto& row : sheet) {
        rows += "<row>";
        // Text cells: a spreadsheet shows them as they are and computes nothing.
        for (const auto& cell : row) rows += "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(cell) + "</t></is></c>";
        rows += "</row>";
    }
    rows += "</sheetData></worksheet>";
    return zip({
        {"[Content_Types].xml", std::string(head) + "<Types xmlns=\"" + package + "content-types\"><Default Extension=\"rels\" ContentType=\""
            "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + types + "sheet.main+xml\"/>"
            "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + types + "worksheet+xml\"/></Types>"},
        {"_rels/.rels", std::string(head) + "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"r1\" Type=\"" + rel +
            "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml", std::string(head) + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + rel + "\"><sheets><sheet name=\"" +
            escaped(name) + "\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", std::string(head) + "<Relationships xmlns=\"" + package + "relationships\"><Relationship Id=\"r1\" Type=\"" +
            rel + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
        {"xl/worksheets/sheet1.xml", std::move(rows)},
    });
}

}  // namespace zhunru::views

// A document (文书): text issued by an institution, public record. Numbered by issuer, kind and year, hashed, never changed:
// a newer version or the void mark stands beside it. It renders nothing itself (template.hpp does) and holds no personal text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/sha256.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace zhunru::document {

struct Document {
  std::string id;        ///< "<case>.D3"
  std::string kind;      ///< template: consultation_opinion, decision, ...
  std::string number;    ///< 发文字号, e.g. 云社协准〔2026〕3号
  std::int32_t version = 1;
  std::string title;
  base::Value content;   ///< what the document says, as data; "fields" in JSON and in the hash
  std::string text;      ///< blocks as JSON: [{role, text}] in GB/T 9704 order (docs/formats.md)
  std::string sha256;    ///< hex, over canonical JSON of {kind, number, version, title, fields, text}
  std::string body;      ///< issuer
  std::string case_id;
  base::Instant at;
  bool voided = false;   ///< kept, but counts no more
  std::string void_reason;
  bool is_public = true; ///< false: visible to the parties of the case only

  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("id", id);
    visit("kind", kind);
    visit("number", number);
    visit("version", version);
    visit("title", title);
    visit("fields", content);
    visit("text", text);
    visit("sha256", sha256);
    visit("body", body);
    visit("case_id", case_id);
    visit("at", at);
    visit("voided", voided);
    visit("void_reason", void_reason);
    visit("is_public", is_public);
  }
  friend bool operator==(const Document&, const Document&) = default;
};

/// Last number given, by series "<body>|<kind>|<year>".
struct NumberSeries {
  std::string key;
  std::int32_t last = 0;

  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("key", key);
    visit("last", last);
  }
  friend bool operator==(const NumberSeries&, const NumberSeries&) = default;
};

/// A document was issued; `series` and `count` advance the numbering ("" = the document has no number).
struct DocumentIssued {
  static constexpr std::string_view name = "DocumentIssued";
  Document document;
  std::string series;
  std::int32_t count = 0;
  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("document", document);
    visit("series", series);
    visit("count", count);
  }
};

/// A document counts no more (text changed, decision taken back before listing, wrong notice); it is kept.
struct DocumentVoided {
  static constexpr std::string_view name = "DocumentVoided";
  std::string id, reason;
  base::Instant at;
  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("id", id);
    visit("reason", reason);
    visit("at", at);
  }
};

void apply(Document& document, const DocumentVoided& event);

/// Series of a number: issuer, kind, year.
std::string series_key(std::string_view body, std::string_view kind, std::int32_t year);
/// 云社协准〔2026〕3号: code, year in hexagonal brackets, running number (GB/T 9704-2012 7.2.5: no leading zero, no 第).
std::string format_number(std::string_view code, std::int32_t year, std::int32_t count);
/// Hash of a document by its public content.
std::string document_hash(const Document& document);
/// Hash of any value by canonical JSON: the name of a consulted text, of a set of papers, of a record.
std::string value_hash(const base::Value& value);

}  // namespace zhunru::document

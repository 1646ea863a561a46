#include "engine/document/document.hpp"

#include <string>

#include "engine/base/json.hpp"

namespace zhunru::document {

void apply(Document& document, const DocumentVoided& event) {
  document.voided = true;
  document.void_reason = event.reason;
}

std::string series_key(std::string_view body, std::string_view kind, std::int32_t year) {
  std::string key(body);
  key += '|';
  key += kind;
  key += '|';
  key += std::to_string(year);
  return key;
}

std::string format_number(std::string_view code, std::int32_t year, std::int32_t count) {
  std::string number(code);
  number += "〔";
  number += std::to_string(year);
  number += "〕";
  number += std::to_string(count);
  number += "号";
  return number;
}

std::string value_hash(const base::Value& value) { return base::sha256(base::canonical_json(value)).hex(); }

std::string document_hash(const Document& document) {
  return value_hash(base::Value(base::Context{
      {"kind", base::Value(document.kind)},
      {"number", base::Value(document.number)},
      {"version", base::Value(static_cast<std::int64_t>(document.version))},
      {"title", base::Value(document.title)},
      {"fields", document.content},
      {"text", base::Value(document.text)},
  }));
}

}  // namespace zhunru::document

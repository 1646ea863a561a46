// JSON (RFC 8259), strict: what is not exactly JSON is refused with its line and column.
// Numbers become decimals without loss; a duplicate key, a number of more than 34 digits or bad UTF-8 is an error.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"
#include "engine/base/value.hpp"

namespace zhunru::base {

struct JsonLimits {
  std::uint32_t bytes = limits::json_bytes;
  std::uint32_t depth = limits::json_depth;
  std::uint32_t members = limits::json_members;
  std::uint32_t string_bytes = limits::json_string_bytes;
};

/// Null, booleans, numbers, strings, lists, contexts. Members keep their order.
Result<Value> parse_json(std::string_view text, const JsonLimits& limits = {});

/// Compact, members in their order, non-ASCII as it is. Temporal values, ranges and durations are ISO/FEEL strings,
/// functions null, hidden values {"$hidden":true}.
std::string to_json(const Value& value);
/// The same over several lines with two blanks per level, for people.
std::string to_pretty_json(const Value& value);
/// Keys sorted by code point, no blanks, non-ASCII not escaped: the bytes whose SHA-256 names a document.
/// Equals Python's json.dumps(v, sort_keys=True, separators=(',',':'), ensure_ascii=False) for strings, integers,
/// booleans, null, lists and objects.
std::string canonical_json(const Value& value);
/// `text` in JSON quotes.
std::string json_quoted(std::string_view text);

}  // namespace zhunru::base

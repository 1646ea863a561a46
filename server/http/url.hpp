// Percent decoding and queries (RFC 3986). A path that cannot be decoded cleanly is refused, never repaired.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhunru::server::http {

/// Decoded text; empty optional on a bad escape, a control character or invalid UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
std::string percent_encode(std::string_view text);

struct Target {
  std::string path;
  std::string query;
};

/// Splits a request target in origin form. Empty when it is not one, or a segment is "." or "..".
std::optional<Target> parse_target(std::string_view target);

/// The parts of a path between slashes: "/api/tasks/7" -> {"api","tasks","7"}.
std::vector<std::string_view> segments(std::string_view path);

}  // namespace zhunru::server::http

// The bytes of an answer: status line, headers, chunks, and the headers that every answer carries.
// It never sends a header value with a line break in it (CHECK).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace zhunru::server::http {

/// Status line and headers with the empty line. `now` in seconds since 1970, for Date.
std::string wire_head(const Response& response, bool keep_alive, std::int64_t now);
/// One chunk of chunked transfer coding; "" for "" (an empty chunk would end the body).
std::string wire_chunk(std::string_view data);
/// A bare answer in our JSON error form, for refusals below the level of routes.
Response plain_error(int status);
/// IMF-fixdate: "Mon, 23 Nov 2026 08:00:00 GMT".
std::string http_date(std::int64_t seconds);
std::string lower_ascii(std::string_view text);

}  // namespace zhunru::server::http

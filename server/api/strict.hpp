// Strict reading of request bodies: JSON only, every field named, unknown and missing ones refused with their names.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/value.hpp"
#include "server/api/answer.hpp"

namespace zhunru::server::api {

struct Field {
  std::string_view name;
  base::ValueKind kind;
  bool required = true;
};

/// The members of a JSON body that has exactly `fields`, or the refusal. Content-Type must be application/json.
std::variant<base::Value, Refusal> read_body(const http::Request& request, const std::vector<Field>& fields);
/// The JSON body as it is.
std::variant<base::Value, Refusal> read_any_body(const http::Request& request);

}  // namespace zhunru::server::api

// Typed values in feel/1 and dmn/1: {"$number": "1.50"}, {"$date": ...}, {"$time": ...}, {"$dateTime": ...}, {"$duration": ...}.
#pragma once

#include <string>

#include "engine/base/value.hpp"

namespace zhunru::conformance {

/// The value that typed JSON stands for.
base::Value from_typed_json(const base::Value& json);
/// Whether `seen` is what typed JSON asks for; numbers are compared with the precision of the expected text.
bool fulfils(const base::Value& expected_json, const base::Value& seen);
/// For people: kind and content.
std::string shown(const base::Value& value);

}  // namespace zhunru::conformance

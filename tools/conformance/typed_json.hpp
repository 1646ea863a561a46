// Typed values in feel/1 and dmn/1: {"$number": "1.50"}, {"$date": ...}, {"$time": ...}, {"$dateTime": ...}, {"$duration": ...}.
#pragma once

#include <string>

#include "engine/base/value.hpp"

namespace zhunru::conformance {

/// The value that typed JSON stands for.
base::Value from_typed_json(const base::Value& json);
enum class Fulfils { no, tolerated, yes };

/// Whether `seen` is what typed JSON asks for; numbers are compared with the precision of the expected text. Expected
/// numbers of more than 8 decimals were calculated in binary floating point and are wrong in their last digits; the
/// suite's own runners compare them to 8 decimals: then the answer is `tolerated`.
Fulfils fulfils(const base::Value& expected_json, const base::Value& seen);
/// For people: kind and content.
std::string shown(const base::Value& value);

}  // namespace zhunru::conformance

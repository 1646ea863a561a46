// Value as bytes and back: compact, canonical, checked at every step of reading. Used by engine/codec inside its archives.
// Functions have no bytes; to encode one is an error.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"
#include "engine/base/value.hpp"

namespace zhunru::base {

/// Layout: docs in value_codec.cpp. Equal values that were built in the same order give equal bytes.
Result<std::string> encode_value(const Value& value);
/// Reads exactly one value that fills all of `bytes`; nothing is allocated beyond what the bytes can hold.
Result<Value> decode_value(std::string_view bytes);

}  // namespace zhunru::base

// Any bytes as JSON and as an encoded value: read or refused; what was read is written and read again as the
// same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/value_codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = zhunru::base;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto value = base::parse_json(bytes)) {
    const auto again = base::parse_json(base::canonical_json(*value));
    if (!again || !(*again == *value)) std::abort();
  }
  if (const auto value = base::decode_value(bytes)) {
    const auto again = base::encode_value(*value);
    if (!again || *again != bytes) std::abort();
  }
  return 0;
}

// Any bytes as a record of the log: read or refused; what was read has exactly these bytes, and can be told to people.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/codec/log_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace codec = zhunru::codec;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(codec::read_log(bytes));
  const auto record = codec::decode<codec::LogRecord>(bytes);
  if (!record) return 0;
  if (codec::encode(*record) != bytes) std::abort();
  zhunru::base::canonical_json(codec::command_to_json(record->command.body));
  for (const zhunru::event::Event& event : record->events) zhunru::base::canonical_json(codec::event_to_json(event));
  return 0;
}

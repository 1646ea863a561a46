// Any bytes as {"type", "args"}: a command or a refusal; a command told as JSON reads back as the same command.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = zhunru::base;
  namespace codec = zhunru::codec;
  const auto json = base::parse_json(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!json || !json->is_context()) return 0;
  const base::Value* type = json->as_context().find("type");
  const base::Value* args = json->as_context().find("args");
  if (!type || !type->is_string() || !args) return 0;
  const auto body = codec::command_from_json(type->as_string(), *args);
  if (!body) return 0;
  const base::Value told = codec::command_to_json(*body);
  const auto again = codec::command_from_json(told.as_context().find("type")->as_string(), *told.as_context().find("args"));
  if (!again || codec::encode(*again) != codec::encode(*body)) std::abort();
  return 0;
}

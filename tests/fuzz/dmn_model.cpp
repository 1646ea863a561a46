// Any bytes as a DMN file: read or refused; every decision of what was read evaluates within the limits.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/dmn/evaluate.hpp"
#include "engine/dmn/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace dmn = zhunru::dmn;
  const auto model = dmn::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!model) return 0;
  dmn::Options options;
  options.steps = 5'000;
  const zhunru::base::Value inputs = zhunru::base::Context{{"a", 7}, {"b", "x"}};
  for (const dmn::Decision& decision : (*model)->decisions) {
    static_cast<void>(dmn::evaluate(*model, decision.name, inputs, options));
  }
  return 0;
}

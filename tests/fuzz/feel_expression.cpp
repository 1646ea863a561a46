// Any bytes as a FEEL expression and as unary tests: compiled or refused, evaluated within the limits, never
// a crash; and the value has bytes that read back as the same value.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/value_codec.hpp"
#include "engine/feel/evaluate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = zhunru::base;
  namespace feel = zhunru::feel;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const base::Value context = base::Context{{"a", 7},
                                                   {"b c", "text"},
                                                   {"list", base::List{1, nullptr, "x"}},
                                                   {"h", base::Value::hidden()},
                                                   {"d", *base::parse_date("2026-02-28")}};
  feel::Options options;
  options.steps = 2'000;
  if (const auto evaluation = feel::evaluate_text(text, context, options)) {
    base::canonical_json(evaluation->value);
    if (const auto bytes = base::encode_value(evaluation->value)) {
      const auto again = base::decode_value(*bytes);
      if (!again || !(*again == evaluation->value)) std::abort();
    }
  }
  if (const auto tests = feel::compile_unary_tests(text)) {
    static_cast<void>(feel::evaluate_tests(*tests, base::Value(5), feel::Scope(context), options));
  }
  return 0;
}

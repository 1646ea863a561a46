// Any bytes as a form: read or refused; what was read is asked about data that fits nothing, and never hangs.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/form/form.hpp"
#include "engine/form/validate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = zhunru::base;
  namespace form = zhunru::form;
  const auto read = form::parse_text(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!read) return 0;
  static const base::Value answers = *base::parse_json(
      R"({"a":"文字","b":3,"c":["x",null],"rows":[{"a":1},{"a":"2026-02-28"}],"g":{"a":true},"extra":{"deep":[[]]}})");
  form::Scope scope;
  scope.names = base::Value(base::Context{{"settings", base::Value(base::Context{{"n", 2}})}, {"a", "b"}});
  static_cast<void>(form::validate(**read, answers, scope));
  static_cast<void>(form::validate_draft(**read, base::Value(base::Context{}), scope));
  static_cast<void>(form::states(**read, answers, scope));
  const base::Value fresh = form::initial_data(**read, answers, scope);
  static_cast<void>(form::validate(**read, fresh, scope));
  form::for_each(**read, [](const form::Component&, const std::string&) {});
  static_cast<void>(form::personal_paths(**read));
  return 0;
}

// Any bytes as a regular expression (the part before the first line feed) over a text: bounded, never a
// crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/utf8.hpp"
#include "engine/feel/regex.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace feel = zhunru::feel;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = all.find('\n');
  const std::string_view text = end == std::string_view::npos ? "abcabc社区42" : all.substr(end + 1);
  for (const char* flags : {"", "smix", "q"}) {
    const auto regex = feel::Regex::compile(all.substr(0, end), flags);
    if (!regex) continue;
    const auto characters = zhunru::base::utf8_decode(text);
    feel::RegexBudget budget;
    budget.steps = 20'000;
    if (const auto match = regex->search(characters, 0, budget))
      static_cast<void>(regex->expand("[$0$1$9]", characters, *match));
  }
  return 0;
}

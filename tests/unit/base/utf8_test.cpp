#include "engine/base/utf8.hpp"

#include <catch_amalgamated.hpp>

#include "engine/base/error.hpp"

using namespace zhunru::base;

TEST_CASE("well-formed UTF-8 is told from what only looks like it") {
  CHECK(utf8_valid("社区 é 🐎"));
  for (const char* text :
       {"\xC0\x80", "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\x80", "\xE0\x80\x80"})
    CHECK_FALSE(utf8_valid(text));
}

TEST_CASE("lengths and cuts count code points") {
  CHECK(utf8_length("社区🐎x") == 4);
  CHECK(utf8_substring("社区🐎x", 1, 2) == "区🐎");
  CHECK(utf8_substring("社区", 5, 2).empty());
  CHECK(utf8_encode(utf8_decode("社区🐎x")) == "社区🐎x");
}

TEST_CASE("case mapping works beyond ASCII and goes back") {
  CHECK(utf8_upper("abcäöü àé ѐя ω ａ") == "ABCÄÖÜ ÀÉ ЀЯ Ω Ａ");
  CHECK(utf8_lower("ABCÄÖÜ ÀÉ ЀЯ Ω Ａ") == "abcäöü àé ѐя ω ａ");
  for (char32_t c = 0x41; c < 0x600; ++c) {
    if (code_point_lower(c) != c) CHECK(code_point_lower(code_point_lower(c)) == code_point_lower(c));
  }
}

TEST_CASE("places in a text count lines and code points") {
  const std::string text = "社区\nab";
  CHECK(position_at(text, 3).column == 2);
  CHECK(position_at(text, 7).line == 2);
  CHECK(position_at(text, 8).column == 2);
}

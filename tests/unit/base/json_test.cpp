#include "engine/base/json.hpp"

#include <catch_amalgamated.hpp>

#include "engine/base/sha256.hpp"

using namespace zhunru::base;

TEST_CASE("JSON reads into values and writes back the same text") {
  const std::string text = R"({"b":[1,-2.5,"x\n\"y\"",true,null,{}],"a":{"中":"文"}})";
  const auto value = parse_json(text);
  REQUIRE(value);
  CHECK(to_json(*value) == text);
  CHECK(value->at_path("a.中") == Value("文"));
}

TEST_CASE("canonical JSON sorts by code point, keeps non-ASCII and has one form of numbers") {
  const auto value = parse_json(R"({"é":1,"z":1.50,"Z":1e3,"":[ ],"\u4e2d":"\u0001\u007f/"})");
  REQUIRE(value);
  CHECK(canonical_json(*value) == "{\"\":[],\"Z\":1000,\"z\":1.5,\"é\":1,\"中\":\"\\u0001\x7F/\"}");
}

TEST_CASE("canonical JSON gives the hash that Python's json.dumps gives") {
  const auto value =
      parse_json(R"({"title":"准入决定","number":7,"void":false,"fields":{"b":null,"a":["甲","乙\n"]}})");
  REQUIRE(value);
  CHECK(canonical_json(*value) ==
        R"({"fields":{"a":["甲","乙\n"],"b":null},"number":7,"title":"准入决定","void":false})");
  CHECK(sha256(canonical_json(*value)).hex() ==
        "4d51c0aef13a24b46a95fafe0e2e4195279f849d49e3b2f99a13e8d1f1f528f8");
}

TEST_CASE("what is not exactly JSON is refused with its place") {
  const auto error_of = [](const char* text) {
    const auto value = parse_json(text);
    return value ? std::string("accepted") : value.error().code;
  };
  CHECK(error_of("") == "json-syntax");
  CHECK(error_of("{\"a\":1,}") == "json-syntax");
  CHECK(error_of("[1 2]") == "json-syntax");
  CHECK(error_of("{'a':1}") == "json-syntax");
  CHECK(error_of("[NaN]") == "json-syntax");
  CHECK(error_of("[01]") == "json-syntax");
  CHECK(error_of("1 1") == "json-syntax");
  CHECK(error_of("// c\n1") == "json-syntax");
  CHECK(error_of("\"\\ud800\"") == "json-syntax");
  CHECK(error_of("\"\xC3\x28\"") == "json-encoding");
  CHECK(error_of("{\"a\":1,\"b\":2,\"a\":3}") == "json-duplicate-key");
  CHECK(error_of("12345678901234567890123456789012345") == "json-number");
  CHECK(error_of("1e9999") == "json-number");
  const auto wrong = parse_json("{\n  \"a\": 1,\n  \"a\": 2\n}");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().where.find("line 3") != std::string::npos);
}

TEST_CASE("half of a surrogate pair that stands alone is refused, in values and in member names; a whole pair is one character") {
  for (const std::string half : {R"(\ud83d)", R"(\uDE00)", R"(\uDFFF)", R"(\ude00\ud83d)", R"(\ud83dx\ude00)", R"(\ud83d\ude00\ude00)"}) {
    INFO(half);
    for (const std::string& text : {"\"" + half + "\"", "[\"a" + half + "b\"]", "{\"" + half + "\":1}"}) {
      const auto value = parse_json(text);
      REQUIRE_FALSE(value);
      CHECK(value.error().code == "json-syntax");
      CHECK_FALSE(value.error().message_en.empty());
    }
  }
  const auto whole = parse_json(R"({"\ud83d\ude00":"\uD83D\uDE00"})");
  REQUIRE(whole);
  CHECK(whole->get("\xF0\x9F\x98\x80").as_string() == "\xF0\x9F\x98\x80");
}

TEST_CASE("limits of size, depth and number hold") {
  CHECK(parse_json(std::string(64, '[') + std::string(64, ']')));
  CHECK(parse_json(std::string(65, '[') + std::string(65, ']')).error().code == "json-too-deep");
  CHECK(parse_json(std::string(100'000, '[')).error().code == "json-too-deep");
  JsonLimits limits;
  limits.members = 3;
  CHECK(parse_json("[1,2]", limits));
  CHECK(parse_json("[1,2,3]", limits).error().code == "json-too-many");
  limits.bytes = 4;
  CHECK(parse_json("[1,2]", limits).error().code == "json-too-long");
}

#include "engine/base/limits.hpp"
#include "tests/unit/feel/support.hpp"

using namespace zhunru::feel;
using zhunru::base::Context;
using zhunru::base::Value;

namespace {

std::string repeated(const std::string& piece, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("endless work ends with an error, not with a hang") {
  CHECK(run("for i in 1..1000000000 return i") == "error feel-steps");
  CHECK(run("for i in 1..1000, j in 1..1000 return i * j") == "error feel-steps");
  CHECK(run("count(for i in 1..1000 return i)") == "1000");
  CHECK(run("{f: function(x) f(x), r: f(1)}.r") == "error feel-depth");
  Options generous;
  generous.steps = 100'000'000;
  CHECK(run("{s: \"0123456789\", r: for i in 1..30 return if i = 1 then s else partial[-1] + "
            "partial[-1]}.r[30]",
            Context(), generous) == "error feel-size");
  CHECK(run("for i in 1..200 return partial", Context(), generous) == "error feel-size");
  CHECK(run("for i in 1..1000000 return 0", Context(), generous) == "error feel-size");
}

TEST_CASE("nested text is refused before it can exhaust the stack") {
  CHECK(run(repeated("(", 50) + "1" + repeated(")", 50)) == "1");
  CHECK(run(repeated("(", 100'00) + "1") == "error feel-syntax");
  CHECK(run(repeated("[", 100) + repeated("]", 100)) == "error feel-syntax");
  CHECK(run(repeated("-", 10'000) + "1") == "error feel-syntax");
  CHECK(run(repeated("{a:", 10'000)) == "error feel-syntax");
  CHECK(run("a" + repeated(".a", 500)) == "error feel-syntax");
  CHECK(run(repeated("if true then ", 200) + "1") == "error feel-syntax");
  CHECK(run(repeated("[1..", 60) + "1") == "error feel-syntax");
  CHECK(run(std::string(zhunru::base::limits::feel_text_bytes + 1, ' ')) == "error feel-too-long");
}

TEST_CASE("long flat expressions are fine") {
  CHECK(run("0" + repeated(" + 1", 2000)) == "2000");
  CHECK(run("true" + repeated(" and true", 2000)) == "true");
  CHECK(run("[0" + repeated(", 1", 2000) + "][-1]") == "1");
}

TEST_CASE("a regular expression that backtracks without end is stopped") {
  CHECK(run("matches(\"" + std::string(60, 'a') + "b\", \"(a*)*c\")") == "error feel-steps");
  CHECK(run("matches(\"aaaa\", \"" + repeated("(", 100) + "a" + repeated(")", 100) + "\")") == "null");
  CHECK(run("matches(\"a\", \"a{100000}\")") == "null");
}

TEST_CASE("syntax errors say what was expected and where, in two languages") {
  const auto broken = compile("1 +\n  * 2");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == "feel-syntax");
  CHECK(broken.error().where.find("line 2, column 3") != std::string::npos);
  CHECK_FALSE(broken.error().message.empty());
  for (const char* text :
       {"", "1 +", "(1", "[1,", "{a 1}", "if true then 1", "for x in return 1", "\"open", "1 2", "a.", "f(1",
        "@x", "1 in", "function(", "some x satisfies 1", "#", "[1..", "x instance of", "{a: 1, }"}) {
    INFO(text);
    const auto compiled = compile(text);
    REQUIRE_FALSE(compiled);
    CHECK(compiled.error().code == "feel-syntax");
    CHECK_FALSE(compiled.error().where.empty());
  }
}

#include "tests/unit/feel/support.hpp"

using namespace zhunru::feel;
using zhunru::base::Context;
using zhunru::base::List;
using zhunru::base::Value;

TEST_CASE("precedence: power from the left, minus binds tighter, and before or") {
  CHECK(run("2 + 3 * 4 ** 2") == "50");
  CHECK(run("2 ** 3 ** 2") == "64");
  CHECK(run("-2 ** 2") == "4");
  CHECK(run("10 - 3 - 2") == "5");
  CHECK(run("24 / 4 / 2") == "3");
  CHECK(run("true or false and false") == "true");
  CHECK(run("1 + 1 = 2 and 3 > 2") == "true");
  CHECK(run("2 in [1..3] and 5 between 1 and 6") == "true");
}

TEST_CASE("names with blanks, operators and keywords are found in the scope, the longest first") {
  const Value context = Context{{"Total Score", 7},    {"Total", 1},           {"a-b", 5}, {"a", 9}, {"b", 2},
                                {"days in year", 365}, {"社区 名称", "阳光里"}};
  CHECK(run("Total Score + 1", context) == "8");
  CHECK(run("Total  Score + Total", context) == "8");
  CHECK(run("a-b", context) == "5");
  CHECK(run("a - b", context) == "7");
  CHECK(run("days in year / 5", context) == "73");
  CHECK(run("\"在\" + 社区 名称", context) == "在阳光里");
  CHECK(run("for each item in [1,2] return each item * 2") == "[2, 4]");
  CHECK(run("{first name: \"A\", full: first name + \"!\"}.full") == "A!");
}

TEST_CASE("words that follow each other are one name even when nobody announced it") {
  const auto expression = compile("Monthly Fee * 2 + other");
  REQUIRE(expression);
  CHECK(expression->reads() == std::vector<std::string>{"Monthly Fee", "other"});
  const auto value = evaluate(*expression, Scope(Value(Context{{"Monthly Fee", 3}, {"other", 1}})));
  REQUIRE(value);
  CHECK(value->value == Value(7));
}

TEST_CASE("ternary logic: the deciding value wins over null") {
  CHECK(run("false and null") == "false");
  CHECK(run("null and true") == "null");
  CHECK(run("null or true") == "true");
  CHECK(run("null or false") == "null");
  CHECK(run("not(null)") == "null");
  CHECK(run("if null then 1 else 2") == "2");
}

TEST_CASE("null runs through arithmetic and comparison, with a reason") {
  CHECK(run("1 + null") == "null");
  CHECK(run("1 + \"a\"") == "null");
  CHECK(run("1 < \"a\"") == "null");
  CHECK(run("1 / 0") == "null");
  const auto evaluation = evaluate_text("1 +\n \"a\"", Context());
  REQUIRE(evaluation);
  REQUIRE(evaluation->notes.size() == 1);
  CHECK(evaluation->notes[0].code == "feel-null");
  CHECK(evaluation->notes[0].message_en.find("number, string") != std::string::npos);
  CHECK(evaluation->notes[0].where.find("line 1") != std::string::npos);
}

TEST_CASE("unknown names are null and are reported") {
  const auto evaluation = evaluate_text("nobody > 3 or knows(it)", Context());
  REQUIRE(evaluation);
  CHECK(evaluation->value.is_null());
  CHECK(evaluation->unresolved == std::vector<std::string>{"it", "knows", "nobody"});
  const auto filter = evaluate_text("[{a: 1}][b > 1]", Context());
  REQUIRE(filter);
  CHECK(filter->unresolved.empty());
}

TEST_CASE("paths go into contexts and through lists") {
  const Value context = Context{{"c", Context{{"list", List{Context{{"n", 1}}, Context{{"n", 2}}}}}}};
  CHECK(run("c.list.n", context) == "[1, 2]");
  CHECK(run("c.list[1].n", context) == "1");
  CHECK(run("c.list[-1].n", context) == "2");
  CHECK(run("c.missing.deeper", context) == "null");
  CHECK(run("@\"2026-11-23\".weekday") == "1");
  CHECK(run("@\"2026-11-23T10:00:00+08:00\".time offset") == "PT8H");
  CHECK(run("[1..5).end included") == "false");
}

TEST_CASE("filters know item and the members of the item") {
  const Value context =
      Context{{"towns", List{Context{{"name", "A"}, {"homes", 10}}, Context{{"name", "B"}, {"homes", 30}}}},
              {"limit", 20}};
  CHECK(run("towns[homes > limit].name", context) == "[\"B\"]");
  CHECK(run("towns[item.homes > limit][1].name", context) == "B");
  CHECK(run("[1,2,3,4][item > 2]") == "[3, 4]");
  CHECK(run("[1,2,3][5]") == "null");
  CHECK(run("5[1]") == "5");
  CHECK(run("null[1]") == "null");
}

TEST_CASE("for runs over lists, ranges both ways and several variables, and sees its partial results") {
  CHECK(run("for i in 3..1 return i") == "[3, 2, 1]");
  CHECK(run("for i in [1..4) return i") == "[1, 2, 3]");
  CHECK(run("for i in 1..2, j in [10, 20] return i + j") == "[11, 21, 12, 22]");
  CHECK(run("for i in 0..5 return if i < 2 then i else partial[-1] + partial[-2]") == "[0, 1, 1, 2, 3, 5]");
  CHECK(run("for d in @\"2026-02-27\"..@\"2026-03-01\" return string(d)") ==
        "[\"2026-02-27\", \"2026-02-28\", \"2026-03-01\"]");
  CHECK(run("some x in [1,2,3] satisfies x > 2") == "true");
  CHECK(run("every x in [1,2,3] satisfies x > 2") == "false");
  CHECK(run("every x in [] satisfies false") == "true");
  CHECK(run("some x in [1, 2] satisfies \"no boolean\"") == "null");
}

TEST_CASE("functions: positional, named, typed, recursive through their context, as values") {
  CHECK(run("(function(a, b) a - b)(5, 3)") == "2");
  CHECK(run("{f: function(first one, b) first one - b, r: f(b: 1, first one: 9)}.r") == "8");
  CHECK(run("{f: function(n: number) n, r: f(\"x\")}.r") == "null");
  CHECK(run("{fact: function(n) if n < 2 then 1 else n * fact(n - 1), r: fact(20)}.r") ==
        "2432902008176640000");
  CHECK(run("(function(a) a)(1, 2)") == "null");
  CHECK(run("sort([3,1,2], function(x, y) x > y)") == "[3, 2, 1]");
  CHECK(run("{f: abs, r: f(-3)}.r") == "3");
  CHECK(run("(function(x) external {java: {class: \"A\"}})(1)") == "null");
}

TEST_CASE("ranges in all their spellings") {
  CHECK(run("5 in (5..10]") == "false");
  CHECK(run("5 in ]4..6[") == "true");
  CHECK(run("[1..3[ = [1..3)") == "true");
  CHECK(run("7 in (>5)") == "true");
  CHECK(run("7 in (<5, >6)") == "true");
  CHECK(run("7 in (2 + 5) * 1") == "true");
  CHECK(run("\"b\" in [\"a\"..\"c\"]") == "true");
  CHECK(run("[1..\"a\"]") == "null");
}

TEST_CASE("instance of knows simple and built types") {
  CHECK(run("1 instance of number") == "true");
  CHECK(run("null instance of Any") == "true");
  CHECK(run("null instance of number") == "false");
  CHECK(run("@\"P1Y\" instance of years and months duration and true") == "true");
  CHECK(run("[1, 2] instance of list<number>") == "true");
  CHECK(run("{a: 1} instance of context<a: number, b: string>") == "false");
  CHECK(run("[1..2] instance of range<number>") == "true");
  CHECK(run("(function(a) a) instance of function<number> -> Any") == "true");
  CHECK(run("1 instance of tUnknown") == "null");
}

TEST_CASE("unary tests") {
  CHECK(test("-", 5) == "true");
  CHECK(test("", 5) == "true");
  CHECK(test("< 5, [7..9]", 8) == "true");
  CHECK(test("< 5, [7..9]", 6) == "false");
  CHECK(test("not(1, 2)", 3) == "true");
  CHECK(test("not(1, 2)", 2) == "false");
  CHECK(test("\"a\", \"b\"", "b") == "true");
  CHECK(test("? > 3 and ? < 6", 5) == "true");
  CHECK(test("starts with(?, \"社\")", "社区") == "true");
  CHECK(test("true", true) == "true");
  CHECK(test("false", false) == "true");
  CHECK(test("limits", 3, Context{{"limits", List{1, 3}}}) == "true");
  CHECK(test("null", Value()) == "true");
  CHECK(test("< 5", Value()) == "false");
  CHECK(test("not(? = 3)", 4) == "true");
}

TEST_CASE("hidden values taint what touches them, but not what is decided without them") {
  const Value context = Context{{"h", Value::hidden()}, {"list", List{1, Value::hidden()}}};
  CHECK(run("h + 1", context) == "hidden");
  CHECK(run("h = 1", context) == "hidden");
  CHECK(run("h.member", context) == "hidden");
  CHECK(run("if h then 1 else 2", context) == "hidden");
  CHECK(run("sum(list)", context) == "hidden");
  CHECK(run("count(list)", context) == "hidden");
  CHECK(run("h in [1..3]", context) == "hidden");
  CHECK(run("[1,2][item > h]", context) == "hidden");
  CHECK(run("some x in list satisfies x > 5", context) == "hidden");
  CHECK(run("some x in list satisfies x = 1", context) == "true");
  CHECK(run("false and h", context) == "false");
  CHECK(run("true or h", context) == "true");
  CHECK(run("true and h", context) == "hidden");
  CHECK(run("list[1]", context) == "1");
}

TEST_CASE("comments, strings with escapes, literals") {
  CHECK(run("1 /* one */ + // two\n 2") == "3");
  CHECK(run(R"("a\"b\\c\u793e\U01F40E")") == "a\"b\\c社🐎");
  CHECK(run(R"("\ud83d\udc0e")") == "🐎");
  CHECK(run("@\"P1DT2H\"") == "P1DT2H");
  CHECK(run("@\"no date\"") == "null");
  CHECK(run(".5 + 1.5e1") == "15.5");
}

TEST_CASE("dates and durations calculate") {
  CHECK(run("@\"2026-01-31\" + @\"P1M\"") == "2026-02-28");
  CHECK(run("@\"2026-01-31\" - @\"2026-01-01\"") == "P30D");
  CHECK(run("@\"2026-01-01T00:00:00+08:00\" = @\"2025-12-31T16:00:00Z\"") == "true");
  CHECK(run("@\"P1D\" * 1.5") == "P1DT12H");
  CHECK(run("@\"P1Y\" / @\"P4M\"") == "3");
  CHECK(run("@\"23:30:00\" + @\"PT1H\"") == "00:30:00");
  CHECK(run("@\"2026-01-01T00:00:00\" - @\"2026-01-01T00:00:00Z\"") == "null");
}

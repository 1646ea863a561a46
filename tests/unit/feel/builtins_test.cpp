#include "engine/feel/builtins.hpp"

#include "tests/unit/feel/support.hpp"

using namespace zhunru::feel;
using zhunru::base::Context;
using zhunru::base::List;
using zhunru::base::Value;

TEST_CASE("strings count code points") {
  CHECK(run("string length(\"社区🐎\")") == "3");
  CHECK(run("substring(\"社区准入\", 3)") == "准入");
  CHECK(run("substring(\"社区准入\", -2, 1)") == "准");
  CHECK(run("upper case(\"aé\")") == "AÉ");
  CHECK(run("substring before(\"A-12\", \"-\")") == "A");
  CHECK(run("substring after(\"A-12\", \"-\")") == "12");
  CHECK(run("split(\"a;b;;c\", \";\")") == "[\"a\", \"b\", \"\", \"c\"]");
  CHECK(run("string join([\"a\", null, \"b\"], \"、\")") == "a、b");
  CHECK(run("string([1, \"x\", {a b: @\"2026-01-01\"}])") == "[1, \"x\", {a b: 2026-01-01}]");
}

TEST_CASE("regular expressions follow XPath") {
  CHECK(run("matches(\"foobar\", \"^fo+b\")") == "true");
  CHECK(run("matches(\"社区42\", \"\\p{IsCJKUnifiedIdeographs}+\\d{2}\")") == "true");
  CHECK(run("matches(\"ABC\", \"abc\", \"i\")") == "true");
  CHECK(run("matches(\"a.c\", \"a.c\", \"q\")") == "true");
  CHECK(run("matches(\"x\", \"[a-z-[aeiou]]\")") == "true");
  CHECK(run("matches(\"e\", \"[a-z-[aeiou]]\")") == "false");
  CHECK(run("matches(\"abab\", \"(ab)\\1\")") == "true");
  CHECK(run("matches(\"a\", \"[\")") == "null");
  CHECK(run("replace(\"2026-11-23\", \"(\\d+)-(\\d+)-(\\d+)\", \"$3.$2.$1\")") == "23.11.2026");
  CHECK(run("replace(\"abc\", \"x*\", \"-\")") == "null");
  CHECK(run("replace(\"aaa\", \"a+?\", \"b\")") == "bbb");
}

TEST_CASE("lists") {
  CHECK(run("sublist([1,2,3,4], 2, 2)") == "[2, 3]");
  CHECK(run("append([1], 2, 3)") == "[1, 2, 3]");
  CHECK(run("concatenate([1], [2, 3])") == "[1, 2, 3]");
  CHECK(run("insert before([1, 3], 2, 2)") == "[1, 2, 3]");
  CHECK(run("remove([1,2,3], -1)") == "[1, 2]");
  CHECK(run("index of([1,2,1], 1)") == "[1, 3]");
  CHECK(run("union([1,2], [2,3])") == "[1, 2, 3]");
  CHECK(run("duplicate values([1,2,1,1])") == "[1]");
  CHECK(run("flatten([1,[2,[3]]])") == "[1, 2, 3]");
  CHECK(run("list replace([1,2,3], function(item, new) item > 1, 0)") == "[1, 0, 0]");
  CHECK(run("sort([\"b\", \"a\"])") == "[\"a\", \"b\"]");
  CHECK(run("list contains([1, null], null)") == "true");
}

TEST_CASE("sorting is stable and survives an order that contradicts itself") {
  CHECK(run("sort([{k: 1, v: \"a\"}, {k: 0, v: \"b\"}, {k: 1, v: \"c\"}], function(x, y) x.k < y.k).v") ==
        "[\"b\", \"a\", \"c\"]");
  CHECK(run("count(sort([5,3,1,4], function(x, y) true))") == "4");
}

TEST_CASE("aggregates") {
  CHECK(run("sum(1, 2, 3)") == "6");
  CHECK(run("sum([])") == "null");
  CHECK(run("mean([1, 2])") == "1.5");
  CHECK(run("max([\"a\", \"c\", \"b\"])") == "c");
  CHECK(run("min(@\"2026-01-02\", @\"2026-01-01\")") == "2026-01-01");
  CHECK(run("max([1, \"a\"])") == "null");
  CHECK(run("median([3, 1, 2])") == "2");
  CHECK(run("mode([1, 2, 2, 1])") == "[1, 2]");
  CHECK(run("all([])") == "true");
  CHECK(run("any([false, null])") == "null");
}

TEST_CASE("contexts") {
  CHECK(run("get value({a: {b: 1}}, [\"a\", \"b\"])") == "1");
  CHECK(run("get entries({a: 1})[1].key") == "a");
  CHECK(run("context put({a: 1}, \"b\", 2)") == "{a: 1, b: 2}");
  CHECK(run("context merge([{a: 1, b: 1}, {b: 2}])") == "{a: 1, b: 2}");
  CHECK(run("context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])") == "null");
}

TEST_CASE("time: now and today come from outside, or are null") {
  CHECK(run("now()") == "null");
  Options options;
  options.now = *zhunru::base::parse_date_time("2026-11-23T08:00:00+08:00");
  CHECK(run("today()", Context(), options) == "2026-11-23");
  CHECK(run("now() + @\"PT1H\"", Context(), options) == "2026-11-23T09:00:00+08:00");
  CHECK(run("day of week(@\"2026-11-23\")") == "Monday");
  CHECK(run("years and months duration(@\"2025-11-24\", @\"2026-11-23\")") == "P11M");
  CHECK(run("time(10, 30, 1.5, null)") == "10:30:01.5");
}

TEST_CASE("relations of ranges") {
  CHECK(run("before([1..5), [5..8])") == "true");
  CHECK(run("meets([1..5], [5..8])") == "true");
  CHECK(run("overlaps([1..5], [3..8])") == "true");
  CHECK(run("overlaps before([1..5], [3..8])") == "true");
  CHECK(run("includes([1..10], 5)") == "true");
  CHECK(run("during([4..6], [1..10])") == "true");
  CHECK(run("includes((>5), 7)") == "true");
  CHECK(run("before(1, \"a\")") == "null");
}

TEST_CASE("wrong arguments are null, wrong names too") {
  CHECK(run("abs(n: -1)") == "1");
  CHECK(run("abs(number: -1)") == "null");
  CHECK(run("abs()") == "null");
  CHECK(run("abs(1, 2)") == "null");
  CHECK(run("substring(string: \"abc\", start position: 2)") == "bc");
}

TEST_CASE("functions of the host: names with blanks, optional parameters, errors end the evaluation") {
  FunctionTable table;
  table.add("communities in", {"place"},
            [](const std::vector<Value>& arguments) -> zhunru::base::Result<Value> {
              if (!arguments[0].is_string()) return Value();
              return Value(List{arguments[0].as_string() + "-1", arguments[0].as_string() + "-2"});
            });
  table.add({"with default",
             {"a", "b"},
             [](const std::vector<Value>& a) -> zhunru::base::Result<Value> {
               return a[1].is_null() ? a[0] : a[1];
             },
             1});
  table.add("broken", {}, [](const std::vector<Value>&) -> zhunru::base::Result<Value> {
    return zhunru::base::make_error("no-register", "无", "none");
  });
  Options options;
  options.functions = &table;
  CHECK(run("count(communities in(\"X\"))", Context(), options) == "2");
  CHECK(run("communities in(place: \"X\")[2]", Context(), options) == "X-2");
  CHECK(run("with default(1) + with default(1, 2)", Context(), options) == "3");
  CHECK(run("with default()", Context(), options) == "null");
  CHECK(run("broken()", Context(), options) == "error no-register");
  CHECK(run("communities in(h)", Context{{"h", Value::hidden()}}, options) == "hidden");
}

TEST_CASE("every built-in function answers null, not worse, to arguments of any kind") {
  const List kinds{nullptr,
                   true,
                   -1,
                   0,
                   7,
                   "x",
                   "",
                   List{},
                   List{1, "a", nullptr},
                   Context{},
                   Context{{"key", "a"}, {"value", 1}},
                   *zhunru::base::parse_date("2026-01-01"),
                   *zhunru::base::parse_time("10:00:00Z"),
                   *zhunru::base::parse_date_time("2026-01-01T10:00:00"),
                   zhunru::base::MonthsDuration{3},
                   zhunru::base::SecondsDuration{-5, 1},
                   zhunru::base::Range{1, 5},
                   *zhunru::base::Decimal::parse("1E6100")};
  std::size_t calls = 0;
  for (const std::string& name : builtin_list()) {
    if (name == "and" || name == "or") continue;
    for (const Value& a : kinds) {
      for (const Value& b : kinds) {
        for (const char* arguments : {"(a)", "(a, b)", "(b, a, b)"}) {
          const auto evaluation = evaluate_text(name + arguments, Context{{"a", a}, {"b", b}});
          if (!evaluation) CHECK(evaluation.error().code.starts_with("feel-s"));
          ++calls;
        }
      }
    }
  }
  CHECK(calls > 50'000);
}

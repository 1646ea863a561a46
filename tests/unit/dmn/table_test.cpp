#include <array>

#include "tests/unit/dmn/support.hpp"

using namespace zhunru::dmn;
using zhunru::base::Context;
using zhunru::base::List;
using zhunru::base::Value;

namespace {

const std::vector<std::array<std::string, 3>> overlapping{
    {"< 10", "-", "\"low\""}, {"[5..20]", "\"x\", \"y\"", "\"middle\""}, {"> 15", "not(\"z\")", "\"high\""}};

std::string ids(const std::vector<Hit>& hits) {
  std::string out;
  for (const Hit& hit : hits) out += (out.empty() ? "" : " ") + hit.rule_id;
  return out;
}

Context input(int a, const char* b) {
  return Context{{"a", a}, {"b", b}};
}

}  // namespace

TEST_CASE("unique: one hit is the result, two are null and both are shown") {
  const Model m = table("hitPolicy=\"UNIQUE\"", overlapping);
  const Evaluation one = run(m, "D", input(1, "z"));
  CHECK(text(one.value) == "low");
  CHECK(ids(one.decided) == "r1");
  CHECK(one.decided[0].annotation("clause") == "2.3-1");
  CHECK(one.decided[0].index == 1);
  const Evaluation two = run(m, "D", input(7, "x"));
  CHECK(two.value.is_null());
  CHECK(ids(two.matched) == "r1 r2");
  CHECK(two.decided.empty());
  CHECK_FALSE(two.notes.empty());
}

TEST_CASE("first: the first row decides, later matches are shown too") {
  const Evaluation e = run(table("hitPolicy=\"FIRST\"", overlapping), "D", input(7, "x"));
  CHECK(text(e.value) == "low");
  CHECK(ids(e.decided) == "r1");
  CHECK(ids(e.matched) == "r1 r2");
}

TEST_CASE("any: rows must agree") {
  const Model agree = table("hitPolicy=\"ANY\"", {{"-", "-", "1"}, {"> 3", "-", "1"}, {"> 100", "-", "2"}});
  CHECK(text(run(agree, "D", input(7, "x")).value) == "1");
  CHECK(ids(run(agree, "D", input(7, "x")).decided) == "r1 r2");
  CHECK(run(agree, "D", input(101, "x")).value.is_null());
}

TEST_CASE("priority and output order follow the list of output values") {
  const std::string output =
      "<output id=\"o\"><outputValues><text>\"high\", \"middle\", \"low\"</text></outputValues></output>";
  CHECK(text(run(table("hitPolicy=\"PRIORITY\"", overlapping, output), "D", input(7, "x")).value) ==
        "middle");
  CHECK(ids(run(table("hitPolicy=\"PRIORITY\"", overlapping, output), "D", input(7, "x")).decided) == "r2");
  CHECK(text(run(table("hitPolicy=\"OUTPUT ORDER\"", overlapping, output), "D", input(18, "y")).value) ==
        "[\"high\", \"middle\"]");
}

TEST_CASE("rule order and collect give lists, empty ones when nothing matches") {
  CHECK(text(run(table("hitPolicy=\"RULE ORDER\"", overlapping), "D", input(18, "y")).value) ==
        "[\"middle\", \"high\"]");
  CHECK(text(run(table("hitPolicy=\"COLLECT\"", overlapping), "D", input(12, "z")).value) == "[]");
}

TEST_CASE("collect with an aggregator says which rows made the result") {
  const std::vector<std::array<std::string, 3>> numbers{
      {"-", "-", "3"}, {"> 1", "-", "5"}, {"> 2", "-", "3"}};
  const auto with = [&](const std::string& aggregation, int a) {
    return run(table("hitPolicy=\"COLLECT\" aggregation=\"" + aggregation + "\"", numbers), "D",
               input(a, ""));
  };
  CHECK(text(with("SUM", 3).value) == "11");
  CHECK(text(with("COUNT", 2).value) == "2");
  CHECK(text(with("MIN", 3).value) == "3");
  CHECK(ids(with("MIN", 3).decided) == "r1 r3");
  CHECK(text(with("MAX", 3).value) == "5");
  CHECK(ids(with("MAX", 3).decided) == "r2");
  CHECK(text(run(table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", {{"< 0", "-", "1"}}), "D", input(1, ""))
                 .value) == "0");
}

TEST_CASE("the default output stands in when no row matches") {
  const std::string output =
      "<output id=\"o\"><defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>";
  const Evaluation e = run(table("hitPolicy=\"UNIQUE\"", overlapping, output), "D", input(12, "z"));
  CHECK(text(e.value) == "none");
  CHECK(e.defaulted);
  CHECK(e.matched.empty());
  CHECK(run(table("hitPolicy=\"UNIQUE\"", overlapping), "D", input(12, "z")).value.is_null());
}

TEST_CASE("what a hidden input could change is hidden, the rest is not") {
  const Context unknown{{"a", Value::hidden()}, {"b", "z"}};
  CHECK(text(run(table("hitPolicy=\"UNIQUE\"", overlapping), "D", unknown).value) == "hidden");
  const Model safe = table("hitPolicy=\"FIRST\"", {{"-", "\"z\"", "1"}, {"> 3", "-", "2"}});
  CHECK(text(run(safe, "D", unknown).value) == "1");
}

TEST_CASE("globals and host functions are visible in every cell") {
  zhunru::feel::FunctionTable functions;
  functions.add("list status", {"item"},
                [](const std::vector<Value>& arguments) -> zhunru::base::Result<Value> {
                  return Value(arguments[0] == Value("x") ? "A" : "none");
                });
  const auto parsed =
      parse(definitions("<decision id=\"d\" name=\"D\"><literalExpression><text>if list status(b) = \"A\" "
                        "and a &gt; settings.limit then 1 else 2</text></literalExpression></decision>"),
            functions.names());
  REQUIRE(parsed);
  Options options;
  options.functions = &functions;
  options.globals = Context{{"settings", Context{{"limit", 5}}}};
  CHECK(text(run(*parsed, "D", input(7, "x"), options).value) == "1");
  CHECK(text(run(*parsed, "D", input(7, "y"), options).value) == "2");
}

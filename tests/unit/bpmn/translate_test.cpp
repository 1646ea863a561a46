#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru::bpmn;
using zhunru::model::Dialect;

namespace {
std::string feel_of(std::string_view text) { return translate_expression(text).feel; }
}  // namespace

TEST_CASE("expressions of other engines become FEEL") {
  CHECK(feel_of("${input == 1}") == "input = 1");
  CHECK(feel_of("${amount >= 1000}") == "amount >= 1000");
  CHECK(feel_of("${a == 1 && !b || c != 'x'}") == "a = 1 and not(b) or c != \"x\"");
  CHECK(feel_of("not done") == "not(done)");
  CHECK(feel_of("not a == b") == "not(a = b)");
  CHECK(feel_of("x == True and not y") == "x = true and not(y)");
  CHECK(feel_of("test.contains(\"a\")") == "contains(test, \"a\")");
  CHECK(feel_of("!test.contains(\"a\")") == "not(contains(test, \"a\"))");
  CHECK(feel_of("${nrOfCompletedInstances/nrOfInstances >= 0.5}") == "numberOfCompletedInstances / numberOfInstances >= 0.5");
  CHECK(feel_of("${loopCounter == 0}") == "(loopCounter - 1) = 0");
  CHECK(feel_of("${a ? b : c}") == "(if a then b else c)");
  CHECK(feel_of("${list.size() > 2}") == "count(list) > 2");
  CHECK(feel_of("${list[0] == 1}") == "list[1] = 1");
  CHECK(feel_of("${m['k']}") == "get value(m, \"k\")");
  CHECK(feel_of("${a % 2 == 0}") == "modulo(a, 2) = 0");
  CHECK(feel_of("${execution.getVariable('x') eq 'y'}") == "x = \"y\"");
  CHECK(feel_of("this.environment.variables.input === 1") == "input = 1");
}

TEST_CASE("what is FEEL already is left alone") {
  for (const std::string_view text : {"amount >= 1000", "x and not(y)", "if a then b else c", "some x in list satisfies x > 1", "\"it's == fine\"", "5", "flag"}) {
    const Translation same = translate_expression(text);
    CHECK(same.feel == text);
    CHECK(same.dialect == Dialect::feel);
  }
  CHECK(feel_of("= a + 1") == "a + 1");
}

TEST_CASE("what FEEL cannot say is reported, never guessed") {
  for (const std::string_view text : {"${service.call(1)}", "${a == }", "${'open}", "${x", "${environment.services.more()}"}) {
    const Translation failed = translate_expression(text);
    CHECK(failed.dialect == Dialect::unsupported);
    CHECK_FALSE(failed.reason.empty());
  }
  CHECK(translate_expression("${" + std::string(200, '(') + "}").dialect == Dialect::unsupported);
}

TEST_CASE("texts with parts in them are joined, plain texts stay plain") {
  CHECK(translate_template("finance-1") == std::nullopt);
  CHECK(translate_template("user-${id}!")->feel == "\"user-\" + string(id) + \"!\"");
  CHECK(translate_template("${manager}")->feel == "manager");
  CHECK(translate_template("=a.b")->feel == "a.b");
}

TEST_CASE("timer texts are recognised by their shape") {
  CHECK(is_iso_time("timeDuration", "PT1H"));
  CHECK(is_iso_time("timeDuration", "P1Y2M3DT4H5M6.5S"));
  CHECK_FALSE(is_iso_time("timeDuration", "P"));
  CHECK_FALSE(is_iso_time("timeDuration", "PT"));
  CHECK_FALSE(is_iso_time("timeDuration", "1H"));
  CHECK_FALSE(is_iso_time("timeDuration", "INVALID"));
  CHECK(is_iso_time("timeDate", "2026-03-01T08:00:00+08:00"));
  CHECK(is_iso_time("timeDate", "2026-03-01"));
  CHECK_FALSE(is_iso_time("timeDate", "1 March"));
  CHECK(is_iso_time("timeCycle", "R3/PT10S"));
  CHECK(is_iso_time("timeCycle", "R/2026-03-01T08:00:00Z/P1D"));
  CHECK(is_iso_time("timeCycle", "0 0 8 * * ?"));
  CHECK_FALSE(is_iso_time("timeCycle", "R3"));
  CHECK(is_iso_time("timeDate", "=due"));
}

#include <array>

#include "engine/feel/evaluate.hpp"
#include "tests/unit/dmn/support.hpp"

using namespace zhunru::dmn;
using zhunru::base::Context;
using zhunru::base::List;
using zhunru::base::Value;

namespace {

std::string literal(const std::string& text) {
  return "<literalExpression><text><![CDATA[" + text + "]]></text></literalExpression>";
}
std::string decision(const std::string& name, const std::string& requires_, const std::string& logic) {
  return "<decision id=\"_" + name + "\" name=\"" + name + "\">" + requires_ + logic + "</decision>";
}
std::string needs(const std::string& kind, const std::string& id) {
  const std::string outer = kind == "requiredKnowledge" ? "knowledgeRequirement" : "informationRequirement";
  return "<" + outer + "><" + kind + " href=\"#_" + id + "\"/></" + outer + ">";
}

}  // namespace

TEST_CASE("a decision sees what it requires and nothing else") {
  const Model m =
      model("<inputData id=\"_x\" name=\"x\"><variable name=\"x\" typeRef=\"number\"/></inputData>" +
            decision("base", needs("requiredInput", "x"), literal("x * 2")) +
            decision("top", needs("requiredDecision", "base"), literal("base + 1")) +
            decision("blind", "", literal("x")));
  CHECK(text(run(m, "top", Context{{"x", 4}}).value) == "9");
  CHECK(text(run(m, "top", Context{{"x", 4}, {"base", 100}}).value) == "101");
  const Evaluation blind = run(m, "blind", Context{{"x", 4}});
  CHECK(blind.value.is_null());
  CHECK(blind.unresolved == std::vector<std::string>{"x"});
}

TEST_CASE("inputs of the wrong type or beyond their allowed values are null, with a note") {
  const Model m = model(
      "<itemDefinition name=\"tLevel\"><typeRef>string</typeRef><allowedValues><text>\"high\", "
      "\"low\"</text></allowedValues></itemDefinition>"
      "<inputData id=\"_l\" name=\"level\"><variable name=\"level\" typeRef=\"tLevel\"/></inputData>" +
      decision("D", needs("requiredInput", "l"), literal("level")));
  CHECK(text(run(m, "D", Context{{"level", "low"}}).value) == "low");
  CHECK(text(run(m, "D", Context{{"level", List{"low"}}}).value) == "low");
  CHECK(run(m, "D", Context{{"level", "middle"}}).value.is_null());
  CHECK(run(m, "D", Context{{"level", 5}}).notes.size() == 1);
}

TEST_CASE("business knowledge is called in FEEL and by boxed invocation, also by itself") {
  const Model m = model(
      "<businessKnowledgeModel id=\"_f\" name=\"twice of\"><encapsulatedLogic><formalParameter name=\"the "
      "n\" typeRef=\"number\"/>" +
      literal("if the n > 100 then the n else twice of(the n * 2)") +
      "</encapsulatedLogic></businessKnowledgeModel>" +
      decision("feel", needs("requiredKnowledge", "f"), literal("twice of(30)")) +
      decision("boxed", needs("requiredKnowledge", "f"),
               "<invocation>" + literal("twice of") + "<binding><parameter name=\"the n\"/>" + literal("5") +
                   "</binding></invocation>") +
      decision("wrong", needs("requiredKnowledge", "f"), literal("twice of(\"x\")")));
  CHECK(text(run(m, "feel").value) == "120");
  CHECK(text(run(m, "boxed").value) == "160");
  CHECK(run(m, "wrong").value.is_null());
}

TEST_CASE("a decision service takes its inputs from the call only") {
  const Model m =
      model("<inputData id=\"_i\" name=\"i\"><variable name=\"i\" typeRef=\"string\"/></inputData>" +
            decision("inner", "", literal("\"never\"")) +
            decision("out", needs("requiredInput", "i") + needs("requiredDecision", "inner"),
                     literal("i + inner")) +
            "<decisionService id=\"_s\" name=\"s\"><outputDecision href=\"#_out\"/><inputDecision "
            "href=\"#_inner\"/><inputData href=\"#_i\"/></decisionService>" +
            decision("caller", needs("requiredKnowledge", "s"), literal("s(\"a\", \"b\")")));
  CHECK(text(run(m, "caller").value) == "ab");
  CHECK(text(run(m, "s", Context{{"i", "x"}, {"inner", "y"}}).value) == "xy");
  CHECK(run(m, "s", Context{{"i", "x"}}).value.is_null());
}

TEST_CASE("boxed context, list, relation, conditional, iterator and filter") {
  const auto variable = [](const std::string& name) { return "<variable name=\"" + name + "\"/>"; };
  const Model m =
      model(decision("context", "",
                     "<context><contextEntry>" + variable("a") + literal("1") +
                         "</contextEntry><contextEntry>" + variable("b") + literal("a + 1") +
                         "</contextEntry><contextEntry>" + literal("a + b") + "</contextEntry></context>") +
            decision("list", "", "<list>" + literal("1") + literal("\"x\"") + "</list>") +
            decision("relation", "",
                     "<relation><column name=\"a\"/><column name=\"b c\"/><row>" + literal("1") +
                         literal("2") + "</row></relation>") +
            decision("conditional", "",
                     "<conditional><if>" + literal("1 > 2") + "</if><then>" + literal("\"t\"") +
                         "</then><else>" + literal("\"e\"") + "</else></conditional>") +
            decision("loop", "",
                     "<for iteratorVariable=\"i\"><in>" + literal("[1..3]") + "</in><return>" +
                         literal("i * i") + "</return></for>") +
            decision("every", "",
                     "<every iteratorVariable=\"i\"><in>" + literal("[1,2]") + "</in><satisfies>" +
                         literal("i > 0") + "</satisfies></every>") +
            decision("filter", "",
                     "<filter><in>" + literal("[{n: 1}, {n: 5}]") + "</in><match>" + literal("n > 2") +
                         "</match></filter>"));
  CHECK(text(run(m, "context").value) == "3");
  CHECK(text(run(m, "list").value) == "[1, \"x\"]");
  CHECK(text(run(m, "relation").value) == "[{a: 1, b c: 2}]");
  CHECK(text(run(m, "conditional").value) == "e");
  CHECK(text(run(m, "loop").value) == "[1, 4, 9]");
  CHECK(text(run(m, "every").value) == "true");
  CHECK(text(run(m, "filter").value) == "[{n: 5}]");
}

TEST_CASE("a function that left its model cannot be called") {
  const Model m =
      model("<businessKnowledgeModel id=\"_f\" name=\"f\"><encapsulatedLogic><formalParameter name=\"n\"/>" +
            literal("n") + "</encapsulatedLogic></businessKnowledgeModel>" +
            decision("D", needs("requiredKnowledge", "f"), literal("f")));
  const Value function = run(m, "D").value;
  REQUIRE(function.is_function());
  const auto called = zhunru::feel::evaluate_text("g(1)", Context{{"g", function}});
  REQUIRE(called);
  CHECK(called->value.is_null());
}

TEST_CASE("files that are no DMN, or more than DMN, are refused") {
  const auto code = [](const std::string& xml) {
    const auto parsed = parse(xml);
    return parsed ? std::string("accepted") : parsed.error().code;
  };
  CHECK(code(definitions("")) == "accepted");
  CHECK(code("") == "dmn-xml");
  CHECK(code("<a/>") == "dmn-not-dmn");
  CHECK(code("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>") == "dmn-not-dmn");
  CHECK(code("<!DOCTYPE x [<!ENTITY a \"b\">]>" + definitions("")) == "dmn-refused");
  CHECK(code(definitions("<?php x?>")) == "dmn-refused");
  CHECK(code(definitions("<import/>")) == "dmn-refused");
  CHECK(code(definitions("<decision>")) == "dmn-xml");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(code(definitions(deep)) == "dmn-too-large");
  CHECK(code(definitions(decision("a", needs("requiredDecision", "b"), "") +
                         decision("b", needs("requiredDecision", "a"), ""))) == "dmn-cycle");
}

TEST_CASE("faults of single expressions are listed with their place, the rest works") {
  const auto parsed = parse(definitions(decision("bad", needs("requiredInput", "nowhere"), literal("1 +")) +
                                        decision("good", "", literal("1"))));
  REQUIRE(parsed);
  REQUIRE((*parsed)->problems.size() == 2);
  CHECK((*parsed)->problems[0].code == "dmn-expression");
  CHECK((*parsed)->problems[0].where.find("bad") != std::string::npos);
  CHECK((*parsed)->problems[1].code == "dmn-reference");
  CHECK(text(run(*parsed, "good").value) == "1");
  CHECK(run(*parsed, "bad").value.is_null());
}

TEST_CASE("asking for what is not there, or too much work, is an error") {
  const Model m = model(decision("D", "", literal("for i in 1..100000, j in 1..100 return i")));
  CHECK(evaluate(m, "E", Context()).error().code == "dmn-unknown-decision");
  CHECK(evaluate(m, "D", Value(5)).error().code == "dmn-input");
  CHECK(evaluate(m, "D", Context()).error().code == "feel-steps");
}

#include <set>

#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru;
using namespace zhunru::bpmn;
using namespace zhunru::bpmn::test;

namespace {

bool breaks(const std::string& xml, std::string_view rule, Profile profile = Profile::standard) {
  const auto findings = lint_of(xml, profile);
  const Finding* found = find_rule(findings, rule);
  return found && found->severity == Severity::error;
}

}  // namespace

TEST_CASE("a plain process has nothing to report") {
  CHECK(lint_of(around("<task id=\"t\"/>", "t")).empty());
  CHECK(lint_of(around("<task id=\"t\"/>", "t"), Profile::standard).empty());
}

TEST_CASE("every rule has a name of its own and says what is wrong and how to mend it in both languages") {
  std::set<std::string_view> names;
  for (const RuleInfo& rule : lint_rules()) {
    CHECK(names.insert(rule.rule).second);
    CHECK_FALSE(rule.message.empty());
    CHECK_FALSE(rule.message_en.empty());
    CHECK_FALSE(rule.mend.empty());
    CHECK_FALSE(rule.mend_en.empty());
  }
  CHECK(suite_rules("gateway-single") == std::vector<std::string_view>{"EXT135"});
}

TEST_CASE("a finding names the line, the element and its name") {
  const auto findings = lint_of(process("<startEvent id=\"s\"/>\n<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"nowhere\"/>\n<endEvent id=\"e\" name=\"完\"/>"));
  const Finding* finding = find_rule(findings, "reference");
  REQUIRE(finding);
  CHECK(finding->line == 5);
  CHECK(finding->element == "f");
  CHECK(describe(*finding, true).find("line 5: error reference [f]") == 0);
  CHECK(describe(*finding, false).find("第 5 行") == 0);
}

TEST_CASE("structure that cannot run is refused under both profiles") {
  for (const Profile profile : {Profile::standard, Profile::deploy}) {
    CHECK(breaks(around("<task id=\"t\" startQuantity=\"0\"/>", "t"), "quantity", profile));
    CHECK(breaks(around("<adHocSubProcess id=\"t\"/>", "t"), "ad-hoc-empty", profile));
    CHECK(breaks(around("<intermediateCatchEvent id=\"t\"><compensateEventDefinition/></intermediateCatchEvent>", "t"), "catch-trigger", profile));
    CHECK(breaks(around("<task id=\"t\"/><boundaryEvent id=\"b\" attachedToRef=\"t\"/><sequenceFlow id=\"f3\" sourceRef=\"b\" targetRef=\"e\"/>", "t"),
                 "boundary-trigger", profile));
    CHECK(breaks(around("<task id=\"t\"><multiInstanceLoopCharacteristics/></task>", "t"), "multi-count", profile));
    CHECK(breaks(around("<task id=\"t\"><multiInstanceLoopCharacteristics><loopCardinality>-1</loopCardinality></multiInstanceLoopCharacteristics></task>", "t"),
                 "multi-negative", profile));
    CHECK(breaks(around("<subProcess id=\"t\"><task id=\"u\"/></subProcess><sequenceFlow id=\"x\" sourceRef=\"s\" targetRef=\"u\"/>", "t"), "flow-crosses-scope", profile));
    CHECK(breaks(around("<task id=\"t\"/><boundaryEvent id=\"b\" attachedToRef=\"t\"><cancelEventDefinition/></boundaryEvent><sequenceFlow id=\"f3\" sourceRef=\"b\" "
                        "targetRef=\"e\"/>", "t"),
                 "boundary-cancel", profile));
    CHECK(breaks(around("<intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">soon</timeDuration></timerEventDefinition>"
                        "</intermediateCatchEvent>", "t"),
                 "timer-syntax", profile));
  }
}

TEST_CASE("formalities are errors of the standard and warnings of a deployment") {
  const std::string single = around("<exclusiveGateway id=\"t\"/>", "t");
  CHECK(breaks(single, "gateway-single"));
  CHECK_FALSE(breaks(single, "gateway-single", Profile::deploy));
  CHECK(find_rule(lint_of(single), "gateway-single"));
}

TEST_CASE("what this engine cannot run is an error of deployment only") {
  const std::string script = around("<scriptTask id=\"t\" scriptFormat=\"text/javascript\"><script>x</script></scriptTask>", "t");
  CHECK(breaks(script, "script-language", Profile::deploy));
  CHECK_FALSE(has_error(lint_of(script, Profile::standard)));
  CHECK(breaks(file("<process id=\"p\"><task id=\"t\"/></process>"), "no-process", Profile::deploy));
}

TEST_CASE("rules of event gateways, events and data hold") {
  const std::string gateway =
      process("<startEvent id=\"s\"/><sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"g\"/><eventBasedGateway id=\"g\"/>"
              "<sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"t\"/><task id=\"t\"/><sequenceFlow id=\"f3\" sourceRef=\"t\" targetRef=\"e\"/><endEvent id=\"e\"/>");
  CHECK(breaks(gateway, "event-gateway-count"));
  CHECK(breaks(gateway, "event-gateway-target"));
  CHECK(breaks(process("<startEvent id=\"s\"><escalationEventDefinition/></startEvent><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/><endEvent id=\"e\"/>"),
               "start-trigger"));
  CHECK(breaks(process("<startEvent id=\"s\"/><task id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>"), "end-required"));
  CHECK(breaks(process("<task id=\"t\"><ioSpecification><dataInput id=\"i\"/><inputSet/><outputSet/></ioSpecification></task>"), "input-set"));
  CHECK(breaks(process("<callActivity id=\"c\" calledElement=\"q\"/>",
                       "<message id=\"m\" name=\"m\"/><process id=\"q\"><startEvent id=\"qs\"><messageEventDefinition messageRef=\"m\"/></startEvent></process>"),
               "call-start"));
}

TEST_CASE("imports are read through the caller only, and ids must stay unique in a namespace") {
  const std::string other = file("<process id=\"q\"/>");
  const std::string importing = file("<import importType=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" location=\"other.bpmn\" namespace=\"urn:test\"/>"
                                     "<process id=\"q\"/>");
  const Model model = read_or_fail(importing);
  LintOptions options;
  options.profile = Profile::standard;
  CHECK_FALSE(find_rule(lint(model, options), "import-missing"));
  options.load = [](std::string_view) { return std::optional<std::string>(); };
  CHECK(find_rule(lint(model, options), "import-missing"));
  options.load = [&](std::string_view location) { return location == "other.bpmn" ? std::optional(other) : std::nullopt; };
  CHECK(find_rule(lint(model, options), "import-ids"));
}

TEST_CASE("FEEL is checked through the caller") {
  const Model model = read_or_fail(around("<task id=\"t\"><extensionElements><zhunru:input target=\"a\" source=\"=1 +\"/></extensionElements></task>", "t"));
  LintOptions options;
  options.check_feel = [](std::string_view feel) -> std::optional<std::pair<std::string, std::string>> {
    if (feel == "1 +") return std::pair(std::string("缺少右边"), std::string("right side missing"));
    return std::nullopt;
  };
  const auto findings = lint(model, options);
  const Finding* found = find_rule(findings, "feel-syntax");
  REQUIRE(found);
  CHECK(found->element == "t");
  CHECK(found->message_en.find("right side missing") != std::string::npos);
}

TEST_CASE("the token game finds deadlocks and missing joins, and nothing in sound processes") {
  const auto branching = [](const std::string& split, const std::string& join) {
    return process("<startEvent id=\"s\"/><sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"x\"/><" + split + " id=\"x\"/><task id=\"a\"/><task id=\"b\"/><" + join +
                   " id=\"j\"/><task id=\"t\"/><sequenceFlow id=\"f2\" sourceRef=\"x\" targetRef=\"a\"/><sequenceFlow id=\"f3\" sourceRef=\"x\" targetRef=\"b\"/>"
                   "<sequenceFlow id=\"f4\" sourceRef=\"a\" targetRef=\"j\"/><sequenceFlow id=\"f5\" sourceRef=\"b\" targetRef=\"j\"/>"
                   "<sequenceFlow id=\"f6\" sourceRef=\"j\" targetRef=\"t\"/><sequenceFlow id=\"f7\" sourceRef=\"t\" targetRef=\"e\"/><endEvent id=\"e\"/>");
  };
  CHECK(find_rule(lint_of(branching("exclusiveGateway", "parallelGateway")), "deadlock")->element == "j");
  CHECK(find_rule(lint_of(branching("inclusiveGateway", "parallelGateway")), "deadlock"));
  CHECK(find_rule(lint_of(branching("parallelGateway", "exclusiveGateway")), "unsynchronised"));
  CHECK_FALSE(find_rule(lint_of(branching("parallelGateway", "parallelGateway")), "deadlock"));
  CHECK_FALSE(find_rule(lint_of(branching("parallelGateway", "parallelGateway")), "unsynchronised"));
  CHECK_FALSE(find_rule(lint_of(branching("inclusiveGateway", "inclusiveGateway")), "deadlock"));
  CHECK_FALSE(find_rule(lint_of(branching("exclusiveGateway", "inclusiveGateway")), "deadlock"));
}

TEST_CASE("a parallel gateway that is also the target of a loop is a deadlock") {
  const auto findings = lint_of(process(
      "<startEvent id=\"s\"/><parallelGateway id=\"p1\"/><task id=\"a\"/><exclusiveGateway id=\"g\"/><endEvent id=\"e\"/>"
      "<sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"p1\"/><sequenceFlow id=\"f2\" sourceRef=\"p1\" targetRef=\"a\"/>"
      "<sequenceFlow id=\"f3\" sourceRef=\"a\" targetRef=\"g\"/><sequenceFlow id=\"f4\" sourceRef=\"g\" targetRef=\"p1\"/><sequenceFlow id=\"f5\" sourceRef=\"g\" targetRef=\"e\"/>"));
  REQUIRE(find_rule(findings, "deadlock"));
  CHECK(find_rule(findings, "deadlock")->element == "p1");
}

TEST_CASE("an element that nothing reaches is reported") {
  const auto findings = lint_of(process("<startEvent id=\"s\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/><endEvent id=\"e\"/>"
                                        "<task id=\"lost\"/><sequenceFlow id=\"g\" sourceRef=\"lost\" targetRef=\"e\"/>"));
  REQUIRE(find_rule(findings, "dead-task"));
  CHECK(find_rule(findings, "dead-task")->element == "lost");
}

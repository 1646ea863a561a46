#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

std::string start_to(std::string_view first) { return "<startEvent id=\"start\"/>" + flow("start", first); }

}  // namespace

TEST_CASE("a sequence of user tasks is asked one after the other and the case ends", "[engine][flow]") {
  World world;
  world.deploy("P", process_xml("P", start_to("a") + "<userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"end\"/>" + chain({"a", "b", "end"})));
  const std::string id = world.start("P");
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  CHECK(world.complete("b").empty());
  CHECK(world.ended(id));
  CHECK(world.instance(id).end == "end");
  CHECK(world.instance(id).tokens.empty());
  CHECK(world.variable(id, "a").get("by").get("account") == base::Value("someone"));
  world.check_replay();
}

TEST_CASE("an exclusive gateway takes the first true condition, else its default flow", "[engine][gateway]") {
  World world;
  world.deploy("P", process_xml("P", start_to("g") + "<exclusiveGateway id=\"g\" default=\"g_c\"/><userTask id=\"a\"/><userTask id=\"b\"/>"
                                     "<userTask id=\"c\"/>" + flow("g", "a", "n > 10") + flow("g", "b", "n > 5") + flow("g", "c")));
  world.start("P", {{"n", base::Value(20)}});
  CHECK(world.open() == Words{"a"});
  world.start("P", {{"n", base::Value(7)}});
  CHECK(world.open() == Words{"a", "b"});
  world.start("P", {{"n", base::Value(1)}});
  CHECK(world.open() == Words{"a", "b", "c"});
  world.check_replay();
}

TEST_CASE("a condition on an unknown name is an incident; with the variable set the token goes on", "[engine][incident]") {
  World world;
  world.deploy("P", process_xml("P", start_to("g") + "<exclusiveGateway id=\"g\"/><userTask id=\"a\"/>" + flow("g", "a", "amount > 10")));
  const std::string id = world.start("P", {{"other", base::Value(1)}});
  CHECK(world.incidents(id) == Words{"unresolved-variable"});
  CHECK(world.open().empty());
  const auto incident = world.instance(id).incidents.begin()->first;
  auto refused = world.send(command::ResolveIncident{id, incident, "retry", {}}, person("x"));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "not_allowed");
  REQUIRE(world.send(command::ResolveIncident{id, incident, "retry", base::Value(base::Context{{"amount", base::Value(3)}})}).ok());
  CHECK(world.incidents(id) == Words{"no-outgoing-flow"});
  const auto second = world.instance(id).incidents.begin()->first;
  REQUIRE(world.send(command::ResolveIncident{id, second, "retry", base::Value(base::Context{{"amount", base::Value(30)}})}).ok());
  CHECK(world.incidents(id).empty());
  CHECK(world.open() == Words{"a"});
  world.check_replay();
}

TEST_CASE("a parallel join waits for one token on each incoming flow and ignores conditions", "[engine][gateway]") {
  World world;
  world.deploy("P", process_xml("P", start_to("s") + "<parallelGateway id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/>"
                                     "<parallelGateway id=\"j\"/><userTask id=\"c\"/>" + flow("s", "a", "false") + flow("s", "b") +
                                         flow("a", "j") + flow("b", "j") + flow("j", "c")));
  world.start("P");
  CHECK(world.open() == Words{"a", "b"});
  CHECK(world.complete("b").empty());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"c"});
  world.check_replay();
}

TEST_CASE("an inclusive join waits only for branches that can still come, also after a token has died", "[engine][gateway]") {
  World world;
  world.deploy("P", process_xml("P", start_to("s") + "<inclusiveGateway id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/><userTask id=\"c\"/>"
                                     "<inclusiveGateway id=\"j\"/><userTask id=\"d\"/><exclusiveGateway id=\"x\"/><endEvent id=\"dead\"/>" +
                                         flow("s", "a", "n > 0") + flow("s", "b", "n > 1") + flow("s", "c", "n > 2") + flow("a", "j") +
                                         flow("b", "x") + flow("x", "j", "go") + flow("x", "dead", "not(go)") + flow("c", "j") + flow("j", "d")));
  world.start("P", {{"n", base::Value(2)}, {"go", base::Value(false)}});
  CHECK(world.open() == Words{"a", "b"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  CHECK(world.complete("b").empty());  // its token dies at an end event: the join is looked at again
  CHECK(world.open() == Words{"d"});
  world.check_replay();
}

TEST_CASE("a loop without a wait becomes an incident, never a hang", "[engine][limits]") {
  World world;
  world.deploy("P", process_xml("P", start_to("a") + "<exclusiveGateway id=\"a\"/><exclusiveGateway id=\"b\"/><endEvent id=\"end\"/>" +
                                         flow("a", "b") + flow("b", "a", "go") + flow("b", "end", "not(go)")));
  const std::string id = world.start("P", {{"go", base::Value(true)}});
  CHECK(world.incidents(id) == Words{"step_limit"});
  const auto incident = world.instance(id).incidents.begin()->first;
  REQUIRE(world.send(command::ResolveIncident{id, incident, "retry", base::Value(base::Context{{"go", base::Value(false)}})}).ok());
  CHECK(world.ended(id));
}

TEST_CASE("a terminate end event ends everything else in the process", "[engine][event]") {
  World world;
  world.deploy("P", process_xml("P", start_to("s") + "<parallelGateway id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"t\">"
                                     "<terminateEventDefinition/></endEvent>" + flow("s", "a") + flow("s", "b") + flow("b", "t")));
  const std::string id = world.start("P");
  CHECK(world.complete("b").empty());
  CHECK(world.ended(id));
  CHECK(world.instance(id).end_reason == "terminated");
  CHECK(world.open().empty());
  world.check_replay();
}

TEST_CASE("a call activity passes declared values in and out and says at which end it ended", "[engine][call]") {
  World world;
  world.deploy("C", process_xml("C", "<startEvent id=\"cs\"/><userTask id=\"ask\"/><exclusiveGateway id=\"g\"/><endEvent id=\"yes\"/><endEvent id=\"no\"/>" +
                                         chain({"cs", "ask", "g"}) + flow("g", "yes", "inside > 3") + flow("g", "no", "inside <= 3")));
  world.deploy("P", process_xml("P", start_to("call") + "<callActivity id=\"call\" calledElement=\"C\"><extensionElements>"
                                     "<zhunru:input target=\"inside\" source=\"=n + 1\"/><zhunru:output target=\"result.value\" source=\"=inside * 2\"/>"
                                     "</extensionElements></callActivity><userTask id=\"after\"/>" + flow("call", "after")));
  const std::string id = world.start("P", {{"n", base::Value(4)}, {"secret", base::Value("x")}});
  CHECK(world.open() == Words{"ask"});
  CHECK(world.complete("ask").empty());
  CHECK(world.open() == Words{"after"});
  CHECK(world.variable(id, "call").get("end") == base::Value("yes"));
  CHECK(world.variable(id, "result").get("value") == base::Value(10));
  CHECK(world.variable(id, "ask").is_null());
  world.check_replay();
}

TEST_CASE("tokens that left keep nothing behind: timers, subscriptions and tasks are gone", "[engine][state]") {
  World world;
  world.deploy("P", process_xml("P", start_to("a") + "<userTask id=\"a\"/><boundaryEvent id=\"late\" attachedToRef=\"a\"><timerEventDefinition>"
                                     "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id=\"b\"/><endEvent id=\"e\"/>" +
                                         flow("a", "b") + flow("late", "e") + flow("b", "e")));
  const std::string id = world.start("P");
  CHECK(world.instance(id).timers.size() == 1);
  CHECK(world.complete("a").empty());
  CHECK(world.instance(id).timers.empty());
  CHECK_FALSE(engine::next_due(world.state).has_value());
  world.check_replay();
}

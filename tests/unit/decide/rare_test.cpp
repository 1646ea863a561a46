// The elements that few engines run: instantiating gateways and tasks, compensation event sub-processes, parallel-multiple
// events, behavior of multi-instance, token quantities, ad-hoc.
#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

constexpr std::string_view roots =
    "<message id=\"m1\" name=\"first\"/><message id=\"m2\" name=\"second\"/><signal id=\"s1\" name=\"one\"/><signal id=\"s2\" name=\"two\"/>";

std::string with_start(std::string_view first, std::string_view body) {
  return process_xml("P", "<startEvent id=\"start\"/>" + flow("start", first) + std::string(body), roots);
}

std::string message_catch(std::string_view id, std::string_view message) {
  return "<intermediateCatchEvent id=\"" + std::string(id) + "\"><messageEventDefinition messageRef=\"" + std::string(message) +
         "\"/></intermediateCatchEvent>";
}

base::Value tell(World& world, const char* message) {
  auto reply = world.send(command::CorrelateMessage{message, "", {}});
  REQUIRE(reply.ok());
  return reply->get("delivery");
}

}  // namespace

TEST_CASE("an instantiating receive task starts a case by its message", "[engine][instantiate]") {
  World world;
  world.deploy("P", process_xml("P", "<receiveTask id=\"r\" instantiate=\"true\" messageRef=\"m1\"/><userTask id=\"a\"/>" + flow("r", "a"), roots));
  CHECK(tell(world, "first") == base::Value("started"));
  CHECK(world.open() == Words{"a"});
  world.check_replay();
}

TEST_CASE("an instantiating parallel event gateway starts one case and waits for all of its events", "[engine][instantiate]") {
  World world;
  world.deploy("P", process_xml("P", "<eventBasedGateway id=\"g\" instantiate=\"true\" eventGatewayType=\"Parallel\"/>" + message_catch("c1", "m1") +
                                         message_catch("c2", "m2") + "<userTask id=\"a\"/><userTask id=\"b\"/>" + flow("g", "c1") +
                                         flow("g", "c2") + flow("c1", "a") + flow("c2", "b"), roots));
  CHECK(tell(world, "second") == base::Value("started"));
  CHECK(world.open() == Words{"b"});
  CHECK(tell(world, "first") == base::Value("taken"));
  CHECK(world.open() == Words{"a", "b"});
  CHECK(world.state.cases.size() == 1);
  world.check_replay();
}

TEST_CASE("a compensation event sub-process undoes its completed sub-process with the data it had", "[engine][compensation]") {
  World world;
  world.deploy("P", with_start("sub", "<subProcess id=\"sub\"><startEvent id=\"ss\"/><userTask id=\"work\"/><endEvent id=\"se\"/>" +
                                          chain({"ss", "work", "se"}) + "<subProcess id=\"undo\" triggeredByEvent=\"true\"><startEvent id=\"us\">"
                                          "<compensateEventDefinition/></startEvent><userTask id=\"repair\"/><endEvent id=\"ue\"/>" +
                                          chain({"us", "repair", "ue"}) + "</subProcess></subProcess><intermediateThrowEvent id=\"t\">"
                                          "<compensateEventDefinition/></intermediateThrowEvent><userTask id=\"after\"/>" +
                                          chain({"sub", "t", "after"})));
  const std::string id = world.start("P");
  CHECK(world.complete("work", {{"n", base::Value(5)}}).empty());
  CHECK(world.open() == Words{"repair"});
  const state::Case& c = world.instance(id);
  bool seen = false;
  for (const auto& [number, scope] : c.scopes)
    if (const base::Value* work = scope.variables.find("work")) seen = seen || work->get("data").get("n") == base::Value(5);
  CHECK(seen);
  CHECK(world.complete("repair").empty());
  CHECK(world.open() == Words{"after"});
  world.check_replay();
}

TEST_CASE("a parallel-multiple boundary event waits for all of its parts, and again when it does not interrupt", "[engine][multiple]") {
  World world;
  world.deploy("P", with_start("a", "<userTask id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\" parallelMultiple=\"true\">"
                                    "<signalEventDefinition signalRef=\"s1\"/><signalEventDefinition signalRef=\"s2\"/></boundaryEvent>"
                                    "<userTask id=\"both\"/>" + flow("b", "both")));
  world.start("P");
  const auto signal = [&](const char* name) { REQUIRE(world.send(command::BroadcastSignal{name, {}}).ok()); };
  signal("one");
  signal("one");
  CHECK(world.open() == Words{"a"});
  signal("two");
  CHECK(world.open() == Words{"a", "both"});
  signal("two");
  CHECK(world.open() == Words{"a", "both"});
  signal("one");
  CHECK(world.open() == Words{"a", "both", "both"});
  world.check_replay();
}

TEST_CASE("a multiple catch event takes whichever comes first and forgets the others", "[engine][multiple]") {
  World world;
  world.deploy("P", with_start("c", "<intermediateCatchEvent id=\"c\"><signalEventDefinition signalRef=\"s1\"/><signalEventDefinition signalRef=\"s2\"/>"
                                    "</intermediateCatchEvent><userTask id=\"a\"/>" + flow("c", "a")));
  const std::string id = world.start("P");
  REQUIRE(world.send(command::BroadcastSignal{"two", {}}).ok());
  CHECK(world.open() == Words{"a"});
  CHECK(world.instance(id).subscriptions.empty());
  world.check_replay();
}

TEST_CASE("a terminate end event in a sub-process ends that only; its parent goes on", "[engine][event]") {
  World world;
  world.deploy("P", with_start("sub", "<subProcess id=\"sub\"><startEvent id=\"ss\"/><parallelGateway id=\"g\"/><userTask id=\"x\"/><userTask id=\"y\"/>"
                                      "<endEvent id=\"t\"><terminateEventDefinition/></endEvent>" + flow("ss", "g") + flow("g", "x") + flow("g", "y") +
                                          flow("y", "t") + "</subProcess><userTask id=\"after\"/>" + flow("sub", "after")));
  world.start("P");
  CHECK(world.complete("y").empty());
  CHECK(world.open() == Words{"after"});
  world.check_replay();
}

TEST_CASE("startQuantity gathers tokens and completionQuantity gives several", "[engine][quantity]") {
  World world;
  world.deploy("P", with_start("a", "<task id=\"a\" completionQuantity=\"4\"/><userTask id=\"b\" startQuantity=\"2\"/>" + flow("a", "b")));
  world.start("P");
  CHECK(world.open() == Words{"b", "b"});
  world.check_replay();
}

TEST_CASE("a parallel ad-hoc sub-process ends when its condition holds", "[engine][ad-hoc]") {
  World world;
  world.deploy("P", with_start("h", "<adHocSubProcess id=\"h\" ordering=\"Parallel\"><userTask id=\"x\"/><userTask id=\"y\"/><completionCondition "
                                    "xsi:type=\"tFormalExpression\">done</completionCondition></adHocSubProcess><userTask id=\"after\"/>" + flow("h", "after")));
  const std::string id = world.start("P", {{"done", base::Value(false)}});
  CHECK(world.open() == Words{"x", "y"});
  REQUIRE(world.send(command::SetVariables{id, base::Value(base::Context{{"done", base::Value(true)}})}).ok());
  CHECK(world.complete("x").empty());
  CHECK(world.open() == Words{"after"});
  world.check_replay();
}

TEST_CASE("an escalation end event tells the parent, interrupting it when the catch says so", "[engine][escalation]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"start\"/><subProcess id=\"sub\"><startEvent id=\"ss\"/><parallelGateway id=\"g\"/><userTask id=\"x\"/>"
                                     "<endEvent id=\"e\"><escalationEventDefinition escalationRef=\"x1\"/></endEvent>" + flow("ss", "g") + flow("g", "x") +
                                         flow("g", "e") + "</subProcess><boundaryEvent id=\"b\" attachedToRef=\"sub\"><escalationEventDefinition/>"
                                         "</boundaryEvent><userTask id=\"told\"/>" + flow("start", "sub") + flow("b", "told"),
                                "<escalation id=\"x1\" escalationCode=\"X1\"/>"));
  world.start("P");
  CHECK(world.open() == Words{"told"});
  world.check_replay();
}

TEST_CASE("an error thrown by an event sub-process is not caught by its neighbours but outside", "[engine][error]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"start\"/><subProcess id=\"sub\"><startEvent id=\"ss\"/><endEvent id=\"bad\"><errorEventDefinition "
                                     "errorRef=\"e1\"/></endEvent>" + flow("ss", "bad") + "<subProcess id=\"h\" triggeredByEvent=\"true\"><startEvent id=\"hs\">"
                                     "<errorEventDefinition/></startEvent><endEvent id=\"worse\"><errorEventDefinition errorRef=\"e1\"/></endEvent>" +
                                         flow("hs", "worse") + "</subProcess></subProcess><boundaryEvent id=\"b\" attachedToRef=\"sub\">"
                                         "<errorEventDefinition/></boundaryEvent><userTask id=\"outside\"/>" + flow("start", "sub") + flow("b", "outside"),
                                "<error id=\"e1\" errorCode=\"E1\"/>"));
  world.start("P");
  CHECK(world.open() == Words{"outside"});
  world.check_replay();
}

TEST_CASE("an interrupting condition that holds on entry takes the sub-process before its inside runs", "[engine][conditional]") {
  World world;
  world.deploy("P", with_start("sub", "<subProcess id=\"sub\"><startEvent id=\"ss\"/><userTask id=\"x\"/>" + flow("ss", "x") +
                                          "</subProcess><boundaryEvent id=\"b\" attachedToRef=\"sub\"><conditionalEventDefinition><condition "
                                          "xsi:type=\"tFormalExpression\">stop</condition></conditionalEventDefinition></boundaryEvent>"
                                          "<userTask id=\"stopped\"/>" + flow("b", "stopped")));
  world.start("P", {{"stop", base::Value(true)}});
  CHECK(world.open() == Words{"stopped"});
  world.check_replay();
}

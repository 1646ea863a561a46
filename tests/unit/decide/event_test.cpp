#include <catch_amalgamated.hpp>

#include "engine/operation/operation.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

constexpr std::string_view roots =
    "<message id=\"m1\" name=\"answer\"><extensionElements><zhunru:subscription correlationKey=\"=case_id\"/></extensionElements></message>"
    "<signal id=\"s1\" name=\"law\"/><error id=\"e1\" errorCode=\"E1\"/><escalation id=\"x1\" escalationCode=\"X1\"/>";

std::string with_start(std::string_view first, std::string_view body) {
  return process_xml("P", "<startEvent id=\"start\"/>" + flow("start", first) + std::string(body), roots);
}

}  // namespace

TEST_CASE("a message goes to the case with its key; one that comes early waits in the buffer", "[engine][message]") {
  World world;
  world.deploy("P", with_start("w", "<intermediateCatchEvent id=\"w\"><messageEventDefinition messageRef=\"m1\"/></intermediateCatchEvent>"
                                    "<userTask id=\"a\"/>" + flow("w", "a")));
  const std::string first = world.start("P");
  const std::string second = world.start("P");
  const base::Value payload(base::Context{{"text", base::Value("hello")}});
  auto taken = world.send(command::CorrelateMessage{"answer", second, payload});
  REQUIRE(taken.ok());
  CHECK(taken->get("delivery") == base::Value("taken"));
  CHECK(taken->get("case_id") == base::Value(second));
  CHECK(world.variable(second, "text") == base::Value("hello"));
  CHECK(world.variable(first, "text").is_null());
  auto early = world.send(command::CorrelateMessage{"answer", "c3", payload});
  CHECK(early->get("delivery") == base::Value("buffered"));
  const std::string third = world.start("P");
  CHECK(third == "c3");
  CHECK(world.open() == Words{"a", "a"});
  CHECK(world.state.messages.size() == 0);
  world.check_replay();
}

TEST_CASE("a buffered message expires", "[engine][message]") {
  World world;
  world.deploy("P", with_start("a", "<userTask id=\"a\"/>"));
  REQUIRE(world.send(command::CorrelateMessage{"answer", "c9", {}}).ok());
  CHECK(world.state.messages.size() == 1);
  world.advance("P8D");
  REQUIRE(world.send(command::FireTimers{""}).ok());
  CHECK(world.state.messages.size() == 0);
}

TEST_CASE("a signal thrown in one branch is heard by what the other branch awaits, whatever the order", "[engine][signal]") {
  World world;
  world.deploy("P", with_start("s", "<parallelGateway id=\"s\"/><intermediateThrowEvent id=\"t\"><signalEventDefinition signalRef=\"s1\"/>"
                                    "</intermediateThrowEvent><task id=\"x\"/><task id=\"y\"/><intermediateCatchEvent id=\"c\">"
                                    "<signalEventDefinition signalRef=\"s1\"/></intermediateCatchEvent><userTask id=\"heard\"/>" +
                                        flow("s", "t") + flow("s", "x") + flow("x", "y") + flow("y", "c") + flow("c", "heard")));
  world.start("P");
  CHECK(world.open() == Words{"heard"});
  world.check_replay();
}

TEST_CASE("an interrupting event sub-process ends what runs; the process then ends with it", "[engine][event-sub-process]") {
  World world;
  world.deploy("P", with_start("a", "<userTask id=\"a\"/><subProcess id=\"esp\" triggeredByEvent=\"true\"><startEvent id=\"es\">"
                                    "<signalEventDefinition signalRef=\"s1\"/></startEvent><userTask id=\"revise\"/><endEvent id=\"ee\"/>" +
                                        chain({"es", "revise", "ee"}) + "</subProcess>"));
  const std::string id = world.start("P");
  REQUIRE(world.send(command::BroadcastSignal{"law", base::Value(base::Context{{"effect", base::Value("x")}})}).ok());
  CHECK(world.open() == Words{"revise"});
  REQUIRE(world.send(command::BroadcastSignal{"law", {}}).ok());
  CHECK(world.open() == Words{"revise"});
  CHECK(world.complete("revise").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("a non-interrupting event sub-process starts each time its message comes", "[engine][event-sub-process]") {
  World world;
  world.deploy("P", with_start("a", "<userTask id=\"a\"/><endEvent id=\"e\"/>" + flow("a", "e") +
                                        "<subProcess id=\"esp\" triggeredByEvent=\"true\"><startEvent id=\"es\" isInterrupting=\"false\">"
                                        "<messageEventDefinition messageRef=\"m1\"/></startEvent><userTask id=\"read\"/>" +
                                        flow("es", "read") + "</subProcess>"));
  const std::string id = world.start("P");
  for (int n = 0; n < 2; ++n) REQUIRE(world.send(command::CorrelateMessage{"answer", id, {}}).ok());
  CHECK(world.open() == Words{"a", "read", "read"});
  CHECK(world.complete("a").empty());
  CHECK_FALSE(world.ended(id));
  CHECK(world.complete("read").empty());
  CHECK(world.complete("read").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("an error goes to the nearest catch event with its code, before a catch-all", "[engine][error]") {
  World world;
  world.deploy("P", with_start("sub", "<subProcess id=\"sub\"><startEvent id=\"ss\"/><userTask id=\"a\"/><endEvent id=\"bad\">"
                                      "<errorEventDefinition errorRef=\"e1\"/></endEvent>" + chain({"ss", "a", "bad"}) +
                                          "</subProcess><boundaryEvent id=\"all\" attachedToRef=\"sub\"><errorEventDefinition/></boundaryEvent>"
                                          "<boundaryEvent id=\"one\" attachedToRef=\"sub\"><errorEventDefinition errorRef=\"e1\"/></boundaryEvent>"
                                          "<userTask id=\"from_all\"/><userTask id=\"from_one\"/><userTask id=\"normal\"/>" +
                                          flow("all", "from_all") + flow("one", "from_one") + flow("sub", "normal")));
  world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"from_one"});
  world.check_replay();
}

TEST_CASE("an error end event that nobody catches ends the case with its code", "[engine][error]") {
  World world;
  world.deploy("P", with_start("bad", "<endEvent id=\"bad\"><errorEventDefinition errorRef=\"e1\"/></endEvent>"));
  const std::string id = world.start("P");
  CHECK(world.ended(id));
  CHECK(world.instance(id).end_reason == "error");
  CHECK(world.instance(id).end_detail == "E1");
}

TEST_CASE("a non-interrupting escalation lets the thrower go on", "[engine][escalation]") {
  World world;
  world.deploy("P", with_start("sub", "<subProcess id=\"sub\"><startEvent id=\"ss\"/><intermediateThrowEvent id=\"t\"><escalationEventDefinition "
                                      "escalationRef=\"x1\"/></intermediateThrowEvent><userTask id=\"a\"/>" + chain({"ss", "t", "a"}) +
                                          "</subProcess><boundaryEvent id=\"b\" attachedToRef=\"sub\" cancelActivity=\"false\">"
                                          "<escalationEventDefinition escalationRef=\"x1\"/></boundaryEvent><userTask id=\"told\"/>" +
                                          flow("b", "told")));
  world.start("P");
  CHECK(world.open() == Words{"a", "told"});
  world.check_replay();
}

TEST_CASE("a condition fires when it becomes true, not while it stays true", "[engine][conditional]") {
  World world;
  world.deploy("P", with_start("a", "<userTask id=\"a\"/><boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\">"
                                    "<conditionalEventDefinition><condition xsi:type=\"tFormalExpression\">n > 3</condition>"
                                    "</conditionalEventDefinition></boundaryEvent><userTask id=\"seen\"/>" + flow("b", "seen")));
  const std::string id = world.start("P", {{"n", base::Value(1)}});
  const auto set = [&](int n) { REQUIRE(world.send(command::SetVariables{id, base::Value(base::Context{{"n", base::Value(n)}})}).ok()); };
  CHECK(world.open() == Words{"a"});
  set(5);
  set(6);
  CHECK(world.open() == Words{"a", "seen"});
  set(1);
  set(7);
  CHECK(world.open() == Words{"a", "seen", "seen"});
  world.check_replay();
}

TEST_CASE("of the events behind an event-based gateway the first one wins", "[engine][gateway]") {
  World world;
  world.deploy("P", with_start("g", "<eventBasedGateway id=\"g\"/><intermediateCatchEvent id=\"m\"><messageEventDefinition messageRef=\"m1\"/>"
                                    "</intermediateCatchEvent><intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT1H</timeDuration>"
                                    "</timerEventDefinition></intermediateCatchEvent><userTask id=\"a\"/><userTask id=\"b\"/>" +
                                        flow("g", "m") + flow("g", "t") + flow("m", "a") + flow("t", "b")));
  const std::string first = world.start("P");
  world.start("P");
  REQUIRE(world.send(command::CorrelateMessage{"answer", first, {}}).ok());
  CHECK(world.open() == Words{"a"});
  world.advance("PT2H");
  CHECK(world.open() == Words{"a", "b"});
  world.check_replay();
}

TEST_CASE("compensation runs the handlers of completed activities in reverse order", "[engine][compensation]") {
  World world;
  const auto step = [](const std::string& id) {
    return "<userTask id=\"" + id + "\"/><boundaryEvent id=\"c_" + id + "\" attachedToRef=\"" + id +
           "\"><compensateEventDefinition/></boundaryEvent><userTask id=\"undo_" + id + "\" isForCompensation=\"true\"/>"
           "<association id=\"as_" + id + "\" sourceRef=\"c_" + id + "\" targetRef=\"undo_" + id + "\" associationDirection=\"One\"/>";
  };
  world.deploy("P", with_start("a", step("a") + step("b") + step("d") + "<intermediateThrowEvent id=\"undo\"><compensateEventDefinition/>"
                                    "</intermediateThrowEvent><userTask id=\"after\"/>" + chain({"a", "b", "undo", "after"}) + flow("after", "d")));
  world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.complete("b").empty());
  CHECK(world.open() == Words{"undo_b"});
  CHECK(world.complete("undo_b").empty());
  CHECK(world.open() == Words{"undo_a"});
  CHECK(world.complete("undo_a").empty());
  CHECK(world.open() == Words{"after"});
  world.check_replay();
}

TEST_CASE("a cancelled transaction compensates and leaves by its cancel boundary event", "[engine][transaction]") {
  World world;
  world.deploy("P", with_start("tx", "<transaction id=\"tx\"><startEvent id=\"ts\"/><userTask id=\"pay\"/><boundaryEvent id=\"cp\" attachedToRef=\"pay\">"
                                     "<compensateEventDefinition/></boundaryEvent><userTask id=\"refund\" isForCompensation=\"true\"/>"
                                     "<association id=\"as\" sourceRef=\"cp\" targetRef=\"refund\" associationDirection=\"One\"/>"
                                     "<endEvent id=\"stop\"><cancelEventDefinition/></endEvent>" + chain({"ts", "pay", "stop"}) +
                                         "</transaction><boundaryEvent id=\"cb\" attachedToRef=\"tx\"><cancelEventDefinition/></boundaryEvent>"
                                         "<userTask id=\"told\"/><userTask id=\"normal\"/>" + flow("cb", "told") + flow("tx", "normal")));
  world.start("P");
  CHECK(world.complete("pay").empty());
  CHECK(world.open() == Words{"refund"});
  CHECK(world.complete("refund").empty());
  CHECK(world.open() == Words{"told"});
  world.check_replay();
}

TEST_CASE("a timer start event starts a case each time it is due", "[engine][timer]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"><timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition></startEvent>"
                                     "<userTask id=\"a\"/>" + flow("s", "a")));
  world.advance("PT30M");
  CHECK(world.open().empty());
  world.advance("PT5H");
  CHECK(world.open() == Words{"a", "a"});
  world.check_replay();
}

TEST_CASE("a message whose first operation refuses is refused, whoever sent it; at a timer it is an incident", "[engine][message][incident]") {
  if (!operation::find("test_refuse"))
    operation::add("test_refuse", [](const operation::OperationContext&, const base::Value&) -> base::Result<operation::OperationResult> {
      return base::make_error("already_listed", "已写入清单", "It is on the list");
    });
  const std::string refuses = "<extensionElements><zhunru:operation name=\"test_refuse\"/></extensionElements>";
  World world;
  world.deploy("P", with_start("w", "<eventBasedGateway id=\"w\"/><intermediateCatchEvent id=\"m\"><messageEventDefinition messageRef=\"m1\"/></intermediateCatchEvent>"
                                    "<intermediateCatchEvent id=\"t\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
                                    "</intermediateCatchEvent><serviceTask id=\"a\">" + refuses + "</serviceTask>" + flow("w", "m") + flow("w", "t") +
                                    flow("m", "a") + flow("t", "a")));
  const std::string id = world.start("P");
  for (const command::Actor& sender : {person("x"), command::Actor::system()}) {
    const auto told = world.send(command::CorrelateMessage{"answer", id, {}}, sender);
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == "already_listed");
    CHECK(world.incidents(id).empty());
  }
  world.advance("PT2H");
  CHECK(world.incidents(id) == Words{"already_listed"});
  world.check_replay();
}

TEST_CASE("each completed instance of a multi-instance activity is undone once", "[engine][compensation]") {
  World world;
  world.deploy("P", with_start("pay", "<userTask id=\"pay\"><multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality>"
                                      "</multiInstanceLoopCharacteristics></userTask><boundaryEvent id=\"cp\" attachedToRef=\"pay\"><compensateEventDefinition/>"
                                      "</boundaryEvent><userTask id=\"refund\" isForCompensation=\"true\"/><association id=\"as\" sourceRef=\"cp\" "
                                      "targetRef=\"refund\" associationDirection=\"One\"/><intermediateThrowEvent id=\"undo\"><compensateEventDefinition/>"
                                      "</intermediateThrowEvent><userTask id=\"after\"/>" + chain({"pay", "undo", "after"})));
  world.start("P");
  CHECK(world.complete("pay").empty());
  CHECK(world.complete("pay").empty());
  CHECK(world.complete("refund").empty());
  CHECK(world.complete("refund").empty());
  CHECK(world.open() == Words{"after"});
  world.check_replay();
}

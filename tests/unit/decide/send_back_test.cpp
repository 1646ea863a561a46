#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

std::string send_back(World& world, std::string_view from, std::string target) {
  const std::string task = world.tasks(from).front();
  auto reply = world.send(command::SendBack{task, world.version_of(task), std::move(target), "材料不全", {}}, person("someone"));
  return reply ? "" : reply.error().code;
}

/// a, then b1 -> b2 beside c, then d.
std::string forked() {
  return process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><parallelGateway id=\"f\"/><userTask id=\"b1\"/><userTask id=\"b2\"/>"
                          "<userTask id=\"c\"/><parallelGateway id=\"j\"/><userTask id=\"d\"/>" +
                              chain({"s", "a", "f", "b1", "b2", "j", "d"}) + flow("f", "c") + flow("c", "j"));
}

}  // namespace

TEST_CASE("send back in a sequence opens the earlier step again; its answer is void", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/>" + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(send_back(world, "b", "nothing") == "not_a_target");
  CHECK(send_back(world, "b", "b") == "not_a_target");
  CHECK(send_back(world, "b", "a").empty());
  CHECK(world.open() == Words{"a"});
  CHECK(world.instance(id).done.front().voided);
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("send back inside a branch leaves the other branch alone; before the fork it cancels all", "[engine][verbs]") {
  World world;
  world.deploy("P", forked());
  world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.complete("b1").empty());
  CHECK(send_back(world, "b2", "b1").empty());
  CHECK(world.open() == Words{"b1", "c"});
  CHECK(world.complete("b1").empty());
  CHECK(world.complete("c").empty());
  CHECK(world.open() == Words{"b2"});
  CHECK(send_back(world, "b2", "a").empty());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b1", "c"});  // the fork runs anew, nothing is left at the join
  CHECK(world.complete("c").empty());
  CHECK(world.complete("b1").empty());
  CHECK(world.complete("b2").empty());
  CHECK(world.open() == Words{"d"});
  world.check_replay();
}

TEST_CASE("send back before nested forks also takes back what has passed an inner join", "[engine][verbs]") {
  World world;
  const auto split = [](const std::string& n) {
    return "<parallelGateway id=\"f" + n + "\"/><userTask id=\"x" + n + "\"/><userTask id=\"y" + n + "\"/><parallelGateway id=\"j" + n + "\"/>" +
           chain({"f" + n, "x" + n, "j" + n, "j"}) + chain({"f" + n, "y" + n, "j" + n});
  };
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><parallelGateway id=\"f\"/><parallelGateway id=\"j\"/><userTask id=\"d\"/>" + split("1") + split("2") +
                                         chain({"s", "a", "f", "f1"}) + flow("f", "f2") + flow("j", "d")));
  const std::string id = world.start("P");
  for (const char* task : {"a", "x1", "y1"}) CHECK(world.complete(task).empty());
  CHECK(send_back(world, "x2", "a").empty());
  CHECK(world.instance(id).tokens.size() == 1);
  for (const char* task : {"a", "x1", "y1", "x2", "y2"}) CHECK(world.complete(task).empty());
  CHECK(world.open() == Words{"d"});
  CHECK(world.complete("d").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("an answer taken back behind three joins sets back each with the tokens of the other branches only", "[engine][verbs]") {
  World world;
  const auto pair = [](const std::string& n) { return "<parallelGateway id=\"f" + n + "\"/><userTask id=\"o" + n + "\"/><parallelGateway id=\"j" + n + "\"/>"; };
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"d\"/>" + pair("1") + pair("2") + pair("3") +
                                         chain({"s", "f1", "f2", "f3", "a", "j3", "j2", "j1", "d"}) + chain({"f1", "o1", "j1"}) + chain({"f2", "o2", "j2"}) + chain({"f3", "o3", "j3"})));
  const std::string id = world.start("P");
  for (const char* task : {"o1", "o2", "o3"}) CHECK(world.complete(task).empty());
  const std::string last = world.tasks("a").front();
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"d"});
  REQUIRE(world.send(command::TakeBack{last}, person("someone")).ok());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"d"});
  CHECK(world.complete("d").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("a step with startQuantity is asked again at once", "[engine][verbs]") {
  for (const bool take_back : {false, true}) {
    World world;
    world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><task id=\"two\" completionQuantity=\"2\"/><userTask id=\"a\" startQuantity=\"2\"/><userTask id=\"b\"/>" +
                                           chain({"s", "two", "a", "b"})));
    world.start("P");
    const std::string task = world.tasks("a").front();
    CHECK(world.complete("a").empty());
    if (take_back) {
      REQUIRE(world.send(command::TakeBack{task}, person("someone")).ok());
    } else {
      CHECK(send_back(world, "b", "a").empty());
    }
    CHECK(world.open() == Words{"a"});
    CHECK(world.complete("a").empty());
    CHECK(world.open() == Words{"b"});
    world.check_replay();
  }
}

TEST_CASE("what a non-interrupting event has begun does not stand for an answer that has gone on", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\"/><userTask id=\"b\"/><parallelGateway id=\"j\"/><userTask id=\"d\"/>"
                                     "<boundaryEvent id=\"t\" attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
                                     "<userTask id=\"u\"/>" + chain({"s", "f", "a", "j", "d"}) + flow("f", "b") + flow("b", "j") + flow("t", "u")));
  const std::string id = world.start("P");
  world.advance("PT2H");
  const std::string last = world.tasks("a").front();
  CHECK(world.complete("b").empty());
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"d", "u"});
  REQUIRE(world.send(command::TakeBack{last}, person("someone")).ok());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"d"});
  CHECK(world.complete("d").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("a countersigning asked again from within leaves the join behind it as it is", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\"><multiInstanceLoopCharacteristics isSequential=\"true\"><loopCardinality xsi:type=\"tFormalExpression\">2"
                                     "</loopCardinality></multiInstanceLoopCharacteristics></userTask><userTask id=\"b\"/><parallelGateway id=\"j\"/><userTask id=\"d\"/>" +
                                         chain({"s", "f", "a", "j", "d"}) + chain({"f", "b", "j"})));
  const std::string id = world.start("P");
  CHECK(world.complete("b").empty());
  CHECK(world.complete("a").empty());
  CHECK(send_back(world, "a", "a").empty());
  for (const char* task : {"a", "a", "d"}) CHECK(world.complete(task).empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("an answer is not taken back while other signers of the same step are asked", "[engine][verbs]") {
  for (const bool several : {false, true}) {
    World world;
    const std::string loop = several ? "<multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics>" : "";
    world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\">" + loop + "</userTask><userTask id=\"b\"/>"
                                       "<boundaryEvent id=\"t\" attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
                                       "<userTask id=\"u\"/>" + chain({"s", "a", "b"}) + flow("t", "u")));
    const std::string id = world.start("P");
    world.advance("PT2H");
    const std::string task = world.tasks("a").front();
    const base::Value signer(base::Context{{"role", base::Value("clerk")}});
    REQUIRE(world.send(command::AddSigner{task, world.version_of(task), signer, "before", "先问"}, person("someone")).ok());
    const std::string added = world.tasks("a").back();
    CHECK(world.complete_as(person("someone"), added).empty());
    CHECK(world.send(command::TakeBack{added}, person("someone")).error().code == "too_late");
    while (!world.tasks("a").empty()) CHECK(world.complete("a").empty());
    CHECK(world.open() == Words{"b", "u"});
    CHECK(world.complete("u").empty());
    CHECK(world.complete("b").empty());
    CHECK(world.ended(id));
    world.check_replay();
  }
}

TEST_CASE("branches that a discriminator left behind do not stand for the one it let through", "[engine][verbs]") {
  for (const bool take_back : {false, true}) {
    World world;
    world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\"/><parallelGateway id=\"g\"/><userTask id=\"x\"/><task id=\"y\"/>"
                                       "<complexGateway id=\"c\"><activationCondition xsi:type=\"tFormalExpression\">activationCount >= 1</activationCondition></complexGateway>"
                                       "<userTask id=\"b\"/><parallelGateway id=\"j\"/><userTask id=\"d\"/>" +
                                           chain({"s", "f", "a", "g", "x", "c", "j", "d"}) + chain({"g", "y", "c"}) + chain({"f", "b", "j"})));
    const std::string id = world.start("P");
    CHECK(world.complete("b").empty());
    const std::string task = world.tasks("a").front();
    CHECK(world.complete("a").empty());
    CHECK(world.open() == Words{"d", "x"});
    if (take_back) {
      REQUIRE(world.send(command::TakeBack{task}, person("someone")).ok());
    } else {
      CHECK(send_back(world, "x", "a").empty());
    }
    CHECK(world.open() == Words{"a"});
    CHECK(world.complete("a").empty());
    CHECK(world.open() == Words{"d", "x"});
    CHECK(world.complete("d").empty());
    CHECK(world.complete("x").empty());
    CHECK(world.ended(id));
    world.check_replay();
  }
}

TEST_CASE("send back out of a countersigning or a sub-process cancels it whole", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><subProcess id=\"sub\"><startEvent id=\"ss\"/><userTask id=\"sign\">"
                                     "<multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">3</loopCardinality>"
                                     "</multiInstanceLoopCharacteristics></userTask>" + flow("ss", "sign") + "</subProcess>" + chain({"s", "a", "sub"})));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.complete("sign").empty());
  CHECK(world.open() == Words{"sign", "sign"});
  CHECK(send_back(world, "sign", "a").empty());
  CHECK(world.open() == Words{"a"});
  CHECK(world.instance(id).scopes.size() == 1);
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"sign", "sign", "sign"});
  world.check_replay();
}

TEST_CASE("one's own answer can be taken back until somebody claims what came after", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/>" + chain({"s", "a", "b"})));
  world.start("P");
  const std::string task = world.tasks("a").front();
  CHECK(world.complete("a").empty());
  CHECK(world.send(command::TakeBack{task}, person("other")).error().code == "not_yours");
  REQUIRE(world.send(command::TakeBack{task}, person("someone")).ok());
  CHECK(world.open() == Words{"a"});
  const std::string again = world.tasks("a").front();
  CHECK(world.complete("a").empty());
  const std::string next = world.tasks("b").front();
  REQUIRE(world.send(command::ClaimTask{next, world.version_of(next)}, person("other")).ok());
  CHECK(world.send(command::TakeBack{again}, person("someone")).error().code == "too_late");
  world.check_replay();
}

TEST_CASE("an answer taken back after the join sets the join back with the other branch's token", "[engine][verbs]") {
  World world;
  world.deploy("P", forked());
  world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.complete("b1").empty());
  CHECK(world.complete("b2").empty());
  const std::string last = world.tasks("c").front();
  CHECK(world.complete("c").empty());
  CHECK(world.open() == Words{"d"});
  REQUIRE(world.send(command::TakeBack{last}, person("someone")).ok());
  CHECK(world.open() == Words{"c"});
  CHECK(world.complete("c").empty());
  CHECK(world.open() == Words{"d"});
  world.check_replay();
}

TEST_CASE("a case can be repaired by hand: tokens moved, ended with a reason", "[engine][modification]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"e\"/>" + chain({"s", "a", "b", "e"})));
  const std::string id = world.start("P");
  const auto token = world.instance(id).tokens.begin()->first;
  CHECK(world.send(command::ModifyCase{id, {token}, {"b"}, {}, "跳过"}, person("x")).error().code == "not_allowed");
  REQUIRE(world.send(command::ModifyCase{id, {token}, {"b"}, {}, "跳过"}, person("x", "template_admin")).ok());
  CHECK(world.open() == Words{"b"});
  REQUIRE(world.send(command::CancelCase{id, "重复申请"}, person("x", "template_admin")).ok());
  CHECK(world.ended(id));
  CHECK(world.instance(id).end_reason == "cancelled");
  world.check_replay();
}

TEST_CASE("an imported case stands where its state says, without history", "[engine][import]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"e\"/>" + chain({"s", "a", "b", "e"})));
  auto open = world.send(command::ImportCase{"P", "QL-2026-001", {"b"}, base::Value(base::Context{{"x", base::Value(1)}}), {}});
  REQUIRE(open.ok());
  CHECK(world.open() == Words{"b"});
  CHECK(world.instance("c1").case_no == "QL-2026-001");
  auto ended = world.send(command::ImportCase{"P", "QL-2026-002", {"e"}, {}, {}});
  REQUIRE(ended.ok());
  CHECK(world.ended("c2"));
  CHECK(world.instance("c2").end == "e");
  world.check_replay();
}

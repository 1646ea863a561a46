// Cases that people bent: tokens taken away by hand, instances of loops that ended early, clocks left standing, joins that
// were passed. Each of these was once found by a random walk (tests/property).
#include <catch_amalgamated.hpp>

#include <algorithm>

#include "engine/state/deadlock.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

const command::Actor admin = person("x", "template_admin");

std::string twice(std::string_view attributes = "") {
  return "<multiInstanceLoopCharacteristics" + std::string(attributes) + "><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics>";
}

state::Id token_at(const World& world, std::string_view id, std::string_view element, bool instance = false) {
  for (const auto& [number, token] : world.instance(id).tokens)
    if (token.element == element && (token.index >= 0) == instance) return number;
  return 0;
}

void modify(World& world, const std::string& id, std::vector<state::Id> cancel, std::vector<std::string> start = {}) {
  auto reply = world.send(command::ModifyCase{id, std::move(cancel), std::move(start), {}, "修复"}, admin);
  INFO((reply ? std::string() : base::describe(reply.error())));
  REQUIRE(reply.ok());
}

std::string after(World& world, command::CommandBody body) {
  auto reply = world.send(std::move(body), person("someone"));
  return reply ? "" : reply.error().code;
}

/// a or b, then d: a discriminator that goes on after the first.
std::string discriminator() {
  return process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\"/><userTask id=\"b1\"/><userTask id=\"b2\"/>"
                          "<complexGateway id=\"j\"><activationCondition xsi:type=\"tFormalExpression\">activationCount >= 1</activationCondition>"
                          "</complexGateway><userTask id=\"d\"/>" + chain({"s", "f", "b1", "b2", "j", "d"}) + flow("f", "a") + flow("a", "j"));
}

void put_calendar(World& world) {
  const base::Value calendar(base::List{base::Value(base::Context{{"id", base::Value("cal-2026")}, {"extends", base::Value{}},
                                                                  {"weekend", base::Value(base::List{base::Value(6), base::Value(7)})},
                                                                  {"holidays", base::Value(base::List{})}, {"makeup_workdays", base::Value(base::List{})}})});
  REQUIRE(world.send(command::PutRegister{"calendars", 0, "2026-01-01", "test", "", calendar}).ok());
}

}  // namespace

TEST_CASE("an instance of a loop that is taken away by hand is not waited for", "[engine][modification]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\">" + twice() + "</userTask><userTask id=\"b\"/>" + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  modify(world, id, {token_at(world, id, "a", true)});
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("an interrupting event takes a stuck activity away, and its incident with it", "[engine][incident]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><multiInstanceLoopCharacteristics><extensionElements>"
                                     "<zhunru:loop collection=\"=items\"/></extensionElements></multiInstanceLoopCharacteristics></userTask>"
                                     "<boundaryEvent id=\"late\" attachedToRef=\"a\"><timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT2H</timeDuration>"
                                     "</timerEventDefinition></boundaryEvent><userTask id=\"b\"/>" + chain({"s", "a"}) + flow("late", "b")));
  const std::string id = world.start("P");
  CHECK(world.incidents(id) == Words{"unresolved-variable"});
  world.advance("PT3H");
  CHECK(world.open() == Words{"b"});
  CHECK(world.incidents(id).empty());
  world.check_replay();
}

TEST_CASE("an ended case has no incident left, not even of an event that could not be armed", "[engine][incident]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><subProcess id=\"late\" triggeredByEvent=\"true\"><startEvent id=\"ls\">"
                                     "<timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">=missing</timeDuration></timerEventDefinition></startEvent>"
                                     "<userTask id=\"b\"/>" + flow("ls", "b") + "</subProcess>" + chain({"s", "a"})));
  const std::string id = world.start("P");
  REQUIRE(world.incidents(id).size() == 1);
  CHECK(world.complete("a").empty());
  CHECK(world.ended(id));
  CHECK(world.incidents(id).empty());
  world.check_replay();
}

TEST_CASE("a round of a standard loop that is taken away by hand ends the loop", "[engine][modification]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><standardLoopCharacteristics loopMaximum=\"3\"/></userTask><userTask id=\"b\"/>" +
                                         chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  modify(world, id, {token_at(world, id, "a", true)});
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("the answer of an instance that is taken away while signers behind it are asked counts no more", "[engine][modification]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\">" + twice() + "</userTask><userTask id=\"b\"/>" + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  const state::Id instance = token_at(world, id, "a", true);
  const std::string task = world.tasks("a").front();
  REQUIRE(world.send(command::AddSigner{task, world.version_of(task), base::Value(base::Context{{"role", base::Value("clerk")}}), "after", "后问"}, person("someone")).ok());
  CHECK(world.complete_as(person("someone"), task).empty());
  modify(world, id, {instance});
  REQUIRE(world.instance(id).done.size() == 1);
  CHECK(world.instance(id).done.front().voided);
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("a stuck instance that is cancelled lets the others finish the loop", "[engine][incident]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><extensionElements><zhunru:assignment role=\"=if loopCounter = 1 then nobody_knows else &quot;clerk&quot;\"/>"
                                     "</extensionElements>" + twice() + "</userTask><userTask id=\"b\"/>" + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  REQUIRE(world.incidents(id).size() == 1);
  const state::Id incident = world.instance(id).incidents.begin()->first;
  REQUIRE(world.send(command::ResolveIncident{id, incident, "cancel", {}}, admin).ok());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("a transaction cancelled in one instance is not waited for; with a cancel event on it the loop is left", "[engine][transaction]") {
  for (const bool caught : {false, true}) {
    World world;
    const std::string event = caught ? "<boundaryEvent id=\"cb\" attachedToRef=\"tx\"><cancelEventDefinition/></boundaryEvent><userTask id=\"told\"/>" + flow("cb", "told") : "";
    world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><transaction id=\"tx\">" + twice() + "<startEvent id=\"ts\"/><userTask id=\"pay\"/><exclusiveGateway id=\"g\" default=\"g_ok\"/>"
                                       "<endEvent id=\"ok\"/><endEvent id=\"stop\"><cancelEventDefinition/></endEvent>" + chain({"ts", "pay", "g", "ok"}) +
                                           flow("g", "stop", "n = 1") + "</transaction><userTask id=\"normal\"/>" + chain({"s", "tx", "normal"}) + event));
    const std::string id = world.start("P", {{"n", base::Value(1)}});
    CHECK(world.complete("pay").empty());
    if (caught) {
      CHECK(world.open() == Words{"told"});
      continue;
    }
    CHECK(world.open() == Words{"pay"});
    REQUIRE(world.send(command::SetVariables{id, base::Value(base::Context{{"n", base::Value(2)}})}).ok());
    CHECK(world.complete("pay").empty());
    CHECK(world.open() == Words{"normal"});
    world.check_replay();
  }
}

TEST_CASE("an error in one instance goes to the event on the loop and ends the other instances", "[engine][error]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><subProcess id=\"sub\">" + twice() + "<startEvent id=\"ss\"/><userTask id=\"a\"/><endEvent id=\"bad\">"
                                     "<errorEventDefinition/></endEvent>" + chain({"ss", "a", "bad"}) + "</subProcess><boundaryEvent id=\"be\" attachedToRef=\"sub\">"
                                     "<errorEventDefinition/></boundaryEvent><userTask id=\"mend\"/>" + chain({"s", "sub"}) + flow("be", "mend")));
  const std::string id = world.start("P");
  CHECK(world.open() == Words{"a", "a"});
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"mend"});
  CHECK(world.instance(id).scopes.size() == 1);
  CHECK(world.complete("mend").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("an error thrown by the event sub-process of one instance leaves by the event on the loop", "[engine][error]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><subProcess id=\"sub\">" + twice() + "<startEvent id=\"ss\"/><userTask id=\"a\"/><endEvent id=\"bad\"><errorEventDefinition/></endEvent>" +
                                         chain({"ss", "a", "bad"}) + "<subProcess id=\"es\" triggeredByEvent=\"true\"><startEvent id=\"es_s\"><errorEventDefinition/></startEvent><userTask id=\"h\"/>"
                                         "<endEvent id=\"worse\"><errorEventDefinition/></endEvent>" + chain({"es_s", "h", "worse"}) + "</subProcess></subProcess>"
                                         "<boundaryEvent id=\"be\" attachedToRef=\"sub\"><errorEventDefinition/></boundaryEvent><userTask id=\"mend\"/>" + chain({"s", "sub"}) + flow("be", "mend")));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"a", "h"});
  CHECK(world.complete("h").empty());
  CHECK(world.open() == Words{"mend"});
  CHECK(world.complete("mend").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("an inclusive join is looked at again when what it waits for is taken away by hand", "[engine][modification]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><inclusiveGateway id=\"f\"/><userTask id=\"a\"/><userTask id=\"b\"/><inclusiveGateway id=\"j\"/><userTask id=\"d\"/>" +
                                         chain({"s", "f", "a", "j", "d"}) + flow("f", "b") + flow("b", "j")));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b"});
  modify(world, id, {token_at(world, id, "b")});
  CHECK(world.open() == Words{"d"});
  world.check_replay();
}

TEST_CASE("a clock stopped by hand runs again when nobody is left who could resume it", "[engine][clock]") {
  World world;
  put_calendar(world);
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><extensionElements><zhunru:clock start=\"k\" workingDays=\"=3\" calendar=\"cal\"/></extensionElements></userTask>"
                                     "<intermediateCatchEvent id=\"t\"><timerEventDefinition><extensionElements><zhunru:clockDue ref=\"k\"/></extensionElements></timerEventDefinition>"
                                     "</intermediateCatchEvent><userTask id=\"b\"/>" + chain({"s", "a", "t", "b"})));
  const std::string id = world.start("P");
  const std::string task = world.tasks("a").front();
  REQUIRE(world.send(command::StopClock{task, world.version_of(task), "k", "等待"}, person("someone")).ok());
  CHECK(world.complete("a").empty());
  CHECK(world.instance(id).clocks.at("k").stops.empty());
  CHECK(engine::next_due(world.state).has_value());
  world.advance("P14D");
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("a clock stopped by hand runs again also when the last task ends its branch", "[engine][clock]") {
  World world;
  put_calendar(world);
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><task id=\"k0\"><extensionElements><zhunru:clock start=\"k\" workingDays=\"=3\" calendar=\"cal\"/></extensionElements></task>"
                                     "<parallelGateway id=\"f\"/><userTask id=\"a\"/>"
                                     "<intermediateCatchEvent id=\"t\"><timerEventDefinition><extensionElements><zhunru:clockDue ref=\"k\"/></extensionElements></timerEventDefinition>"
                                     "</intermediateCatchEvent>" + chain({"s", "k0", "f", "t"}) + flow("f", "a")));
  const std::string id = world.start("P");
  const std::string task = world.tasks("a").front();
  REQUIRE(world.send(command::StopClock{task, world.version_of(task), "k", "等待"}, person("someone")).ok());
  CHECK(world.complete("a").empty());
  CHECK(world.instance(id).clocks.at("k").stops.empty());
  world.advance("P14D");
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("nothing before a complex gateway is asked again once it has let a token through", "[engine][verbs]") {
  World world;
  world.deploy("P", discriminator());
  world.start("P");
  const std::string first = world.tasks("a").front();
  CHECK(world.complete("a").empty());
  CHECK(world.open() == Words{"b1", "d"});
  CHECK(after(world, command::TakeBack{first}) == "passed_complex_join");
  const std::string last = world.tasks("d").front();
  CHECK(after(world, command::SendBack{last, world.version_of(last), "a", "重办", {}}) == "passed_complex_join");
  CHECK(world.open() == Words{"b1", "d"});
  world.check_replay();
}

TEST_CASE("sending back before a complex gateway does not forget that it has let a token through", "[engine][verbs]") {
  World world;
  world.deploy("P", discriminator());
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(world.complete("b1").empty());
  const std::string task = world.tasks("b2").front();
  CHECK(after(world, command::SendBack{task, world.version_of(task), "b1", "重办", {}}).empty());
  CHECK(world.complete("b1").empty());
  CHECK(world.complete("b2").empty());
  CHECK(world.open() == Words{"d"});
  CHECK(world.complete("d").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("a parallel gateway that is skipped gives a token to every branch", "[engine][incident]") {
  // A loop without a wait, so long that the limit of steps falls on its parallel gateway.
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><task id=\"p1\"/><task id=\"p2\"/><exclusiveGateway id=\"m\"/><parallelGateway id=\"g\"/><exclusiveGateway id=\"x\" default=\"x_u\"/><userTask id=\"u\"/>"
                                     "<userTask id=\"v\"/>" + chain({"s", "p1", "p2", "m", "g", "x", "u"}) + flow("g", "v") + flow("x", "m", "n = 1")));
  const std::string id = world.start("P", {{"n", base::Value(1)}});
  REQUIRE(world.incidents(id) == Words{"step_limit"});
  const auto [number, incident] = *world.instance(id).incidents.begin();
  REQUIRE(incident.element == "g");
  const std::size_t before = world.tasks("v").size();
  REQUIRE(world.send(command::ResolveIncident{id, number, "skip", base::Value(base::Context{{"n", base::Value(2)}})}, admin).ok());
  CHECK(world.tasks("u").size() == 1);
  CHECK(world.tasks("v").size() == before + 1);
}

TEST_CASE("a deadlock is told when asked: no incident, no event, and a repair by hand ends it", "[engine][deadlock]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\"/><userTask id=\"b\"/><parallelGateway id=\"j\"/><userTask id=\"d\"/>" +
                                         chain({"s", "f", "a", "j", "d"}) + flow("f", "b") + flow("b", "j")));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  CHECK(state::deadlocks(world.instance(id)).empty());
  modify(world, id, {token_at(world, id, "b")});
  CHECK(world.incidents(id).empty());
  const auto stuck = state::deadlocks(world.instance(id));
  REQUIRE(stuck.size() == 1);
  CHECK(stuck.front().element == "j");
  CHECK(stuck.front().flow == "a_j");
  modify(world, id, {}, {"b"});
  CHECK(state::deadlocks(world.instance(id)).empty());
  CHECK(world.complete("b").empty());
  CHECK(world.open() == Words{"d"});
  world.check_replay();
}

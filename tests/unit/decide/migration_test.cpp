// Running cases go over to another version of their process, are told why they cannot, and come back.
#include <catch_amalgamated.hpp>

#include <algorithm>

#include "engine/codec/archive.hpp"
#include "engine/state/invariants.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

const command::Actor admin = person("x", "template_admin");

std::string version(const World& world, std::size_t number, std::string_view process = "P") {
  return world.state.resources.find("process/" + std::string(process))->versions.at(number).version;
}

command::MigrateCases request(const World& world, base::Context mapping = {}) {
  return {"P", version(world, 0), version(world, 1), base::Value(std::move(mapping)), {}, "新版本"};
}

base::Value migrate(World& world, base::Context mapping = {}) {
  auto reply = world.send(request(world, std::move(mapping)), admin);
  INFO((reply ? std::string() : base::describe(reply.error())));
  REQUIRE(reply.ok());
  world.state.cases.for_each([](const std::string&, const state::Case& c) { CHECK(state::broken_invariants(c).empty()); });
  world.check_replay();
  return *reply;
}

std::string undo(World& world, const std::string& id) {
  auto reply = world.send(command::UndoMigration{{id}, "撤销"}, admin);
  world.check_replay();
  return reply ? "" : reply.error().code;
}

const base::Value& only(const base::Value& reply) { return reply.get("instances").item(0); }
std::string first_problem(const base::Value& reply) { return only(reply).get("problems").item(0).get("text_en").string_or(""); }

/// Tokens with their versions left out: what undoing must restore.
std::string shape(const state::Case& c) {
  state::Case copy = c;
  copy.last_id = 0;
  for (auto& [id, token] : copy.tokens) token.version = 0;
  return codec::encode(copy);
}

std::string task(std::string_view id, std::string_view inside = "", std::string_view name = "") {
  return "<userTask id=\"" + std::string(id) + "\" name=\"" + std::string(name) + "\">" + std::string(inside) + "</userTask>";
}
const std::string start = "<startEvent id=\"s\"/>";
const std::string timer = "<timerEventDefinition id=\"td\"><timeDuration xsi:type=\"tFormalExpression\">P3D</timeDuration></timerEventDefinition>";
const std::string twice =
    "<multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">2</loopCardinality></multiInstanceLoopCharacteristics>";

}  // namespace

TEST_CASE("a waiting task goes over to the new version and goes on there", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a") + task("b") + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  world.deploy("P", process_xml("P", start + task("a2") + task("c") + chain({"s", "a2", "c"})));
  const std::string before = shape(world.instance(id));
  const std::uint32_t seen = world.version_of(world.tasks("a").front());
  const std::string open_task = world.tasks("a").front();

  const base::Value reply = migrate(world, {{"a", "a2"}});
  CHECK(reply.get("migrated").int64_or(0) == 1);
  CHECK(only(reply).get("moves").item(0).get("to").string_or("") == "a2");
  CHECK(world.open() == Words{"a2"});
  CHECK(world.instance(id).source_version == version(world, 1));
  command::CompleteTask old_view;
  old_view.task = open_task;
  old_view.token_version = seen;
  CHECK(world.send(old_view, person("someone")).error().code == "stale_version");

  SECTION("it goes on in the new version") {
    CHECK(world.complete("a2").empty());
    CHECK(world.open() == Words{"c"});
    CHECK(undo(world, id) == "done_since_migration");
  }
  SECTION("it can be undone while nothing was done since") {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    CHECK(world.complete("a").empty());
    CHECK(world.open() == Words{"b"});
    CHECK(undo(world, id) == "not_migrated");
  }
}

TEST_CASE("what cannot go over stays and is told with the element and the reason", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a", "", "受理") + chain({"s", "a"})));
  const std::string id = world.start("P");
  const std::string old_version = world.instance(id).source_version;
  const auto stays = [&](const std::string& xml, base::Context mapping, std::string_view why) {
    world.deploy("P", xml);
    const base::Value reply = migrate(world, std::move(mapping));
    CHECK(reply.get("stay").int64_or(0) == 1);
    CHECK(only(reply).get("problems").item(0).get("name").string_or("") == "受理");
    CHECK(only(reply).get("problems").item(0).get("text").string_or("") != "");
    CHECK(first_problem(reply).find(why) != std::string::npos);
    CHECK(world.instance(id).source_version == old_version);
    CHECK(world.open() == Words{"a"});
  };
  SECTION("it is gone") { stays(process_xml("P", start + task("b") + chain({"s", "b"})), {}, "no element a"); }
  SECTION("it is of another kind") { stays(process_xml("P", start + "<receiveTask id=\"a\"/>" + chain({"s", "a"})), {}, "another kind"); }
  SECTION("it is repeated now") { stays(process_xml("P", start + task("a", twice) + chain({"s", "a"})), {}, "multi-instance"); }
  SECTION("it stands in a sub-process now") {
    stays(process_xml("P", start + "<subProcess id=\"u\">" + task("a") + "</subProcess>" + chain({"s", "u"})), {}, "same process or sub-process");
  }
}

TEST_CASE("a migration is refused whole when it names what is not there", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a") + chain({"s", "a"})));
  const std::string id = world.start("P");
  world.deploy("P", process_xml("P", start + task("a2") + chain({"s", "a2"})));
  const auto refused = [&](command::MigrateCases asked, const command::Actor& actor = admin) {
    auto reply = world.send(std::move(asked), actor);
    return reply ? std::string() : reply.error().code;
  };
  CHECK(refused(request(world, {{"a", "nothing"}})) == "bad-mapping");
  CHECK(refused(request(world, {{"nothing", "a2"}})) == "bad-mapping");
  CHECK(refused(request(world, {{"a", "a2"}}), person("someone")) == "not_allowed");
  command::MigrateCases asked = request(world);
  asked.to = "0123456789";
  CHECK(refused(asked) == "version_not_found");
  asked.to = asked.from;
  CHECK(refused(asked) == "same_version");
  asked = request(world);
  asked.from = version(world, 1);
  asked.to = version(world, 0);
  asked.cases = {id};
  CHECK(refused(asked) == "not_on_version");
  asked.reason.clear();
  CHECK(refused(asked) == "reason_needed");
}

TEST_CASE("a dry run changes nothing and says the same as the migration", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a") + chain({"s", "a"})));
  world.start("P");
  world.deploy("P", process_xml("P", start + task("a2") + chain({"s", "a2"})));
  const base::Sha256 before = engine::state_hash(world.state);
  const auto dry = engine::decide(world.state, {"dry", world.now, admin, request(world, {{"a", "a2"}})});
  REQUIRE(dry.ok());
  CHECK(engine::state_hash(world.state) == before);
  CHECK(dry->reply.get("instances") == migrate(world, {{"a", "a2"}}).get("instances"));
}

TEST_CASE("a token before a join goes over with its branch; a join with fewer branches lets it through", "[engine][migration]") {
  World world;
  const auto fork = [](std::string_view middle) {
    return process_xml("P", start + "<parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>" + task("a") + task("b") + task("z") +
                                chain({"s", "f", "a", "j", "z"}) + std::string(middle));
  };
  world.deploy("P", fork(chain({"f", "b", "j"})));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());  // one token waits at j
  const std::string before = shape(world.instance(id));
  SECTION("three branches wait for each other") {
    world.deploy("P", fork(task("c") + chain({"f", "b", "j"}) + chain({"f", "c", "j"})));
    CHECK(migrate(world).get("migrated").int64_or(0) == 1);
    CHECK(world.open() == Words{"b"});
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    CHECK(world.complete("b").empty());
    CHECK(world.open() == Words{"z"});
  }
  SECTION("its own flow is gone: it must be named") {
    const std::string next = process_xml("P", start + "<parallelGateway id=\"f\"/><parallelGateway id=\"j\"/>" + task("a") + task("b") + task("n") +
                                                  task("z") + chain({"s", "f", "a", "n", "j", "z"}) + chain({"f", "b", "j"}));
    world.deploy("P", next);
    CHECK(first_problem(migrate(world)).find("a_j") != std::string::npos);
    CHECK(migrate(world, {{"a_j", "n_j"}}).get("migrated").int64_or(0) == 1);
    CHECK(world.complete("b").empty());
    CHECK(world.open() == Words{"z"});
  }
  SECTION("the other branch goes round the join") {
    world.deploy("P", fork(flow("f", "b")));
    CHECK(migrate(world).get("migrated").int64_or(0) == 1);
    CHECK(world.open() == Words{"b", "z"});
    CHECK(undo(world, id) == "done_since_migration");
  }
}

TEST_CASE("instances of a loop go over one by one", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a", twice) + task("b") + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  const std::string before = shape(world.instance(id));
  world.deploy("P", process_xml("P", start + task("a2", twice) + task("c") + chain({"s", "a2", "c"})));
  CHECK(migrate(world, {{"a", "a2"}}).get("migrated").int64_or(0) == 1);
  CHECK(world.open() == Words{"a2"});
  SECTION("to the end") {
    CHECK(world.complete("a2").empty());
    CHECK(world.open() == Words{"c"});
  }
  SECTION("and back") {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    CHECK(world.complete("a").empty());
    CHECK(world.open() == Words{"b"});
  }
}

TEST_CASE("a sub-process goes over with what stands inside", "[engine][migration]") {
  World world;
  const auto with = [](std::string_view id, std::string_view inner, std::string_view after) {
    return process_xml("P", start + "<subProcess id=\"" + std::string(id) + "\"><startEvent id=\"is\"/>" + task(inner) + chain({"is", inner}) +
                                "</subProcess>" + task(after) + chain({"s", id, after}));
  };
  world.deploy("P", with("u", "a", "b"));
  const std::string id = world.start("P");
  const std::string before = shape(world.instance(id));
  world.deploy("P", with("v", "a2", "c"));
  CHECK(migrate(world, {{"u", "v"}}).get("stay").int64_or(0) == 1);  // a is not named
  CHECK(migrate(world, {{"u", "v"}, {"a", "a2"}}).get("migrated").int64_or(0) == 1);
  SECTION("to the end") {
    CHECK(world.complete("a2").empty());
    CHECK(world.open() == Words{"c"});
  }
  SECTION("and back") {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
  }
}

TEST_CASE("timers keep their time; boundary events that are new are armed, those that are gone are not waited for", "[engine][migration]") {
  World world;
  const auto boundary = [](std::string_view id, std::string_view definition) {
    return "<boundaryEvent id=\"" + std::string(id) + "\" attachedToRef=\"a\" cancelActivity=\"true\">" + std::string(definition) + "</boundaryEvent>";
  };
  world.deploy("P", process_xml("P", start + task("a") + task("late") + task("b") + boundary("t", timer) + chain({"s", "a", "b"}) + flow("t", "late")));
  const std::string id = world.start("P");
  world.advance("P1D");
  const std::string before = shape(world.instance(id));
  SECTION("the same event under another name") {
    world.deploy("P", process_xml("P", start + task("a") + task("late2") + task("b") + boundary("t2", timer) + chain({"s", "a", "b"}) + flow("t2", "late2")));
    const base::Value reply = migrate(world, {{"t", "t2"}, {"late", "late2"}});
    CHECK(only(reply).get("armed").as_list().empty());
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    migrate(world, {{"t", "t2"}});
    world.advance("P2D");  // three days since the start, not since the migration
    CHECK(world.open() == Words{"late2"});
  }
  SECTION("it is gone") {
    world.deploy("P", process_xml("P", start + task("a") + task("b") + chain({"s", "a", "b"})));
    const base::Value reply = migrate(world);
    CHECK(only(reply).get("dropped").item(0).get("element").string_or("") == "t");
    CHECK(world.instance(id).timers.empty());
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    world.advance("P2D");
    CHECK(world.open() == Words{"late"});
  }
  SECTION("a message beside it is new") {
    const std::string message = "<messageEventDefinition id=\"md\" messageRef=\"M\"/>";
    world.deploy("P", process_xml("P", start + task("a") + task("late") + task("b") + task("told") + boundary("t", timer) + boundary("m", message) +
                                           chain({"s", "a", "b"}) + flow("t", "late") + flow("m", "told"),
                                  "<message id=\"M\" name=\"withdrawn\"/>"));
    const base::Value reply = migrate(world);
    CHECK(only(reply).get("armed").item(0).get("element").string_or("") == "m");
    CHECK(world.instance(id).timers.size() == 1);
    REQUIRE(world.send(command::CorrelateMessage{"withdrawn", "", {}}).ok());
    CHECK(world.open() == Words{"told"});
    world.check_replay();
    CHECK(undo(world, id) == "done_since_migration");
  }
}

TEST_CASE("a waiting message goes over; after undoing it is found again under its key", "[engine][migration]") {
  World world;
  const auto waits = [](std::string_view id) {
    return process_xml("P", start + "<intermediateCatchEvent id=\"" + std::string(id) + "\"><messageEventDefinition id=\"d\" messageRef=\"M\"/></intermediateCatchEvent>" +
                                task("b") + chain({"s", id, "b"}),
                       "<message id=\"M\" name=\"answer\"><extensionElements><zhunru:subscription correlationKey=\"=k\"/></extensionElements></message>");
  };
  world.deploy("P", waits("m"));
  const std::string id = world.start("P", {{"k", "7"}});
  world.deploy("P", waits("m2"));
  migrate(world, {{"m", "m2"}});
  if (GENERATE(false, true)) CHECK(undo(world, id).empty());
  auto reply = world.send(command::CorrelateMessage{"answer", "7", {}});
  REQUIRE(reply.ok());
  CHECK(reply->get("delivery").string_or("") == "taken");
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

TEST_CASE("only cases on that version go over, and ended ones never", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a") + chain({"s", "a"})));
  world.start("P");
  const std::string done = world.start("P");
  REQUIRE(world.send(command::CancelCase{done, "结束"}, admin).ok());
  world.deploy("P", process_xml("P", start + task("a") + task("b") + chain({"s", "a", "b"})));
  const std::string young = world.start("P");
  const base::Value reply = migrate(world);
  CHECK(reply.get("migrated").int64_or(0) == 1);
  CHECK(reply.get("instances").as_list().size() == 1);
  CHECK(undo(world, young) == "not_migrated");
}

TEST_CASE("a catch timer keeps its due time and its new id; what comes behind it follows the new version", "[engine][migration]") {
  World world;
  const auto waits = [](std::string_view id, std::string_view after) {
    return process_xml("P", start + "<intermediateCatchEvent id=\"" + std::string(id) + "\">" + timer + "</intermediateCatchEvent>" + task(after) +
                                chain({"s", id, after}));
  };
  world.deploy("P", waits("w", "b"));
  const std::string id = world.start("P");
  world.advance("P1D");
  const std::string before = shape(world.instance(id));
  world.deploy("P", waits("w2", "c"));
  migrate(world, {{"w", "w2"}});
  if (GENERATE(false, true)) {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    world.advance("P2D");
    CHECK(world.open() == Words{"b"});
  } else {
    world.advance("P1D");
    CHECK(world.open().empty());
    world.advance("P1D");
    CHECK(world.open() == Words{"c"});
  }
}

TEST_CASE("instances of a sub-process go over with what stands in each", "[engine][migration]") {
  World world;
  const auto with = [](std::string_view inner, std::string_view second, std::string_view repeated) {
    return process_xml("P", start + "<subProcess id=\"u\"><startEvent id=\"is\"/>" + task(inner) + task(second) + chain({"is", inner, second}) + std::string(repeated) +
                                "</subProcess>" + task("z") + chain({"s", "u", "z"}));
  };
  world.deploy("P", with("a", "b", twice));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());  // one instance at a, one at b
  CHECK(world.open() == Words{"a", "b"});
  const std::string before = shape(world.instance(id));
  SECTION("to the end") {
    world.deploy("P", with("a2", "b2", twice));
    CHECK(migrate(world, {{"a", "a2"}, {"b", "b2"}}).get("migrated").int64_or(0) == 1);
    CHECK(world.open() == Words{"a2", "b2"});
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    migrate(world, {{"a", "a2"}, {"b", "b2"}});
    CHECK(world.complete("b2").empty());
    CHECK(world.complete("a2").empty());
    CHECK(world.complete("b2").empty());
    CHECK(world.open() == Words{"z"});
  }
  SECTION("no longer repeated: it stays") {
    world.deploy("P", with("a", "b", ""));
    CHECK(first_problem(migrate(world)).find("multi-instance") != std::string::npos);
    CHECK(world.open() == Words{"a", "b"});
  }
}

TEST_CASE("only the called process goes over; the caller stays on its version", "[engine][migration]") {
  World world;
  world.deploy("P", process_xml("P", start + task("a") + task("b") + chain({"s", "a", "b"})));
  world.deploy("Q", process_xml("Q", start + "<callActivity id=\"call\" calledElement=\"P\"/>" + task("after") + chain({"s", "call", "after"})));
  const std::string id = world.start("Q");
  const std::string caller = world.instance(id).source_version, before = shape(world.instance(id));
  world.deploy("P", process_xml("P", start + task("a2") + task("c") + chain({"s", "a2", "c"})));
  CHECK(migrate(world, {{"a", "a2"}}).get("migrated").int64_or(0) == 1);
  CHECK(world.instance(id).source_version == caller);
  CHECK(undo(world, id).empty());
  CHECK(shape(world.instance(id)) == before);
  migrate(world, {{"a", "a2"}});
  CHECK(world.complete("a2").empty());
  CHECK(world.complete("c").empty());
  CHECK(world.open() == Words{"after"});
}

TEST_CASE("an event-based gateway waits for what its new version offers", "[engine][migration]") {
  World world;
  const auto gate = [](std::string_view second) {
    return process_xml("P", start + "<eventBasedGateway id=\"g\"/><intermediateCatchEvent id=\"t\">" + timer + "</intermediateCatchEvent>" + std::string(second) + task("late") +
                                chain({"s", "g", "t", "late"}),
                       "<message id=\"M\" name=\"yes\"/><message id=\"N\" name=\"no\"/>");
  };
  const auto message = [](std::string_view id, std::string_view ref) {
    return "<intermediateCatchEvent id=\"" + std::string(id) + "\"><messageEventDefinition id=\"d" + std::string(id) + "\" messageRef=\"" + std::string(ref) +
           "\"/></intermediateCatchEvent>" + task("told" + std::string(id)) + chain({"g", id, "told" + std::string(id)});
  };
  world.deploy("P", gate(message("m", "M")));
  const std::string id = world.start("P");
  const std::string before = shape(world.instance(id));
  world.deploy("P", gate(message("n", "N")));
  const base::Value reply = migrate(world);
  CHECK(only(reply).get("armed").item(0).get("element").string_or("") == "n");
  CHECK(only(reply).get("dropped").item(0).get("element").string_or("") == "m");
  SECTION("the new message") {
    REQUIRE(world.send(command::CorrelateMessage{"no", "", {}}).ok());
    CHECK(world.open() == Words{"toldn"});
  }
  SECTION("and back") {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
    REQUIRE(world.send(command::CorrelateMessage{"yes", "", {}}).ok());
    CHECK(world.open() == Words{"toldm"});
  }
}

TEST_CASE("an incident goes over with its token and is resolved by the new text", "[engine][migration]") {
  World world;
  const auto gate = [](std::string_view condition) {
    return process_xml("P", start + "<exclusiveGateway id=\"x\"/>" + task("b") + chain({"s", "x"}) + flow("x", "b", condition));
  };
  world.deploy("P", gate("unknown_name > 1"));
  const std::string id = world.start("P");
  REQUIRE(world.incidents(id) == Words{"unresolved-variable"});
  const std::string before = shape(world.instance(id));
  world.deploy("P", gate("1 = 1"));
  migrate(world);
  if (GENERATE(false, true)) {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
  } else {
    const state::Id incident = world.instance(id).incidents.begin()->first;
    REQUIRE(world.send(command::ResolveIncident{id, incident, "retry", {}}, admin).ok());
    CHECK(world.open() == Words{"b"});
  }
}

TEST_CASE("what was answered is found under the new id of its step, and undone with the rest", "[engine][migration]") {
  World world;
  const auto asks = [](std::string_view first, std::string_view condition) {
    return process_xml("P", start + task(first) + task("b") + "<exclusiveGateway id=\"x\"/>" + task("yes") + task("no") + chain({"s", first, "b", "x"}) +
                                flow("x", "yes", condition) + flow("x", "no", "not(" + std::string(condition) + ")"));
  };
  world.deploy("P", asks("a", "a.data.go = true"));
  const std::string id = world.start("P");
  CHECK(world.complete("a", {{"go", base::Value(true)}}).empty());
  const std::string before = shape(world.instance(id));
  world.deploy("P", asks("a2", "a2.data.go = true"));
  const auto dry = engine::decide(world.state, {"dry", world.now, admin, request(world)});
  REQUIRE(dry.ok());
  const base::Value& note = dry->reply.get("instances").item(0).get("notes").item(0);
  CHECK(note.get("maps").string_or("") == "a");
  CHECK(note.get("text_en").string_or("").find("which step it became") != std::string::npos);
  CHECK(note.get("candidates").size() > 0);
  const base::Value reply = migrate(world, {{"a", "a2"}});
  CHECK(only(reply).get("notes").as_list().empty());
  SECTION("the new version reads it") {
    CHECK(world.complete("b").empty());
    CHECK(world.incidents(id).empty());
    CHECK(world.open() == Words{"yes"});
  }
  SECTION("and back") {
    CHECK(undo(world, id).empty());
    CHECK(shape(world.instance(id)) == before);
  }
}

TEST_CASE("a compensation handler that runs goes over although its sub-process is over", "[engine][migration][compensation]") {
  const auto undoing = [](std::string_view name) {
    const std::string inside = "<startEvent id=\"ss\"/>" + task("pay") + "<boundaryEvent id=\"cp\" attachedToRef=\"pay\"><compensateEventDefinition/></boundaryEvent>"
                               "<userTask id=\"refund\" name=\"" + std::string(name) + "\" isForCompensation=\"true\"/><association id=\"as\" sourceRef=\"cp\" "
                               "targetRef=\"refund\" associationDirection=\"One\"/><endEvent id=\"se\"/>" + chain({"ss", "pay", "se"});
    return process_xml("P", start + "<subProcess id=\"sub\">" + inside + "</subProcess><intermediateThrowEvent id=\"undo\"><compensateEventDefinition/>"
                                    "</intermediateThrowEvent>" + task("b") + chain({"s", "sub", "undo", "b"}));
  };
  World world;
  world.deploy("P", undoing("old"));
  world.start("P");
  CHECK(world.complete("pay").empty());
  CHECK(world.open() == Words{"refund"});
  world.deploy("P", undoing("new"));
  CHECK(migrate(world).get("migrated").int64_or(0) == 1);
  CHECK(world.complete("refund").empty());
  CHECK(world.open() == Words{"b"});
  world.check_replay();
}

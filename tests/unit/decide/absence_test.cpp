#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

// The world's clock stands at 2026-03-02, 09:00 in Shanghai.
const command::Actor chief = person("chief", "member", "B1");
const command::Actor deputy = person("deputy", "clerk", "B1");
const command::Actor neighbour = person("neighbour", "member", "B2");

std::string one_task(std::string_view extensions) {
  return process_xml("P", "<startEvent id=\"start\"/><userTask id=\"a\"><extensionElements>" + std::string(extensions) +
                              "</extensionElements></userTask><userTask id=\"b\"/>" + chain({"start", "a", "b"}));
}

const char* const for_member = "<zhunru:assignment role=\"member\" body=\"B1\" exclude=\"=recused\"/>";

std::string signers() {
  return process_xml("P", "<startEvent id=\"s\"/><userTask id=\"sign\"><extensionElements><zhunru:assignment role=\"member\" body=\"=who\"/>"
                          "</extensionElements><multiInstanceLoopCharacteristics><extensionElements>"
                          "<zhunru:loop collection=\"=bodies\" element=\"who\"/></extensionElements></multiInstanceLoopCharacteristics>"
                          "</userTask><userTask id=\"after\"/>" + chain({"s", "sign", "after"}));
}

base::Value names(std::initializer_list<const char*> words) {
  base::List list;
  for (const char* word : words) list.push_back(base::Value(word));
  return base::Value(std::move(list));
}

/// Code of the refusal, or "".
std::string away(World& world, const command::Actor& who, const std::string& substitute, const std::string& from = "2026-03-02",
                 const std::string& to = "2026-03-06") {
  auto reply = world.send(command::SetAbsence{who.account, substitute, from, to, who.seats}, who);
  return reply ? "" : reply.error().code;
}

std::string claim(World& world, const command::Actor& who, const std::string& task) {
  auto reply = world.send(command::ClaimTask{task, world.version_of(task)}, who);
  return reply ? "" : reply.error().code;
}

void start_one(World& world, const char* recused = "") {
  world.deploy("P", one_task(for_member));
  world.start("P", {{"recused", names({recused})}});
}

}  // namespace

TEST_CASE("a substitute acts from the first to the last day, by the seat of the absent one, and it is said so", "[engine][absence]") {
  World world;
  start_one(world);
  const std::string task = world.tasks("a").front();
  CHECK(world.complete_as(deputy, task) == "not_yours");
  REQUIRE(away(world, chief, "deputy", "2026-03-03", "2026-03-04").empty());
  CHECK(world.complete_as(deputy, task) == "substitution_over");
  world.set_time("2026-03-02T16:00:00Z");  // the 3rd begins in Shanghai
  SECTION("on the first day") {
    REQUIRE(world.complete_as(deputy, task).empty());
    const state::Case& c = *world.state.case_of(task);
    CHECK(c.done.front().account == "deputy");
    CHECK(c.done.front().seat == chief.seats.front());
    const base::Value by = world.variable(c.id, "a").get("by");
    CHECK(by.get("account") == base::Value("deputy"));
    CHECK(by.get("role") == base::Value("member"));
    CHECK(by.get("substitute").get("for") == base::Value("chief"));
    CHECK(by.get("substitute").get("role") == base::Value("clerk"));
    const state::Substitution* made = world.state.substitutions.find(task);
    REQUIRE(made != nullptr);
    CHECK(made->principal == "chief");
    CHECK(made->own == deputy.seats.front());
  }
  SECTION("not after the last") {
    world.set_time("2026-03-04T16:00:00Z");
    CHECK(world.complete_as(deputy, task) == "substitution_over");
    CHECK(world.complete_as(chief, task).empty());
    CHECK(world.variable(world.state.case_of(task)->id, "a").get("by").get("substitute").is_null());
  }
  world.check_replay();
}

TEST_CASE("a recused substitute may not act, nor one for a recused person", "[engine][absence]") {
  World world;
  start_one(world, "B2");
  REQUIRE(away(world, chief, "neighbour").empty());
  CHECK(world.complete_as(neighbour, world.tasks("a").front()) == "recused");
  World other;
  start_one(other, "B1");
  REQUIRE(away(other, chief, "third").empty());
  CHECK(other.complete_as(person("third", "clerk", "B3"), other.tasks("a").front()) == "not_yours");
}

TEST_CASE("there are no chains: a substitute's substitute inherits nothing, and who is away stands in for nobody new", "[engine][absence]") {
  World world;
  start_one(world);
  REQUIRE(away(world, chief, "deputy").empty());
  CHECK(away(world, neighbour, "chief") == "substitute_away");
  // The deputy leaves too: the one who covers the deputy's own post does not get the chief's.
  REQUIRE(away(world, deputy, "third").empty());
  CHECK(world.complete_as(person("third", "clerk", "B3"), world.tasks("a").front()) == "not_yours");
  CHECK(world.complete_as(deputy, world.tasks("a").front()).empty());
}

TEST_CASE("one seat has one voice: an own voice and that of an absent colleague are two seats, first come first served within one", "[engine][absence]") {
  World world;
  world.deploy("P", signers());
  const std::string id = world.start("P", {{"bodies", names({"B1", "B2"})}});
  REQUIRE(away(world, chief, "neighbour").empty());
  const auto signing = world.tasks("sign");
  REQUIRE(world.complete_as(neighbour, signing[0]).empty());
  CHECK(world.state.substitutions.find(signing[0]) != nullptr);
  for (const command::Actor& late : {chief, neighbour}) {
    command::CompleteTask again;
    again.task = signing[0];
    again.token_version = 1;
    CHECK(world.send(again, late).error().code == "task_not_open");
  }
  REQUIRE(world.complete_as(neighbour, signing[1]).empty());
  CHECK(world.state.substitutions.find(signing[1]) == nullptr);
  CHECK(world.open() == Words{"after"});
  CHECK(world.instance(id).done.size() == 2);
  world.check_replay();
}

TEST_CASE("who may act by an own seat acts for themselves, also while standing in for a colleague in the same post", "[engine][absence]") {
  World world;
  start_one(world);
  const command::Actor twin = person("twin", "member", "B1");
  REQUIRE(away(world, chief, "twin").empty());
  REQUIRE(world.complete_as(twin, world.tasks("a").front()).empty());
  CHECK(world.state.substitutions.size() == 0);
}

TEST_CASE("first come first served with the absent person: who claims has it, and it comes back when the absence is over", "[engine][absence]") {
  World world;
  start_one(world);
  const std::string task = world.tasks("a").front();
  REQUIRE(away(world, chief, "deputy").empty());
  SECTION("the absent one had claimed it: the substitute goes on") {
    World& w = world;
    REQUIRE(claim(w, chief, task).empty());
    CHECK(world.complete_as(neighbour, task) == "claimed_by_other");
    CHECK(world.complete_as(deputy, task).empty());
  }
  SECTION("the substitute claims it: the absent one is told who has it") {
    REQUIRE(claim(world, deputy, task).empty());
    CHECK(world.complete_as(chief, task) == "claimed_by_substitute");
    SECTION("until the substitute gives it back") {
      REQUIRE(world.send(command::ReleaseTask{task, world.version_of(task)}, deputy).ok());
      CHECK(world.complete_as(chief, task).empty());
    }
    SECTION("until the absence is ended") {
      REQUIRE(world.send(command::EndAbsence{"a1"}, chief).ok());
      CHECK(world.complete_as(deputy, task) == "substitution_over");
      CHECK(world.complete_as(chief, task).empty());
    }
    SECTION("until its last day is over") {
      world.set_time("2026-03-07T01:00:00Z");
      CHECK(world.complete_as(person("twin", "member", "B1"), task) == "claimed_by_other");
      CHECK(world.complete_as(chief, task).empty());
    }
  }
  SECTION("the absent one simply does it") { CHECK(world.complete_as(chief, task).empty()); }
  world.check_replay();
}

TEST_CASE("a substitute has the other verbs too: hand over, lend, send back, add a signer, and take back what they did", "[engine][absence][verbs]") {
  World world;
  start_one(world);
  const std::string task = world.tasks("a").front();
  REQUIRE(away(world, chief, "deputy").empty());
  const auto acts = [&] {
    Words said;
    for (const auto& e : world.log)
      if (const auto* made = std::get_if<event::Substituted>(&e)) said.push_back(made->substitution.act);
    return said;
  };
  SECTION("handed over") {
    REQUIRE(world.send(command::Transfer{task, world.version_of(task), {}, "expert", "转办"}, deputy).ok());
    CHECK(acts() == Words{"Transfer"});
  }
  SECTION("lent, it comes back to the absent one and so to the substitute") {
    REQUIRE(world.send(command::Delegate{task, world.version_of(task), "helper", "委托"}, deputy).ok());
    REQUIRE(world.complete_as(person("helper", "clerk", "B9"), task).empty());
    CHECK(world.state.case_of(task)->find_task(task)->claimed_by == "chief");
    CHECK(world.complete_as(deputy, task).empty());
    CHECK(acts() == Words{"Delegate", "CompleteTask"});
  }
  SECTION("a signer before") {
    REQUIRE(world.send(command::AddSigner{task, world.version_of(task), base::Value(base::Context{{"role", base::Value("legal")}}), "before", "先问"}, deputy).ok());
    CHECK(acts() == Words{"AddSigner"});
  }
  SECTION("the clock") {
    CHECK(world.send(command::StopClock{task, world.version_of(task), "", "中止"}, deputy).ok());
    CHECK(acts() == Words{"StopClock"});
  }
  SECTION("taken back by the substitute while away, by the absent one always, by nobody else") {
    REQUIRE(world.complete_as(deputy, task).empty());
    CHECK_FALSE(world.send(command::TakeBack{task}, neighbour).ok());
    SECTION("by the substitute") { CHECK(world.send(command::TakeBack{task}, deputy).ok()); }
    SECTION("by the absent one") { CHECK(world.send(command::TakeBack{task}, chief).ok()); }
    SECTION("not by the substitute afterwards") {
      REQUIRE(world.send(command::EndAbsence{"a1"}, chief).ok());
      CHECK_FALSE(world.send(command::TakeBack{task}, deputy).ok());
    }
  }
  world.check_replay();
}

TEST_CASE("in a parallel branch and inside a sub-process a substitute acts as anywhere", "[engine][absence]") {
  World world;
  const std::string assignment = "<extensionElements><zhunru:assignment role=\"member\" body=\"B1\"/></extensionElements>";
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"x\">" + assignment + "</userTask>"
                                     "<subProcess id=\"sub\"><startEvent id=\"ss\"/><userTask id=\"y\">" + assignment + "</userTask><endEvent id=\"se\"/>" +
                                         chain({"ss", "y", "se"}) + "</subProcess><parallelGateway id=\"j\"/><endEvent id=\"e\"/>" +
                                         chain({"s", "f", "x", "j", "e"}) + flow("f", "sub") + flow("sub", "j")));
  const std::string id = world.start("P");
  REQUIRE(away(world, chief, "deputy").empty());
  REQUIRE(world.complete_as(deputy, world.tasks("x").front()).empty());
  REQUIRE(world.complete_as(deputy, world.tasks("y").front()).empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("a signature is given by the substitute for the text that stands", "[engine][absence][signature]") {
  World world;
  world.deploy("P", one_task("<zhunru:assignment role=\"member\" body=\"B1\"/><zhunru:sign text=\"=hash\"/>"));
  world.start("P", {{"hash", base::Value("abc")}});
  REQUIRE(away(world, chief, "deputy").empty());
  command::CompleteTask complete;
  complete.task = world.tasks("a").front();
  complete.token_version = world.version_of(complete.task);
  CHECK(world.send(complete, deputy).error().code == "signature_needed");
  complete.text_hash = "abc";
  CHECK(world.send(complete, deputy).ok());
}

TEST_CASE("absences are one's own to set, for days to come, once for each day, to somebody else", "[engine][absence]") {
  World world;
  CHECK(away(world, chief, "chief") == "same_person");
  CHECK(away(world, chief, "") == "same_person");
  CHECK(away(world, chief, "deputy", "2026-03-05", "2026-03-04") == "bad-date");
  CHECK(away(world, chief, "deputy", "2026-02-20", "2026-03-01") == "bad-date");
  CHECK(away(world, chief, "deputy", "2026-03-05", "2027-03-07") == "bad-date");
  CHECK(away(world, chief, "deputy", "2026-3-5", "soon") == "bad-date");
  CHECK(away(world, person("p", "resident", "", "C1"), "deputy") == "nothing_to_cover");
  CHECK(away(world, person("p", "expert:health"), "deputy") == "nothing_to_cover");
  REQUIRE(away(world, chief, "deputy").empty());
  CHECK(away(world, chief, "neighbour", "2026-03-06", "2026-03-09") == "overlaps");
  CHECK(away(world, chief, "neighbour", "2026-03-07", "2026-03-09").empty());
  auto stranger = world.send(command::SetAbsence{"chief", "deputy", "2026-04-01", "2026-04-02", chief.seats}, neighbour);
  CHECK(stranger.error().code == "not_allowed");
  CHECK(world.send(command::SetAbsence{"chief", "deputy", "2026-04-01", "2026-04-02", chief.seats}, person("root", "template_admin")).ok());
  CHECK(world.send(command::EndAbsence{"a1"}, neighbour).error().code == "not_allowed");
  CHECK(world.send(command::EndAbsence{"a9"}, chief).error().code == "unknown-absence");
  REQUIRE(world.send(command::EndAbsence{"a1"}, chief).ok());
  CHECK(world.send(command::EndAbsence{"a1"}, chief).error().code == "absence_over");
  world.check_replay();
}

TEST_CASE("a seat that the absent one loses is lost to the substitute", "[engine][absence]") {
  World world;
  start_one(world);
  REQUIRE(away(world, chief, "deputy").empty());
  CHECK(world.send(command::ReseatAbsences{"chief", {}}, chief).error().code == "not_allowed");
  REQUIRE(world.send(command::ReseatAbsences{"chief", {}}).ok());
  CHECK(world.complete_as(deputy, world.tasks("a").front()) == "not_yours");
  REQUIRE(world.send(command::ReseatAbsences{"chief", chief.seats}).ok());
  CHECK(world.complete_as(deputy, world.tasks("a").front()).empty());
  world.check_replay();
}

TEST_CASE("a message that a post may send is sent by its substitute", "[engine][absence]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><intermediateCatchEvent id=\"m\"><extensionElements>"
                                     "<zhunru:assignment role=\"member\" body=\"B1\"/></extensionElements>"
                                     "<messageEventDefinition messageRef=\"M\"/></intermediateCatchEvent><userTask id=\"t\"/>" + chain({"s", "m", "t"}),
                                "<message id=\"M\" name=\"go\"/>"));
  const std::string id = world.start("P");
  CHECK(world.send(command::CorrelateMessage{"go", "", {}}, deputy).error().code == "not_yours");
  REQUIRE(away(world, chief, "deputy").empty());
  REQUIRE(world.send(command::CorrelateMessage{"go", "", {}}, deputy).ok());
  CHECK(world.variable(id, "m").get("by").get("substitute").get("for") == base::Value("chief"));
}

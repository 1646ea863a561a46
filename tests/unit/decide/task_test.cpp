#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

std::string one_task(std::string_view extensions, std::string_view attributes = "") {
  return process_xml("P", "<startEvent id=\"start\"/><userTask id=\"a\" " + std::string(attributes) + "><extensionElements>" +
                              std::string(extensions) + "</extensionElements></userTask><endEvent id=\"end\"/>" + chain({"start", "a", "end"}));
}

}  // namespace

TEST_CASE("a command that saw an older version of the token is refused", "[engine][task]") {
  World world;
  world.deploy("P", one_task(""));
  world.start("P");
  const std::string task = world.tasks("a").front();
  command::CompleteTask complete;
  complete.task = task;
  complete.token_version = world.version_of(task) + 1;
  auto reply = world.send(complete, person("x"));
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().code == "stale_version");
  CHECK(reply.error().message_en.find("The step has changed") != std::string::npos);
}

TEST_CASE("the same command id gives the same answer once; another body under it is refused", "[engine][idempotency]") {
  World world;
  world.deploy("P", one_task(""));
  auto first = world.send_as("id-1", command::StartCase{"P", {}});
  const std::size_t events = world.log.size();
  auto second = world.send_as("id-1", command::StartCase{"P", {}});
  REQUIRE(second.ok());
  CHECK(*first == *second);
  CHECK(world.log.size() == events);
  auto other = world.send_as("id-1", command::StartCase{"P", base::Value(base::Context{{"x", base::Value(1)}})});
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().code == "duplicate_id");
}

TEST_CASE("only a seat that fits may complete, and a recused body may not", "[engine][authorisation]") {
  World world;
  world.deploy("P", one_task("<zhunru:assignment role=\"=[&quot;member&quot;, &quot;chair&quot;]\" body=\"=who\" exclude=\"=recused\"/>"));
  world.start("P", {{"who", base::Value("B1")}, {"recused", base::Value(base::List{base::Value("B2")})}});
  const std::string task = world.tasks("a").front();
  CHECK(world.complete_as(person("x", "clerk", "B1"), task) == "not_yours");
  CHECK(world.complete_as(person("x", "member", "B9"), task) == "not_yours");
  CHECK(world.complete_as(command::Actor::system(), task) == "not_yours");
  CHECK(world.complete_as(person("x", "member", "B1"), task).empty());
  world.start("P", {{"who", base::Value("B2")}, {"recused", base::Value(base::List{base::Value("B2")})}});
  CHECK(world.complete_as(person("x", "member", "B2"), world.tasks("a").front()) == "recused");
}

TEST_CASE("a step whose role comes out empty is an incident, not a step for everybody", "[engine][authorisation]") {
  World world;
  world.deploy("P", one_task("<zhunru:assignment role=\"=reviewer.role\" body=\"=reviewer.body\"/>"));
  const std::string id = world.start("P", {{"reviewer", base::Value(base::Context{{"role", base::Value{}}, {"body", base::Value("B1")}})}});
  CHECK(world.open().empty());
  CHECK(world.incidents(id) == Words{"nobody-assigned"});
  const base::Context known{{"reviewer", base::Value(base::Context{{"role", base::Value("member")}, {"body", base::Value("B1")}})}};
  REQUIRE(world.send(command::ResolveIncident{id, world.instance(id).incidents.begin()->first, "retry", base::Value(known)}).ok());
  CHECK(world.open().size() == 1);
  world.check_replay();
}

TEST_CASE("a claimed task is for the one who claimed it until released", "[engine][task]") {
  World world;
  world.deploy("P", one_task(""));
  world.start("P");
  const std::string task = world.tasks("a").front();
  REQUIRE(world.send(command::ClaimTask{task, world.version_of(task)}, person("x")).ok());
  CHECK(world.complete_as(person("y"), task) == "claimed_by_other");
  auto not_mine = world.send(command::ReleaseTask{task, world.version_of(task)}, person("y"));
  CHECK_FALSE(not_mine.ok());
  REQUIRE(world.send(command::ReleaseTask{task, world.version_of(task)}, person("x")).ok());
  CHECK(world.complete_as(person("y"), task).empty());
}

TEST_CASE("an outcome must be one of the task's and offered now", "[engine][task]") {
  World world;
  world.deploy("P", one_task("<zhunru:outcome id=\"yes\" name=\"是\"/><zhunru:outcome id=\"no\" name=\"否\" when=\"=allowed\" clause=\"2.2-c\"/>"));
  const std::string id = world.start("P", {{"allowed", base::Value(false)}});
  CHECK(world.complete("a", {}, "maybe") == "unknown_outcome");
  CHECK(world.complete("a", {}, "no") == "outcome_not_offered");
  CHECK(world.complete("a", {{"note", base::Value("ok")}}, "yes").empty());
  CHECK(world.variable(id, "a").get("outcome") == base::Value("yes"));
  CHECK(world.variable(id, "a").get("data").get("note") == base::Value("ok"));
}

TEST_CASE("a signature must name the hash of the text as it stood when the task opened", "[engine][signature]") {
  World world;
  world.deploy("P", one_task("<zhunru:sign text=\"=text.hash\"/>"));
  const std::string id = world.start("P", {{"text", base::Value(base::Context{{"hash", base::Value("abc123")}})}});
  const std::string task = world.tasks("a").front();
  command::CompleteTask complete;
  complete.task = task;
  complete.token_version = world.version_of(task);
  auto unsigned_reply = world.send(complete, person("x"));
  REQUIRE_FALSE(unsigned_reply.ok());
  CHECK(unsigned_reply.error().code == "signature_needed");
  complete.text_hash = "other";
  CHECK(world.send(complete, person("x")).error().code == "signed_other_text");
  complete.text_hash = "abc123";
  REQUIRE(world.send(complete, person("x")).ok());
  CHECK(world.variable(id, "a").get("signed").get("text_hash") == base::Value("abc123"));
}

TEST_CASE("a form checks the data before anything happens", "[engine][form]") {
  World world;
  const std::string form =
      R"({"type":"default","id":"F","schemaVersion":19,"components":[{"type":"textfield","id":"c1","key":"name","label":"名称","validate":{"required":true,"minLength":4}}]})";
  auto deployed = world.send(command::DeployResource{"form", "F", form});
  INFO((deployed ? "" : base::describe(deployed.error())));
  REQUIRE(deployed.ok());
  world.deploy("P", one_task("<zhunru:form ref=\"F\"/>"));
  world.start("P");
  CHECK(world.complete("a") == "invalid-data");
  CHECK(world.complete("a", {{"name", base::Value("abc")}}) == "invalid-data");
  CHECK(world.complete("a", {{"name", base::Value("abcdef")}, {"unknown", base::Value(1)}}) == "invalid-data");
  CHECK(world.complete("a", {{"name", base::Value("abcdef")}}).empty());
}

TEST_CASE("a model with errors is refused and nothing is deployed", "[engine][deploy]") {
  World world;
  auto refused = world.send(command::DeployResource{"process", "bad", process_xml("P", "<startEvent id=\"s\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"nobody\"/>")});
  REQUIRE_FALSE(refused.ok());
  CHECK(world.state.resources.size() == 0);
  auto stranger = world.send(command::DeployResource{"process", "P", one_task("")}, person("x"));
  REQUIRE_FALSE(stranger.ok());
  CHECK(stranger.error().code == "not_allowed");
}

TEST_CASE("a running case keeps the version of its process", "[engine][deploy]") {
  World world;
  world.deploy("P", one_task(""));
  const std::string id = world.start("P");
  world.deploy("P", process_xml("P", "<startEvent id=\"start\"/><userTask id=\"other\"/>" + chain({"start", "other"})));
  world.start("P");
  CHECK(world.open() == Words{"a", "other"});
  CHECK(world.complete("a").empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("urging is a notice and a line in the log; it moves no token and not twice in an hour", "[engine][verbs]") {
  World world;
  world.deploy("P", one_task("<zhunru:assignment role=\"chair\"/>"));
  REQUIRE(world.send(command::StartCase{"P", {}}, person("me", "clerk", "B1")).ok());
  const std::string task = world.tasks("a").front();
  const auto version = world.version_of(task);
  CHECK(world.send(command::UrgeTask{task}, person("stranger", "resident")).error().code == "not_allowed");
  REQUIRE(world.send(command::UrgeTask{task}, person("me", "clerk", "B1")).ok());
  CHECK(world.send(command::UrgeTask{task}, person("me", "clerk", "B1")).error().code == "urged_already");
  world.advance("PT2H");
  REQUIRE(world.send(command::UrgeTask{task}, person("me", "clerk", "B1")).ok());
  CHECK(world.instance("c1").find_task(task)->urged == 2);
  CHECK(world.version_of(task) == version);
  world.check_replay();
}

TEST_CASE("a transferred task is for the new seat; what the former holder still sees is refused", "[engine][verbs]") {
  World world;
  world.deploy("P", one_task("<zhunru:assignment role=\"member\" body=\"B1\"/>"));
  world.start("P");
  const std::string task = world.tasks("a").front();
  const auto version = world.version_of(task);
  CHECK(world.send(command::Transfer{task, version, {"", "B2", "", ""}, "", "分工调整"}, person("x", "member", "B2")).error().code == "not_yours");
  REQUIRE(world.send(command::Transfer{task, version, {"", "B2", "", ""}, "", "分工调整"}, person("x", "member", "B1")).ok());
  command::CompleteTask stale;
  stale.task = task;
  stale.token_version = version;
  CHECK(world.send(stale, person("x", "member", "B1")).error().code == "stale_version");
  CHECK(world.complete_as(person("x", "member", "B1"), task) == "not_yours");
  CHECK(world.complete_as(person("y", "member", "B2"), task).empty());
  world.check_replay();
}

TEST_CASE("a lent task comes back to its owner, who completes it", "[engine][verbs]") {
  World world;
  world.deploy("P", one_task("<zhunru:assignment role=\"member\"/>"));
  const std::string id = world.start("P");
  const std::string task = world.tasks("a").front();
  REQUIRE(world.send(command::Delegate{task, world.version_of(task), "helper", "出差"}, person("owner", "member")).ok());
  CHECK(world.complete_as(person("owner", "member"), task) == "claimed_by_other");
  CHECK(world.complete_as(person("helper", "clerk"), task, {{"draft", base::Value(1)}}).empty());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete_as(person("owner", "member"), task).empty());
  CHECK(world.ended(id));
  world.check_replay();
}

TEST_CASE("a person's data become variables only where a form says which fields there are", "[engine][security]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"start\"/><intermediateCatchEvent id=\"w\"><messageEventDefinition messageRef=\"m1\"/>"
                                     "</intermediateCatchEvent><userTask id=\"a\"/>" + chain({"start", "w", "a"}),
                                "<message id=\"m1\" name=\"news\"/>"));
  const base::Value data(base::Context{{"approved", base::Value(true)}});
  auto start = world.send(command::StartCase{"P", data}, person("x"));
  REQUIRE_FALSE(start.ok());
  CHECK(start.error().code == "no_start_form");
  const std::string id = world.start("P", {{"approved", base::Value(false)}});
  REQUIRE(world.send(command::CorrelateMessage{"news", "", data}, person("x")).ok());
  CHECK(world.variable(id, "approved") == base::Value(false));
  CHECK(world.variable(id, "w").get("payload").get("approved") == base::Value(true));
  CHECK(world.variable(id, "w").get("by").get("account") == base::Value("x"));
}

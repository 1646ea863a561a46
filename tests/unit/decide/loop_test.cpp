#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

std::string signers(std::string_view loop_attributes, std::string_view loop_body = "") {
  return process_xml("P", "<startEvent id=\"s\"/><userTask id=\"sign\"><extensionElements><zhunru:assignment role=\"member\" body=\"=who\"/>"
                          "</extensionElements><multiInstanceLoopCharacteristics " + std::string(loop_attributes) +
                              "><extensionElements><zhunru:loop collection=\"=bodies\" element=\"who\" output=\"views\" outputElement=\"=sign.outcome\"/>"
                              "</extensionElements>" + std::string(loop_body) + "</multiInstanceLoopCharacteristics></userTask>"
                              "<userTask id=\"after\"/>" + chain({"s", "sign", "after"}));
}

base::Value bodies(std::initializer_list<const char*> names) {
  base::List list;
  for (const char* name : names) list.push_back(base::Value(name));
  return base::Value(std::move(list));
}

command::Actor member(const char* body) { return person(std::string("of ") + body, "member", body); }

std::string task_of(const World& world, std::string_view body) {
  for (const std::string& task : world.tasks("sign"))
    if (world.state.case_of(task)->find_task(task)->assignee.body == body) return task;
  return {};
}

}  // namespace

TEST_CASE("a parallel multi-instance asks everybody at once and keeps answers in the order of the collection", "[engine][loop]") {
  World world;
  world.deploy("P", signers(""));
  const std::string id = world.start("P", {{"bodies", bodies({"B1", "B2", "B3"})}});
  CHECK(world.open() == Words{"sign", "sign", "sign"});
  for (const char* body : {"B3", "B1", "B2"}) CHECK(world.complete_as(member(body), task_of(world, body), {{"from", base::Value(body)}}).empty());
  CHECK(world.open() == Words{"after"});
  CHECK(world.variable(id, "sign").size() == 3);
  CHECK(world.variable(id, "sign").item(2).get("data").get("from") == base::Value("B3"));
  CHECK(world.variable(id, "views").size() == 3);
  CHECK(world.variable(id, "who").is_null());
  world.check_replay();
}

TEST_CASE("a sequential multi-instance asks one after the other and stops when its condition holds", "[engine][loop]") {
  World world;
  world.deploy("P", signers("isSequential=\"true\"", "<completionCondition xsi:type=\"tFormalExpression\">numberOfCompletedInstances >= 2</completionCondition>"));
  const std::string id = world.start("P", {{"bodies", bodies({"B1", "B2", "B3"})}});
  CHECK(world.open() == Words{"sign"});
  CHECK(world.complete_as(member("B1"), task_of(world, "B1")).empty());
  CHECK(world.open() == Words{"sign"});
  CHECK(world.complete_as(member("B2"), task_of(world, "B2")).empty());
  CHECK(world.open() == Words{"after"});
  CHECK(world.variable(id, "sign").size() == 2);
  world.check_replay();
}

TEST_CASE("the first answer is enough for 或签; the others are not needed", "[engine][loop]") {
  World world;
  world.deploy("P", signers("", "<completionCondition xsi:type=\"tFormalExpression\">numberOfCompletedInstances >= 1</completionCondition>"));
  const std::string id = world.start("P", {{"bodies", bodies({"B1", "B2", "B3"})}});
  CHECK(world.complete_as(member("B2"), task_of(world, "B2")).empty());
  CHECK(world.open() == Words{"after"});
  CHECK(world.variable(id, "sign").size() == 3);
  CHECK(world.variable(id, "sign").item(0).is_null());
  CHECK_FALSE(world.variable(id, "sign").item(1).is_null());
  world.check_replay();
}

TEST_CASE("an empty collection passes at once", "[engine][loop]") {
  World world;
  world.deploy("P", signers(""));
  world.start("P", {{"bodies", bodies({})}});
  CHECK(world.open() == Words{"after"});
}

TEST_CASE("dropping the last open signer completes; a given answer stays and a reason is wanted", "[engine][verbs]") {
  World world;
  world.deploy("P", signers(""));
  const std::string id = world.start("P", {{"bodies", bodies({"B1", "B2", "B3"})}});
  CHECK(world.complete_as(member("B1"), task_of(world, "B1")).empty());
  const auto drop = [&](const char* body, std::string reason, const command::Actor& actor) {
    const std::string task = task_of(world, body);
    auto reply = world.send(command::DropSigner{task, world.version_of(task), std::move(reason)}, actor);
    return reply ? "" : reply.error().code;
  };
  CHECK(drop("B2", "", person("c", "chair")) == "reason_needed");
  CHECK(drop("B2", "逾期未签", person("r", "resident")) == "not_allowed");
  CHECK(drop("B2", "逾期未签", person("c", "chair")).empty());
  CHECK(world.open() == Words{"sign"});
  CHECK(drop("B3", "逾期未签", person("c", "chair")).empty());
  CHECK(world.open() == Words{"after"});
  CHECK(world.variable(id, "sign").size() == 3);
  CHECK_FALSE(world.variable(id, "sign").item(0).is_null());
  world.check_replay();
}

TEST_CASE("an added signer is one instance more and must be waited for; a recused body cannot be added", "[engine][verbs]") {
  World world;
  world.deploy("P", signers(""));
  world.start("P", {{"bodies", bodies({"B1"})}});
  const std::string task = task_of(world, "B1");
  const auto version = world.version_of(task);
  REQUIRE(world.send(command::AddSigner{task, version, base::Value("B7"), "instance", "涉及其职责"}, person("c", "chair")).ok());
  CHECK(world.open() == Words{"sign", "sign"});
  CHECK(world.complete_as(member("B1"), task).empty());
  CHECK(world.open() == Words{"sign"});
  CHECK(world.complete_as(member("B7"), task_of(world, "B7")).empty());
  CHECK(world.open() == Words{"after"});
  world.check_replay();
}

TEST_CASE("a signer of whom nobody can be asked is refused and leaves no incident", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"sign\"><extensionElements><zhunru:assignment role=\"=who.role\"/></extensionElements>"
                                     "<multiInstanceLoopCharacteristics><extensionElements><zhunru:loop collection=\"=signers\" element=\"who\"/>"
                                     "</extensionElements></multiInstanceLoopCharacteristics></userTask>" + chain({"s", "sign"})));
  const base::Value member(base::Context{{"role", base::Value("member")}});
  const std::string id = world.start("P", {{"signers", base::Value(base::List{member})}});
  const std::string task = world.tasks("sign").front();
  const auto refused = world.send(command::AddSigner{task, world.version_of(task), base::Value("B7"), "instance", "涉及其职责"}, person("m", "member"));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "bad-signer");
  CHECK(world.incidents(id).empty());
  CHECK(world.open() == Words{"sign"});
  REQUIRE(world.send(command::AddSigner{task, world.version_of(task), member, "instance", "涉及其职责"}, person("m", "member")).ok());
  CHECK(world.open() == Words{"sign", "sign"});
  world.check_replay();
}

TEST_CASE("outside of countersigning an added signer comes before or after the task", "[engine][verbs]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/>" + chain({"s", "a", "b"})));
  const std::string id = world.start("P");
  const std::string task = world.tasks("a").front();
  const base::Value first(base::Context{{"role", base::Value("lawyer")}});
  const base::Value last(base::Context{{"role", base::Value("auditor")}});
  REQUIRE(world.send(command::AddSigner{task, world.version_of(task), first, "before", "先看"}, person("x")).ok());
  REQUIRE(world.send(command::AddSigner{task, world.version_of(task), last, "after", "后看"}, person("x")).ok());
  CHECK(world.complete_as(person("x"), task) == "waits_for_signer");
  CHECK(world.complete_as(person("l", "lawyer"), world.tasks("a").back()).empty());
  CHECK(world.complete_as(person("x"), task, {{"n", base::Value(1)}}).empty());
  CHECK(world.open() == Words{"a"});
  CHECK(world.complete_as(person("z", "auditor"), world.tasks("a").front()).empty());
  CHECK(world.open() == Words{"b"});
  CHECK(world.variable(id, "a").get("data").get("n") == base::Value(1));
  CHECK(world.variable(id, "a_signers").size() == 2);
  world.check_replay();
}

TEST_CASE("a standard loop goes round while its condition is true", "[engine][loop]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><scriptTask id=\"t\"><standardLoopCharacteristics><loopCondition "
                                     "xsi:type=\"tFormalExpression\">n &lt; 3</loopCondition></standardLoopCharacteristics><script>n = n + 1</script>"
                                     "</scriptTask><userTask id=\"after\"/>" + chain({"s", "t", "after"})));
  const std::string id = world.start("P", {{"n", base::Value(0)}});
  CHECK(world.open() == Words{"after"});
  CHECK(world.variable(id, "n") == base::Value(3));
  world.check_replay();
}

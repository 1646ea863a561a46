// Why a token waits and who can move it; why a message found somebody or nobody.
#include <catch_amalgamated.hpp>

#include <algorithm>

#include "engine/decide/told_time.hpp"
#include "engine/decide/why_message.hpp"
#include "engine/decide/why_waiting.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;
using decide::MessageFate;
using decide::Mover;
using decide::WaitKind;

namespace {

const command::Actor admin = person("x", "template_admin");

/// What is told about the (first) token at an element.
decide::Wait wait_at(const World& world, std::string_view id, std::string_view element) {
  for (decide::Wait& wait : decide::why_waiting(world.state, id)) {
    CHECK_FALSE(wait.text.empty());
    CHECK_FALSE(wait.text_en.empty());
    if (wait.element == element) return wait;
  }
  FAIL("no token at " << element);
  return {};
}

bool says(const decide::Wait& wait, std::string_view part) { return wait.text_en.find(part) != std::string::npos; }

std::string message_xml(std::string_view id, std::string_view key = "=k") {
  return process_xml(id, "<startEvent id=\"s\"/><intermediateCatchEvent id=\"m\" name=\"等答复\"><messageEventDefinition id=\"d\" messageRef=\"M\"/></intermediateCatchEvent><userTask id=\"b\"/>" +
                             chain({"s", "m", "b"}),
                     "<message id=\"M\" name=\"answer\"><extensionElements><zhunru:subscription correlationKey=\"" + std::string(key) + "\"/></extensionElements></message>");
}

std::string catch_event(std::string_view id, std::string_view definition) {
  return "<intermediateCatchEvent id=\"" + std::string(id) + "\">" + std::string(definition) + "</intermediateCatchEvent>";
}

}  // namespace

TEST_CASE("a user task waits for its people until its due date", "[engine][waiting]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\" name=\"受理\"><extensionElements><zhunru:assignment role=\"clerk\" body=\"b1\"/><zhunru:due days=\"2\"/>"
                                     "</extensionElements></userTask>" + chain({"s", "a"})));
  const std::string id = world.start("P");
  const auto wait = wait_at(world, id, "a");
  CHECK(wait.kind == WaitKind::person);
  CHECK(wait.mover == Mover::person);
  CHECK(wait.element_name == "受理");
  CHECK(wait.task == world.tasks("a").front());
  CHECK(says(wait, "clerk of b1"));
  CHECK(wait.until.has_value());
  REQUIRE(world.send(command::ClaimTask{wait.task, world.version_of(wait.task)}, person("li", "clerk", "b1")).ok());
  CHECK(says(wait_at(world, id, "a"), "li has claimed"));
}

TEST_CASE("a timer waits for its time, a message for its key, a signal for its name, a condition to hold", "[engine][waiting]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/>" +
                                         catch_event("t", "<timerEventDefinition id=\"td\"><timeDuration xsi:type=\"tFormalExpression\">P3D</timeDuration></timerEventDefinition>") +
                                         catch_event("m", "<messageEventDefinition id=\"md\" messageRef=\"M\"/>") + catch_event("g", "<signalEventDefinition id=\"gd\" signalRef=\"G\"/>") +
                                         catch_event("c", "<conditionalEventDefinition id=\"cd\"><condition xsi:type=\"tFormalExpression\">k = \"9\"</condition></conditionalEventDefinition>") +
                                         chain({"s", "f", "t"}) + flow("f", "m") + flow("f", "g") + flow("f", "c"),
                                     "<message id=\"M\" name=\"answer\"><extensionElements><zhunru:subscription correlationKey=\"=k\"/></extensionElements></message><signal id=\"G\" name=\"stop\"/>"));
  const std::string id = world.start("P", {{"k", "7"}});
  const auto time = wait_at(world, id, "t");
  CHECK(time.kind == WaitKind::time);
  CHECK(time.mover == Mover::time);
  CHECK(time.until == base::Instant{world.now.ms + 3 * 86'400'000ll});
  const auto message = wait_at(world, id, "m");
  CHECK(message.kind == WaitKind::message);
  CHECK(message.mover == Mover::sender);
  CHECK(message.message == "answer");
  CHECK(message.key == "7");
  CHECK(wait_at(world, id, "g").kind == WaitKind::signal);
  CHECK(wait_at(world, id, "g").message == "stop");
  const auto condition = wait_at(world, id, "c");
  CHECK(condition.kind == WaitKind::condition);
  CHECK(says(condition, "k = \"9\""));
}

TEST_CASE("an event-based gateway waits for any of its events", "[engine][waiting]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><eventBasedGateway id=\"w\"/>" +
                                         catch_event("t", "<timerEventDefinition id=\"td\"><timeDuration xsi:type=\"tFormalExpression\">P3D</timeDuration></timerEventDefinition>") +
                                         catch_event("g", "<signalEventDefinition id=\"gd\" signalRef=\"G\"/>") + chain({"s", "w", "t"}) + flow("w", "g"),
                                     "<signal id=\"G\" name=\"stop\"/>"));
  const auto wait = wait_at(world, world.start("P"), "w");
  CHECK(wait.kind == WaitKind::any_of);
  CHECK(says(wait, "Any of"));
  CHECK(says(wait, "stop"));
  CHECK(wait.until.has_value());
}

TEST_CASE("a join names the branches that are missing, and says when none can come any more", "[engine][waiting]") {
  World world;
  const std::string kind = GENERATE("parallelGateway", "inclusiveGateway", "complexGateway");
  const std::string inside = kind == "complexGateway" ? "<activationCondition xsi:type=\"tFormalExpression\">activationCount >= 2</activationCondition>" : "";
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\"/><userTask id=\"b\" name=\"财政意见\"/><" + kind + " id=\"j\">" + inside + "</" + kind +
                                         "><userTask id=\"z\"/>" + chain({"s", "f", "a", "j", "z"}) + chain({"f", "b", "j"})));
  const std::string id = world.start("P");
  CHECK(world.complete("a").empty());
  const auto wait = wait_at(world, id, "j");
  CHECK(wait.kind == WaitKind::join);
  CHECK(wait.mover == Mover::others);
  CHECK(wait.missing == std::vector<std::string>{"财政意见"});
  if (kind == "complexGateway") CHECK(says(wait, "activationCount >= 2"));
  if (kind == "inclusiveGateway") return;  // it lets go by itself when nothing can come
  state::Id token = 0;
  for (const auto& [number, one] : world.instance(id).tokens)
    if (one.element == "b") token = number;
  REQUIRE(world.send(command::ModifyCase{id, {token}, {}, {}, "撤去"}, admin).ok());
  const auto stuck = wait_at(world, id, "j");
  CHECK(stuck.kind == WaitKind::deadlock);
  CHECK(stuck.mover == Mover::template_admin);
  CHECK(says(stuck, "ModifyCase"));
}

TEST_CASE("sub-processes, called processes and loops say what is under way inside", "[engine][waiting]") {
  World world;
  world.deploy("Q", process_xml("Q", "<startEvent id=\"qs\"/><userTask id=\"q\"/>" + chain({"qs", "q"})));
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><subProcess id=\"u\"><userTask id=\"a\"/></subProcess><callActivity id=\"c\" calledElement=\"Q\"/>"
                                     "<userTask id=\"l\"><multiInstanceLoopCharacteristics><loopCardinality xsi:type=\"tFormalExpression\">3</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
                                     "<userTask id=\"r\"><standardLoopCharacteristics loopMaximum=\"3\"/></userTask>" +
                                         chain({"s", "f", "u"}) + flow("f", "c") + flow("f", "l") + flow("f", "r")));
  const std::string id = world.start("P");
  CHECK(world.complete("l").empty());
  CHECK(wait_at(world, id, "u").kind == WaitKind::inner);
  CHECK(wait_at(world, id, "c").kind == WaitKind::called);
  CHECK(says(wait_at(world, id, "c"), "Q"));
  CHECK(wait_at(world, id, "l").kind == WaitKind::loop);
  CHECK(says(wait_at(world, id, "l"), "1 of 3 are done, 2 are under way"));
  CHECK(wait_at(world, id, "r").kind == WaitKind::loop);
  CHECK(wait_at(world, id, "q").kind == WaitKind::person);
}

TEST_CASE("an activity that wants several tokens counts them; a stuck token names its incident", "[engine][waiting]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><parallelGateway id=\"f\"/><userTask id=\"a\" startQuantity=\"2\"/><userTask id=\"b\"/><exclusiveGateway id=\"x\"/><userTask id=\"y\"/>" +
                                         chain({"s", "f", "a"}) + chain({"f", "b", "a"}) + flow("f", "x") + flow("x", "y", "unknown > 1")));
  const std::string id = world.start("P");
  const auto wait = wait_at(world, id, "a");
  CHECK(wait.kind == WaitKind::quantity);
  CHECK(says(wait, "begins with 2 tokens and has 1"));
  const auto stuck = wait_at(world, id, "x");
  CHECK(stuck.kind == WaitKind::incident);
  CHECK(stuck.mover == Mover::template_admin);
  CHECK(says(stuck, "unknown"));
}

TEST_CASE("nothing is told of an ended or unknown case", "[engine][waiting]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><endEvent id=\"e\"/>" + chain({"s", "e"})));
  CHECK(decide::why_waiting(world.state, world.start("P")).empty());
  CHECK(decide::why_waiting(world.state, "c99").empty());
}

TEST_CASE("a message that nobody waits for says so; in the buffer it says until when", "[engine][message]") {
  World world;
  const auto nobody = decide::why_message(world.state, "answer", "7");
  CHECK(nobody.fate == MessageFate::nobody);
  CHECK_FALSE(nobody.buffered.has_value());
  REQUIRE(world.send(command::CorrelateMessage{"answer", "7", {}}).ok());
  const auto kept = decide::why_message(world.state, "answer", "7");
  REQUIRE(kept.buffered.has_value());
  CHECK(kept.text_en.find("kept until " + decide::told_time(kept.buffered->expires)) != std::string::npos);
  CHECK(decide::why_buffered(world.state, 10).size() == 1);
}

TEST_CASE("a key that differs names the key that is wanted", "[engine][message]") {
  World world;
  world.deploy("P", message_xml("P"));
  const std::string id = world.start("P", {{"k", "8"}});
  REQUIRE(world.send(command::CorrelateMessage{"answer", "7", {}}).ok());
  const auto why = decide::why_message(world.state, "answer", "7");
  CHECK(why.fate == MessageFate::key_differs);
  REQUIRE(why.waiters.size() == 1);
  CHECK(why.waiters.front().key == "8");
  CHECK_FALSE(why.waiters.front().takes);
  CHECK(why.text_en.find("this one has \"7\", 等答复 of case " + id + " wants \"8\"") != std::string::npos);
  CHECK(why.text.find("“8”") != std::string::npos);
}

TEST_CASE("what is told is what happens: the oldest of several takes it", "[engine][message]") {
  World world;
  world.deploy("P", message_xml("P"));
  const std::string first = world.start("P", {{"k", "7"}});
  CHECK(decide::why_message(world.state, "answer", "7").fate == MessageFate::taken);
  const std::string second = world.start("P", {{"k", "7"}});
  const auto why = decide::why_message(world.state, "answer", "7");
  CHECK(why.fate == MessageFate::first_of_several);
  REQUIRE(why.waiters.front().takes);
  const auto reply = world.send(command::CorrelateMessage{"answer", "7", {}});
  REQUIRE(reply.ok());
  CHECK(reply->get("case_id").as_string() == why.waiters.front().case_id);
  CHECK(why.waiters.front().case_id == first);
  CHECK(decide::why_message(world.state, "answer", "7").waiters.front().case_id == second);
}

TEST_CASE("a message that begins a process says which", "[engine][message]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"><messageEventDefinition id=\"d\" messageRef=\"M\"/></startEvent><userTask id=\"a\"/>" + chain({"s", "a"}),
                                "<message id=\"M\" name=\"order\"/>"));
  const auto why = decide::why_message(world.state, "order", "");
  CHECK(why.fate == MessageFate::starts);
  CHECK(why.starts == std::vector<std::string>{"P"});
}

#include <catch_amalgamated.hpp>

#include "engine/codec/archive.hpp"
#include "engine/engine.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

std::string waiting_process() {
  return process_xml("P",
                     "<startEvent id=\"s\"/><userTask id=\"a\"/><boundaryEvent id=\"t\" attachedToRef=\"a\"><timerEventDefinition><timeDuration>PT1H"
                     "</timeDuration></timerEventDefinition></boundaryEvent><boundaryEvent id=\"m\" attachedToRef=\"a\"><messageEventDefinition "
                     "messageRef=\"m1\"/></boundaryEvent><userTask id=\"b\"/><endEvent id=\"e\"/>" +
                         flow("s", "a") + flow("a", "e") + flow("t", "b") + flow("m", "b"),
                     "<message id=\"m1\" name=\"news\"/>");
}

}  // namespace

TEST_CASE("an overlay reads through, writes on top and leaves what lies below alone", "[state][table]") {
  state::Table<std::string> below;
  below.put("a", "1");
  below.put("b", "2");
  auto above = state::Table<std::string>::over(below);
  *above.edit("a") = "changed";
  above.erase("b");
  above.put("c", "3");
  CHECK(*below.find("a") == "1");
  CHECK(below.contains("b"));
  CHECK(*above.find("a") == "changed");
  CHECK_FALSE(above.contains("b"));
  CHECK(above.size() == 2);
  std::vector<std::string> keys;
  above.for_each_key("", [&](const std::string& key) { return keys.push_back(key), true; });
  CHECK(keys == std::vector<std::string>{"a", "c"});
}

TEST_CASE("the hash changes with every aggregate and is the same however it came about", "[state][hash]") {
  state::Table<std::string> table;
  state::State one, two;
  const auto deploy = [](state::State& s, const char* name) {
    engine::evolve(s, event::Event(event::ResourceDeployed{"text", name, "v", "body", {5}, "x", {}}));
  };
  CHECK(engine::state_hash(one) == engine::state_hash(two));
  const base::Sha256 empty = engine::state_hash(one);
  deploy(one, "a");
  CHECK(engine::state_hash(one) != empty);
  deploy(one, "b");  // hashed incrementally: a, then b
  deploy(two, "a");
  deploy(two, "b");  // hashed at once
  CHECK(engine::state_hash(one) == engine::state_hash(two));
}

TEST_CASE("deciding changes nothing in the state", "[state]") {
  World world;
  world.deploy("P", waiting_process());
  world.start("P");
  const base::Sha256 before = engine::state_hash(world.state);
  const command::Command start{"again", world.now, command::Actor::system(), command::StartCase{"P", {}}};
  REQUIRE(engine::decide(world.state, start).ok());
  CHECK(engine::state_hash(world.state) == before);
}

TEST_CASE("aggregates written down, read back and indexed anew behave as before", "[state][snapshot]") {
  World world;
  world.deploy("P", waiting_process());
  world.start("P");
  world.start("P");
  state::State loaded;
  loaded.counters = *codec::decode<state::Counters>(codec::encode(world.state.counters));
  world.state.cases.for_each([&](const std::string& key, const state::Case& c) { loaded.cases.put(key, *codec::decode<state::Case>(codec::encode(c))); });
  world.state.resources.for_each([&](const std::string& key, const state::Resource& r) { loaded.resources.put(key, *codec::decode<state::Resource>(codec::encode(r))); });
  world.state.replies.for_each([&](const std::string& key, const state::Remembered& r) { loaded.replies.put(key, r); });
  world.state.reply_order.for_each([&](const std::string& key, const std::string& id) { loaded.reply_order.put(key, id); });
  state::reindex(loaded);
  CHECK(engine::state_hash(loaded) == engine::state_hash(world.state));
  CHECK(engine::next_due(loaded) == engine::next_due(world.state));
  World again;
  again.state = loaded;
  again.now = world.now;
  again.id_prefix = "after";
  auto taken = again.send_as("m", command::CorrelateMessage{"news", "", {}});
  REQUIRE(taken.ok());
  CHECK(taken->get("delivery") == base::Value("taken"));
  CHECK(again.open() == std::vector<std::string>{"a", "b"});
  again.advance("PT2H");
  CHECK(again.open() == std::vector<std::string>{"b", "b"});
}

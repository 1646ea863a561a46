// Golden logs are replayed for ever: what an earlier release wrote must give the state hash that it wrote down.
// To add one: ZHUNRU_WRITE_GOLDEN=1 replay_golden writes tests/replay/<name>.log and .hash for the story of today.
#include <catch_amalgamated.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/codec/archive.hpp"
#include "engine/engine.hpp"
#include "tests/replay/record_scenario.hpp"

using namespace zhunru;

namespace {

const std::string golden_log = "tests/replay/story_1.log";
const std::string golden_hash = "tests/replay/story_1.hash";

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string replayed_hash(const std::vector<codec::LogRecord>& records) {
  state::State state;
  for (const codec::LogRecord& record : records)
    for (const event::Event& event : record.events) engine::evolve(state, event);
  return engine::state_hash(state).hex();
}

}  // namespace

TEST_CASE("the golden log evolves from nothing to the hash that was written down with it", "[replay]") {
  if (std::getenv("ZHUNRU_WRITE_GOLDEN")) {
    const auto records = test::record_scenario();
    std::ofstream(golden_log, std::ios::binary) << codec::write_log(records);
    std::ofstream(golden_hash) << replayed_hash(records) << '\n';
  }
  auto records = codec::read_log(read(golden_log));
  INFO((records ? std::string() : base::describe(records.error())));
  REQUIRE(records.ok());
  CHECK(replayed_hash(*records) + "\n" == read(golden_hash));
}

TEST_CASE("deciding the commands of a log again, with this engine, gives its events byte for byte", "[replay]") {
  const auto records = test::record_scenario();
  state::State state;
  for (const codec::LogRecord& record : records) {
    auto decision = engine::decide(state, record.command);
    REQUIRE(decision.ok());
    INFO("record " << record.seq);
    CHECK(codec::encode(decision->events) == codec::encode(record.events));
    for (const event::Event& event : record.events) engine::evolve(state, event);
  }
}

TEST_CASE("the story reaches its end without an incident", "[replay]") {
  state::State state;
  for (const codec::LogRecord& record : test::record_scenario())
    for (const event::Event& event : record.events) {
      CHECK_FALSE(std::holds_alternative<event::IncidentRaised>(event));
      engine::evolve(state, event);
    }
  REQUIRE(state.cases.find("c1") != nullptr);
  std::string open;
  for (const auto& [number, token] : state.cases.find("c1")->tokens) open += token.element + " ";
  INFO(open);
  CHECK(state.cases.find("c1")->ended);
}

TEST_CASE("a log read from a file says the same as the one in memory", "[replay]") {
  const auto records = test::record_scenario();
  auto again = codec::read_log(codec::write_log(records));
  REQUIRE(again.ok());
  CHECK(replayed_hash(*again) == replayed_hash(records));
}

// Random processes, random people: whatever they do, the state keeps its invariants, replays to the same hash, and a case
// of a sound process comes to its end. Repeat one: ZHUNRU_SEED=<seed> property_engine
#include <catch_amalgamated.hpp>

#include <algorithm>
#include <cstdlib>

#include "engine/base/json.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/state/invariants.hpp"
#include "tests/property/random_process.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

std::uint64_t seed_of_run() {
  if (const char* given = std::getenv("ZHUNRU_SEED")) return std::strtoull(given, nullptr, 10);
  return Catch::rngSeed();
}

std::vector<std::string> all_tasks(const World& world) {
  std::vector<std::string> ids;
  world.state.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [number, task] : c.tasks) ids.push_back(task.id);
  });
  return ids;
}

/// One thing that somebody does; refusals are fine.
void act(World& world, Dice& dice, const std::string& case_id, bool verbs) {
  const auto tasks = all_tasks(world);
  const auto& c = world.instance(case_id);
  const std::uint32_t what = dice.below(verbs ? 12 : 6);
  if (tasks.empty() || what == 5) {
    world.advance("PT1H");
    return;
  }
  const std::string task = tasks[dice.below(static_cast<std::uint32_t>(tasks.size()))];
  const auto version = world.version_of(task);
  const command::Actor someone = person("someone", "chair");
  if (what < 5) {
    CHECK(world.complete_as(someone, task) != "stale_version");
  } else if (what == 6 && !c.done.empty()) {
    const auto& target = c.done[dice.below(static_cast<std::uint32_t>(c.done.size()))];
    (void)world.send(command::SendBack{task, version, target.element, "重办", {}}, someone);
  } else if (what == 7 && !c.done.empty()) {
    (void)world.send(command::TakeBack{c.done.back().task}, someone);
  } else if (what == 8) {
    (void)world.send(command::DropSigner{task, version, "逾期"}, someone);
  } else if (what == 9) {
    (void)world.send(command::AddSigner{task, version, base::Value(base::Context{{"role", base::Value("chair")}}),
                                        dice.once_in(2) ? "instance" : "before", "加签"},
                     someone);
  } else if (what == 10) {
    (void)world.send(command::BroadcastSignal{"sig", {}});
  } else if (what == 11) {
    (void)world.send(command::SetVariables{case_id, base::Value(base::Context{{"n", base::Value(static_cast<std::int64_t>(dice.below(9)))}})});
  }
}

void check_state(const World& world) {
  const auto broken = state::broken_invariants(world.state);
  INFO((broken.empty() ? "" : broken.front()));
  REQUIRE(broken.empty());
}

void run_one(std::uint64_t seed, bool verbs) {
  INFO("repeat with ZHUNRU_SEED=" << seed << (verbs ? " (with verbs)" : ""));
  Dice dice(seed);
  World world;
  const std::string xml = random_process(dice);
  INFO(xml);
  world.deploy("P", xml);
  const std::string id = world.start("P", {{"n", base::Value(static_cast<std::int64_t>(dice.below(9)))}});
  check_state(world);
  std::string story;
  std::size_t told = 0;  // ZHUNRU_TRACE=1 shows every event of a run that fails
  for (int step = 0; step < 120 && !world.ended(id); ++step) {
    act(world, dice, id, verbs && step < 40);
    if (std::getenv("ZHUNRU_TRACE")) {
      for (; told < world.log.size(); ++told) story += base::to_json(codec::event_to_json(world.log[told])) + "\n";
    }
    check_state(world);
  }
  for (int step = 0; step < 2000 && !world.ended(id); ++step) {
    const auto tasks = all_tasks(world);
    if (tasks.empty()) {
      world.advance("P1D");
    } else {
      // The newest first: signers that were added before a task must answer before it.
      world.complete_as(person("someone", "chair"), tasks.back());
    }
  }
  std::string left;
  for (const auto& [number, token] : world.instance(id).tokens)
    left += token.element + "(" + std::string(command::to_word(token.state)) + " in " + std::to_string(token.scope) + ") ";
  for (const auto& [number, incident] : world.instance(id).incidents) left += incident.code + " ";
  INFO(story << "left: " << left);
  CHECK(world.ended(id));
  check_state(world);
  world.check_replay();
  const state::Case& c = world.instance(id);
  CHECK(codec::encode(*codec::decode<state::Case>(codec::encode(c))) == codec::encode(c));
}

}  // namespace

TEST_CASE("a case of a sound process always comes to its end", "[property]") {
  const std::uint64_t seed = seed_of_run();
  for (std::uint64_t n = 0; n < 150; ++n) run_one(seed + n, false);
}

TEST_CASE("whatever people do with the office verbs, invariants hold and the case can be finished", "[property]") {
  const std::uint64_t seed = seed_of_run();
  for (std::uint64_t n = 0; n < 150; ++n) run_one(seed + n, true);
}

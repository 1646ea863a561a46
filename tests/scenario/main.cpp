// Plays scenarios: workflows/*/scenarios/*.json, or the files named. Prints "<state hash>  <scenario>" for each, so that
// the same program under node can be compared line by line. Fails when a step, the replay or a second decision differs.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "workflows/scenario/script.hpp"

namespace {

using namespace zhunru;

std::vector<std::string> all_scenarios() {
  std::vector<std::string> found;
  for (const auto& folder : std::filesystem::directory_iterator("workflows")) {
    const std::filesystem::path scenarios = folder.path() / "scenarios";
    if (!std::filesystem::is_directory(scenarios)) continue;
    for (const auto& file : std::filesystem::directory_iterator(scenarios)) {
      const std::string name = file.path().filename().string();
      if (name.ends_with(".json") && !name.starts_with("common")) found.push_back(file.path().generic_string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Every document as a reader sees it: number, title, blocks.
void print_documents(const state::State& state) {
  state.documents.for_each([](const std::string& id, const document::Document& d) {
    std::printf("---- %s %s %s%s\n", id.c_str(), d.number.c_str(), d.sha256.c_str(), d.voided ? " VOID" : "");
    const auto blocks = base::parse_json(d.text);
    if (!blocks || !blocks->is_list()) return;
    for (const base::Value& block : blocks->as_list())
      std::printf("  [%s] %s\n", block.get("role").string_or("").c_str(), block.get("text").string_or("").c_str());
  });
}

std::string play(const scenario::World& fresh, const std::string& path, std::string& hash, bool documents) {
  auto read = scenario::read_scenario(path);
  if (!read) return read.error().message_en;
  scenario::World world = fresh;
  scenario::Player player(*read, world);
  if (auto played = player.play(); !played) return played.error().message_en;
  hash = engine::state_hash(world.state).hex();
  if (documents) print_documents(world.state);
  return world.check_log();
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> paths(arguments + 1, arguments + count);
  if (!paths.empty() && paths.front() == "--help") {
    std::puts("scenario [--documents] [file.json ...]\n  Plays scenarios on the engine in memory; without files all under workflows/*/scenarios/.\n  --documents prints what was issued. Run it in the root of the source tree.");
    return 0;
  }
  const bool documents = !paths.empty() && paths.front() == "--documents";
  if (documents) paths.erase(paths.begin());
  if (paths.empty()) paths = all_scenarios();
  auto fresh = zhunru::scenario::World::fresh();
  if (!fresh) {
    std::fprintf(stderr, "cannot set up: %s\n", zhunru::base::describe(fresh.error()).c_str());
    return 1;
  }
  int failed = 0;
  for (const std::string& path : paths) {
    std::string hash(64, '-');
    const std::string problem = play(*fresh, path, hash, documents);
    std::printf("%s  %s\n", hash.c_str(), path.c_str());
    if (problem.empty()) continue;
    ++failed;
    std::printf("  FAILED %s\n", problem.c_str());
  }
  std::printf("%zu scenarios, %d failed\n", paths.size(), failed);
  return failed == 0 ? 0 : 1;
}

// Plays scenarios: workflows/*/scenarios/*.json, or the files named. Prints "<state hash>  <scenario>" for each, so that
// the same program under node can be compared line by line. Fails when a step, the replay or a second decision differs,
// and, when all are played, when an activity of a process is reached by none.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/bpmn/read.hpp"
#include "engine/rule/workflow_files.hpp"
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

/// Elements at which a token has stood.
void collect_reached(const std::vector<scenario::Entry>& log, std::set<std::string>& reached) {
  for (const scenario::Entry& entry : log)
    for (const event::Event& event : entry.events) {
      if (const auto* created = std::get_if<event::TokenCreated>(&event)) reached.insert(created->token.element);
      if (const auto* moved = std::get_if<event::TokenMoved>(&event)) reached.insert(moved->element);
    }
}

/// Activities of the processes that no scenario has reached; "" when all were.
std::string not_reached(const std::set<std::string>& reached) {
  std::string missing;
  for (const rule::WorkflowFile& file : rule::embedded_workflow_files()) {
    if (!file.path.ends_with("process.bpmn")) continue;
    const auto model = bpmn::read(file.text);
    if (!model) return std::string(file.path) + ": " + base::describe(model.error());
    for (const model::Node& node : model->definitions.nodes)
      if (model::is_activity(node.kind) && node.kind != model::NodeKind::event_sub_process && !reached.contains(node.id)) missing += " " + node.id;
  }
  return missing;
}

std::string play(const scenario::World& fresh, const std::string& path, std::string& hash, bool documents, std::set<std::string>& reached) {
  auto read = scenario::read_scenario(path);
  if (!read) return read.error().message_en;
  scenario::World world = fresh;
  scenario::Player player(*read, world);
  if (auto played = player.play(); !played) return played.error().message_en;
  hash = engine::state_hash(world.state).hex();
  if (documents) print_documents(world.state);
  collect_reached(world.log, reached);
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
  const bool all = paths.empty();
  if (all) paths = all_scenarios();
  auto fresh = zhunru::scenario::World::fresh();
  if (!fresh) {
    std::fprintf(stderr, "cannot set up: %s\n", zhunru::base::describe(fresh.error()).c_str());
    return 1;
  }
  int failed = 0;
  std::set<std::string> reached;
  for (const std::string& path : paths) {
    std::string hash(64, '-');
    const std::string problem = play(*fresh, path, hash, documents, reached);
    std::printf("%s  %s\n", hash.c_str(), path.c_str());
    if (problem.empty()) continue;
    ++failed;
    std::printf("  FAILED %s\n", problem.c_str());
  }
  if (const std::string missing = all ? not_reached(reached) : ""; !missing.empty()) {
    ++failed;
    std::printf("  FAILED no scenario reaches:%s\n", missing.c_str());
  }
  std::printf("%zu scenarios, %d failed\n", paths.size(), failed);
  return failed == 0 ? 0 : 1;
}

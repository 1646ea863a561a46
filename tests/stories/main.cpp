// story_walk: random walks over the real templates of workflows/. Prints the seed, the counts, what was refused and why, and
// one hash over the final states. Exit code 1 with the whole story when one breaks.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "engine/base/sha256.hpp"
#include "engine/bpmn/read.hpp"
#include "engine/rule/workflow_files.hpp"
#include "tests/stories/story.hpp"

namespace {

using namespace zhunru;
using namespace zhunru::test;

constexpr const char* usage =
    "usage: story_walk [--seed N|fresh] [--steps N] [--one] [--keep-going] [--refusals]\n"
    "  --seed   first seed (default: ZHUNRU_SEED, else 1); walk i has seed N + i; fresh: a random one, printed\n"
    "  --steps  accepted commands at least, over all walks (default: ZHUNRU_STEPS, else 20000)\n"
    "  --one    only the walk of that seed\n"
    "  --keep-going  tells every walk that breaks by its first sentence\n"
    "  --refusals    tells how often each command was refused with which code\n"
    "Run it in the root of the source tree.\n";

struct Arguments {
  std::uint64_t seed = 1;
  std::uint64_t steps = 20'000;
  bool one = false;
  bool keep_going = false;
  bool refusals = false;
};

bool read_arguments(int count, char** values, Arguments& arguments) {
  if (const char* seed = std::getenv("ZHUNRU_SEED")) arguments.seed = std::strtoull(seed, nullptr, 10);
  if (const char* steps = std::getenv("ZHUNRU_STEPS")) arguments.steps = std::strtoull(steps, nullptr, 10);
  for (int i = 1; i < count; ++i) {
    const std::string name = values[i];
    if (name == "--one") {
      arguments.one = true;
    } else if (name == "--keep-going") {
      arguments.keep_going = true;
    } else if (name == "--refusals") {
      arguments.refusals = true;
    } else if (i + 1 < count && name == "--seed") {
      const std::string given = values[++i];
      arguments.seed = given == "fresh" ? std::random_device{}() % 1'000'000'000 : std::strtoull(given.c_str(), nullptr, 10);
    } else if (i + 1 < count && name == "--steps") {
      arguments.steps = std::strtoull(values[++i], nullptr, 10);
    } else {
      return false;
    }
  }
  return true;
}

void say_seed(int) {
  std::fprintf(stderr, "while walking seed %llu: story_walk --one --seed %llu\n", static_cast<unsigned long long>(story_seed),
               static_cast<unsigned long long>(story_seed));
}

/// How many activities of the templates were reached; the others in words.
std::string activities_reached(const std::set<std::string>& reached) {
  std::size_t all = 0, found = 0;
  std::string missing;
  for (const rule::WorkflowFile& file : rule::embedded_workflow_files()) {
    if (!file.path.ends_with("process.bpmn")) continue;
    const auto model = bpmn::read(file.text);
    if (!model) continue;
    for (const model::Node& node : model->definitions.nodes) {
      if (!model::is_activity(node.kind) || node.kind == model::NodeKind::event_sub_process) continue;
      ++all;
      if (reached.contains(node.id)) ++found;
      else missing += " " + node.id;
    }
  }
  return std::to_string(found) + " of " + std::to_string(all) + " activities reached" + (missing.empty() ? "" : "; not:" + missing);
}

}  // namespace

int main(int count, char** values) {
  Arguments arguments;
  if (!read_arguments(count, values, arguments)) {
    std::fputs(usage, stderr);
    return 2;
  }
  std::signal(SIGABRT, say_seed);
  std::setvbuf(stdout, nullptr, _IOLBF, 1 << 16);
  std::printf("seed %llu\n", static_cast<unsigned long long>(arguments.seed));
  const auto bank = make_bank();
  if (!bank) {
    std::printf("BROKEN the scenarios cannot be played: %s\n", base::describe(bank.error()).c_str());
    return 1;
  }
  StoryTally tally;
  std::uint64_t failures = 0;
  base::Sha256Stream all;
  for (std::uint64_t seed = arguments.seed; tally.steps < arguments.steps; ++seed) {
    Story story(seed, *bank, tally);
    const std::string broken = story.run();
    if (!broken.empty()) {
      ++failures;
      std::printf("BROKEN %s\nrepeat with: story_walk --one --seed %llu\n", arguments.keep_going ? broken.substr(0, broken.find('\n')).c_str() : broken.c_str(),
                  static_cast<unsigned long long>(seed));
      if (!arguments.keep_going) return 1;
    }
    all.update(story.hash());
    if (arguments.one) break;
  }
  std::printf("%llu walks, %llu steps (%llu of them office verbs)\n", static_cast<unsigned long long>(tally.walks),
              static_cast<unsigned long long>(tally.steps), static_cast<unsigned long long>(tally.verb_steps));
  for (const auto& [name, times] : tally.by_command) std::printf("  %-17s %llu\n", name.c_str(), static_cast<unsigned long long>(times));
  std::uint64_t refused = 0;
  for (const auto& [what, times] : tally.refused) {
    refused += times;
    if (arguments.refusals) std::printf("  refused %-40s %llu\n", what.c_str(), static_cast<unsigned long long>(times));
  }
  std::printf("%llu refused\n%s\nhash %s\n", static_cast<unsigned long long>(refused), activities_reached(tally.reached).c_str(), all.finish().hex().c_str());
  return failures == 0 ? 0 : 1;
}

// random_walk: random walks until a budget of steps is used up. Prints the seed, the counts and one hash over the final
// states of all walks, which is the same natively and in WebAssembly. Exit code 1 with the whole story when one breaks.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>

#include "engine/base/sha256.hpp"
#include "tests/property/coverage.hpp"
#include "tests/property/reference_walk.hpp"
#include "tests/property/walker.hpp"

namespace {

using namespace zhunru::test;

constexpr const char* usage =
    "usage: random_walk [--seed N|fresh] [--steps N] [--one] [--each] [--keep-going] [--coverage FILE]\n"
    "       random_walk --reference [--seed N|fresh] [--steps N]   the engine against the reference interpreter\n"
    "  --seed   first seed (default: ZHUNRU_SEED, else 1); walk i has seed N + i; fresh: a random one, printed\n"
    "  --steps  accepted commands at least, over all walks (default: ZHUNRU_STEPS, else 200000)\n"
    "  --coverage FILE  writes what was reached as a table; fails when a row is missing without a reason\n"
    "  --one    only the walk of that seed\n"
    "  --keep-going  tells every walk that breaks by its first sentence\n"
    "  --each   prints the hash of every walk, to compare two hosts\n";

struct Arguments {
  std::uint64_t seed = 1;
  std::uint64_t steps = 200'000;
  bool one = false;
  bool each = false;
  bool keep_going = false;
  bool reference = false;
  std::string coverage;
};

bool read_arguments(int count, char** values, Arguments& arguments) {
  if (const char* seed = std::getenv("ZHUNRU_SEED")) arguments.seed = std::strtoull(seed, nullptr, 10);
  if (const char* steps = std::getenv("ZHUNRU_STEPS")) arguments.steps = std::strtoull(steps, nullptr, 10);
  for (int i = 1; i < count; ++i) {
    const std::string name = values[i];
    if (name == "--one") {
      arguments.one = true;
    } else if (name == "--reference") {
      arguments.reference = true;
    } else if (name == "--keep-going") {
      arguments.keep_going = true;
    } else if (name == "--each") {
      arguments.each = true;
    } else if (i + 1 < count && name == "--seed") {
      const std::string given = values[++i];
      arguments.seed = given == "fresh" ? std::random_device{}() % 1'000'000'000 : std::strtoull(given.c_str(), nullptr, 10);
    } else if (i + 1 < count && name == "--steps") {
      arguments.steps = std::strtoull(values[++i], nullptr, 10);
    } else if (i + 1 < count && name == "--coverage") {
      arguments.coverage = values[++i];
    } else {
      return false;
    }
  }
  return true;
}

void say_seed(int) {
  std::fprintf(stderr, "while walking seed %llu: random_walk --one --seed %llu\n", static_cast<unsigned long long>(current_seed),
               static_cast<unsigned long long>(current_seed));
}

Freedom freedom_of(std::uint64_t seed) {
  const std::uint64_t sort = seed % 8;
  return sort == 0 ? Freedom::plain : sort == 1 || sort == 2 ? Freedom::wild : Freedom::verbs;
}

int compare(const Arguments& arguments) {
  std::uint64_t steps = 0, processes = 0, differences = 0;
  for (std::uint64_t seed = arguments.seed; steps < arguments.steps; ++seed, ++processes) {
    const std::string difference = compare_with_reference(seed, steps);
    if (difference.empty()) continue;
    ++differences;
    std::printf("DIFFERENT %s\nrepeat with: random_walk --reference --steps 1 --seed %llu\n",
                arguments.keep_going ? difference.substr(0, difference.find("\n<?xml")).c_str() : difference.c_str(), static_cast<unsigned long long>(seed));
    if (!arguments.keep_going) return 1;
  }
  std::printf("%llu processes, %llu steps compared with the reference interpreter, %llu differ\n", static_cast<unsigned long long>(processes),
              static_cast<unsigned long long>(steps), static_cast<unsigned long long>(differences));
  return differences == 0 ? 0 : 1;
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
  std::fflush(stdout);
  if (arguments.reference) return compare(arguments);
  Tally tally;
  Coverage coverage;
  Observer observer;
  if (!arguments.coverage.empty())
    observer = [&](const zhunru::state::State& state, const zhunru::event::Event& event, const zhunru::command::Command& command) {
      coverage.see(state, event, command);
    };
  std::uint64_t failures = 0;
  std::uint64_t told = 0;
  zhunru::base::Sha256Stream all;
  for (std::uint64_t seed = arguments.seed; tally.steps < arguments.steps; ++seed) {
    Walk walk(seed, freedom_of(seed), tally, observer);
    const std::string broken = walk.run();
    if (!broken.empty() && arguments.keep_going) {
      ++failures;
      std::printf("BROKEN %s\n", broken.substr(0, broken.find('\n')).c_str());
      continue;
    }
    if (!broken.empty()) {
      std::printf("BROKEN %s\nrepeat with: random_walk --one --seed %llu\n", broken.c_str(), static_cast<unsigned long long>(seed));
      return 1;
    }
    all.update(walk.hash());
    for (; told + 100'000 <= tally.steps; told += 100'000)
      std::printf("%llu steps, seed %llu\n", static_cast<unsigned long long>(told + 100'000), static_cast<unsigned long long>(seed));
    if (arguments.each) std::printf("%llu %s\n", static_cast<unsigned long long>(seed), walk.hash().c_str());
    if (arguments.one) break;
  }
  std::printf("%llu walks, %llu steps (%llu of them office verbs), %llu refused, %llu migrations there and back\n",
              static_cast<unsigned long long>(tally.walks), static_cast<unsigned long long>(tally.steps), static_cast<unsigned long long>(tally.verb_steps),
              static_cast<unsigned long long>(tally.refused), static_cast<unsigned long long>(tally.migrations));
  for (const auto& [name, times] : tally.by_command) std::printf("  %-17s %llu\n", name.c_str(), static_cast<unsigned long long>(times));
  if (!arguments.coverage.empty()) {
    std::ofstream(arguments.coverage) << coverage.table(arguments.seed, tally.steps);
    for (const std::string& row : coverage.unexplained()) {
      std::printf("UNEXPLAINED %s\n", row.c_str());
      ++failures;
    }
  }
  std::printf("hash %s\n", all.finish().hex().c_str());
  return failures == 0 ? 0 : 1;
}

// fuzz_seeds FOLDER: writes the kept corpus of every target as files FOLDER/<target>/<number>. Run from the source folder.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/seeds.hpp"

int main(int count, char** values) {
  if (count != 2) {
    std::fprintf(stderr, "usage: fuzz_seeds FOLDER\n");
    return 2;
  }
  for (const std::string& target : zhunru::fuzz::targets()) {
    const std::filesystem::path folder = std::filesystem::path(values[1]) / target;
    std::filesystem::create_directories(folder);
    const auto all = zhunru::fuzz::seeds(target);
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::ofstream file(folder / std::to_string(i), std::ios::binary);
      file << all[i];
      if (!file) return 1;
    }
    if (all.empty()) {
      std::fprintf(stderr, "fuzz_seeds: nothing for %s; run it from the source folder\n", target.c_str());
      return 1;
    }
    std::printf("%s: %zu\n", target.c_str(), all.size());
  }
}

// The kept corpus 种子: what every fuzz target starts from, made from our own files (workflows/, the recorded story of
// tests/replay) and from small texts that stand in seeds.cpp. Nothing of it comes from a public suite.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhunru::fuzz {

/// Names of all targets: the files beside this one.
const std::vector<std::string>& targets();
/// Inputs for one target, best first; run from the source folder. Empty for an unknown name.
std::vector<std::string> seeds(std::string_view target);

}  // namespace zhunru::fuzz

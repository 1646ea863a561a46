// One random process run twice, by the engine and by the reference interpreter; after every step the same elements must be
// active. Messages are sent when exactly one waits for them: to whom else they go is the engine's choice, not the standard's.
#pragma once

#include <cstdint>
#include <string>

namespace zhunru::test {

/// Empty, or where they differ, with the process. `steps` is increased by what was compared.
std::string compare_with_reference(std::uint64_t seed, std::uint64_t& steps);

}  // namespace zhunru::test

// Random processes that are sound by construction: blocks inside blocks, every split with its join. The same seed gives
// the same process on every host.
#pragma once

#include <cstdint>
#include <string>

namespace zhunru::test {

/// splitmix64: small, fixed for ever, the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// 0 to n - 1.
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(next() % n); }
  bool once_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

/// A file with process "P"; variable `n` (a number) steers its conditions.
std::string random_process(Dice& dice);

}  // namespace zhunru::test

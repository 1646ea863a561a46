#include "engine/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace zhunru::base {

void check_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "CHECK failed: %s (%s:%d)\n", condition, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace zhunru::base

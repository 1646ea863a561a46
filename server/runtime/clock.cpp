#include "server/runtime/clock.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace zhunru::server::runtime {

TimeSource TimeSource::system() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return {[] { return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); },
          [] { return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }};
}

Clock::Clock(TimeSource source, bool movable, std::int64_t offset_ms)
    : source_(std::move(source)), movable_(movable), offset_ms_(movable ? offset_ms : 0) {
  wall_start_ = source_.wall_ms();
  monotonic_start_ = source_.monotonic_ms();
}

std::int64_t Clock::raw_ms() {
  const std::int64_t wall = source_.wall_ms();
  const std::int64_t steady = wall_start_ + (source_.monotonic_ms() - monotonic_start_);
  if (std::llabs(wall - steady) > jump_ms) {
    jumped_ = true;
  } else if (!jumped_) {
    // Small corrections (NTP) are followed.
    return wall;
  }
  return steady;
}

std::int64_t Clock::now_ms() {
  const std::lock_guard lock(mutex_);
  last_ms_ = std::max(last_ms_, raw_ms() + offset_ms_);
  return last_ms_;
}

std::int64_t Clock::offset_ms() const {
  const std::lock_guard lock(mutex_);
  return offset_ms_;
}

base::Result<void> Clock::move_to(std::int64_t to_ms) {
  const std::lock_guard lock(mutex_);
  if (!movable_) {
    return base::make_error("clock_fixed", "正式运行的时钟不能拨动。", "The clock of a real installation cannot be moved.", "to");
  }
  const std::int64_t now = std::max(last_ms_, raw_ms() + offset_ms_);
  constexpr std::int64_t twenty_years = 20LL * 366 * 86'400'000;
  if (to_ms < now) {
    return base::make_error("clock_back", "时钟只能向前拨,不能倒退。", "The clock can only be moved forward.", "to");
  }
  if (to_ms - now > twenty_years) {
    return base::make_error("clock_far", "一次最多向前拨 20 年。", "At most 20 years forward at once.", "to");
  }
  offset_ms_ += to_ms - now;
  last_ms_ = to_ms;
  return {};
}

bool Clock::jumped() const {
  const std::lock_guard lock(mutex_);
  return jumped_;
}

void Clock::accept() {
  const std::lock_guard lock(mutex_);
  wall_start_ = source_.wall_ms();
  monotonic_start_ = source_.monotonic_ms();
  jumped_ = false;
}

}  // namespace zhunru::server::runtime

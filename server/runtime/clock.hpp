// The host's clock: real time guarded against jumps, or a demo clock that people may move forward (never back).
// The engine never sees it; the sequencer stamps commands with now().
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>

#include "engine/base/result.hpp"

namespace zhunru::server::runtime {

/// Where raw time comes from; a test gives its own.
struct TimeSource {
  std::function<std::int64_t()> wall_ms;
  std::function<std::int64_t()> monotonic_ms;
  static TimeSource system();
};

class Clock {
 public:
  /// Wall time that leaves monotonic time by more than this within one run is a jump.
  static constexpr std::int64_t jump_ms = 60'000;

  /// `offset_ms`: how far the demo clock is ahead of the wall clock, as it was stored; 0 for real use.
  Clock(TimeSource source, bool movable, std::int64_t offset_ms);

  /// Milliseconds since 1970; never goes back. During a jump it follows monotonic time.
  std::int64_t now_ms();
  std::int64_t monotonic_ms() const { return source_.monotonic_ms(); }
  bool movable() const { return movable_; }
  std::int64_t offset_ms() const;
  /// Moves the demo clock forward to `to_ms`; refused when it is not movable, lies back, or further than 20 years ahead.
  base::Result<void> move_to(std::int64_t to_ms);

  /// True since the wall clock jumped: timers stand still until an administrator accepts the new time.
  bool jumped() const;
  /// Takes the wall clock as it is now to be right.
  void accept();

 private:
  std::int64_t raw_ms();

  mutable std::mutex mutex_;
  const TimeSource source_;
  const bool movable_;
  std::int64_t offset_ms_ = 0;
  std::int64_t wall_start_ = 0;
  std::int64_t monotonic_start_ = 0;
  std::int64_t last_ms_ = 0;
  bool jumped_ = false;
};

}  // namespace zhunru::server::runtime

// Delay instead of lock-out: after several failures the next try must wait, longer each time, but never for ever.
// Time comes in with the call (monotonic milliseconds), so that tests need no sleep.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace zhunru::server::auth {

class RateLimit {
 public:
  /// `free` failures cost nothing; then 2, 4, 8 … s, at least 60 s from twice `free` on, at most `longest`.
  explicit RateLimit(std::uint32_t free = 5, std::int64_t longest_ms = 15 * 60'000) : free_(free), longest_ms_(longest_ms) {}

  /// Milliseconds that this key must still wait; 0 = go on.
  std::int64_t wait_ms(std::string_view key, std::int64_t now_ms);
  void failed(std::string_view key, std::int64_t now_ms);
  void succeeded(std::string_view key);

 private:
  struct Entry {
    std::uint32_t failures = 0;
    std::int64_t last_ms = 0;
    std::int64_t until_ms = 0;
  };
  void forget_old(std::int64_t now_ms);

  std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
  const std::uint32_t free_;
  const std::int64_t longest_ms_;
};

/// At most `burst` at once and `per_minute` in the long run, per key (a token bucket).
class Quota {
 public:
  Quota(std::uint32_t burst, std::uint32_t per_minute) : burst_(burst), per_minute_(per_minute) {}
  /// True: allowed and counted.
  bool take(std::string_view key, std::int64_t now_ms);

 private:
  struct Bucket {
    std::int64_t milli_tokens = 0;
    std::int64_t at_ms = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
  const std::uint32_t burst_;
  const std::uint32_t per_minute_;
};

}  // namespace zhunru::server::auth

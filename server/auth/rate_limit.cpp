#include "server/auth/rate_limit.hpp"

#include <algorithm>

namespace zhunru::server::auth {

namespace {

/// A key without failures for this long starts anew.
constexpr std::int64_t forget_ms = 60 * 60'000;
constexpr std::size_t max_keys = 100'000;

}  // namespace

std::int64_t RateLimit::wait_ms(std::string_view key, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return 0;
  return std::max<std::int64_t>(0, found->second.until_ms - now_ms);
}

void RateLimit::failed(std::string_view key, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= max_keys) forget_old(now_ms);
  Entry& entry = entries_[std::string(key)];
  if (now_ms - entry.last_ms > forget_ms) entry.failures = 0;
  ++entry.failures;
  entry.last_ms = now_ms;
  if (entry.failures < free_) return;
  const std::uint32_t steps = std::min<std::uint32_t>(entry.failures - free_ + 1, 20);
  std::int64_t delay = std::int64_t{1000} << steps;
  if (entry.failures >= 2 * free_) delay = std::max<std::int64_t>(delay, 60'000);
  entry.until_ms = now_ms + std::min(delay, longest_ms_);
}

void RateLimit::succeeded(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found != entries_.end()) entries_.erase(found);
}

void RateLimit::forget_old(std::int64_t now_ms) {
  std::erase_if(entries_, [now_ms](const auto& entry) { return now_ms - entry.second.last_ms > forget_ms; });
  // An attack with very many names: drop the oldest half rather than grow without bound.
  if (entries_.size() < max_keys) return;
  std::erase_if(entries_, [now_ms](const auto& entry) { return now_ms >= entry.second.until_ms; });
}

bool Quota::take(std::string_view key, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const std::int64_t full = std::int64_t{burst_} * 1000;
  if (buckets_.size() >= max_keys) {
    std::erase_if(buckets_, [&](const auto& entry) { return now_ms - entry.second.at_ms > 60'000; });
  }
  auto found = buckets_.find(key);
  if (found == buckets_.end()) found = buckets_.emplace(std::string(key), Bucket{full, now_ms}).first;
  Bucket& bucket = found->second;
  const std::int64_t elapsed = std::clamp<std::int64_t>(now_ms - bucket.at_ms, 0, 3'600'000);
  bucket.milli_tokens = std::min(full, bucket.milli_tokens + elapsed * per_minute_ / 60);
  bucket.at_ms = now_ms;
  if (bucket.milli_tokens < 1000) return false;
  bucket.milli_tokens -= 1000;
  return true;
}

}  // namespace zhunru::server::auth

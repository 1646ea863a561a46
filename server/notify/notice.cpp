#include "server/notify/notice.hpp"

#include <algorithm>
#include <array>

namespace zhunru::server::notify {

namespace {

constexpr std::int64_t minute = 60'000, day = 86'400'000, shanghai = 8 * 3'600'000;
constexpr std::array<std::string_view, 5> names{"queued", "sending", "handed_over", "refused", "unknown"};

/// The next moment at this minute of the Shanghai day, now or later.
std::int64_t next_at(std::int64_t now_ms, int minute_of_day) {
  const std::int64_t start = (now_ms + shanghai) / day * day - shanghai;
  const std::int64_t today = start + minute_of_day * minute;
  return today >= now_ms ? today : today + day;
}

bool is_quiet(const Preferences& p, std::int64_t at_ms) {
  const auto now = static_cast<int>((at_ms + shanghai) % day / minute);
  return p.quiet_from <= p.quiet_to ? now >= p.quiet_from && now < p.quiet_to : now >= p.quiet_from || now < p.quiet_to;
}

}  // namespace

std::string_view to_string(Delivery state) { return names[static_cast<std::size_t>(state)]; }

Delivery delivery_of(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<Delivery>(i);
  }
  return Delivery::unknown;
}

std::int64_t due_of(const Preferences& preferences, std::int64_t now_ms) {
  const std::int64_t wished = preferences.daily ? next_at(now_ms, preferences.digest_at) : now_ms;
  return is_quiet(preferences, wished) ? next_at(wished, preferences.quiet_to) : wished;
}

std::int64_t back_off_ms(int tries) { return std::min<std::int64_t>(5'000ll << std::min(tries, 13), 6 * 3'600'000); }

}  // namespace zhunru::server::notify

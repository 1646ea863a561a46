// A moment as sentences for people say it: day, hour and minute in Shanghai.
#pragma once

#include <string>

#include "engine/base/time.hpp"

namespace zhunru::decide {

/// "2026-12-01 02:43".
inline std::string told_time(base::Instant at) {
  std::string text = base::to_string(base::shanghai_date_time(at)).substr(0, 16);
  text.replace(10, 1, " ");
  return text;
}

}  // namespace zhunru::decide

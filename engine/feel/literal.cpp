#include "engine/feel/literal.hpp"

namespace zhunru::feel {

base::Value temporal_literal(std::string_view text) {
  if (const auto value = base::parse_date(text)) return *value;
  if (const auto value = base::parse_date_time(text)) return *value;
  if (const auto value = base::parse_time(text)) return *value;
  if (const auto value = base::parse_months_duration(text)) return *value;
  if (const auto value = base::parse_seconds_duration(text)) return *value;
  return {};
}

}  // namespace zhunru::feel

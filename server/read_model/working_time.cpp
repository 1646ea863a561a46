#include "server/read_model/working_time.hpp"

namespace zhunru::server::read_model {

calendar::Calendars calendars_of(const state::State& state) {
  auto read = calendar::Calendars::from_records(registers::records_on(state, "calendars", std::nullopt));
  return read ? std::move(*read) : calendar::Calendars();
}

std::string calendar_of(const state::State& state) {
  const base::Value settings = registers::settings_on(state, std::nullopt);
  if (settings.get("calendar").is_string()) return settings.get("calendar").as_string();
  std::string first;
  for (const base::Value& record : registers::records_on(state, "calendars", std::nullopt)) {
    const std::string family(calendar::family_of(record.get("id").string_or("")));
    if (record.get("extends").is_string()) return family;
    if (first.empty()) first = family;
  }
  return first;
}

std::optional<std::int64_t> working_days_left(const calendar::Calendars& calendars, const std::string& calendar,
                                              base::Instant now, base::Instant due) {
  return calendars.remaining(now, due, calendar);
}

}  // namespace zhunru::server::read_model

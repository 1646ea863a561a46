#include "engine/register/local.hpp"

#include <algorithm>

namespace zhunru::registers {

namespace {

constexpr std::string_view base_register = "settings";

/// The record of the province with what the narrower place says.
base::Value narrowed_record(const base::Value& record, const base::Value& by, const std::string& place) {
  base::Context out = record.as_context();
  out.set("value", by.get("value"));
  out.set("place", place);
  for (const char* name : {"by", "by_name", "at", "reason"}) {
    if (!by.get(name).is_null()) out.set(name, by.get(name));
  }
  return base::Value(std::move(out));
}

}  // namespace

std::string local_register(std::string_view place) { return std::string(base_register) + "." + std::string(place); }

std::vector<std::string> places_over(std::string_view place) {
  if (place.size() < 6 || !std::all_of(place.begin(), place.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
  std::string city = std::string(place.substr(0, 4)) + "00";
  std::string county(place.substr(0, 6));
  if (county == city) return {std::move(city)};
  return {std::move(city), std::move(county)};
}

Local::Local(const Source& source, std::string_view place, const std::optional<base::Date>& day) : source_(source) {
  const Register* province = source.find(base_register);
  const Version* in_force = province == nullptr ? nullptr : day ? zhunru::registers::at(*province, *day) : latest(*province);
  if (in_force == nullptr) return;
  for (const std::string& one : places_over(place)) {
    const base::List& records = records_on(source, local_register(one), day);
    if (records.empty()) continue;
    if (!narrowed_) {
      narrowed_ = Register{std::string(base_register), {*in_force}};
      narrowed_->versions.front().superseded.reset();
    }
    for (base::Value& record : narrowed_->versions.front().records) {
      for (const base::Value& by : records) {
        if (by.get("id") == record.get("id")) record = narrowed_record(record, by, one);
      }
    }
  }
}

const Register* Local::find(std::string_view name) const {
  return narrowed_ && name == base_register ? &*narrowed_ : source_.find(name);
}

const base::List& Local::settings() const {
  if (narrowed_) return narrowed_->versions.front().records;
  return records_on(source_, base_register, std::nullopt);
}

base::Value settings_in(const Source& source, std::string_view place, const std::optional<base::Date>& day) {
  return settings_on(Local(source, place, day), day);
}

}  // namespace zhunru::registers

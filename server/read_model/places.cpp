#include "server/read_model/places.hpp"

#include "engine/register/source.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

Value place(const Value& record, const char* level) {
  const std::string zh = record.get("name").string_or("");
  return Context{{"code", record.get("code")}, {"name", zh}, {"name_en", record.get("name_en").string_or(zh)}, {"level", level}};
}

}  // namespace

List places(const state::State& state) {
  List out;
  for (const Value& region : registers::records_on(state, "region", std::nullopt)) {
    const Value& cities = region.get("cities");
    for (const Value& city : cities.is_list() ? cities.as_list() : List{}) {
      out.push_back(place(city, "city"));
      const Value& counties = city.get("counties");
      for (const Value& county : counties.is_list() ? counties.as_list() : List{}) out.push_back(place(county, "county"));
    }
  }
  return out;
}

Words place_words(const state::State& state, std::string_view code) {
  for (const Value& region : registers::records_on(state, "region", std::nullopt)) {
    if (!code.empty() && region.get("code").string_or("") != code) continue;
    const std::string zh = region.get("name").string_or("");
    return {zh, region.get("name_en").string_or(zh)};
  }
  if (code.empty()) return {"全域", "everywhere"};
  for (const Value& one : places(state)) {
    if (one.get("code").string_or("") == code) return {one.get("name").string_or(""), one.get("name_en").string_or("")};
  }
  return {std::string(code), std::string(code)};
}

bool is_place(const state::State& state, std::string_view code) {
  for (const Value& one : places(state)) {
    if (one.get("code").string_or("") == code) return true;
  }
  return false;
}

bool lies_in(std::string_view place, std::string_view area) {
  // "990100" means the whole city: everything that begins with 9901.
  const bool city = area.size() == 6 && area.ends_with("00");
  return place.starts_with(city ? area.substr(0, 4) : area);
}

}  // namespace zhunru::server::read_model

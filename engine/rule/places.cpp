#include "engine/rule/places.hpp"

#include <set>

namespace zhunru::rule {
namespace {

using base::Context;
using base::Date;
using base::List;
using base::Value;

bool digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

/// What the codes of a place's communities begin with; empty when the text is no place code.
std::string_view prefix_of(std::string_view place) {
  if (!digits(place)) return {};
  if (place.size() == 6) return place.substr(4) == "00" ? place.substr(0, 4) : place;
  return place.size() == 9 || place.size() == 12 ? place : std::string_view();
}

Value date_or_null(const Value& value) {
  if (value.is_date()) return value;
  const auto date = value.is_string() ? base::parse_date(value.as_string()) : std::nullopt;
  return date ? Value(*date) : Value();
}

const Value& record_of(const List& records, std::string_view member, std::string_view wanted) {
  static const Value none;
  for (const Value& record : records) {
    if (record.get(member).is_string() && record.get(member).as_string() == wanted) return record;
  }
  return none;
}

bool scope_holds(const Value& scope, std::string_view community) {
  if (!scope.is_list()) return false;
  for (const Value& place : scope.as_list()) {
    const std::string code = place.string_or("");
    const std::string_view prefix = prefix_of(code);
    if (!prefix.empty() && community.substr(0, prefix.size()) == prefix) return true;
  }
  return false;
}

Value entry_value(const Value& list, const Value& entry, const Value& item) {
  Context out;
  out.set("list", list.get("id"));
  out.set("kind", list.get("kind"));
  out.set("id", entry.get("item"));
  for (const char* name : {"topic", "role", "load"}) out.set(name, item.get(name));
  for (const char* name : {"from", "to", "recorded"}) out.set(name, date_or_null(entry.get(name)));
  out.set("case", entry.get("case"));
  return Value(std::move(out));
}

}  // namespace

std::vector<std::string> communities_of(const registers::Source& source, std::string_view place) {
  std::set<std::string> codes;
  const std::string_view prefix = prefix_of(place);
  if (prefix.empty()) return {};
  for (const Value& record : registers::records_on(source, "communities", std::nullopt)) {
    const std::string code = record.get("code").string_or("");
    if (std::string_view(code).substr(0, prefix.size()) == prefix) codes.insert(code);
  }
  return {codes.begin(), codes.end()};
}

std::optional<std::vector<std::string>> communities_in(const registers::Source& source, const Value& places) {
  if (!places.is_list() || places.size() == 0) return std::nullopt;
  std::set<std::string> codes;
  for (const Value& place : places.as_list()) {
    if (!place.is_string()) return std::nullopt;
    const std::vector<std::string> inside = communities_of(source, place.as_string());
    if (inside.empty()) return std::nullopt;
    codes.insert(inside.begin(), inside.end());
  }
  return std::vector<std::string>(codes.begin(), codes.end());
}

bool place_known(const registers::Source& source, std::string_view place) {
  if (!communities_of(source, place).empty()) return true;
  if (place.size() != 6 || place.substr(2) != "0000" || !digits(place)) return false;
  for (const Value& record : registers::records_on(source, "communities", std::nullopt)) {
    if (record.get("code").string_or("").substr(0, 2) == place.substr(0, 2)) return true;
  }
  return false;
}

List list_entries(const registers::Source& source, std::string_view community, const Date& day) {
  const Value& place = record_of(registers::records_on(source, "communities", std::nullopt), "code", community);
  const std::string city = place.get("city").string_or("");
  const std::string county = place.get("county").string_or("");
  const List& bodies = registers::records_on(source, "bodies", std::nullopt);
  const List& items = registers::records_on(source, "items", std::nullopt);
  List out;
  if (place.is_null()) return out;
  for (const Value& list : registers::records_on(source, "lists", std::nullopt)) {
    const std::string owner_place = record_of(bodies, "id", list.get("owner").string_or("")).get("place").string_or("");
    const bool of_kind_c = list.get("kind").string_or("") == "C";
    if (owner_place.empty() || (owner_place != city && !(of_kind_c && owner_place == county))) continue;
    const std::string name = list.get("register").string_or("");
    for (const Value& entry : registers::records_on(source, name, of_kind_c ? std::nullopt : std::optional<Date>(day))) {
      if (of_kind_c && !scope_holds(entry.get("scope"), community)) continue;
      out.push_back(entry_value(list, entry, record_of(items, "id", entry.get("item").string_or(""))));
    }
  }
  return out;
}

}  // namespace zhunru::rule

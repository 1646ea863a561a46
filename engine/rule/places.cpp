#include "engine/rule/places.hpp"

#include <algorithm>
#include <set>

namespace zhunru::rule {
namespace {

using base::Context;
using base::Date;
using base::List;
using base::Value;

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What the codes of a place's communities begin with; empty when the text is no place code.
std::string_view prefix_of(std::string_view place) {
  if (!digits(place)) return {};
  if (place.size() == 6) return place.substr(4) == "00" ? place.substr(0, 4) : place;
  return place.size() == 9 || place.size() == 12 ? place : std::string_view();
}

std::string_view text_of(const Value& value) { return value.is_string() ? std::string_view(value.as_string()) : std::string_view(); }

Value date_or_null(const Value& value) {
  if (value.is_date()) return value;
  const auto date = value.is_string() ? base::parse_date(value.as_string()) : std::nullopt;
  return date ? Value(*date) : Value();
}

bool scope_holds(const Value& scope, std::string_view community) {
  if (!scope.is_list()) return false;
  return std::any_of(scope.as_list().begin(), scope.as_list().end(), [&](const Value& place) {
    const std::string_view prefix = prefix_of(text_of(place));
    return !prefix.empty() && community.starts_with(prefix);
  });
}

/// Records by a text member; the views stay good as long as the register.
std::map<std::string_view, const Value*> by_member(const List& records, std::string_view member) {
  std::map<std::string_view, const Value*> out;
  for (const Value& record : records) {
    const std::string_view key = text_of(record.get(member));
    if (!key.empty()) out.emplace(key, &record);
  }
  return out;
}

}  // namespace

Places::Places(const registers::Source& source)
    : source_(source),
      community_records_(registers::records_on(source, "communities", std::nullopt)),
      item_records_(registers::records_on(source, "items", std::nullopt)),
      list_records_(registers::records_on(source, "lists", std::nullopt)),
      communities_(by_member(community_records_, "code")),
      items_(by_member(item_records_, "id")) {
  const auto bodies = by_member(registers::records_on(source, "bodies", std::nullopt), "id");
  for (const Value& list : list_records_) {
    const auto owner = bodies.find(text_of(list.get("owner")));
    if (owner == bodies.end()) continue;
    lists_.push_back({&list, std::string(text_of(list.get("register"))), std::string(text_of(owner->second->get("place"))),
                      text_of(list.get("kind")) == "C"});
  }
}

std::vector<std::string> Places::communities_of(std::string_view place) const {
  std::vector<std::string> codes;
  const std::string_view prefix = prefix_of(place);
  if (prefix.empty()) return codes;
  for (auto it = communities_.lower_bound(prefix); it != communities_.end() && it->first.starts_with(prefix); ++it) {
    codes.emplace_back(it->first);
  }
  return codes;
}

std::optional<std::vector<std::string>> Places::communities_in(const Value& places) const {
  if (!places.is_list() || places.size() == 0) return std::nullopt;
  std::set<std::string> codes;
  for (const Value& place : places.as_list()) {
    const std::vector<std::string> inside = communities_of(text_of(place));
    if (inside.empty()) return std::nullopt;
    codes.insert(inside.begin(), inside.end());
  }
  return std::vector<std::string>(codes.begin(), codes.end());
}

bool Places::known(std::string_view place) const {
  if (!communities_of(place).empty()) return true;
  if (place.size() != 6 || place.substr(2) != "0000" || !digits(place)) return false;
  const auto first = communities_.lower_bound(place.substr(0, 2));
  return first != communities_.end() && first->first.starts_with(place.substr(0, 2));
}

Value Places::entry_value(const ListInfo& list, const Value& entry) const {
  static const Value none;
  const auto found = items_.find(text_of(entry.get("item")));
  const Value& item = found == items_.end() ? none : *found->second;
  return Value(Context{{"list", list.record->get("id")},
                       {"kind", list.record->get("kind")},
                       {"id", entry.get("item")},
                       {"topic", item.get("topic")},
                       {"role", item.get("role")},
                       {"load", item.get("load")},
                       {"from", date_or_null(entry.get("from"))},
                       {"to", date_or_null(entry.get("to"))},
                       {"recorded", date_or_null(entry.get("recorded"))},
                       {"case", entry.get("case")}});
}

List Places::list_entries(std::string_view community, const Date& day) const {
  List out;
  const auto place = communities_.find(community);
  if (place == communities_.end()) return out;
  const std::string_view city = text_of(place->second->get("city"));
  const std::string_view county = text_of(place->second->get("county"));
  for (const ListInfo& list : lists_) {
    if (list.place.empty() || (list.place != city && !(list.kind_c && list.place == county))) continue;
    const std::optional<Date> version_day = list.kind_c ? std::nullopt : std::optional<Date>(day);
    for (const Value& entry : registers::records_on(source_, list.register_name, version_day)) {
      if (list.kind_c && !scope_holds(entry.get("scope"), community)) continue;
      out.push_back(entry_value(list, entry));
    }
  }
  return out;
}

}  // namespace zhunru::rule

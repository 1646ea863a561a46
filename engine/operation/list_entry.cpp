// List C 准入事项清单 and the station's menu: an approval writes both in the transaction that issues the decision.
// Never called for list A or B; those change by T07 only.
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/register/source.hpp"

namespace zhunru::operation {
namespace {

/// Record of register `lists` of the list C that a coordinating body owns; null when there is none.
Value list_c_of(const OperationContext& context, const std::string& owner) {
  for (const Value& list : registers::records_on(context.state, "lists", std::nullopt))
    if (list.get("kind").string_or("") == "C" && list.get("owner").string_or("") == owner) return list;
  return {};
}

Value with(const Value& record, std::string name, Value value) {
  Context changed = record.is_context() ? record.as_context() : Context{};
  changed.set(std::move(name), std::move(value));
  return Value(std::move(changed));
}

std::string today(const OperationContext& context) { return base::to_string(base::shanghai_date(context.at)); }

/// The list has to be published again within publish_within_wd.
Result<event::Event> publication_wanted(const OperationContext& context, const Value& list) {
  ZHUNRU_TRY(due, due_in(context, setting(context, "publish_within_wd").int64_or(5)));
  // `due` is 24:00 of the last day; the day itself is the one before that midnight.
  const std::string last = base::to_string(base::shanghai_date(base::Instant{due.ms - 1}));
  registers::Register lists = register_copy(context, "lists");
  return put_record(context, lists, list.get("id").string_or(""), with(list, "next_publication_due", Value(last)),
                    "清单有新版本,待公布", "2.2-l");
}

}  // namespace

Result<OperationResult> write_list_entry(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(owner, needed(input, "owner"));
  const Value list = list_c_of(context, owner);
  if (list.is_null())
    return refuse("no_list", "该协调机构没有准入事项清单,请先建立清单C", "this body has no list C; set it up first", "2.2-k");
  const Value& item = input.get("item");
  const Value& valid = input.get("valid");
  ZHUNRU_TRY(from, day(valid.get("from"), "valid.from"));
  ZHUNRU_TRY(to, day(valid.get("to"), "valid.to"));
  const std::string id = "N-" + context.instance.id;

  registers::Register items = register_copy(context, "items");
  const Value item_record(Context{{"id", Value(id)},
                                  {"name", item.get("name")},
                                  {"list", Value("C")},
                                  {"category", item.get("category")},
                                  {"topic", item.get("topic")},
                                  {"role", item.get("role")},
                                  {"load", item.get("load")},
                                  {"funding", item.get("funding")},
                                  {"facts", item.get("facts")},
                                  {"status", Value("listed")}});
  const std::string reason = item.get("name").string_or("") + " " + input.get("result").string_or("");
  ZHUNRU_TRY(item_event, put_record(context, items, id, item_record, reason, "2.2-k"));

  registers::Register entries = register_copy(context, list.get("register").string_or(""));
  const std::string day_from = base::to_string(from);
  const Value entry(Context{{"item", Value(id)},
                            {"from", Value(day_from)},
                            {"to", Value(base::to_string(to))},
                            {"scope", item.at_path("scope.places")},
                            {"recorded", Value(today(context))},
                            {"case", Value(context.instance.id)},
                            {"name", item.get("name")},
                            {"applicant", input.get("applicant")},
                            {"decision", input.get("decision")}});
  ZHUNRU_TRY(entry_event, put_record(context, entries, id + "@" + day_from, entry, reason, "2.2-k"));
  ZHUNRU_TRY(list_event, publication_wanted(context, list));

  OperationResult result;
  result.output = Value(Context{{"list", list.get("id")},
                                {"register", list.get("register")},
                                {"version", Value(static_cast<std::int64_t>(entries.versions.back().version))},
                                {"item", Value(id)}});
  result.events = {item_event, entry_event, list_event};
  return result;
}

Result<OperationResult> end_list_entry(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(list_id, needed(input, "list"));
  ZHUNRU_TRY(item, needed(input, "item"));
  ZHUNRU_TRY(from, needed(input, "from"));
  const Value list = record(context, "lists", list_id);
  if (list.is_null()) return refuse("no_list", "没有清单 " + list_id, "there is no list " + list_id, "2.2-k");
  registers::Register entries = register_copy(context, list.get("register").string_or(""));
  const std::string key = item + "@" + from;
  const registers::Version* latest = registers::latest(entries);
  const Value* entry = latest ? registers::find_record(*latest, key) : nullptr;
  if (!entry) return refuse("no_entry", "清单上没有该条目", "the list has no such entry", "2.2-k");
  ZHUNRU_TRY(last_day, day(input.get("last_day"), "last_day"));
  const base::Date now = base::shanghai_date(context.at);
  Value ended = with(*entry, "ended_by", input.get("ended_by"));
  // The entry never lasts longer than it was given; an early exit shortens it, at the latest to today.
  const std::optional<base::Date> to = base::parse_date(entry->get("to").string_or(""));
  base::Date end = last_day < now ? last_day : now;
  if (to && *to < end) end = *to;
  ended = with(ended, "to", Value(base::to_string(end)));
  ended = with(ended, "ended", Value(today(context)));
  ZHUNRU_TRY(entry_event, put_record(context, entries, key, ended, "退出: " + entry->get("name").string_or(item), "2.2-i"));
  ZHUNRU_TRY(list_event, publication_wanted(context, list));
  OperationResult result;
  result.output = Value(Context{{"list", Value(list_id)},
                                {"version", Value(static_cast<std::int64_t>(entries.versions.back().version))},
                                {"item", Value(item)}});
  result.events = {entry_event, list_event};
  return result;
}

Result<OperationResult> station_service(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(item, needed(input, "item"));
  ZHUNRU_TRY(state, needed(input, "state"));
  Value entry = record(context, "station_menu", item);
  entry = with(entry, "id", Value(item));
  entry = with(entry, "name", input.get("name"));
  entry = with(entry, "state", Value(state));
  for (const char* name : {"from", "to"})
    if (!input.get(name).is_null()) entry = with(entry, name, input.get(name));
  entry = with(entry, "communities", input.get("communities"));
  entry = with(entry, "since", Value(today(context)));
  entry = with(entry, "case", Value(context.instance.id));
  registers::Register menu = register_copy(context, "station_menu");
  ZHUNRU_TRY(written, put_record(context, menu, item, entry, "服务站办理: " + state, "2.2-h"));
  OperationResult result;
  result.output = Value(Context{{"item", Value(item)}, {"state", Value(state)}});
  result.events = {written};
  return result;
}

}  // namespace zhunru::operation

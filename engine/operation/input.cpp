#include "engine/operation/input.hpp"

#include "engine/register/local.hpp"
#include "engine/state/place.hpp"

namespace zhunru::operation {

base::Error refuse(std::string code, std::string message, std::string message_en, std::string_view clause) {
  std::string where(clause);
  if (!where.empty()) where += ' ';
  return base::make_error(std::move(code), std::move(message), std::move(message_en), std::move(where));
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> found;
  if (!list.is_list()) return found;
  for (const Value& item : list.as_list())
    if (item.is_string()) found.push_back(item.as_string());
  return found;
}

Value text_list(const std::vector<std::string>& items) {
  List list;
  for (const std::string& item : items) list.push_back(Value(item));
  return Value(std::move(list));
}

Result<std::string> needed(const Value& input, std::string_view name) {
  const Value& value = input.get(name);
  if (value.is_string() && !value.as_string().empty()) return value.as_string();
  const std::string what(name);
  return refuse("missing_input", "服务任务缺少输入 " + what + ",请检查流程文件", "the service task lacks input " + what + "; check the process file");
}

Result<const poll::Poll*> poll_of(const OperationContext& context, const Value& input) {
  const Value& named = input.get("poll");
  const Value id = named.is_string() ? named : context.variable("poll_id");
  const poll::Poll* found = id.is_string() ? context.state.polls.find(id.as_string()) : nullptr;
  if (!found) return refuse("unknown_poll", "没有这次征求", "there is no such poll", "2.3-b");
  return found;
}

Result<const poll::Poll*> counted_poll_of(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(found, poll_of(context, input));
  if (context.state.withheld.contains("poll/" + found->id))
    return refuse("depends-on-hidden", "取决于您看不到的内容", "Depends on what you may not see");
  return found;
}

const Value& record(const OperationContext& context, std::string_view register_name, std::string_view key) {
  static const Value none;
  const registers::Register* found = context.state.registers.find(register_name);
  const registers::Version* version = found ? registers::at(*found, base::shanghai_date(context.at)) : nullptr;
  if (!version && found) version = registers::latest(*found);
  const Value* record = version ? registers::find_record(*version, key) : nullptr;
  return record ? *record : none;
}

Value setting(const OperationContext& context, std::string_view name) {
  return registers::settings_in(context.state, state::place_of(context.state, context.instance), base::shanghai_date(context.at)).get(name);
}

Result<calendar::Calendars> calendars(const OperationContext& context) {
  return calendar::Calendars::from_records(registers::records_on(context.state, "calendars", std::nullopt));
}

std::string default_calendar(const OperationContext& context) {
  const Value named = context.variable("calendar");
  if (named.is_string()) return named.as_string();
  const Value set = setting(context, "calendar");
  if (set.is_string()) return set.as_string();
  // The most special family of the register: one that extends another.
  std::string family;
  for (const Value& record : registers::records_on(context.state, "calendars", std::nullopt)) {
    const bool special = !record.get("extends").string_or("").empty();
    if (family.empty() || special) family = std::string(calendar::family_of(record.get("id").string_or("")));
    if (special) break;
  }
  return family;
}

Result<base::Instant> due_in(const OperationContext& context, std::int64_t working_days) {
  ZHUNRU_TRY(all, calendars(context));
  const std::optional<base::Instant> due = all.due(context.at, working_days, default_calendar(context));
  if (due) return *due;
  return refuse("no_calendar", "工作日历没有覆盖到期日所在年份,请先导入日历", "no calendar covers the year of the due date; import it first", "CAL-0");
}

Result<base::Date> day(const Value& value, std::string_view name) {
  if (value.is_date()) return value.as_date();
  if (value.is_string())
    if (const std::optional<base::Date> date = base::parse_date(value.as_string())) return *date;
  const std::string what(name);
  return refuse("bad_date", what + " 不是日期(应如 2026-11-23)", what + " is no date (write 2026-11-23)");
}

registers::Register register_copy(const OperationContext& context, std::string_view name) {
  const registers::Register* found = context.state.registers.find(name);
  if (found) return *found;
  registers::Register made;
  made.name = std::string(name);
  return made;
}

Result<event::Event> put_record(const OperationContext& context, registers::Register& next, std::string_view key,
                                const Value& record, std::string reason, std::string clause) {
  base::Date effective = base::shanghai_date(context.at);
  if (next.versions.empty()) {
    registers::Version first;
    first.effective = effective;
    first.reason = std::move(reason);
    first.clause = std::move(clause);
    first.case_id = context.instance.id;
    if (!record.is_null()) first.records.push_back(record);
    ZHUNRU_TRY(made, registers::with_version(next, std::move(first)));
    next = made;
  } else {
    if (effective < next.versions.back().effective) effective = next.versions.back().effective;
    ZHUNRU_TRY(made, registers::with_record(next, key, record, effective, std::move(reason), std::move(clause), context.instance.id));
    next = made;
  }
  return event::Event(event::RegisterVersionWritten{next.name, next.versions.back()});
}

}  // namespace zhunru::operation

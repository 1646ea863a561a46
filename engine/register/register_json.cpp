// Registers as JSON values: the form of the files under workflows/registers and of /api/registers.
#include <algorithm>

#include "engine/register/register.hpp"

namespace zhunru::registers {
namespace {

using base::Context;
using base::List;
using base::Result;
using base::Value;

base::Error wrong(const std::string& zh, const std::string& en, const std::string& where) {
  return base::make_error("register-file", zh, en, where);
}

Result<void> only_members(const Value& value, std::initializer_list<std::string_view> known, const std::string& where) {
  if (!value.is_context()) return wrong("这里应是对象", "an object is expected here", where);
  for (const auto& [name, member] : value.as_context()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return wrong("未知的成员 " + name, "unknown member " + name, where);
    }
  }
  return {};
}

Result<base::Date> date_of(const Value& value, const std::string& where) {
  if (value.is_date()) return value.as_date();
  const auto date = value.is_string() ? base::parse_date(value.as_string()) : std::nullopt;
  if (!date) return wrong("日期应写作 2026-11-20", "a date is written 2026-11-20", where);
  return *date;
}

Result<Version> version_of(const Value& value, const std::string& where) {
  ZHUNRU_TRY_VOID(only_members(
      value, {"version", "effective", "superseded", "reason", "clause", "case_id", "records"}, where));
  Version version;
  const std::int64_t number = value.get("version").int64_or(0);
  if (number < 1 || number > 0x7fffffff) return wrong("版本号应为正整数", "version is a positive integer", where + "/version");
  version.version = static_cast<std::uint32_t>(number);
  ZHUNRU_TRY(effective, date_of(value.get("effective"), where + "/effective"));
  version.effective = effective;
  if (!value.get("superseded").is_null()) {
    ZHUNRU_TRY(superseded, date_of(value.get("superseded"), where + "/superseded"));
    version.superseded = superseded;
  }
  for (const auto& [name, text] : {std::pair<const char*, std::string*>{"reason", &version.reason},
                                   {"clause", &version.clause},
                                   {"case_id", &version.case_id}}) {
    const Value& member = value.get(name);
    if (!member.is_null() && !member.is_string()) return wrong("这里应是文字", "text is expected here", where + "/" + name);
    *text = member.string_or("");
  }
  if (!value.get("records").is_list()) return wrong("缺少 records 列表", "the list `records` is missing", where);
  version.records = value.get("records").as_list();
  return version;
}

}  // namespace

Result<Register> from_value(const Value& value) {
  ZHUNRU_TRY_VOID(only_members(value, {"name", "versions"}, "register"));
  Register reg;
  reg.name = value.get("name").string_or("");
  if (!value.get("versions").is_list() || value.get("versions").size() == 0) {
    return wrong("名册没有版本", "the register has no version", reg.name);
  }
  for (const Value& item : value.get("versions").as_list()) {
    const std::string where = reg.name + "/versions/" + std::to_string(reg.versions.size());
    ZHUNRU_TRY(version, version_of(item, where));
    const std::optional<base::Date> superseded = version.superseded;
    ZHUNRU_TRY(grown, with_version(reg, std::move(version)));
    reg = std::move(grown);
    reg.versions.back().superseded = superseded;
  }
  return reg;
}

Value to_value(const Version& version) {
  Context out;
  out.set("version", Value(static_cast<std::int64_t>(version.version)));
  out.set("effective", Value(base::to_string(version.effective)));
  out.set("superseded", version.superseded ? Value(base::to_string(*version.superseded)) : Value());
  out.set("reason", Value(version.reason));
  out.set("clause", Value(version.clause));
  out.set("case_id", Value(version.case_id));
  out.set("records", Value(version.records));
  return Value(std::move(out));
}

Value to_value(const Register& reg) {
  List versions;
  for (const Version& version : reg.versions) versions.push_back(to_value(version));
  return Value(Context{{"name", Value(reg.name)}, {"versions", Value(std::move(versions))}});
}

Value to_value(const Difference& difference) {
  List changed;
  for (const Change& change : difference.changed) {
    List members;
    for (const std::string& name : change.members) members.emplace_back(name);
    changed.push_back(Value(Context{{"key", Value(change.key)},
                                    {"before", change.before},
                                    {"after", change.after},
                                    {"members", Value(std::move(members))}}));
  }
  return Value(Context{{"added", Value(difference.added)},
                       {"removed", Value(difference.removed)},
                       {"changed", Value(std::move(changed))}});
}

}  // namespace zhunru::registers

#include "engine/register/register.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/check.hpp"

namespace zhunru::registers {
namespace {

using base::Context;
using base::Error;
using base::List;
using base::Result;
using base::Value;

Error wrong(std::string code, std::string zh, std::string en, std::string where) {
  return base::make_error(std::move(code), std::move(zh), std::move(en), std::move(where));
}

/// Records must be contexts with keys that name them; two of one key could not be told apart.
Result<void> check_records(const std::string& name, const List& records) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string where = name + "/records/" + std::to_string(i);
    if (!records[i].is_context()) {
      return wrong("register-record", "名册记录必须是对象", "a register record must be an object", where);
    }
    std::string key = record_key(records[i]);
    if (key.empty()) {
      return wrong("register-record-key", "名册记录缺少 id、code、class、item 或 name",
                   "a register record has none of id, code, class, item, name", where);
    }
    if (!seen.insert(key).second) {
      return wrong("register-duplicate-key", "名册中有两条记录的标识相同:" + key, "two records share the key " + key, where);
    }
  }
  return {};
}

std::map<std::string, const Value*> by_key(const Version& version) {
  std::map<std::string, const Value*> records;
  for (const Value& record : version.records) records.emplace(record_key(record), &record);
  return records;
}

std::vector<std::string> differing_members(const Value& before, const Value& after) {
  std::set<std::string> names;
  for (const auto& [name, value] : before.as_context()) {
    if (!(after.get(name) == value)) names.insert(name);
  }
  for (const auto& [name, value] : after.as_context()) {
    if (!(before.get(name) == value)) names.insert(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace

bool is_register_name(std::string_view name) {
  if (name.empty() || name.size() > 64) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!letter(name.front())) return false;
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

const Version* at(const Register& reg, const base::Date& day) {
  for (auto it = reg.versions.rbegin(); it != reg.versions.rend(); ++it) {
    if (it->effective <= day && (!it->superseded || day <= *it->superseded)) return &*it;
  }
  return nullptr;
}

const Version* latest(const Register& reg) { return reg.versions.empty() ? nullptr : &reg.versions.back(); }

const Version* find_version(const Register& reg, std::uint32_t version) {
  for (const Version& candidate : reg.versions) {
    if (candidate.version == version) return &candidate;
  }
  return nullptr;
}

std::string record_key(const Value& record) {
  for (const char* name : {"id", "code", "class", "item", "name"}) {
    const Value& value = record.get(name);
    if (!value.is_string() || value.as_string().empty()) continue;
    const std::string from = std::string_view(name) == "item" ? record.get("from").string_or("") : "";
    return from.empty() ? value.as_string() : value.as_string() + "@" + from;
  }
  return {};
}

const Value* find_record(const Version& version, std::string_view key) {
  for (const Value& record : version.records) {
    if (record_key(record) == key) return &record;
  }
  return nullptr;
}

Result<Register> with_version(const Register& reg, Version next) {
  if (!is_register_name(reg.name)) {
    return wrong("register-name", "名册名称只能用字母、数字、点、下划线和连字符", "register names are letters, digits, . _ -",
                 reg.name);
  }
  ZHUNRU_TRY_VOID(check_records(reg.name, next.records));
  Register grown = reg;
  if (!grown.versions.empty()) {
    Version& last = grown.versions.back();
    if (next.version != last.version + 1) {
      return wrong("register-version", "名册 " + reg.name + " 的下一版本应为 " + std::to_string(last.version + 1),
                   "the next version of " + reg.name + " is " + std::to_string(last.version + 1), reg.name);
    }
    if (next.effective < last.effective) {
      return wrong("register-effective", "新版本的生效日不能早于现行版本:" + base::to_string(last.effective),
                   "a new version cannot take effect before the present one: " + base::to_string(last.effective), reg.name);
    }
    last.superseded = base::add_days(next.effective, -1);
  }
  next.superseded.reset();
  grown.versions.push_back(std::move(next));
  return grown;
}

Result<Register> with_record(const Register& reg, std::string_view key, const Value& record, const base::Date& effective,
                             std::string reason, std::string clause, std::string case_id) {
  Version next;
  if (const Version* newest = latest(reg)) {
    next.version = newest->version + 1;
    next.records = newest->records;
  }
  next.effective = effective;
  next.reason = std::move(reason);
  next.clause = std::move(clause);
  next.case_id = std::move(case_id);
  const auto old = std::find_if(next.records.begin(), next.records.end(),
                                [&](const Value& candidate) { return record_key(candidate) == key; });
  if (record.is_null()) {
    if (old == next.records.end()) {
      return wrong("register-record-missing", "名册 " + reg.name + " 中没有记录 " + std::string(key),
                   "register " + reg.name + " has no record " + std::string(key), reg.name);
    }
    next.records.erase(old);
  } else if (old != next.records.end()) {
    *old = record;
  } else {
    next.records.push_back(record);
  }
  return with_version(reg, std::move(next));
}

Difference compare(const Version& before, const Version& after) {
  Difference difference;
  const auto old_records = by_key(before);
  const auto new_records = by_key(after);
  for (const auto& [key, record] : old_records) {
    const auto match = new_records.find(key);
    if (match == new_records.end()) {
      difference.removed.push_back(*record);
    } else if (!(*record == *match->second)) {
      difference.changed.push_back({key, *record, *match->second, differing_members(*record, *match->second)});
    }
  }
  for (const auto& [key, record] : new_records) {
    if (old_records.find(key) == old_records.end()) difference.added.push_back(*record);
  }
  return difference;
}

}  // namespace zhunru::registers

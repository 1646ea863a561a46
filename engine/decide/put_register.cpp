// PutRegister and ModifyRegister: a new version of a register; earlier versions stay. A new calendar moves due dates of
// all running cases in the same batch.
#include "engine/decide/clock.hpp"
#include "engine/decide/commands.hpp"
#include "engine/register/register.hpp"

namespace zhunru::decide {
namespace {

void write_version(Run& run, const std::string& name, registers::Version version) {
  run.emit(event::RegisterVersionWritten{name, std::move(version)});
  if (name != "calendars") return;
  if (const auto& calendars = run.calendars(); !calendars) {
    run.reject(calendars.error());
    return;
  }
  std::vector<std::string> running;
  run.scratch.cases.for_each([&](const std::string& id, const state::Case& c) {
    if (!c.ended) running.push_back(id);
  });
  for (const std::string& id : running) recompute_due(run, id);
}

base::Value reply_of(const std::string& name, std::uint32_t version) {
  return base::Value(base::Context{{"register", base::Value(name)}, {"version", base::Value(std::int64_t{version})}});
}

}  // namespace

base::Value decide_one(Run& run, const command::PutRegister& c) {
  if (!require_role(run, {"template_admin", "system"})) return {};
  if (!registers::is_register_name(c.register_name)) {
    run.reject(refusal("bad-name", "名册名称无效", "Not a name for a register", "register"));
    return {};
  }
  const registers::Register* found = run.scratch.registers.find(c.register_name);
  registers::Register reg = found ? *found : registers::Register{c.register_name, {}};
  registers::Version version;
  version.version = c.version != 0 ? c.version : (reg.versions.empty() ? 1 : reg.versions.back().version + 1);
  const auto day = base::parse_date(c.effective);
  if (!day || !c.records.is_list()) {
    run.reject(refusal("bad-register", "生效日期须为日期，记录须为列表", "effective is a date, records a list", day ? "records" : "effective"));
    return {};
  }
  version.effective = *day;
  version.reason = c.reason;
  version.clause = c.clause;
  version.records = c.records.as_list();
  auto checked = registers::with_version(reg, version);
  if (!checked) {
    run.reject(checked.error());
    return {};
  }
  write_version(run, c.register_name, std::move(version));
  return reply_of(c.register_name, checked->versions.back().version);
}

base::Value decide_one(Run& run, const command::ModifyRegister& c) {
  if (!require_role(run, {"template_admin", "office_clerk", "office_reviewer", "system"}) || !require_reason(run, c.reason)) return {};
  const registers::Register* found = run.scratch.registers.find(c.register_name);
  if (!found) {
    run.reject(refusal("register_not_found", "没有名册 " + c.register_name, "There is no register " + c.register_name, "register"));
    return {};
  }
  const std::string key = registers::record_key(c.record);
  if (key.empty()) {
    run.reject(refusal("bad-register", "记录没有编号、代码或名称", "The record has no id, code or name", "record"));
    return {};
  }
  auto changed = registers::with_record(*found, key, c.record, base::shanghai_date(run.at), c.reason, c.clause, "");
  if (!changed) {
    run.reject(changed.error());
    return {};
  }
  const std::uint32_t number = changed->versions.back().version;
  write_version(run, c.register_name, changed->versions.back());
  return reply_of(c.register_name, number);
}

}  // namespace zhunru::decide

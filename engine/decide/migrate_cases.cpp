// MigrateCases and UndoMigration: running cases go over to another version of their process, and back. BPMN 2.0 says nothing of
// versions; the rules stand in migration.hpp and docs/operations.md.
#include <algorithm>

#include "engine/decide/commands.hpp"
#include "engine/decide/migration.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {
namespace {

/// Cases that one command takes over; the reply says how many are left.
constexpr std::size_t cases_at_once = 200;

/// The one version of the file that begins with `given`; "" with the run refused.
std::string whole_version(Run& run, const std::string& process, const std::string& given, const char* field) {
  const state::Resource* resource = run.scratch.resources.find("process/" + process);
  std::string found;
  if (resource && given.size() >= 8)
    for (const state::ResourceVersion& version : resource->versions)
      if (version.version.starts_with(given)) found = version.version;
  if (found.empty())
    run.reject(refusal("version_not_found", "流程 " + process + " 没有版本 " + given + "（请写出版本号的前 8 位以上）",
                       "Process " + process + " has no version " + given + " (give at least its first 8 characters)", field));
  return found;
}

bool read_request(Run& run, const command::MigrateCases& c, MigrationRequest& request) {
  request.resource = c.process;
  request.from = whole_version(run, c.process, c.from, "from");
  if (request.from.empty()) return false;
  request.to = whole_version(run, c.process, c.to, "to");
  if (request.to.empty()) return false;
  if (request.from == request.to) {
    run.reject(refusal("same_version", "两个版本相同，没有可迁移的", "The two versions are the same", "to"));
    return false;
  }
  if (!read_variables(run, c.mapping, request.mapping, "mapping")) return false;
  const model::Definitions& before = *run.program(request.resource, request.from).definitions;
  const model::Definitions& after = *run.program(request.resource, request.to).definitions;
  for (const auto& [id, target] : request.mapping) {
    if (before.find(id) && target.is_string() && after.find(target.as_string())) continue;
    const std::string said = target.is_string() ? target.as_string() : "?";
    run.reject(refusal("bad-mapping", "对照表中的 " + id + " → " + said + " 不成立：旧版本须有前者，新版本须有后者",
                       "The mapping " + id + " -> " + said + " does not hold: the old version must have the first, the new one the second", "mapping." + id));
    return false;
  }
  return true;
}

/// A join may wait for fewer branches in the new version: those that stand before it arrive there once more.
void look_at_joins(Run& run, const std::string& case_id) {
  std::vector<Id> waiting;
  for (const auto& [id, token] : run.instance(case_id).tokens)
    if (token.state == state::TokenState::joining) waiting.push_back(id);
  for (Id id : waiting) {
    if (run.place(case_id, id).node->kind == model::NodeKind::parallel_gateway)
      run.emit(event::TokenPassed{case_id, id, state::TokenState::ready});
    run.enqueue(case_id, id);  // the other kinds are looked at because their case is
  }
}

void carry_out(Run& run, const std::string& case_id, const MigrationRequest& request, const MigrationPlan& plan, const std::string& reason) {
  run.emit(event::CaseMigrated{case_id, request.resource, request.from, request.to, plan.moved, run.actor.account, reason, run.at});
  for (const Renamed& one : plan.renamed) {
    base::Value value = *run.instance(case_id).find_scope(one.scope)->variables.find(one.from);
    run.emit(event::VariableSet{case_id, one.scope, one.to, std::move(value)});
  }
  for (Id timer : plan.dropped_timers) run.emit(event::TimerCancelled{case_id, timer});
  for (Id subscription : plan.dropped_subscriptions) run.emit(event::Unsubscribed{case_id, subscription});
  const model::Definitions& after = *run.program(request.resource, request.to).definitions;
  for (const ArmedAnew& one : plan.armed) {
    const state::Case& c = run.instance(case_id);
    if (!c.find_scope(one.scope) || (one.token != 0 && !c.find_token(one.token))) continue;  // an event fired at once
    arm(run, case_id, one.scope, one.token, one.place, after.node(*after.find_node(one.element)));
  }
  run.emit(event::MigrationSettled{case_id});
  look_at_joins(run, case_id);
}

/// What was done in a case since its migration, as far as a reader can see it.
base::Error done_since(const state::Case& now, const state::Migration& migration) {
  std::string what = "数据、期限或签收", what_en = "its data, its terms or who has claimed a task";
  for (const auto& [id, token] : now.tokens) {
    const state::Token* then = migration.before.find_token(id);
    if (then && then->version + 1 == token.version) continue;
    what = "令牌已到 " + token.element;
    what_en = "a token has come to " + token.element;
    break;
  }
  if (now.done.size() != migration.before.done.size()) {
    what = "已办结步骤 " + now.done.back().element;
    what_en = "step " + now.done.back().element + " was done";
  }
  return refusal("done_since_migration", "迁移之后案件又有了变化（" + what + "），不能再撤销；可再迁移回去",
                 "The case has changed since its migration (" + what_en + "); it cannot be undone, but it can be migrated back", now.id);
}

}  // namespace

base::Value decide_one(Run& run, const command::MigrateCases& c) {
  if (!require_role(run, {"template_admin", "system"}) || !require_reason(run, c.reason)) return {};
  MigrationRequest request;
  if (!read_request(run, c, request)) return {};
  std::vector<std::string> cases = c.cases;
  for (const std::string& id : cases) {
    const state::Case* found = running_case(run, id);
    if (!found) return {};
    if (runs_on(*found, request.resource, request.from)) continue;
    run.reject(refusal("not_on_version", "案件 " + id + " 不在这个版本上", "Case " + id + " does not run on that version", id));
    return {};
  }
  if (cases.empty())
    run.scratch.cases.for_each([&](const std::string& id, const state::Case& found) {
      if (!found.ended && runs_on(found, request.resource, request.from)) cases.push_back(id);
    });
  base::List instances;
  std::int64_t migrated = 0, stay = 0;
  std::size_t looked_at = 0;
  for (const std::string& id : cases) {
    if (static_cast<std::size_t>(migrated) == cases_at_once) break;
    ++looked_at;
    const MigrationPlan plan = plan_migration(run, run.instance(id), request);
    if (instances.size() < cases_at_once) instances.push_back(to_value(run, run.instance(id), request, plan));
    if (!plan.problems.empty()) {
      ++stay;
      continue;
    }
    carry_out(run, id, request, plan, c.reason);
    ++migrated;
  }
  return base::Value(base::Context{{"process", request.resource}, {"from", request.from}, {"to", request.to}, {"migrated", base::Value(migrated)},
                                   {"stay", base::Value(stay)}, {"left", base::Value(static_cast<std::int64_t>(cases.size() - looked_at))},
                                   {"instances", std::move(instances)}});
}

base::Value decide_one(Run& run, const command::UndoMigration& c) {
  if (!require_role(run, {"template_admin", "system"}) || !require_reason(run, c.reason)) return {};
  if (c.cases.empty()) run.reject(refusal("no_cases", "请写明要撤销迁移的案件", "Name the cases whose migration is to be undone", "cases"));
  for (const std::string& id : c.cases) {
    if (!running_case(run, id)) return {};
    const state::Migration* migration = run.scratch.migrations.find(id);
    if (!migration) {
      run.reject(refusal("not_migrated", "案件 " + id + " 没有可撤销的迁移", "Case " + id + " has no migration to undo", id));
      return {};
    }
    if (state::mark_of(run.instance(id)) != migration->after) {
      run.reject(done_since(run.instance(id), *migration));
      return {};
    }
    run.emit(event::MigrationUndone{id, run.actor.account, c.reason, run.at});
  }
  return base::Value(base::Context{{"cases", base::Value(static_cast<std::int64_t>(c.cases.size()))}});
}

}  // namespace zhunru::decide

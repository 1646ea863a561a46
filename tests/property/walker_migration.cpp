// In the middle of a walk, on a copy of the state: every running case goes over to a version of its processes that differs by a
// comment, answers as before, and comes back. The walk itself does not notice.
#include "engine/codec/archive.hpp"
#include "engine/state/invariants.hpp"
#include "tests/property/walker.hpp"

namespace zhunru::test {
namespace {

/// The case without what a migration and its undoing change on purpose: versions of tokens and of files, numbers given.
std::string shape(const state::Case& c) {
  state::Case copy = c;
  copy.last_id = 0;
  copy.source_version.clear();
  for (auto& [id, token] : copy.tokens) token.version = 0;
  for (auto& [id, scope] : copy.scopes) {
    scope.version.clear();
    if (scope.kind == state::ScopeKind::compensation && scope.loop) scope.loop->items.clear();  // handlers that wait follow the old version
  }
  for (auto& [id, record] : copy.compensables) record.version.clear();
  return codec::encode(copy);
}

std::string first_problem(const base::Value& reply) {
  for (const base::Value& one : reply.get("instances").as_list())
    for (const base::Value& problem : one.get("problems").as_list())
      return one.get("case_id").string_or("") + " " + problem.get("element").string_or("") + ": " + problem.get("text_en").string_or("");
  return {};
}

}  // namespace

void Walk::migrate_aside() {
  state::State side = state::State::over(state_);
  std::uint64_t number = 0;
  const auto tell = [&](command::CommandBody body, command::Actor actor = command::Actor::system()) -> base::Result<base::Value> {
    ZHUNRU_TRY(decided, engine::decide(side, {"aside" + std::to_string(++number), now_, std::move(actor), std::move(body)}));
    for (const event::Event& event : decided.events) engine::evolve(side, event);
    return decided.reply;
  };
  const state::Case* c = running();
  if (!c) return;
  const std::string id = c->id, before = shape(*c);
  for (const char* name : {"P", "Other"}) {
    const auto& versions = state_.resources.find("process/" + std::string(name))->versions;
    const state::ResourceVersion newest = versions.back();
    bool runs = false;
    for (const auto& [number_of, scope] : c->scopes) runs = runs || (scope.process == name && scope.version == newest.version);
    if (!runs) continue;
    if (auto deployed = tell(command::DeployResource{"process", name, newest.text + "<!-- the same again -->\n"}); !deployed)
      return fail("the same process with a comment is refused: " + base::describe(deployed.error()));
    const std::string next = side.resources.find("process/" + std::string(name))->versions.back().version;
    auto moved = tell(command::MigrateCases{name, newest.version, next, {}, {id}, "aside"});
    if (!moved) return fail("a migration is refused: " + base::describe(moved.error()));
    if (moved->get("migrated").int64_or(0) != 1) return fail("a case does not go over to the same process: " + first_problem(*moved));
    const base::Value& plan = moved->get("instances").item(0);
    if (!plan.get("armed").as_list().empty() || !plan.get("dropped").as_list().empty()) return fail("a migration to the same process arms or drops events of " + id);
    const state::Case& now = *side.cases.find(id);
    for (const std::string& sentence : state::broken_invariants(now)) fail("after a migration: " + sentence);
    if (shape(now) != before) return fail("a migration to the same process changes the case " + id);
  }
  // Somebody answers in both worlds: the same must follow.
  if (!c->tasks.empty()) {
    const state::Task& task = c->tasks.rbegin()->second;
    state::State here = state::State::over(state_), there = state::State::over(side);
    const auto complete = [&](state::State& world) {
      command::CompleteTask body;
      body.task = task.id;
      body.token_version = world.cases.find(id)->find_token(task.token)->version;
      auto decided = engine::decide(world, {"answer", now_, actor_for(task), std::move(body)});
      if (!decided) return decided.error().code;
      for (const event::Event& event : decided->events) engine::evolve(world, event);
      return shape(*world.cases.find(id));
    };
    if (complete(here) != complete(there)) return fail("after a migration to the same process, task " + task.id + " goes on in another way");
  }
  if (!side.migrations.find(id)) return;
  if (auto undone = tell(command::UndoMigration{{id}, "aside"}); !undone) return fail("a migration cannot be undone: " + base::describe(undone.error()));
  if (shape(*side.cases.find(id)) != before) fail("undoing a migration does not bring the case back");
  ++tally_.migrations;
}

}  // namespace zhunru::test

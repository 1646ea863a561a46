// /api/admin/migrations, /api/admin/cases/{id}/waiting, /api/admin/messages: what an administrator needs to keep cases going when a
// template changes or something stands still. Every sentence comes from the engine; nothing here decides.
#include "engine/decide/why_message.hpp"
#include "engine/decide/why_waiting.hpp"
#include "engine/engine.hpp"
#include "server/api/administration_routes.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::size_t messages_told = 200;
constexpr std::size_t migrations_told = 200;

Value assignee_value(const state::Assignee& who) {
  List roles, persons;
  for (const std::string& role : who.roles) {
    const auto words = read_model::role_words(role);
    Context one{{"role", role}};
    read_model::put_words(one, "name", words.zh, words.en);
    roles.push_back(std::move(one));
  }
  for (const std::string& person : who.persons) persons.push_back(person);
  return Value(Context{{"roles", std::move(roles)}, {"body", who.body}, {"community", who.community}, {"persons", std::move(persons)}});
}

Value wait_value(const decide::Wait& wait) {
  List people, missing;
  for (const state::Assignee& who : wait.people) people.push_back(assignee_value(who));
  for (const std::string& element : wait.missing) missing.push_back(element);
  return Value(Context{{"token", Value::from_uint64(wait.token)}, {"element", wait.element}, {"name", wait.element_name},
                       {"kind", std::string(decide::to_word(wait.kind))}, {"mover", std::string(decide::to_word(wait.mover))},
                       {"text", wait.text}, {"text_en", wait.text_en}, {"task", wait.task}, {"people", std::move(people)},
                       {"until", wait.until ? Value(read_model::moment(*wait.until)) : Value()}, {"message", wait.message}, {"key", wait.key},
                       {"missing", std::move(missing)}});
}

const char* fate_word(decide::MessageFate fate) {
  switch (fate) {
    case decide::MessageFate::taken: return "taken";
    case decide::MessageFate::first_of_several: return "first_of_several";
    case decide::MessageFate::starts: return "starts";
    case decide::MessageFate::key_differs: return "key_differs";
    default: return "nobody";
  }
}

Value reason_value(const decide::MessageReason& reason) {
  List waiters;
  for (const decide::MessageWaiter& one : reason.waiters) {
    waiters.push_back(Context{{"case_id", one.case_id}, {"element", one.element}, {"name", one.element_name}, {"key", one.key}, {"key_fits", one.key_fits},
                              {"takes", one.takes}, {"senders", assignee_value(one.senders)}});
  }
  return Value(Context{{"name", reason.message}, {"key", reason.key}, {"fate", fate_word(reason.fate)}, {"text", reason.text}, {"text_en", reason.text_en},
                       {"at", reason.buffered ? Value(read_model::moment(reason.buffered->at)) : Value()},
                       {"expires", reason.buffered ? Value(read_model::moment(reason.buffered->expires)) : Value()}, {"waiters", std::move(waiters)}});
}

/// The plans of the reply with the titles of their cases.
Value with_titles(const state::State& state, const Value& reply) {
  List instances;
  for (const Value& one : reply.get("instances").as_list()) {
    Context plan = one.as_context();
    if (const state::Case* c = state.cases.find(one.get("case_id").string_or(""))) {
      const auto title = read_model::case_title(state, *c);
      read_model::put_words(plan, "title", title.zh, title.en);
    }
    instances.push_back(Value(std::move(plan)));
  }
  Context out = reply.as_context();
  out.set("instances", std::move(instances));
  return Value(std::move(out));
}

/// A migration that may be undone, or why not.
Value migration_value(App& app, Call& call, const state::Case& c, const state::Migration& migration) {
  const auto& state = app.sequencer.state();
  const auto title = read_model::case_title(state, c);
  Context out{{"case_id", c.id}, {"case_no", c.case_no}, {"from", migration.from}, {"to", migration.to}, {"at", read_model::moment(migration.at)},
              {"by", migration.account}};
  read_model::put_words(out, "title", title.zh, title.en);
  // Decided and thrown away: what the engine would answer now.
  const auto decided = engine::decide(state, {"", base::Instant{call.now_ms}, command::Actor::system(), command::UndoMigration{{c.id}, "?"}});
  out.set("undo", decided.ok());
  read_model::put_words(out, "why", decided ? "" : decided.error().message, decided ? "" : decided.error().message_en);
  return Value(std::move(out));
}

}  // namespace

Answer get_case_waiting(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const state::Case* c = state.cases.find(call.part(0));
  if (c == nullptr) return not_found("case");
  List waiting, messages;
  for (const decide::Wait& wait : decide::why_waiting(state, c->id)) {
    waiting.push_back(wait_value(wait));
    // What lies in the buffer under the same name did not fit: say why.
    if (wait.message.empty() || wait.kind == decide::WaitKind::signal) continue;
    for (const decide::MessageReason& reason : decide::why_buffered(state, messages_told)) {
      if (reason.message == wait.message) messages.push_back(reason_value(reason));
    }
  }
  const state::Migration* migration = state.migrations.find(c->id);
  return Value(Context{{"case_id", c->id}, {"version", c->source_version}, {"waiting", std::move(waiting)}, {"messages", std::move(messages)},
                       {"migrated", migration == nullptr ? Value() : migration_value(app, call, *c, *migration)}});
}

Answer get_messages(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const std::string name = call.request.parameter("name");
  if (!name.empty()) return Value(Context{{"message", reason_value(decide::why_message(state, name, call.request.parameter("key")))}});
  List list;
  for (const decide::MessageReason& reason : decide::why_buffered(state, messages_told)) list.push_back(reason_value(reason));
  return Value(Context{{"messages", std::move(list)}, {"all", Value(static_cast<std::int64_t>(state.messages.size()))}});
}

Answer post_migration(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"process", ValueKind::string}, {"from", ValueKind::string}, {"to", ValueKind::string},
                                       {"mapping", ValueKind::context}, {"cases", ValueKind::list}, {"reason", ValueKind::string}, {"dry_run", ValueKind::boolean}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  command::MigrateCases migrate;
  migrate.process = fields.get("process").as_string();
  migrate.from = fields.get("from").as_string();
  migrate.to = fields.get("to").as_string();
  migrate.mapping = fields.get("mapping");
  migrate.reason = fields.get("reason").as_string();
  for (const Value& one : fields.get("cases").as_list()) {
    if (!one.is_string()) return bad_field("cases", "须为案件编号的列表。", "must be a list of case ids.");
    migrate.cases.push_back(one.as_string());
  }
  if (fields.get("dry_run").as_boolean()) {
    // Decided and thrown away: exactly what the migration would do now.
    const auto decided = engine::decide(app.sequencer.state(), {"", base::Instant{call.now_ms}, call.caller.actor(), std::move(migrate)});
    if (!decided) return refusal_of(decided.error());
    return Value(Context{{"dry_run", true}, {"reply", with_titles(app.sequencer.state(), decided->reply)}});
  }
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string(), call.caller.actor(), std::move(migrate));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"dry_run", false}, {"seq", Value::from_uint64(accepted->seq)}, {"reply", with_titles(app.sequencer.state(), accepted->reply)}});
}

Answer get_migrations(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const std::string process = call.request.parameter("process");
  List list;
  state.migrations.for_each([&](const std::string& id, const state::Migration& migration) {
    const state::Case* c = state.cases.find(id);
    if (c == nullptr || list.size() == migrations_told || (!process.empty() && migration.resource != process)) return;
    list.push_back(migration_value(app, call, *c, migration));
  });
  return Value(Context{{"migrations", std::move(list)}});
}

Answer post_migration_undo(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"cases", ValueKind::list}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  command::UndoMigration undo;
  undo.reason = fields.get("reason").as_string();
  for (const Value& one : fields.get("cases").as_list()) {
    if (!one.is_string()) return bad_field("cases", "须为案件编号的列表。", "must be a list of case ids.");
    undo.cases.push_back(one.as_string());
  }
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string(), call.caller.actor(), std::move(undo));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}, {"reply", accepted->reply}});
}

}  // namespace zhunru::server::api

// /api/commands: the one way to change anything. Strict JSON -> right -> signature ticket -> personal text to the vault ->
// the engine decides. Time, actor, roles and tallies are never taken from the request.
#include "engine/codec/command_json.hpp"
#include "engine/decide/assignment.hpp"
#include "server/api/attached.hpp"
#include "server/api/command_rights.hpp"
#include "server/api/personal.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

/// The node of a task that is open, or that was completed (the same command sent again must be sealed the same way).
const model::Node* node_of_task(const state::State& state, const std::string& task_id) {
  const state::Case* c = state.case_of(task_id);
  if (c == nullptr) return nullptr;
  if (const state::Task* task = c->find_task(task_id)) {
    const state::Token* token = c->find_token(task->token);
    const state::Scope* scope = token != nullptr ? c->find_scope(token->scope) : nullptr;
    return scope != nullptr ? read_model::node_of(state, *scope, task->element) : nullptr;
  }
  for (const auto& done : c->done) {
    if (done.task == task_id) return read_model::node_once_in(state, *c, done.scope, done.element);
  }
  return nullptr;
}

/// The form that checks a task's data with this outcome; nullptr when there is none.
std::shared_ptr<const form::Form> form_of(const state::State& state, const command::CompleteTask& complete) {
  const model::Node* node = node_of_task(state, complete.task);
  if (node == nullptr) return nullptr;
  std::string ref = node->ext.form;
  for (const auto& outcome : node->ext.outcomes) {
    if (outcome.id == complete.outcome && !outcome.form.empty()) ref = outcome.form;
  }
  const auto* resource = ref.empty() ? nullptr : state.resource("form", ref);
  if (resource == nullptr) return nullptr;
  auto parsed = form::parse_text(resource->text);
  return parsed ? *parsed : nullptr;
}

std::shared_ptr<const form::Form> parsed_form(const state::State& state, const std::string& name) {
  const auto* resource = name.empty() ? nullptr : state.resource("form", name);
  const auto parsed = resource != nullptr ? state.library->form(resource->text) : base::make_error("no-form", "", "");
  return parsed ? *parsed : nullptr;
}

/// The form by which the data of a command are checked: of the task, of the start, or of the event that takes the message.
std::shared_ptr<const form::Form> form_of_command(const state::State& state, const command::CommandBody& body) {
  if (const auto* complete = std::get_if<command::CompleteTask>(&body)) return form_of(state, *complete);
  if (const auto* start = std::get_if<command::StartCase>(&body))
    return parsed_form(state, read_model::start_view(read_model::Glance(state, state.counters.last_at), start->process, {}).get("form_ref").string_or(""));
  const auto* message = std::get_if<command::CorrelateMessage>(&body);
  const state::Case* c = message != nullptr ? state.cases.find(message->key) : nullptr;
  if (c == nullptr) return nullptr;
  for (const auto& [id, subscription] : c->subscriptions) {
    if (subscription.name != message->message || subscription.key != message->key) continue;
    const state::Scope* scope = c->find_scope(subscription.scope);
    const model::Node* node = scope != nullptr ? read_model::node_of(state, *scope, subscription.element) : nullptr;
    if (node != nullptr) return parsed_form(state, node->ext.form);
  }
  return nullptr;
}

/// What a person wrote; null for commands that carry none.
Value* data_of(command::CommandBody& body) {
  if (auto* complete = std::get_if<command::CompleteTask>(&body)) return &complete->data;
  if (auto* start = std::get_if<command::StartCase>(&body)) return &start->variables;
  if (auto* message = std::get_if<command::CorrelateMessage>(&body)) return &message->payload;
  return nullptr;
}

/// The steps that wait now, for "what came next".
Value next_of(const state::State& state, const command::CommandBody& body) {
  std::string case_id;
  if (const auto* complete = std::get_if<command::CompleteTask>(&body)) case_id = std::string(state::case_of_task(complete->task));
  const state::Case* c = case_id.empty() ? nullptr : state.cases.find(case_id);
  List list;
  if (c == nullptr) return Value(std::move(list));
  if (c->ended) {
    const model::Node* end = read_model::node_in(state, c->process, c->source_version, c->end);
    const read_model::Words words = end != nullptr ? read_model::node_words(*end) : read_model::Words{"已结束", "ended"};
    Context one{{"ended", true}};
    read_model::put_words(one, "name", words.zh, words.en);
    list.push_back(std::move(one));
    return Value(std::move(list));
  }
  for (const auto& [id, task] : c->tasks) {
    const state::Token* token = c->find_token(task.token);
    const state::Scope* scope = token != nullptr ? c->find_scope(token->scope) : nullptr;
    const model::Node* node = scope != nullptr ? read_model::node_of(state, *scope, task.element) : nullptr;
    if (node == nullptr || list.size() >= 6) continue;
    const read_model::Words name = read_model::node_words(*node);
    const read_model::Words who = read_model::assignee_words(state, task.assignee);
    Context one{{"task_id", task.id}, {"due", read_model::moment(task.due.at)}};
    read_model::put_words(one, "name", name.zh, name.en);
    read_model::put_words(one, "who", who.zh, who.en);
    list.push_back(std::move(one));
  }
  return Value(std::move(list));
}

/// The first task of a case that this person may do: where somebody who starts a case goes next.
std::string first_task(const state::State& state, const std::string& case_id, const command::Actor& actor) {
  const state::Case* c = state.cases.find(case_id);
  if (c == nullptr) return {};
  for (const auto& [id, task] : c->tasks) {
    if (decide::fitting_seat(actor, task.assignee) != nullptr) return task.id;
  }
  return {};
}

Answer accepted_answer(const App& app, const Call& call, const command::CommandBody& body, const runtime::Accepted& accepted) {
  Context reply = accepted.reply.is_context() ? accepted.reply.as_context() : Context{};
  if (std::holds_alternative<command::StartCase>(body)) {
    reply.set("task_id", first_task(app.sequencer.state(), accepted.reply.get("case_id").string_or(""), call.caller.actor()));
  }
  if (std::holds_alternative<command::CompleteTask>(body)) reply.set("next", next_of(app.sequencer.state(), body));
  return Value(Context{{"seq", Value::from_uint64(accepted.seq)}, {"reply", std::move(reply)}});
}

Answer submit(App& app, const Call& call, const std::string& id, const command::CommandBody& body) {
  auto accepted = app.sequencer.submit(id, call.caller.actor(), body);
  if (accepted) return accepted_answer(app, call, body, *accepted);
  Refusal refusal = refusal_of(accepted.error());
  const auto* complete = std::get_if<command::CompleteTask>(&body);
  const state::Case* c = complete != nullptr ? app.sequencer.state().case_of(complete->task) : nullptr;
  const state::Task* task = c != nullptr ? c->find_task(complete->task) : nullptr;
  const auto form = task != nullptr && refusal.error.code == "invalid-data" ? form_of(app.sequencer.state(), *complete) : nullptr;
  if (form != nullptr) {
    const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
    refusal.problems = Value(read_model::task_problems(glance, *c, *task, *form, complete->data));
  }
  return refusal;
}

/// The words of this API for what is wrong with a field.
std::string field_code(const std::string& code) {
  if (code == "json-unknown") return "unknown_field";
  if (code == "json-missing") return "missing_field";
  return code.starts_with("json-") ? "bad_field" : code;
}

bool good_id(std::string_view id) {
  if (id.size() < 8 || id.size() > 80) return false;
  for (const char c : id) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!fine) return false;
  }
  return true;
}

/// A signature needs a ticket, which a re-entered password gave; it is used up by the attempt.
std::optional<Refusal> check_signature(App& app, const Call& call, const Value& fields, const command::CommandBody& body) {
  const auto* complete = std::get_if<command::CompleteTask>(&body);
  const bool signs = complete != nullptr && complete->text_hash.has_value();
  const Value& ticket = fields.get("ticket");
  if (!signs) return std::nullopt;
  if (ticket.is_string() && app.sessions.use_ticket(ticket.as_string(), call.caller.session, call.monotonic_ms)) return std::nullopt;
  return refuse(403, "signature_needs_password", "签名前请重新输入密码(两分钟内有效，一次有效)。",
                "Enter your password again before signing (good for two minutes, once).", "ticket",
                "POST /api/session/confirm");
}

}  // namespace

Answer post_command(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string},
                                       {"type", ValueKind::string},
                                       {"args", ValueKind::context},
                                       {"ticket", ValueKind::string, false}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string type = fields.get("type").as_string();
  if (!good_id(fields.get("id").as_string())) {
    return bad_field("id", "须为 8–80 个字母、数字、横线。", "must be 8 to 80 letters, digits, hyphens.");
  }
  const auto right = right_for(type);
  if (!right) return refuse(400, right.error().code, right.error().message, right.error().message_en, "type");
  if (!allowed(app.access, call.caller, *right)) return forbidden(auth::to_string(*right));
  auto body = codec::command_from_json(type, fields.get("args"));
  if (!body) return refuse(400, field_code(body.error().code), body.error().message, body.error().message_en, "args." + body.error().where);
  if (const auto* message = std::get_if<command::CorrelateMessage>(&*body); message != nullptr && is_reserved_message(message->message)) {
    return refuse(403, "reserved_message", "意见只能通过征求意见页面提交。", "Answers are given on the page of the poll only.", "args.name");
  }
  if (const auto* modify = std::get_if<command::ModifyRegister>(&*body);
      modify != nullptr && !is_open_register(modify->register_name) && !allowed(app.access, call.caller, auth::Right::administer_templates)) {
    return refuse(403, "register_closed", "这个名册只有管理员能改。", "Only an administrator changes this register.", "args.register");
  }
  // Command ids are the caller's own: nobody can use up or read somebody else's.
  const std::string id = call.caller.account + ":" + fields.get("id").as_string();
  const bool known = app.sequencer.state().replies.contains(id);
  if (auto refusal = known ? std::nullopt : check_signature(app, call, fields, *body)) return *refusal;

  Value* data = data_of(*body);
  const auto form = data != nullptr ? form_of_command(app.sequencer.state(), *body) : nullptr;
  if (form == nullptr) return submit(app, call, id, *body);

  Sealed sealed = seal_personal(*form, *data, app.secret, id, call.caller.account);
  *data = std::move(sealed.data);
  auto files = std::holds_alternative<command::CorrelateMessage>(*body) ? decltype(files_in(*form, *data)){} : files_in(*form, *data);
  if (sealed.texts.empty() && files.empty()) return submit(app, call, id, *body);
  // Texts and files are on disk, and bound to the case, before the command that names them is acknowledged.
  const bool taken = app.vault_writer.post([&app, call, id, body = *body, texts = std::move(sealed.texts), files = std::move(files)] {
    // A case that begins has no id yet: its files must be here now, and are bound before the command is acknowledged.
    const auto* named = std::get_if<command::CompleteTask>(&body);
    auto refusal = named != nullptr ? bind_files(app, call, files, named->task) : missing_file(app, call, files);
    if (refusal) return call.reply(to_response(*refusal));
    for (const auto& text : texts) {
      if (auto put = app.vault.put_personal(text); !put) return call.reply(to_response(refusal_of(put.error())));
    }
    const bool queued = app.sequencer.post([&app, call, id, body, files = files] {
      Answer answer = submit(app, call, id, body);
      const auto* accepted = std::get_if<Value>(&answer);
      const std::string begun = accepted != nullptr ? accepted->at_path("reply.case_id").string_or("") : std::string();
      if (std::holds_alternative<command::StartCase>(body) && !begun.empty() && !files.empty())
        if (auto unbound = bind_files(app, call, files, begun + ".0")) answer = *unbound;
      give_durable(app, call.reply, std::move(answer));
    });
    if (!queued) call.reply(to_response(refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.")));
  });
  if (!taken) return refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.");
  return Later{};
}

}  // namespace zhunru::server::api

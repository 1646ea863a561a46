#include "server/read_model/task_view.hpp"

#include "engine/base/json.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/form_check.hpp"
#include "engine/decide/standing.hpp"
#include "engine/form/validate.hpp"
#include "server/read_model/basis.hpp"
#include "server/read_model/panels.hpp"
#include "server/read_model/projection.hpp"
#include "server/read_model/task_panels.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

const char* kind_word(model::OutcomeKind kind) {
  switch (kind) {
    case model::OutcomeKind::primary: return "primary";
    case model::OutcomeKind::danger: return "danger";
    case model::OutcomeKind::secondary: break;
  }
  return "secondary";
}

/// A Run only to read with: nothing is emitted.
struct Reader {
  command::Command command;
  decide::Run run;
  Reader(const state::State& state, const command::Actor& actor, base::Instant at)
      : command{"", at, actor, command::ClaimTask{}}, run(state, command, engine::Options{}) {}
};

Value outcomes_of(const Reader& reader, const state::Case& c, const state::Scope& scope, const state::Program& program,
                  const model::Node& node, Context& forms, const state::State& state) {
  List list;
  for (const auto& outcome : node.ext.outcomes) {
    Context one{{"id", outcome.id},
                {"name", outcome.name},
                {"name_en", outcome.name_en.empty() ? outcome.name : outcome.name_en},
                {"does", outcome.does},
                {"does_en", outcome.does_en.empty() ? outcome.does : outcome.does_en},
                {"clause", outcome.clause},
                {"local", outcome.clause == "C" || outcome.clause.empty()},
                {"kind", kind_word(outcome.kind)},
                {"form", outcome.form}};
    const auto& expressions = program.definitions->expressions;
    one.set("basis_code", basis_code(state, c, one.find("local")->as_boolean(), outcome.clause,
                                     outcome.when == model::none ? due_settings(*program.definitions, node)
                                                                 : settings_named(expressions[static_cast<std::size_t>(outcome.when)].text)));
    if (outcome.when != model::none) {
      const auto offered = decide::evaluate_condition(reader.run, c, scope.id, program, outcome.when);
      if (offered && !*offered) continue;
      if (!offered) put_words(one, "disabled", offered.error().message, offered.error().message_en);
    }
    if (!outcome.form.empty()) forms.set(outcome.id, form_json(state, outcome.form));
    list.push_back(std::move(one));
  }
  return Value(std::move(list));
}

/// Names of several documents that the guidance may lead to are the client's to show; here only words and clauses.
Value notes_of(const model::Node& node) {
  List list;
  for (const auto& note : node.ext.notes) {
    list.push_back(Context{{"clause", note.clause}, {"text", note.text}, {"text_en", note.text_en},
                           {"local", note.local || note.clause == "C"}});
  }
  return Value(std::move(list));
}

/// The words that are signed, when they are known here: the document draft or the item whose hash it is; else "".
std::string signed_text(const Glance& glance, const state::Case& c, const Context& context, const std::string& hash) {
  for (const char* name : {"decision_text", "text", "draft_text"}) {
    const Value* found = context.find(name);
    if (found != nullptr && found->is_string() && !found->as_string().empty()) return plain_text(found->as_string());
  }
  const Value* text_hash = context.find("text_hash");
  if (text_hash == nullptr || text_hash->string_or("") != hash) return {};
  std::string out;
  for (const Value& block : item_blocks(glance.state, c)) out += block.get("title").string_or("") + "\n" + block.get("text").string_or("") + "\n\n";
  return out;
}

}  // namespace

Value form_json(const state::State& state, const std::string& ref) {
  if (ref.empty()) return nullptr;
  const auto* resource = state.resource("form", ref);
  if (resource == nullptr) return nullptr;
  auto json = base::parse_json(resource->text);
  return json ? std::move(*json) : Value();
}

Context task_context(const Glance& glance, const state::Case& c, const state::Task& task) {
  const state::Token* token = c.find_token(task.token);
  if (token == nullptr) return {};
  const Reader reader(glance.state, command::Actor{}, glance.now);
  const Value names = decide::form_names(reader.run, c, token->own_scope != 0 ? token->own_scope : token->scope);
  Context out = kept_back(names.as_context());
  out.set("today", base::to_string(base::shanghai_date(glance.now)));
  return out;
}

List task_problems(const Glance& glance, const state::Case& c, const state::Task& task, const form::Form& form, const Value& data) {
  List out;
  const state::Token* token = c.find_token(task.token);
  if (token == nullptr) return out;
  const Reader reader(glance.state, command::Actor{}, glance.now);
  const form::Scope scope{decide::form_names(reader.run, c, token->own_scope != 0 ? token->own_scope : token->scope),
                          &reader.run.functions(), Value(base::shanghai_date_time(glance.now))};
  for (const auto& problem : form::validate(form, data.is_null() ? Value(Context{}) : data, scope).problems) {
    out.push_back(Context{{"path", problem.path}, {"code", problem.code}, {"message", problem.message},
                          {"message_en", problem.message_en}, {"clause", problem.clause}, {"local", problem.local}});
  }
  return out;
}

Context task_view(const Glance& glance, const state::Case& c, const state::Task& task, const command::Actor& actor) {
  Context card = task_card(glance, c, task);
  const state::Token* token = c.find_token(task.token);
  const state::Scope* scope = token != nullptr ? c.find_scope(token->scope) : nullptr;
  const state::Program* program = scope != nullptr ? program_of(glance.state, *scope) : nullptr;
  const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, task.element) : nullptr;
  Context context = task_context(glance, c, task);
  Context view, forms;
  if (node != nullptr && program != nullptr) {
    const Reader reader(glance.state, actor, glance.now);
    const state::Scope* own = token->own_scope != 0 ? c.find_scope(token->own_scope) : scope;
    card.set("outcomes", outcomes_of(reader, c, own != nullptr ? *own : *scope, *program, *node, forms, glance.state));
    const Words guidance = guidance_of(*node);
    put_words(card, "guidance", guidance.zh, guidance.en);
    card.set("notes", notes_of(*node));
    view.set("form_ref", node->ext.form);
    view.set("form", form_json(glance.state, node->ext.form));
  } else {
    card.set("outcomes", List{});
    view.set("form", nullptr);
  }
  card.set("may_act", static_cast<bool>(decide::standing_for(glance.state, actor, task.assignee, glance.now)));
  put_standing(card, glance, task, actor);
  card.set("claimed_by_me", !task.claimed_by.empty() && task.claimed_by == actor.account);
  view.set("task", std::move(card));
  view.set("forms", std::move(forms));
  const Value* prefill = context.find("prefill");
  view.set("data", prefill != nullptr && prefill->is_context() ? *prefill : Value(Context{}));
  if (task.sign_hash.empty()) {
    view.set("sign", nullptr);
  } else {
    view.set("sign", Context{{"text_hash", task.sign_hash}, {"text", signed_text(glance, c, context, task.sign_hash)}});
  }
  view.set("panels", task_panels(glance, c, task));
  view.set("context", std::move(context));
  return view;
}

Value start_view(const Glance& glance, const std::string& process, const command::Actor&) {
  const auto* resource = glance.state.resource("process", process);
  if (resource == nullptr) return nullptr;
  const auto compiled = glance.state.library->process(resource->text);
  if (!compiled) return nullptr;
  const auto& definitions = *(*compiled)->definitions;
  const auto index = definitions.find_process(process);
  if (!index) return nullptr;
  const auto& found = definitions.process(*index);
  std::string form = found.form;
  for (const model::Index trigger : found.triggers) {
    if (form.empty()) form = definitions.node(trigger).ext.form;
  }
  return Context{{"process", process},
                 {"name", found.name},
                 {"name_en", found.name_en.empty() ? found.name : found.name_en},
                 {"form_ref", form},
                 {"form", form_json(glance.state, form)},
                 {"context", Context{{"settings", registers::settings_on(glance.state, base::shanghai_date(glance.now))},
                                     {"today", base::to_string(base::shanghai_date(glance.now))}}}};
}

}  // namespace zhunru::server::read_model

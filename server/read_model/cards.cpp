#include "server/read_model/cards.hpp"

#include "engine/decide/standing.hpp"
#include "server/read_model/basis.hpp"
#include "server/read_model/words.hpp"
#include "server/read_model/working_time.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

Glance::Glance(const state::State& of, base::Instant at)
    : state(of), now(at), calendars(calendars_of(of)), calendar(calendar_of(of)) {}

void put_words(Context& card, const std::string& key, const std::string& zh, const std::string& en) {
  card.set(key, zh);
  card.set(key + "_en", en.empty() ? zh : en);
}

Value moment(const std::optional<base::Instant>& at) {
  if (!at || at->ms == 0) return nullptr;
  // Whole seconds: people read this.
  return base::to_string(base::shanghai_date_time(base::Instant{at->ms - at->ms % 1000}));
}

void put_due(Context& card, const Glance& glance, const std::optional<base::Instant>& due, bool overdue) {
  card.set("due", moment(due));
  Value left;
  if (due) {
    if (const auto days = working_days_left(glance.calendars, glance.calendar, glance.now, *due)) left = Value(*days);
  }
  card.set("due_in_wd", left);
  card.set("overdue", overdue || (due && *due < glance.now));
}

namespace {

/// A variable of the task's own scope (its inputs); null when there is none.
const Value& own_variable(const state::Case& c, const state::Token* token, std::string_view name) {
  static const Value none;
  const state::Scope* own = token != nullptr && token->own_scope != 0 ? c.find_scope(token->own_scope) : nullptr;
  const Value* found = own != nullptr ? own->variables.find(name) : nullptr;
  return found != nullptr ? *found : none;
}

}  // namespace

Context task_card(const Glance& glance, const state::Case& c, const state::Task& task) {
  const state::Token* token = c.find_token(task.token);
  const state::Scope* scope = token != nullptr ? c.find_scope(token->scope) : nullptr;
  const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, task.element) : nullptr;
  const Words title = case_title(glance.state, c);
  const Words name = node != nullptr ? node_words(*node) : Words{task.element, task.element};
  const Words who = assignee_words(glance.state, task.assignee);
  Context card{{"id", task.id},
               {"case_id", c.id},
               {"case_no", c.case_no},
               {"case_title", title.zh},
               {"case_title_en", title.en},
               {"process", scope != nullptr ? scope->process : c.process},
               {"element", task.element},
               {"name", name.zh},
               {"name_en", name.en}};
  const bool noted = node != nullptr && !node->ext.notes.empty();
  card.set("clause", noted ? node->ext.notes.front().clause : std::string());
  const bool local = noted && (node->ext.notes.front().local || node->ext.notes.front().clause == "C");
  card.set("local", local);
  const state::Program* program = node != nullptr ? program_of(glance.state, *scope) : nullptr;
  if (program != nullptr) {
    const auto& definitions = *program->definitions;
    card.set("basis_code", basis_code(glance.state, c, local, noted ? node->ext.notes.front().clause : "", node_settings(definitions, *node)));
    const auto due = due_settings(definitions, *node);
    card.set("due_basis", due.empty() ? std::string() : basis_code(glance.state, c, true, "", due));
  }
  List roles;
  for (const auto& role : task.assignee.roles) roles.push_back(Value(role));
  card.set("roles", std::move(roles));
  card.set("role", task.assignee.roles.empty() ? std::string() : task.assignee.roles.front());
  card.set("body", task.assignee.body);
  const Words body = body_words(glance.state, task.assignee.body);
  const Words community = community_words(glance.state, task.assignee.community);
  if (!body.zh.empty()) put_words(card, "body_name", body.zh, body.en);
  card.set("community", task.assignee.community);
  if (!community.zh.empty()) put_words(card, "community_name", community.zh, community.en);
  put_words(card, "who", who.zh, who.en);
  card.set("since", moment(task.since));
  put_due(card, glance, task.due.at, task.due.overdue);
  card.set("stopped", task.due.stopped);
  card.set("claimed", !task.claimed_by.empty());
  card.set("urged", Value(static_cast<std::int64_t>(task.urged)));
  card.set("version", Value(static_cast<std::int64_t>(token != nullptr ? token->version : 0)));
  const base::Value& by_hand = own_variable(c, token, "by_hand");
  card.set("kind", by_hand.boolean_or(false) ? "manual" : "task");
  card.set("sign", !task.sign_hash.empty());
  return card;
}

void put_standing(Context& card, const Glance& glance, const state::Task& task, const command::Actor& actor) {
  const decide::Standing standing = decide::standing_on(glance.state, actor, task, glance.now);
  if (standing.absence == nullptr) return;
  Context absent{{"account", standing.absence->account}, {"to", base::to_string(standing.absence->to)}};
  const Words who = seat_words(glance.state, *standing.seat);
  put_words(absent, "who", who.zh, who.en);
  card.set("substitute_for", std::move(absent));
}

namespace {

/// What the case is doing, in words: its end event, or the steps that wait, or "running".
Words state_words(const Glance& glance, const state::Case& c) {
  if (c.ended) {
    const model::Node* end = c.end.empty() ? nullptr : node_in(glance.state, c.process, c.source_version, c.end);
    if (end != nullptr) return node_words(*end);
    return c.end_reason == "cancelled" ? Words{"已撤销", "cancelled"} : Words{"已结束", "ended"};
  }
  if (!c.incidents.empty()) return {"需要管理员处理", "needs an administrator"};
  Words words;
  std::size_t shown = 0;
  for (const auto& [id, task] : c.tasks) {
    const state::Token* token = c.find_token(task.token);
    const state::Scope* scope = token != nullptr ? c.find_scope(token->scope) : nullptr;
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, task.element) : nullptr;
    if (node == nullptr) continue;
    const Words one = node_words(*node);
    if (words.zh.find(one.zh) != std::string::npos) continue;
    if (++shown > 2) return {words.zh + "等", words.en + ", …"};
    words.zh += (words.zh.empty() ? "" : "、") + one.zh;
    words.en += (words.en.empty() ? "" : ", ") + one.en;
  }
  if (!words.zh.empty()) return words;
  // No person is asked: say which waiting step the innermost active token is at.
  for (auto it = c.tokens.rbegin(); it != c.tokens.rend(); ++it) {
    const state::Scope* scope = c.find_scope(it->second.scope);
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, it->second.element) : nullptr;
    if (node != nullptr && !node->name.empty()) return node_words(*node);
  }
  return {"进行中", "running"};
}

/// How a badge looks: stuck or overdue is danger, refused ends are warnings, other ends a success.
const char* tone_of(const state::Case& c, bool overdue) {
  if (!c.incidents.empty() || overdue) return "danger";
  if (!c.ended) return "accent";
  const bool refused = c.end.find("block") != std::string::npos || c.end.find("not_") != std::string::npos ||
                       c.end.find("refus") != std::string::npos || c.end.find("withdraw") != std::string::npos || c.end_reason != "completed";
  return refused ? "warning" : "success";
}

}  // namespace

Context case_card(const Glance& glance, const state::Case& c) {
  const Words title = case_title(glance.state, c);
  const Words process = process_words(glance.state, c.process, c.source_version);
  const Words words = state_words(glance, c);
  const Words applicant = body_words(glance.state, c.seat.body);
  Words waiting;
  std::optional<base::Instant> due;
  bool overdue = false;
  std::size_t named = 0;
  for (const auto& [id, task] : c.tasks) {
    const Words who = assignee_words(glance.state, task.assignee);
    const bool fresh = waiting.zh.find(who.zh) == std::string::npos;
    if (fresh && ++named <= 3) {
      waiting.zh += (waiting.zh.empty() ? "" : "、") + who.zh;
      waiting.en += (waiting.en.empty() ? "" : "; ") + who.en;
    }
    if (task.due.at && (!due || *task.due.at < *due)) due = task.due.at;
    overdue = overdue || task.due.overdue;
  }
  Context card{{"id", c.id}, {"case_no", c.case_no}, {"process", c.process}, {"applicant", c.seat.body}};
  put_words(card, "title", title.zh, title.en);
  put_words(card, "process_name", process.zh, process.en);
  if (!applicant.zh.empty()) put_words(card, "applicant_name", applicant.zh, applicant.en);
  put_words(card, "state", words.zh, words.en);
  put_words(card, "waiting_for", waiting.zh, waiting.en);
  card.set("tone", tone_of(c, overdue));
  card.set("started_at", moment(c.started_at));
  card.set("started_from", c.started_from);
  const Value* imported = c.variables().find("imported");
  card.set("legacy", imported != nullptr && imported->is_context());
  card.set("ended", c.ended);
  card.set("end", c.end);
  card.set("ended_at", c.ended ? moment(c.ended_at) : Value());
  put_due(card, glance, due, overdue);
  return card;
}

}  // namespace zhunru::server::read_model

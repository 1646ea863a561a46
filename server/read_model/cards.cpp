#include "server/read_model/cards.hpp"

#include "server/read_model/words.hpp"
#include "server/read_model/working_time.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

Glance::Glance(const state::State& of, base::Instant at)
    : state(of), now(at), calendars(calendars_of(of)), calendar(calendar_of(of)) {}

Value both(const std::string& zh, const std::string& en) { return Context{{"zh", zh}, {"en", en.empty() ? zh : en}}; }

Value moment(const std::optional<base::Instant>& at) {
  if (!at || at->ms == 0) return nullptr;
  return base::to_iso(*at);
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

Context task_card(const Glance& glance, const state::Case& c, const state::Task& task) {
  const state::Token* token = c.find_token(task.token);
  const state::Scope* scope = token != nullptr ? c.find_scope(token->scope) : nullptr;
  const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, task.element) : nullptr;
  const Words title = case_title(glance.state, c);
  const Words name = node != nullptr ? node_words(*node) : Words{task.element, task.element};
  const Words who = assignee_words(glance.state, task.assignee);
  Context card{{"id", task.id},
               {"case_id", c.id},
               {"case_title", title.zh},
               {"case_title_en", title.en},
               {"process", scope != nullptr ? scope->process : c.process},
               {"element", task.element},
               {"name", name.zh},
               {"name_en", name.en}};
  const bool noted = node != nullptr && !node->ext.notes.empty();
  card.set("clause", noted ? node->ext.notes.front().clause : std::string());
  card.set("local", noted && (node->ext.notes.front().local || node->ext.notes.front().clause == "C"));
  List roles;
  for (const auto& role : task.assignee.roles) roles.push_back(Value(role));
  card.set("roles", std::move(roles));
  card.set("role", task.assignee.roles.empty() ? std::string() : task.assignee.roles.front());
  card.set("body", task.assignee.body);
  card.set("body_name", body_words(glance.state, task.assignee.body).zh);
  card.set("community", task.assignee.community);
  card.set("community_name", community_words(glance.state, task.assignee.community).zh);
  card.set("waiting_for", both(who.zh, who.en));
  card.set("since", moment(task.since));
  put_due(card, glance, task.due.at, task.due.overdue);
  card.set("stopped", task.due.stopped);
  card.set("claimed", !task.claimed_by.empty());
  card.set("urged", Value(static_cast<std::int64_t>(task.urged)));
  card.set("version", Value(static_cast<std::int64_t>(token != nullptr ? token->version : 0)));
  card.set("kind", "task");
  card.set("sign", !task.sign_hash.empty());
  return card;
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

}  // namespace

Context case_card(const Glance& glance, const state::Case& c) {
  const Words title = case_title(glance.state, c);
  const Words process = process_words(glance.state, c.process, c.source_version);
  const Words words = state_words(glance, c);
  const Words applicant = body_words(glance.state, c.seat.body);
  List waiting;
  std::optional<base::Instant> due;
  bool overdue = false;
  for (const auto& [id, task] : c.tasks) {
    const Words who = assignee_words(glance.state, task.assignee);
    if (waiting.size() < 5) waiting.push_back(both(who.zh, who.en));
    if (task.due.at && (!due || *task.due.at < *due)) due = task.due.at;
    overdue = overdue || task.due.overdue;
  }
  Context card{{"id", c.id},
               {"case_no", c.case_no},
               {"title", title.zh},
               {"title_en", title.en},
               {"process", c.process},
               {"process_name", both(process.zh, process.en)},
               {"applicant", c.seat.body},
               {"applicant_name", both(applicant.zh, applicant.en)},
               {"state", both(words.zh, words.en)},
               {"waiting_for", std::move(waiting)},
               {"started_at", moment(c.started_at)},
               {"started_from", c.started_from},
               {"ended", c.ended},
               {"end", c.end},
               {"ended_at", c.ended ? moment(c.ended_at) : Value()}};
  put_due(card, glance, due, overdue);
  return card;
}

}  // namespace zhunru::server::read_model

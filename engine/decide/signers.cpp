// AddSigner 加签 and DropSigner 减签 (domain/processes.md, Verbs).
//   multi-instance  one instance more or less of the innermost loop around the task; the condition is looked at at once
//   elsewhere       a task before or after this one on the same token; only an added one can be dropped
#include "engine/decide/activity.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

/// The instance token of the innermost loop around a token; 0 when there is none.
Id instance_around(const state::Case& c, Id token) {
  while (const state::Token* t = c.find_token(token)) {
    if (t->index >= 0) {
      const state::Scope* loop = c.find_scope(t->scope);
      if (loop && loop->loop && loop->loop->planned >= 0) return token;
    }
    Id scope = t->scope;
    token = 0;
    while (const state::Scope* s = c.find_scope(scope)) {
      if (s->kind == state::ScopeKind::process && s->parent == 0) break;
      if (s->token != 0) {
        token = s->token;
        break;
      }
      scope = s->parent;
    }
  }
  return 0;
}

base::Result<state::Assignee> read_signer(const base::Value& signer) {
  state::Assignee assignee;
  const std::string role = signer.get("role").string_or("");
  const std::string person = signer.get("person").string_or("");
  if (!role.empty()) assignee.roles.push_back(role);
  if (!person.empty()) assignee.persons.push_back(person);
  assignee.body = signer.get("body").string_or("");
  assignee.community = signer.get("community").string_or("");
  if (assignee == state::Assignee{})
    return base::make_error("bad-signer", "请指明加签人的角色、单位、社区或人员", "Name the signer's role, body, community or person", "signer");
  return assignee;
}

/// A recused body is no signer, and 加签 cannot add it.
bool recused(Run& run, const state::Task& task, const std::string& body) {
  for (const std::string& excluded : task.assignee.excluded) {
    if (excluded.empty() || excluded != body) continue;
    run.reject(refusal("recused", "该单位在本案中须回避，不能加签", "That body is recused in this case and cannot sign", body));
    return true;
  }
  return false;
}

void add_instance(Run& run, const std::string& case_id, Id instance, const command::AddSigner& c) {
  const Id scope = run.instance(case_id).find_token(instance)->scope;
  const state::Loop& loop = *run.instance(case_id).find_scope(scope)->loop;
  if (loop.planned >= instance_limit) {
    run.reject(refusal("too_many", "签署人过多", "Too many signers", c.task));
    return;
  }
  // A loop by number has no items yet; the new one stands behind them all.
  std::vector<base::Value> added;
  const auto all = static_cast<std::size_t>(loop.planned + loop.dropped);
  if (loop.items.size() < all) added.resize(all - loop.items.size());
  added.push_back(c.signer);
  run.emit(event::LoopChanged{case_id, scope, loop.planned + 1, loop.dropped, std::move(added), c.reason});
  loop_changed(run, case_id, scope);
}

void add_task(Run& run, const std::string& case_id, const state::Task& task, const command::AddSigner& c) {
  auto assignee = read_signer(c.signer);
  if (!assignee) {
    run.reject(assignee.error());
    return;
  }
  if (c.position == "after") {
    run.emit(event::SignerPlanned{case_id, task.id, std::move(*assignee), c.reason});
    return;
  }
  state::Task added;
  added.id = case_id + "." + std::to_string(run.fresh(case_id));
  added.token = task.token;
  added.element = task.element;
  added.assignee = std::move(*assignee);
  added.since = run.at;
  added.due.since = run.at;
  added.added_by = task.id;
  added.before = true;
  run.emit(event::TaskOpened{case_id, std::move(added)});
}

/// What was typed as a signer may be nobody at all: that is refused, and not left behind as an incident.
void refuse_unfit(Run& run) {
  run.drain();
  for (const event::Event& event : run.events) {
    const auto* raised = std::get_if<event::IncidentRaised>(&event);
    if (!raised) continue;
    run.reject(refusal("bad-signer", "不能加签此人：" + raised->incident.message, "This signer cannot be added: " + raised->incident.message_en, "signer"));
    return;
  }
}

bool may_drop(Run& run, const state::Case& c, const state::Task& task) {
  const state::Task* asked = task.added_by.empty() ? nullptr : c.find_task(task.added_by);
  if (asked && may_act(run, asked->assignee, c.id, task.id, command::DropSigner::name)) return true;
  return require_role(run, {"chair", "office_clerk", "office_reviewer", "template_admin", "system"});
}

}  // namespace

base::Value decide_one(Run& run, const command::AddSigner& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task || !require_reason(run, c.reason)) return {};
  const state::Task task = *open.task;
  const std::string case_id = open.instance->id;
  if (!may_act(run, task.assignee, case_id, c.task, c.name) && !require_role(run, {"chair", "office_clerk", "office_reviewer", "template_admin", "system"}))
    return {};
  const std::string body = c.signer.is_string() ? c.signer.as_string() : c.signer.get("body").string_or("");
  if (recused(run, task, body)) return {};
  if (c.position == "instance") {
    const Id instance = instance_around(*open.instance, task.token);
    if (instance == 0) {
      run.reject(refusal("not_multi_instance", "这一步不是会签，不能增加会签人", "This step is no countersigning", c.task));
      return {};
    }
    add_instance(run, case_id, instance, c);
    refuse_unfit(run);
  } else if (c.position == "before" || c.position == "after") {
    add_task(run, case_id, task, c);
  } else {
    run.reject(refusal("bad-position", "加签位置只能是 instance、before、after", "The position is instance, before or after", "position"));
  }
  return base::Value(base::Context{{"task", base::Value(c.task)}, {"next", base::Value(base::List{})}});
}

base::Value decide_one(Run& run, const command::DropSigner& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task || !require_reason(run, c.reason)) return {};
  const state::Task task = *open.task;
  const std::string case_id = open.instance->id;
  if (!may_drop(run, *open.instance, task)) return {};
  base::Value reply{base::Context{{"task", base::Value(c.task)}, {"next", base::Value(base::List{})}}};
  if (!task.added_by.empty()) {
    run.emit(event::TaskCancelled{case_id, task.id, task.element, "dropped"});
    const Place p = run.place(case_id, task.token);
    if (p.instance->task_of(task.token)) return reply;
    const Id own = p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
    const Id home = p.token->index >= 0 ? own : parent_for_outputs(*p.instance, p.token->scope);
    const base::Value* answer = p.instance->find_scope(home)->variables.find(task.element);
    complete_activity(run, p, answer ? *answer : base::Value{});
    return reply;
  }
  const Id instance = instance_around(*open.instance, task.token);
  if (instance == 0) {
    run.reject(refusal("not_a_signer", "只有会签中的一人或加签的人可以减签", "Only one of several signers, or an added one, can be dropped", c.task));
    return {};
  }
  drop_instance(run, case_id, instance, "dropped", c.reason);
  return reply;
}

}  // namespace zhunru::decide

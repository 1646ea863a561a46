// CompleteTask: version, seat, outcome, form and signature are checked here and nowhere else; then the answer is recorded
// and the token goes on. A task that was lent (委托) goes back to its owner instead.
#include "engine/decide/activity.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/expression.hpp"
#include "engine/decide/form_check.hpp"

namespace zhunru::decide {
namespace {

Id looking_scope(const Place& p) {
  return p.instance->find_scope(p.token->own_scope) ? p.token->own_scope : p.token->scope;
}

/// The outcome that was pressed; nullptr with the run refused, or where the task has none.
const model::Outcome* pressed(Run& run, const Place& p, const std::string& outcome) {
  const std::vector<model::Outcome>& outcomes = p.node->ext.outcomes;
  if (outcomes.empty()) return nullptr;
  for (const model::Outcome& candidate : outcomes) {
    if (candidate.id != outcome) continue;
    if (candidate.when == model::none) return &candidate;
    auto offered = evaluate_condition(run, *p.instance, looking_scope(p), *p.program, candidate.when);
    if (!offered) {
      run.reject(offered.error());
      return nullptr;
    }
    if (*offered) return &candidate;
    run.reject(refusal("outcome_not_offered", "现在不能选择“" + candidate.name + "”" +
                                                  (candidate.clause.empty() ? "" : "（" + candidate.clause + "）"),
                       "“" + (candidate.name_en.empty() ? candidate.name : candidate.name_en) + "” is not offered now",
                       (candidate.clause.empty() ? "" : candidate.clause + " ") + outcome));
    return nullptr;
  }
  std::string known;
  for (const model::Outcome& candidate : outcomes) known += (known.empty() ? "" : ", ") + candidate.id;
  run.reject(refusal("unknown_outcome", "没有结果“" + outcome + "”，可选：" + known, "There is no outcome “" + outcome + "”; there are: " + known,
                     "outcome"));
  return nullptr;
}

bool signature_holds(Run& run, const state::Task& task, const std::optional<std::string>& given) {
  if (task.sign_hash.empty()) return true;
  if (!given || given->empty()) {
    run.reject(refusal("signature_needed", "这一步须签名：请确认全文并再次输入密码", "This step must be signed: confirm the text and your password",
                       "text_hash"));
    return false;
  }
  if (*given == task.sign_hash) return true;
  run.reject(refusal("signed_other_text", "签名对应的文本与现行文本不同，请重新阅读后签名", "The signature is for another text; read it again and sign",
                     "text_hash"));
  return false;
}

/// 加签 before: the task waits until those asked before it have answered.
bool waits_for_signer(Run& run, const Place& p, const state::Task& task) {
  for (const auto& [number, other] : p.instance->tasks) {
    if (other.added_by != task.id || !other.before) continue;
    run.reject(refusal("waits_for_signer", "须先等加签人办结", "An added signer must answer first", other.id));
    return true;
  }
  return false;
}

base::Value record_of(const command::CompleteTask& c, const base::Value& data, base::Value by, base::Instant at) {
  base::Value signature;
  if (c.text_hash && !c.text_hash->empty()) {
    base::Context given{{"text_hash", base::Value(*c.text_hash)}};
    // Documents say by which post a substitute signed; whom accounts belong to is nothing for them.
    if (const base::Value& substitute = by.get("substitute"); substitute.is_context()) {
      base::Context post = substitute.as_context();
      post.erase("for");
      given.set("substitute", base::Value(std::move(post)));
    }
    signature = base::Value(std::move(given));
  }
  return base::Value(base::Context{{"outcome", c.outcome.empty() ? base::Value{} : base::Value(c.outcome)},
                                   {"data", data},
                                   {"by", std::move(by)},
                                   {"at", base::Value(base::shanghai_date_time(at))},
                                   {"signed", std::move(signature)}});
}

}  // namespace

base::Value decide_one(Run& run, const command::CompleteTask& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task) return {};
  const state::Task task = *open.task;
  const auto who = task_seat(run, task, c.name);
  if (!who) return {};
  const std::string case_id = open.instance->id;
  const Place p = run.place(case_id, task.token);
  if (!c.data.is_null() && !c.data.is_context()) {
    run.reject(refusal("not_a_context", "数据须为名称到值的对象", "data is a context of names and values", "data"));
    return {};
  }
  const model::Outcome* outcome = task.added_by.empty() ? pressed(run, p, c.outcome) : nullptr;
  if (run.rejection()) return {};
  base::Value data = c.data.is_null() ? base::Value(base::Context{}) : c.data;
  const std::string form = outcome && !outcome->form.empty() ? outcome->form : p.node->ext.form;
  if (!form.empty() && task.added_by.empty()) {
    auto checked = checked_data(run, *p.instance, looking_scope(p), form, data);
    if (!checked) return {};
    data = std::move(*checked);
  }
  if (!signature_holds(run, task, c.text_hash) || waits_for_signer(run, p, task)) return {};
  base::Value reply{base::Context{{"task", base::Value(c.task)}, {"next", base::Value(base::List{})}}};
  if (!task.owner.empty() && task.owner != run.actor.account) {
    run.emit(event::TaskReturned{case_id, c.task, c.outcome, data, run.actor.account});
    run.emit(event::TokenVersioned{case_id, task.token});
    return reply;
  }
  base::Value record = record_of(c, data, by_of(run.actor, *who), run.at);
  // The answer of an added signer is not that of the instance.
  const std::int32_t index = task.added_by.empty() ? p.token->index : -1;
  run.emit(event::TaskCompleted{case_id, c.task, task.element, task.token, p.token->scope, index, c.outcome, data,
                                run.actor.account, who->seat, run.at, c.text_hash.value_or("")});
  complete_asked(run, run.place(case_id, task.token), task, std::move(record));
  return reply;
}

}  // namespace zhunru::decide

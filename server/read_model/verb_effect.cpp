#include "server/read_model/verb_effect.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

/// Lines of one kind are joined: seven cancelled tasks are one line, not seven.
constexpr std::size_t most_named = 6;

struct Reader {
  const Glance& glance;
  const state::Case& c;
  std::vector<Words> cancelled, voided, opened, others;

  const model::Node* node_at(state::Id scope_id, const std::string& element) const {
    const state::Scope* scope = c.find_scope(scope_id);
    const model::Node* node = scope != nullptr ? node_of(glance.state, *scope, element) : nullptr;
    for (const auto& [id, other] : c.scopes) {
      if (node == nullptr) node = node_of(glance.state, other, element);
    }
    return node;
  }

  Words name(state::Id scope, const std::string& element) const {
    const model::Node* node = node_at(scope, element);
    return node != nullptr ? node_words(*node) : Words{element, element};
  }

  Words of_task(const state::Task& task) const {
    const state::Token* token = c.find_token(task.token);
    const Words step = name(token != nullptr ? token->scope : 0, task.element);
    const Words who = assignee_words(glance.state, task.assignee);
    return {"「" + step.zh + "」（" + who.zh + "）", step.en + " (" + who.en + ")"};
  }

  void say(std::string zh, std::string en) { others.push_back({std::move(zh), std::move(en)}); }

  void operator()(const event::TaskCancelled& e) {
    if (const state::Task* task = c.find_task(e.task)) cancelled.push_back(of_task(*task));
  }
  void operator()(const event::DoneVoided& e) {
    for (const auto& done : c.done) {
      if (std::find(e.tasks.begin(), e.tasks.end(), done.task) == e.tasks.end()) continue;
      const Words step = name(done.scope, done.element);
      const Words who = seat_words(glance.state, done.seat);
      voided.push_back({"「" + step.zh + "」（" + who.zh + "）", step.en + " (" + who.en + ")"});
    }
  }
  void operator()(const event::TaskOpened& e) {
    const state::Token* token = c.find_token(e.task.token);
    const Words step = name(token != nullptr ? token->scope : 0, e.task.element);
    const Words who = assignee_words(glance.state, e.task.assignee);
    opened.push_back({"「" + step.zh + "」（" + who.zh + "）", step.en + " (" + who.en + ")"});
  }
  void operator()(const event::TaskUrged& e) {
    const state::Task* task = c.find_task(e.task);
    if (task == nullptr) return;
    const Words who = assignee_words(glance.state, task->assignee);
    const std::string times = std::to_string(task->urged + 1);
    say(who.zh + " 收到提醒，这是第 " + times + " 次催办。流程不动，一小时内只能催一次。",
        who.en + " is reminded, for the " + times + ". time. The case does not move; once an hour at most.");
  }
  void operator()(const event::TaskDueSet& e) {
    if (e.due.stopped) {
      say("这一步的期限停住，剩下的工作日保留，恢复后接着算。", "The deadline of this step stops; the working days left are kept and go on when it is resumed.");
    } else if (e.due.at) {
      const std::string day = base::to_string(base::shanghai_date(*e.due.at));
      say("期限恢复，改为 " + day + "。停的天数不算在内。", "The deadline runs again: " + day + ". Days while it stood still are not counted.");
    }
  }
  void operator()(const event::LoopChanged& e) {
    const state::Scope* scope = c.find_scope(e.scope);
    const auto before = scope != nullptr && scope->loop ? scope->loop->planned : e.planned;
    say("要签的人数由 " + std::to_string(before) + " 变为 " + std::to_string(e.planned) + "，够不够数立刻重算。",
        "Signers needed: " + std::to_string(before) + " before, " + std::to_string(e.planned) + " after; the threshold is looked at again at once.");
  }
  void operator()(const event::LoopInstanceReopened&) {
    say("只有这一人重新签，其他人已签的不变。", "Only this one is asked again; what others signed stays.");
  }
  void operator()(const poll::PollVoided&) {
    say("征求意见作废，已收到的意见保留可查，不再计数。", "The consultation is void; answers are kept but count no more.");
  }
  void operator()(const document::DocumentVoided&) {
    say("相应文书作废，原件保留并标明。", "The document is void; it is kept and marked.");
  }
  void operator()(const event::CaseEnded&) { say("整个事项结束。", "The whole case ends."); }
  template <class Other>
  void operator()(const Other&) {}

  /// "撤销：…" in front of at most six names.
  static void join(std::vector<Words>& out, const std::vector<Words>& names, const Words& before, const Words& after) {
    if (names.empty()) return;
    Words line = before;
    std::vector<std::string> told;
    for (const auto& one : names) {
      if (std::find(told.begin(), told.end(), one.zh) != told.end()) continue;
      if (told.size() == most_named) {
        line.zh += "等";
        line.en += ", …";
        break;
      }
      line.zh += (told.empty() ? "" : "、") + one.zh;
      line.en += (told.empty() ? "" : ", ") + one.en;
      told.push_back(one.zh);
    }
    out.push_back({line.zh + after.zh, line.en + after.en});
  }

  std::vector<Words> lines() const {
    std::vector<Words> out;
    join(out, opened, {"", ""}, {"开始等待办理。", " will be waited for."});
    join(out, cancelled, {"", ""}, {"的待办撤销，不用再办。", " is no longer waited for."});
    join(out, voided, {"", ""}, {"已办的作废：保留可查，不再算数，要重新办。", " is void: kept on record, counts no more, must be done again."});
    out.insert(out.end(), others.begin(), others.end());
    return out;
  }
};

}  // namespace

base::Result<std::vector<Words>> effect_of(const Glance& glance, const state::Case& c, const command::Actor& actor,
                                           command::CommandBody body) {
  const command::Command command{"preview", glance.now, actor, std::move(body)};
  auto decision = engine::decide(glance.state, command);
  if (!decision) return std::move(decision).error();
  Reader reader{glance, c, {}, {}, {}, {}};
  for (const auto& event : decision->events) std::visit(reader, static_cast<const event::EventVariant&>(event));
  return reader.lines();
}

base::Value lines_json(const std::vector<Words>& lines) {
  List list;
  for (const auto& line : lines) list.push_back(Context{{"text", line.zh}, {"text_en", line.en}});
  return Value(std::move(list));
}

}  // namespace zhunru::server::read_model

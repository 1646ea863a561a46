#include "engine/decide/why_waiting.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/decide/run.hpp"
#include "engine/decide/told_time.hpp"
#include "engine/state/deadlock.hpp"

namespace zhunru::decide {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

std::string named(const model::Node& node) { return node.name.empty() ? node.id : node.name; }

std::string people_of(const state::Assignee& who, bool english) {
  std::string text = !who.persons.empty() ? joined(who.persons, english ? ", " : "、") : joined(who.roles, english ? ", " : "、");
  if (text.empty()) text = english ? "anybody who may send commands" : "任何有权的人";
  if (!who.body.empty()) text += english ? " of " + who.body : "（" + who.body + "）";
  return text;
}

class Teller {
 public:
  Teller(const Run& run, const state::Case& c) : run_(run), c_(c) {
    for (const state::Deadlock& one : state::deadlocks(c)) deadlocked_.insert(one.token);
  }

  Wait tell(const state::Token& token) {
    place_ = run_.place(c_.id, token.id);
    wait_ = {};
    wait_.token = token.id;
    wait_.element = token.element;
    wait_.element_name = named(*place_.node);
    if (token.state == state::TokenState::stuck) stuck(token);
    else if (token.state == state::TokenState::joining) joining(token);
    else if (const state::Task* task = c_.task_of(token.id)) asked(*task);
    else if (const state::Scope* own = inner_scope(token)) inside(token, *own);
    else events(token);
    return std::move(wait_);
  }

 private:
  void say(WaitKind kind, Mover mover, std::string text, std::string text_en) {
    wait_.kind = kind;
    wait_.mover = mover;
    wait_.text = std::move(text);
    wait_.text_en = std::move(text_en);
  }

  void stuck(const state::Token& token) {
    for (const auto& [id, incident] : c_.incidents)
      if (incident.token == token.id) {
        say(WaitKind::incident, Mover::template_admin, "出了故障：" + incident.message + "。由模板管理员处理（重试、跳过或取消）",
            "It is stuck: " + incident.message_en + ". A template administrator resolves it (retry, skip or cancel)");
        return;
      }
    say(WaitKind::incident, Mover::template_admin, "出了故障，由模板管理员处理", "It is stuck; a template administrator resolves it");
  }

  void asked(const state::Task& task) {
    wait_.task = task.id;
    wait_.people = {task.assignee};
    wait_.until = task.due.at;
    std::string text = "等待" + people_of(task.assignee, false) + "办理", text_en = "It waits for " + people_of(task.assignee, true);
    if (!task.claimed_by.empty()) {
      text = "已由 " + task.claimed_by + " 签收，等待其办理";
      text_en = task.claimed_by + " has claimed it and is awaited";
    }
    if (task.due.stopped) text += "；计时已中止", text_en += "; its time stands still";
    else if (task.due.at) text += "，期限 " + told_time(*task.due.at), text_en += ", due " + told_time(*task.due.at);
    const auto open = std::count_if(c_.tasks.begin(), c_.tasks.end(), [&](const auto& entry) { return entry.second.token == task.token; });
    if (open > 1) text += "；加签后共有 " + std::to_string(open) + " 人须办理", text_en += "; with added signers " + std::to_string(open) + " are asked";
    say(WaitKind::person, Mover::person, std::move(text), std::move(text_en));
  }

  const state::Scope* inner_scope(const state::Token& token) const {
    const state::Scope* own = c_.find_scope(token.own_scope);
    return own && own->kind != state::ScopeKind::activity ? own : nullptr;
  }

  void inside(const state::Token&, const state::Scope& own) {
    const auto running = std::count_if(c_.tokens.begin(), c_.tokens.end(), [&](const auto& entry) { return entry.second.scope == own.id; });
    if (own.kind == state::ScopeKind::loop && own.loop && place_.node->multi) {
      const std::string done = std::to_string(own.loop->completed), all = std::to_string(own.loop->planned);
      say(WaitKind::loop, Mover::others, "多实例：" + all + " 个中已完成 " + done + " 个，" + std::to_string(running) + " 个正在进行",
          "Multi-instance: " + done + " of " + all + " are done, " + std::to_string(running) + " are under way");
    } else if (own.kind == state::ScopeKind::loop) {
      say(WaitKind::loop, Mover::others, "循环：正在进行第 " + std::to_string(place_.token->rounds + 1) + " 轮", "Loop: round " + std::to_string(place_.token->rounds + 1) + " is under way");
    } else if (own.kind == state::ScopeKind::process) {
      say(WaitKind::called, Mover::others, "等待它调用的流程 " + own.element + " 结束", "It waits for the process that it called, " + own.element);
    } else if (own.kind == state::ScopeKind::compensation) {
      say(WaitKind::inner, Mover::others, "等待补偿办完", "It waits for the compensation to be done");
    } else if (running == 0 && place_.node->kind == model::NodeKind::ad_hoc_sub_process) {
      say(WaitKind::inner, Mover::template_admin, "自由子流程：等待有人启动其中的活动", "Ad-hoc sub-process: it waits for an activity inside to be started");
    } else {
      say(WaitKind::inner, Mover::others, "等待子流程内的 " + std::to_string(running) + " 个步骤办完", "It waits for the " + std::to_string(running) + " steps inside");
    }
  }

  void joining(const state::Token& token) {
    const model::Node& node = *place_.node;
    const model::Definitions& d = *place_.program->definitions;
    std::set<std::string> come;
    std::int32_t here = 0;
    for (const auto& [id, other] : c_.tokens)
      if (other.scope == token.scope && other.element == token.element && other.state == state::TokenState::joining) come.insert(other.flow), ++here;
    if (state::waits_for_reset(token)) {
      say(WaitKind::join, Mover::others, "汇合已放行，仍接收其余分支后再重新开始", "The join has let one go and takes in the rest before it begins anew");
      return;
    }
    if (model::is_activity(node.kind)) {
      say(WaitKind::quantity, Mover::others, "需要 " + std::to_string(node.start_quantity) + " 个令牌才开始，已有 " + std::to_string(here) + " 个",
          "It begins with " + std::to_string(node.start_quantity) + " tokens and has " + std::to_string(here));
    } else {
      for (model::Index flow : node.incoming)
        if (!come.count(d.flow(flow).id)) wait_.missing.push_back(named(d.node(d.flow(flow).source)));
      const std::string from = joined(wait_.missing, "、"), from_en = joined(wait_.missing, ", ");
      if (node.kind == model::NodeKind::parallel_gateway) {
        say(WaitKind::join, Mover::others, "汇合还缺来自「" + from + "」的分支", "The join waits for the branches from " + from_en);
      } else if (node.kind == model::NodeKind::inclusive_gateway) {
        say(WaitKind::join, Mover::others, "汇合还可能等到来自「" + from + "」的分支", "The join waits while a branch from " + from_en + " may still come");
      } else {
        const std::string condition = node.activation == model::none ? "" : d.expression(node.activation).text;
        say(WaitKind::join, Mover::others, "汇合已到 " + std::to_string(here) + " 个，激活条件尚未成立：" + condition,
            std::to_string(here) + " have come to the join; its activation condition does not hold yet: " + condition);
      }
    }
    if (!deadlocked_.count(token.id)) return;
    wait_.kind = WaitKind::deadlock;
    wait_.mover = Mover::template_admin;
    wait_.text += "；但已没有什么能再到达这里，须由模板管理员移动令牌（ModifyCase）";
    wait_.text_en += "; but nothing can come here any more: a template administrator must move the token (ModifyCase)";
  }

  /// What a token waits for by timers and subscriptions; boundary events are told only when nothing else is.
  void events(const state::Token& token) {
    std::vector<std::string> reasons, reasons_en;
    for (const auto& [id, timer] : c_.timers) {
      if (timer.token != token.id || timer.kind == state::TimerKind::boundary) continue;
      const bool job = timer.kind == state::TimerKind::job;
      wait_.until = wait_.until ? std::min(*wait_.until, timer.due) : timer.due;
      wait_.kind = job ? WaitKind::job : WaitKind::time;
      wait_.mover = Mover::time;
      reasons.push_back(timer.stopped ? "计时已中止，恢复后再算期限" : (job ? "自动处理进行到 " : "等到 ") + told_time(timer.due));
      reasons_en.push_back(timer.stopped ? "its clock stands still; the time is told when it runs again" : (job ? "the work runs until " : "it waits until ") + told_time(timer.due));
    }
    for (const auto& [id, s] : c_.subscriptions) {
      if (s.token != token.id || s.place == state::TimerKind::boundary || s.met) continue;
      wait_.mover = s.kind == state::SubscriptionKind::condition ? Mover::others : Mover::sender;
      if (s.kind == state::SubscriptionKind::message) {
        wait_.kind = WaitKind::message;
        wait_.message = s.name;
        wait_.key = s.key;
        wait_.people.push_back(s.assignee);
        reasons.push_back("等待消息 " + s.name + (s.key.empty() ? "" : "（关联键 " + s.key + "）") + "，由" + people_of(s.assignee, false) + "发出");
        reasons_en.push_back("it waits for message " + s.name + (s.key.empty() ? "" : " with key " + s.key) + " from " + people_of(s.assignee, true));
      } else if (s.kind == state::SubscriptionKind::signal) {
        wait_.kind = WaitKind::signal;
        wait_.message = s.name;
        reasons.push_back("等待信号 " + s.name);
        reasons_en.push_back("it waits for signal " + s.name);
      } else {
        wait_.kind = WaitKind::condition;
        const std::string condition = condition_of(s);
        reasons.push_back("等待条件成立：" + condition);
        reasons_en.push_back("it waits for a condition: " + condition);
      }
    }
    if (reasons.empty()) {
      say(WaitKind::other, Mover::template_admin, "它停在这里而没有在等什么，由模板管理员处理", "It stands here and waits for nothing; a template administrator must look at it");
      return;
    }
    const bool all = place_.node->parallel_multiple;
    if (reasons.size() > 1) wait_.kind = WaitKind::any_of;
    wait_.text = (reasons.size() == 1 ? "" : all ? "全部都要：" : "任一即可：") + joined(reasons, "；");
    wait_.text_en = (reasons.size() == 1 ? "" : all ? "All of: " : "Any of: ") + joined(reasons_en, "; ");
  }

  std::string condition_of(const state::Subscription& s) const {
    const model::Definitions& d = *place_.program->definitions;
    const auto index = d.find_node(s.element);
    if (!index || static_cast<std::size_t>(s.definition) >= d.node(*index).events.size()) return s.element;
    const model::Index condition = d.node(*index).events[static_cast<std::size_t>(s.definition)].condition;
    return condition == model::none ? s.element : d.expression(condition).text;
  }

  const Run& run_;
  const state::Case& c_;
  std::set<Id> deadlocked_;
  Place place_;
  Wait wait_;
};

}  // namespace

std::string_view to_word(WaitKind kind) {
  static constexpr std::array<std::string_view, 15> words{"person", "time", "message", "signal", "condition", "any_of", "join", "quantity",
                                                          "inner", "called", "loop", "job", "incident", "deadlock", "other"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_word(Mover mover) {
  static constexpr std::array<std::string_view, 5> words{"person", "time", "sender", "others", "template_admin"};
  return words[static_cast<std::size_t>(mover)];
}

std::vector<Wait> why_waiting(const state::State& state, std::string_view case_id) {
  std::vector<Wait> waits;
  const state::Case* found = state.cases.find(case_id);
  if (!found || found->ended) return waits;
  const command::Command nobody{"", {}, command::Actor{}, command::FireTimers{}};
  const Run run(state, nobody, {});
  const state::Case& c = run.instance(case_id);
  Teller teller(run, c);
  for (const auto& [id, token] : c.tokens) waits.push_back(teller.tell(token));
  return waits;
}

}  // namespace zhunru::decide

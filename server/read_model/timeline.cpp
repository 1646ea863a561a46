#include "server/read_model/timeline.hpp"

#include <map>
#include <string_view>
#include <type_traits>

#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

struct Teller {
  List& lines;
  const state::State& state;
  const state::Case& c;
  std::uint64_t seq;
  base::Instant at;
  const state::Substitution* stood_in = nullptr;  ///< the one that the events after it carry out

  void say(const char* kind, std::string zh, std::string en, const std::string& element = {}, const command::Seat* by = nullptr) {
    Context line{{"seq", Value::from_uint64(seq)}, {"at", moment(at)}, {"kind", kind}, {"what", std::move(zh)}, {"what_en", std::move(en)}};
    const bool for_other = by != nullptr && stood_in != nullptr && stood_in->seat == *by;
    const Words who = for_other ? substitution_words(state, *stood_in) : by != nullptr ? seat_words(state, *by) : Words{};
    line.set("who", who.zh);
    line.set("who_en", who.en);
    line.set("element", element);
    const model::Node* node = element.empty() ? nullptr : node_once_in(state, c, 0, element);
    line.set("clause", node != nullptr && !node->ext.notes.empty() ? node->ext.notes.front().clause : std::string());
    lines.push_back(std::move(line));
  }

  Words name(const std::string& element) const {
    const model::Node* node = node_once_in(state, c, 0, element);
    return node != nullptr ? node_words(*node) : Words{element, element};
  }

  /// What the button that was pressed is called.
  Words outcome(const std::string& element, const std::string& id) const {
    const model::Node* node = node_once_in(state, c, 0, element);
    if (node != nullptr) {
      for (const auto& one : node->ext.outcomes) {
        if (one.id == id) return {one.name, one.name_en.empty() ? one.name : one.name_en};
      }
    }
    return {id, id};
  }

  void operator()(const event::CaseStarted& e) {
    const Value* imported = c.variables().find("imported");
    if (imported == nullptr || !imported->is_context()) return say("start", "发起", "started", "", &e.seat);
    const std::string until = imported->get("as_of").string_or("");
    say("import", "历史案件导入(记录截至 " + until + ");此前的环节没有逐步记录", "case from before brought in (recorded until " + until + "); no step of it is on record here");
  }
  void operator()(const event::CaseNumbered& e) { say("number", "编号 " + e.case_no, "numbered " + e.case_no); }
  void operator()(const event::CaseEnded& e) {
    const Words end = e.end.empty() ? Words{"已结束", "ended"} : name(e.end);
    say("end", "办结:" + end.zh + (e.reason == "cancelled" ? "(" + e.detail + ")" : ""), "ended: " + end.en, e.end);
  }
  void operator()(const event::TaskOpened& e) {
    const Words task = name(e.task.element);
    const Words who = assignee_words(state, e.task.assignee);
    say("open", task.zh + ",等待 " + who.zh, task.en + ": waits for " + who.en, e.task.element);
  }
  void operator()(const event::TaskCompleted& e) {
    const Words task = name(e.element);
    const Words pressed = outcome(e.element, e.outcome);
    const std::string signed_zh = e.text_hash.empty() ? "" : "(已签字)";
    const std::string signed_en = e.text_hash.empty() ? "" : " (signed)";
    say("done", task.zh + (e.outcome.empty() ? "完成" : ":" + pressed.zh) + signed_zh,
        task.en + (e.outcome.empty() ? " done" : ": " + pressed.en) + signed_en, e.element, &e.seat);
  }
  void operator()(const event::TaskCancelled& e) {
    const Words task = name(e.element);
    say("cancelled", task.zh + ":不再需要", task.en + ": no longer needed", e.element);
  }
  void operator()(const event::Substituted& e) {
    stood_in = &e.substitution;
    // What completing a task is called stands in its own line; what was said in a poll is nobody's business.
    static const std::map<std::string_view, Words> acts{{"ClaimTask", {"签收", "claimed"}}, {"Transfer", {"转办", "handed over"}}, {"Delegate", {"委托", "lent"}},
                                                        {"SendBack", {"退回", "sent back"}}, {"AddSigner", {"加签", "signer added"}}, {"DropSigner", {"减签", "signer dropped"}},
                                                        {"StopClock", {"中止计时", "clock stopped"}}, {"ResumeClock", {"恢复计时", "clock resumed"}}};
    const auto act = acts.find(e.substitution.act);
    if (act != acts.end()) say("substitute", "代理：" + act->second.zh, "as a substitute: " + act->second.en, "", &e.substitution.seat);
  }
  void operator()(const event::MessageReceived& e) {
    if (stood_in == nullptr || stood_in->act != "CorrelateMessage" || e.message == "answer" || e.message == "answer_late") return;
    const Words what = name(stood_in->task);
    say("substitute", "代理：" + what.zh, "as a substitute: " + what.en, stood_in->task, &stood_in->seat);
  }
  void operator()(const event::TaskReminded&) { say("reminder", "已提醒", "reminded"); }
  void operator()(const event::TaskEscalated&) { say("escalation", "逾期,已报主持", "late: the chair was told"); }
  void operator()(const event::TaskOverdue&) { say("overdue", "逾期,已公开标记", "overdue: marked in public"); }
  void operator()(const event::TaskUrged&) { say("urged", "催办", "urged"); }
  void operator()(const event::ClockStopped&) { say("clock", "中止计时", "clock stopped"); }
  void operator()(const event::ClockResumed&) { say("clock", "恢复计时", "clock runs again"); }
  void operator()(const event::IncidentRaised& e) {
    say("incident", "流程卡住,已通知管理员:" + e.incident.message, "stuck, administrator told: " + e.incident.message_en, e.incident.element);
  }
  void operator()(const event::IncidentResolved&) { say("incident", "管理员已处理", "repaired by the administrator"); }
  void operator()(const poll::PollOpened& e) { say("poll", "开始征求意见:" + e.poll.title, "poll opened: " + e.poll.title); }
  void operator()(const poll::PollExtended&) { say("poll", "征求意见延长一次", "poll extended"); }
  void operator()(const poll::PollClosed&) { say("poll", "征求意见截止", "poll closed"); }
  void operator()(const poll::PollVoided& e) { say("poll", "征求意见作废:" + e.reason, "poll void: " + e.reason); }
  void operator()(const poll::StanceSigned& e) {
    const Words where = community_words(state, e.community);
    say("stance", where.zh + "居委会签署立场", where.en + ": the committee signed its stance");
  }
  void operator()(const document::DocumentIssued& e) {
    say("document", "成文:" + e.document.title + " " + e.document.number, "issued: " + e.document.title + " " + e.document.number);
  }
  void operator()(const document::DocumentVoided& e) { say("document", "文书作废:" + e.reason, "document void: " + e.reason); }
  void operator()(const event::RegisterVersionWritten& e) {
    if (e.register_name.starts_with("list.")) say("list", "写入清单 " + e.register_name.substr(5), "written to list " + e.register_name.substr(5));
  }
  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

void add_to_timeline(List& lines, const state::State& state, const std::string& case_id, std::uint64_t seq, base::Instant at,
                     const std::vector<event::Event>& events) {
  const state::Case* c = state.cases.find(case_id);
  if (c == nullptr) return;
  Teller teller{lines, state, *c, seq, at};
  for (const auto& event : events) {
    // A record can touch several cases: tell only what belongs to this one, or to none.
    const bool other = std::visit(
        [&](const auto& e) {
          if constexpr (requires { e.case_id; }) return e.case_id != case_id;
          if constexpr (requires { e.document.case_id; }) return e.document.case_id != case_id;
          return false;
        },
        event);
    if (!other) std::visit(teller, event);
  }
}

}  // namespace zhunru::server::read_model

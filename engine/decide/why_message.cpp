#include "engine/decide/why_message.hpp"

#include <algorithm>
#include <set>

#include "engine/decide/run.hpp"
#include "engine/decide/told_time.hpp"

namespace zhunru::decide {
namespace {

const command::Command& nobody_asks() {
  static const command::Command none{"", {}, command::Actor{}, command::FireTimers{}};
  return none;
}

/// Processes of the newest files that begin with this message.
std::vector<std::string> started_by(const Run& run, std::string_view message) {
  std::vector<std::string> found;
  run.scratch.resources.for_each_key("process/", [&](const std::string& key) {
    const state::Resource& resource = *run.scratch.resources.find(key);
    const model::Definitions& d = *run.program(resource.name, resource.versions.back().version).definitions;
    for (const model::Process& process : d.processes) {
      const std::string* file = run.scratch.process_files.find(process.id);
      if (!file || *file != resource.name) continue;
      const bool begins = std::any_of(process.triggers.begin(), process.triggers.end(), [&](model::Index index) {
        const model::Node& node = d.node(index);
        if (node.kind == model::NodeKind::receive_task)
          return node.message != model::none && d.messages[static_cast<std::size_t>(node.message)].name == message;
        return std::any_of(node.events.begin(), node.events.end(), [&](const model::EventDefinition& definition) {
          return definition.kind == model::EventKind::message && d.trigger_name(definition) == message;
        });
      });
      if (begins) found.push_back(process.id);
    }
    return true;
  });
  return found;
}

std::vector<MessageWaiter> waiters_of(const Run& run, std::string_view message, std::string_view key) {
  // Keys of the index: "m", name, key, case, with separators between.
  const std::string prefix = state::message_key(message, "", "").substr(0, message.size() + 3);
  std::set<std::string> cases;
  run.scratch.waiting.for_each_key(prefix, [&](const std::string& found) {
    cases.insert(found.substr(found.rfind('\x1f') + 1));
    return true;
  });
  std::vector<MessageWaiter> waiters;
  for (const std::string& case_id : cases) {
    const state::Case& c = run.instance(case_id);
    for (const auto& [id, s] : c.subscriptions) {
      if (s.kind != state::SubscriptionKind::message || s.name != message || s.met) continue;
      MessageWaiter waiter{case_id, s.element, s.element, s.key, s.key == key, false, s.assignee};
      if (const state::Scope* scope = c.find_scope(s.scope)) {
        const model::Definitions& d = *run.program(*scope).definitions;
        if (const auto node = d.find_node(s.element); node && !d.node(*node).name.empty()) waiter.element_name = d.node(*node).name;
      }
      waiters.push_back(std::move(waiter));
    }
  }
  // As it is delivered: to the oldest case (the shorter, then the smaller id), to its first step.
  std::stable_sort(waiters.begin(), waiters.end(), [](const MessageWaiter& a, const MessageWaiter& b) {
    if (a.key_fits != b.key_fits) return a.key_fits;
    if (a.case_id.size() != b.case_id.size()) return a.case_id.size() < b.case_id.size();
    return a.case_id < b.case_id;
  });
  return waiters;
}

std::string quoted(std::string_view text) { return text.empty() ? "“”" : "“" + std::string(text) + "”"; }
std::string quoted_en(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// "S3 (c1) wants k7, S3 (c2) wants k8": the keys that are wanted instead.
std::string wanted(const std::vector<MessageWaiter>& waiters, bool english) {
  std::string text;
  for (std::size_t i = 0; i < waiters.size() && i < 3; ++i) {
    if (i > 0) text += english ? ", " : "、";
    const MessageWaiter& one = waiters[i];
    text += english ? one.element_name + " of case " + one.case_id + " wants " + quoted_en(one.key)
                    : "案件 " + one.case_id + " 的「" + one.element_name + "」要 " + quoted(one.key);
  }
  if (waiters.size() > 3) text += english ? " and others" : " 等";
  return text;
}

void tell(MessageReason& reason) {
  const MessageWaiter* first = reason.waiters.empty() ? nullptr : &reason.waiters.front();
  const auto fitting = std::count_if(reason.waiters.begin(), reason.waiters.end(), [](const MessageWaiter& one) { return one.key_fits; });
  switch (reason.fate) {
    case MessageFate::taken:
      reason.text = "案件 " + first->case_id + " 的「" + first->element_name + "」正在等这条消息，由它收下";
      reason.text_en = first->element_name + " of case " + first->case_id + " waits for this message and takes it";
      break;
    case MessageFate::first_of_several:
      reason.text = std::to_string(fitting) + " 个步骤在等同名同键的消息；由最早的案件 " + first->case_id + " 收下，其余继续等待";
      reason.text_en = std::to_string(fitting) + " steps wait for this name and key; the oldest case, " + first->case_id + ", takes it, the others go on waiting";
      break;
    case MessageFate::starts:
      reason.text = "没有步骤在等它；由它开始流程 " + reason.starts.front();
      reason.text_en = "No step waits for it; it begins process " + reason.starts.front();
      break;
    case MessageFate::key_differs:
      reason.text = "名称相符，但关联键不同：这条是 " + quoted(reason.key) + "，" + wanted(reason.waiters, false);
      reason.text_en = "The name fits but the key differs: this one has " + quoted_en(reason.key) + ", " + wanted(reason.waiters, true);
      break;
    case MessageFate::nobody:
      reason.text = "现在没有步骤在等名为 " + quoted(reason.message) + " 的消息";
      reason.text_en = "No step waits for a message named " + quoted_en(reason.message) + " now";
      break;
  }
  if (!reason.buffered) return;
  reason.text += "；它保留到 " + told_time(reason.buffered->expires) + "，到期即作废";
  reason.text_en += "; it is kept until " + told_time(reason.buffered->expires) + " and is void then";
}

MessageReason judged(const Run& run, std::string_view message, std::string_view key, const state::BufferedMessage* buffered) {
  MessageReason reason;
  reason.message = message;
  reason.key = key;
  if (buffered) reason.buffered = *buffered;
  reason.waiters = waiters_of(run, message, key);
  const auto fitting = std::count_if(reason.waiters.begin(), reason.waiters.end(), [](const MessageWaiter& one) { return one.key_fits; });
  if (fitting == 0) reason.starts = started_by(run, message);
  reason.fate = fitting > 1               ? MessageFate::first_of_several
                : fitting == 1            ? MessageFate::taken
                : !reason.starts.empty()  ? MessageFate::starts
                : !reason.waiters.empty() ? MessageFate::key_differs
                                          : MessageFate::nobody;
  if (fitting > 0) reason.waiters.front().takes = true;
  tell(reason);
  if (reason.waiters.size() > waiters_told) reason.waiters.resize(waiters_told);
  return reason;
}

}  // namespace

MessageReason why_message(const state::State& state, std::string_view message, std::string_view key) {
  const Run run(state, nobody_asks(), {});
  const state::BufferedMessage* buffered = nullptr;
  state.messages.for_each([&](const std::string&, const state::BufferedMessage& one) {
    if (!buffered && one.message == message && one.key == key) buffered = &one;
  });
  return judged(run, message, key, buffered);
}

std::vector<MessageReason> why_buffered(const state::State& state, std::size_t limit) {
  const Run run(state, nobody_asks(), {});
  std::vector<const state::BufferedMessage*> all;
  state.messages.for_each([&](const std::string&, const state::BufferedMessage& one) { all.push_back(&one); });
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->at < b->at; });
  std::vector<MessageReason> reasons;
  for (const state::BufferedMessage* one : all) {
    if (reasons.size() == limit) break;
    reasons.push_back(judged(run, one->message, one->key, one));
  }
  return reasons;
}

}  // namespace zhunru::decide

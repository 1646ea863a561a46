#include "engine/state/state.hpp"

#include <algorithm>
#include <array>

#include "engine/codec/archive.hpp"
#include "engine/state/library.hpp"

namespace zhunru::state {
namespace {

constexpr char separator = '\x1f';

/// One line per kind of aggregate: prefix of its keys in the state hash, and its table.
template <class S, class F>
void each_table(S& state, F&& visit) {
  visit("absence", state.absences);
  visit("case", state.cases);
  visit("document", state.documents);
  visit("message", state.messages);
  visit("migration", state.migrations);
  visit("order", state.reply_order);
  visit("poll", state.polls);
  visit("register", state.registers);
  visit("reply", state.replies);
  visit("resource", state.resources);
  visit("series", state.series);
  visit("substitution", state.substitutions);
}

std::string hex16(std::uint64_t bits) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; bits >>= 4) text[i] = digits[bits & 0xf];
  return text;
}

}  // namespace

State::State() : library(std::make_shared<Library>()) {}

State State::over(const State& below) {
  State scratch;
  scratch.counters = below.counters;
  scratch.cases = Table<Case>::over(below.cases);
  scratch.registers = Table<registers::Register>::over(below.registers);
  scratch.polls = Table<poll::Poll>::over(below.polls);
  scratch.documents = Table<document::Document>::over(below.documents);
  scratch.series = Table<document::NumberSeries>::over(below.series);
  scratch.resources = Table<Resource>::over(below.resources);
  scratch.messages = Table<BufferedMessage>::over(below.messages);
  scratch.replies = Table<Remembered>::over(below.replies);
  scratch.reply_order = Table<std::string>::over(below.reply_order);
  scratch.migrations = Table<Migration>::over(below.migrations);
  scratch.absences = Table<Absence>::over(below.absences);
  scratch.substitutions = Table<Substitution>::over(below.substitutions);
  scratch.waiting = Table<bool>::over(below.waiting);
  scratch.process_files = Table<std::string>::over(below.process_files);
  scratch.due = Table<bool>::over(below.due);
  scratch.library = below.library;
  scratch.withheld = below.withheld;
  return scratch;
}

const registers::Register* State::find(std::string_view name) const { return registers.find(name); }

const ResourceVersion* State::resource(std::string_view kind, std::string_view name) const {
  const Resource* found = resources.find(std::string(kind) + "/" + std::string(name));
  return found && !found->versions.empty() ? &found->versions.back() : nullptr;
}

const ResourceVersion* State::resource(std::string_view kind, std::string_view name, std::string_view version) const {
  const Resource* found = resources.find(std::string(kind) + "/" + std::string(name));
  if (!found) return nullptr;
  for (const ResourceVersion& candidate : found->versions)
    if (candidate.version == version) return &candidate;
  return nullptr;
}

base::Sha256 state_hash(const State& state) {
  base::Sha256Stream root;
  root.update("zhunru state 1\n");
  root.update(codec::encode(state.counters));
  each_table(state, [&](std::string_view prefix, const auto& table) {
    const auto& hashes = table.hashes([](const std::string&, const auto& value) { return base::sha256(codec::encode(value)); });
    for (const auto& [key, hash] : hashes) {
      root.update(prefix);
      root.update("/");
      root.update(key);
      root.update(std::string_view("\0", 1));
      root.update({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
    }
  });
  return root.finish();
}

std::string message_key(std::string_view name, std::string_view key, std::string_view case_id) {
  std::string text = "m";
  text += separator;
  text += name;
  text += separator;
  text += key;
  text += separator;
  text += case_id;
  return text;
}

std::string signal_key(std::string_view name, std::string_view case_id) {
  std::string text = "s";
  text += separator;
  text += name;
  text += separator;
  text += case_id;
  return text;
}

std::string due_key(base::Instant due, std::string_view case_id) {
  // The sign bit is turned so that earlier instants sort first as text.
  std::string text = hex16(static_cast<std::uint64_t>(due.ms) ^ (1ull << 63));
  text += separator;
  text += case_id;
  return text;
}

std::string start_due_key(const StartTimer& timer) { return due_key(timer.due, "") + separator + timer.process; }

std::string index_key(const Subscription& subscription, std::string_view case_id) {
  if (subscription.kind == SubscriptionKind::message) return message_key(subscription.name, subscription.key, case_id);
  return signal_key(subscription.name, case_id);
}

void reindex(State& state) {
  state.waiting = {};
  state.due = {};
  state.process_files = {};
  std::vector<std::string> cases;
  state.cases.for_each([&](const std::string& id, const Case& c) {
    for (const auto& [number, s] : c.subscriptions)
      if (s.kind != SubscriptionKind::condition) state.waiting.put(index_key(s, id), true);
    const auto due = next_due(c);
    if (due) state.due.put(due_key(*due, id), true);
    if (due != c.indexed_due) cases.push_back(id);
  });
  for (const std::string& id : cases) {
    Case* c = state.cases.edit(id);
    c->indexed_due = next_due(*c);
  }
  std::map<std::string, std::uint64_t, std::less<>> newest;
  state.resources.for_each([&](const std::string&, const Resource& resource) {
    for (const StartTimer& timer : resource.timers) state.due.put(start_due_key(timer), true);
    for (const ResourceVersion& version : resource.versions) {
      for (const std::string& process : version.processes) {
        auto [it, first] = newest.emplace(process, version.order);
        if (!first && it->second > version.order) continue;
        it->second = version.order;
        state.process_files.put(process, resource.name);
      }
    }
  });
}

std::optional<base::Instant> next_due(const State& state) {
  std::optional<base::Instant> best;
  state.due.for_each_key("", [&](const std::string& key) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 16; ++i)
      bits = bits << 4 | static_cast<std::uint64_t>(key[i] <= '9' ? key[i] - '0' : key[i] - 'a' + 10);
    best = base::Instant{static_cast<std::int64_t>(bits ^ (1ull << 63))};
    return false;
  });
  return best;
}

std::vector<std::string> due_cases(const State& state, base::Instant now, std::size_t limit) {
  const std::string last = due_key(now, "\xff");
  std::vector<std::string> cases;
  state.due.for_each_key("", [&](const std::string& key) {
    if (key > last || cases.size() >= limit) return false;
    // Behind the second separator stands the process of a start timer.
    std::string case_id = key.substr(17, key.find(separator, 17) - 17);
    if (std::find(cases.begin(), cases.end(), case_id) == cases.end()) cases.push_back(std::move(case_id));
    return true;
  });
  return cases;
}

}  // namespace zhunru::state

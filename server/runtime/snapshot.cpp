#include "server/runtime/snapshot.hpp"

#include <algorithm>

#include "engine/codec/archive.hpp"
#include "engine/engine.hpp"

namespace zhunru::server::runtime {

namespace {

/// The tables of a state by the names under which they are stored.
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

constexpr const char* counters_part = "counters";
constexpr const char* ledger_part = "ledger";

std::string ledger_key(std::uint64_t number) {
  std::string digits = std::to_string(number);
  return std::string(12 - std::min<std::size_t>(12, digits.size()), '0') + digits;
}

base::Error damaged(const std::string& what) {
  return base::make_error("snapshot_damaged", "快照损坏;请从备份恢复。", "The snapshot is damaged; restore from a backup.", what);
}

}  // namespace

std::vector<store::StoredAggregate> Snapshots::changed(const state::State& state, const ledger::PublicLedger& ledger) {
  std::vector<store::StoredAggregate> out;
  (void)engine::state_hash(state);  // brings the hashes of the tables up to date
  std::map<std::string, base::Sha256> now;
  each_table(state, [&](const std::string& part, const auto& table) {
    const auto& hashes = table.hashes([](const std::string&, const auto& value) { return base::sha256(codec::encode(value)); });
    for (const auto& [key, hash] : hashes) {
      const std::string name = part + "/" + key;
      now.emplace(name, hash);
      const auto before = known_.find(name);
      if (before == known_.end() || before->second != hash) out.push_back({part, key, codec::encode(*table.find(key))});
    }
  });
  for (const auto& [name, hash] : known_) {
    if (now.contains(name)) continue;
    const std::size_t cut = name.find('/');
    out.push_back({name.substr(0, cut), name.substr(cut + 1), ""});
  }
  known_ = std::move(now);
  out.push_back({counters_part, "", codec::encode(state.counters)});
  for (std::size_t i = ledger_known_; i < ledger.entries().size(); ++i) {
    out.push_back({ledger_part, ledger_key(ledger.entries()[i].number), ledger.entries()[i].body});
  }
  ledger_known_ = ledger.entries().size();
  return out;
}

base::Result<std::uint64_t> Snapshots::load(store::EventStore& store, state::State& state, ledger::PublicLedger& ledger) {
  known_.clear();
  ledger_known_ = 0;
  base::Sha256 hash;
  base::Result<void> outcome;
  ZHUNRU_TRY(seq, store.read_snapshot(hash, [&](const store::StoredAggregate& stored) {
    if (!outcome) return;
    if (stored.table == ledger_part) {
      ledger.restore(stored.bytes);
      return;
    }
    if (stored.table == counters_part) {
      auto counters = codec::decode<state::Counters>(stored.bytes);
      if (!counters) outcome = damaged("counters");
      else state.counters = *counters;
      return;
    }
    bool placed = false;
    each_table(state, [&](const std::string& part, auto& table) {
      if (part != stored.table) return;
      using Value = std::decay_t<decltype(*table.find(""))>;
      auto value = codec::decode<Value>(stored.bytes);
      if (!value) return;
      known_.emplace(part + "/" + stored.key, base::sha256(stored.bytes));
      table.put(stored.key, std::move(*value));
      placed = true;
    });
    if (!placed) outcome = damaged(stored.table + "/" + stored.key);
  }));
  if (!outcome) return outcome.error();
  if (seq == 0) return seq;
  state::reindex(state);
  ledger_known_ = ledger.entries().size();
  if (engine::state_hash(state) != hash) return damaged("state hash");
  return seq;
}

}  // namespace zhunru::server::runtime

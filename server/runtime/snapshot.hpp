// Snapshots: which aggregates changed since the last one, as bytes, and the way back. The log stays the truth: a snapshot
// only saves replaying it. The public ledger's entries travel with it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/state/state.hpp"
#include "engine/store/event_store.hpp"
#include "server/ledger/public_ledger.hpp"

namespace zhunru::server::runtime {

class Snapshots {
 public:
  /// Everything written since the last call (or load), encoded; erased aggregates have empty bytes.
  std::vector<store::StoredAggregate> changed(const state::State& state, const ledger::PublicLedger& ledger);

  /// Fills `state` and `ledger` from the store's snapshot and checks the state's hash; 0 when there is none (then the log is
  /// replayed from the start).
  base::Result<std::uint64_t> load(store::EventStore& store, state::State& state, ledger::PublicLedger& ledger);

 private:
  std::map<std::string, base::Sha256> known_;  ///< "part/key" -> hash of what the store has
  std::size_t ledger_known_ = 0;
};

}  // namespace zhunru::server::runtime

// Snapshots: which aggregates changed since the last one, as bytes, and the way back. The log stays the truth: a snapshot
// only saves replaying it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/state/state.hpp"
#include "engine/store/event_store.hpp"

namespace zhunru::server::runtime {

/// Everything written since the last call for this process, encoded; erased aggregates have empty bytes.
std::vector<store::StoredAggregate> changed_aggregates(const state::State& state);

/// Fills `state` from the store's snapshot and checks its hash; 0 when there is none (then the log is replayed from the start).
base::Result<std::uint64_t> load_snapshot(store::EventStore& store, state::State& state);

}  // namespace zhunru::server::runtime

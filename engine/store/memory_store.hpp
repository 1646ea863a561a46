// The event store in memory: the twin of the adapters for tests and for the browser's preview. Nothing survives it.
// It refuses exactly what they refuse.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "engine/store/event_store.hpp"

namespace zhunru::store {

class MemoryStore : public EventStore {
 public:
  base::Result<Head> head() override;
  base::Result<void> append(std::uint64_t expected_last_seq, const std::vector<StoredRecord>& records) override;
  base::Result<void> read(std::uint64_t first_seq, const std::function<bool(const StoredRecord&)>& visit) override;
  base::Result<void> read_key(std::string_view key, const std::function<bool(const StoredRecord&)>& visit) override;
  base::Result<void> put_snapshot(std::uint64_t seq, const base::Sha256& state_hash,
                                  const std::vector<StoredAggregate>& changed) override;
  base::Result<std::uint64_t> read_snapshot(base::Sha256& state_hash,
                                            const std::function<void(const StoredAggregate&)>& visit) override;

 private:
  std::vector<StoredRecord> records_;
  std::map<std::pair<std::string, std::string>, std::string> aggregates_;
  std::uint64_t snapshot_seq_ = 0;
  base::Sha256 snapshot_hash_;
};

}  // namespace zhunru::store

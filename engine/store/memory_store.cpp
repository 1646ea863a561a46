#include "engine/store/memory_store.hpp"

#include <algorithm>

namespace zhunru::store {

base::Result<Head> MemoryStore::head() {
  if (records_.empty()) return Head{};
  return Head{records_.back().seq, records_.back().hash};
}

base::Result<void> MemoryStore::append(std::uint64_t expected_last_seq, const std::vector<StoredRecord>& records) {
  if (records_.size() != expected_last_seq)
    return base::make_error("store-conflict", "日志已被他人写入", "Somebody else has written to the log");
  std::uint64_t next = expected_last_seq;
  for (const StoredRecord& record : records)
    if (record.seq != ++next) return base::make_error("store-conflict", "日志序号不连续", "The sequence of the records has a gap");
  records_.insert(records_.end(), records.begin(), records.end());
  return {};
}

base::Result<void> MemoryStore::read(std::uint64_t first_seq, const std::function<bool(const StoredRecord&)>& visit) {
  for (const StoredRecord& record : records_)
    if (record.seq >= first_seq && !visit(record)) break;
  return {};
}

base::Result<void> MemoryStore::read_key(std::string_view key, const std::function<bool(const StoredRecord&)>& visit) {
  for (const StoredRecord& record : records_)
    if (std::find(record.keys.begin(), record.keys.end(), key) != record.keys.end() && !visit(record)) break;
  return {};
}

base::Result<void> MemoryStore::put_snapshot(std::uint64_t seq, const base::Sha256& state_hash,
                                             const std::vector<StoredAggregate>& changed) {
  for (const StoredAggregate& aggregate : changed) {
    const auto key = std::make_pair(aggregate.table, aggregate.key);
    if (aggregate.bytes.empty()) {
      aggregates_.erase(key);
    } else {
      aggregates_[key] = aggregate.bytes;
    }
  }
  snapshot_seq_ = seq;
  snapshot_hash_ = state_hash;
  return {};
}

base::Result<std::uint64_t> MemoryStore::read_snapshot(base::Sha256& state_hash,
                                                       const std::function<void(const StoredAggregate&)>& visit) {
  if (snapshot_seq_ == 0) return std::uint64_t{0};
  state_hash = snapshot_hash_;
  for (const auto& [key, bytes] : aggregates_) visit({key.first, key.second, bytes});
  return snapshot_seq_;
}

}  // namespace zhunru::store

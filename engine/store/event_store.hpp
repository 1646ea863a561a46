// The port to durable storage: a log of records in one order, and snapshots of aggregates behind it. Tiny on purpose, so
// that memory, SQLite and PostgreSQL say exactly the same. It knows bytes, sequence numbers and hashes; not their meaning.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/sha256.hpp"

namespace zhunru::store {

/// One record of the log as it is kept: `bytes` is the encoded record (engine/codec), `hash` = SHA-256(prev_hash || bytes).
struct StoredRecord {
  std::uint64_t seq = 0;  ///< 1, 2, 3 … without gaps
  std::int64_t at_ms = 0;
  std::string bytes;
  base::Sha256 prev_hash;
  base::Sha256 hash;
  std::vector<std::string> keys;  ///< cases that it touches: an index, not part of the hash
};

/// Where the log ends.
struct Head {
  std::uint64_t seq = 0;
  base::Sha256 hash;
};

/// An aggregate as of a snapshot; empty bytes: it is gone.
struct StoredAggregate {
  std::string table;
  std::string key;
  std::string bytes;
};

class EventStore {
 public:
  virtual ~EventStore() = default;

  virtual base::Result<Head> head() = 0;
  /// All or nothing, durable when it returns. Refused ("store-conflict") unless the log ends at `expected_last_seq`.
  virtual base::Result<void> append(std::uint64_t expected_last_seq, const std::vector<StoredRecord>& records) = 0;
  /// Records from `first_seq` on in order, until `visit` answers false.
  virtual base::Result<void> read(std::uint64_t first_seq, const std::function<bool(const StoredRecord&)>& visit) = 0;
  /// Records that touch a key, in order.
  virtual base::Result<void> read_key(std::string_view key, const std::function<bool(const StoredRecord&)>& visit) = 0;

  /// The aggregates that changed since the last snapshot, which then is as of `seq`; one transaction.
  virtual base::Result<void> put_snapshot(std::uint64_t seq, const base::Sha256& state_hash,
                                          const std::vector<StoredAggregate>& changed) = 0;
  /// Every aggregate of the snapshot; `seq` 0 when there is none.
  virtual base::Result<std::uint64_t> read_snapshot(base::Sha256& state_hash,
                                                    const std::function<void(const StoredAggregate&)>& visit) = 0;
};

/// SHA-256(prev || bytes): the link of the chain.
base::Sha256 chain_hash(const base::Sha256& prev, std::string_view bytes);

}  // namespace zhunru::store

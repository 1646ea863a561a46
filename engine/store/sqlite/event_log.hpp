// The event store on SQLite: WAL, full sync, prepared statements. One process owns a file: a second one is refused by a lock,
// and an append that does not continue the log is refused by the sequence number.
#pragma once

#include <memory>
#include <string>

#include "engine/store/event_store.hpp"
#include "engine/store/sqlite/database.hpp"

namespace zhunru::store::sqlite {

class EventLog final : public EventStore {
 public:
  enum class Mode { write, read_only };
  static base::Result<std::unique_ptr<EventLog>> open(const std::string& path, Mode mode = Mode::write);

  base::Result<Head> head() override;
  base::Result<void> append(std::uint64_t expected_last_seq, const std::vector<StoredRecord>& records) override;
  base::Result<void> read(std::uint64_t first_seq, const std::function<bool(const StoredRecord&)>& visit) override;
  base::Result<void> read_key(std::string_view key, const std::function<bool(const StoredRecord&)>& visit) override;
  base::Result<void> put_snapshot(std::uint64_t seq, const base::Sha256& state_hash,
                                  const std::vector<StoredAggregate>& changed) override;
  base::Result<std::uint64_t> read_snapshot(base::Sha256& state_hash,
                                            const std::function<void(const StoredAggregate&)>& visit) override;

  /// True when a megabyte can be written again after "store-full".
  bool has_space();
  Database& database() { return database_; }

 private:
  EventLog() = default;

  Database database_;
  Statement head_, append_, append_key_, read_, read_key_, put_meta_, get_meta_, put_aggregate_, drop_aggregate_, aggregates_;
};

}  // namespace zhunru::store::sqlite

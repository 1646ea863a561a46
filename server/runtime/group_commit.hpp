// Group commit: records collect while the previous batch is being synced; answers wait until their batch is on disk.
// Its own thread does the waiting for the disk. When the disk is full everything that waits is refused and it stays closed
// until `reopen`; when the disk fails the process ends at once, without acknowledging anything.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/store/event_store.hpp"
#include "server/runtime/worker.hpp"

namespace zhunru::server::runtime {

class GroupCommit {
 public:
  using Waiter = std::function<void(const base::Result<void>&)>;

  explicit GroupCommit(store::EventStore& store) : store_(store) {}

  /// Where the log ends on disk; set once after recovery.
  void start_at(std::uint64_t last_seq) { durable_ = last_seq; }
  /// Adds a record to the next batch. The sequence numbers must follow each other.
  void add(store::StoredRecord record);
  /// Calls `waiter` when everything added so far is on disk (at once when it is); from the commit thread or this one.
  void wait(Waiter waiter);
  /// Runs on the commit thread after all records added so far are on disk, before later ones.
  void then(std::function<base::Result<void>(store::EventStore&)> work);

  /// True after "store-full": the memory is ahead of the disk and must be loaded anew.
  bool failed();
  /// The memory is what the disk holds again: reads may be answered, records are still refused.
  void settle();
  void reopen(std::uint64_t last_seq);
  /// Waits for what is under way.
  void stop() { worker_.stop(); }

 private:
  struct Batch {
    std::vector<store::StoredRecord> records;
    std::vector<Waiter> waiters;
    std::vector<std::function<base::Result<void>(store::EventStore&)>> works;
    bool empty() const { return records.empty() && waiters.empty() && works.empty(); }
  };
  void kick();
  void run();
  base::Result<void> write(Batch& batch);

  store::EventStore& store_;
  std::mutex mutex_;
  Batch next_;
  bool busy_ = false;
  std::optional<base::Error> failure_;
  bool settled_ = false;
  std::uint64_t durable_ = 0;
  Worker worker_{4};
};

}  // namespace zhunru::server::runtime

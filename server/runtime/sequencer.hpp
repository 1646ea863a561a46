// The single writer of a partition: stamps id and time, decides, appends, evolves, and lets answers out when they are on disk.
// Everything that touches the state runs on its one thread. Reads are answered there too, from the state as it is.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine/engine.hpp"
#include "engine/store/sqlite/event_log.hpp"
#include "server/runtime/clock.hpp"
#include "server/runtime/group_commit.hpp"
#include "server/runtime/log_record.hpp"
#include "server/runtime/snapshot.hpp"
#include "server/runtime/worker.hpp"

namespace zhunru::server::runtime {

/// A command that was accepted; `seq` 0: the same command had been handled before, this is its old answer.
struct Accepted {
  std::uint64_t seq = 0;
  base::Value reply;
};

class Sequencer {
 public:
  /// Called on the commit thread when a record is on disk: what changed, and whether it may be told to everybody.
  using Published = std::function<void(const std::vector<std::string>& keys, bool secret)>;

  /// Opens or makes the log at `path` and brings the state back: snapshot, then the tail of the log, every link checked.
  static base::Result<std::unique_ptr<Sequencer>> open(const std::string& path, Clock& clock, Published published);
  ~Sequencer();

  /// Runs a job on the engine's thread. False: too much is waiting.
  bool post(std::function<void()> job);
  /// Ticks for timers until `stop`.
  void start();
  void stop();

  // --- on the engine's thread only (and before start / after stop)

  const state::State& state() const { return state_; }
  const ledger::PublicLedger& ledger() const { return ledger_; }
  /// Decides and applies a command; its answer may be given out when it is durable.
  base::Result<Accepted> submit(std::string id, command::Actor actor, command::CommandBody body);
  /// The same at a given time: the demo clock walks through what is due.
  base::Result<Accepted> submit_at(std::string id, command::Actor actor, command::CommandBody body, std::int64_t at_ms);
  void when_durable(GroupCommit::Waiter waiter) { commit_->wait(std::move(waiter)); }
  /// Fires what is due up to `until_ms`, each at its own time (demo) or now (real use). The number of cases fired.
  base::Result<std::uint32_t> fire_due(std::int64_t until_ms, std::uint32_t most);
  /// Records of one case in order, from the log.
  base::Result<void> history(std::string_view key, const std::function<bool(const LogRecord&, const store::StoredRecord&)>& visit);
  /// All records from `seq` on, in order, from the log.
  base::Result<void> records_from(std::uint64_t seq, const std::function<bool(const LogRecord&)>& visit);
  /// Called after each applied record, for read models; a record with number 0 means: everything may have changed.
  void on_record(std::function<void(const LogRecord&)> listener) { listener_ = std::move(listener); }
  std::uint64_t last_seq() const { return last_seq_; }
  base::Sha256 last_hash() const { return last_hash_; }
  /// Writes what changed since the last snapshot.
  void snapshot();
  /// Why commands are refused at the moment; empty when they are not.
  const std::string& read_only() const { return read_only_; }

 private:
  explicit Sequencer(Clock& clock) : clock_(clock) {}
  base::Result<void> recover();
  void apply(const LogRecord& record);
  void tick();
  std::optional<base::Instant> due_of(const std::string& case_id) const;
  void reload_if_failed();

  Clock& clock_;
  std::unique_ptr<store::sqlite::EventLog> log_;      ///< written by the commit thread
  std::unique_ptr<store::sqlite::EventLog> reading_;  ///< read by the engine's thread
  std::unique_ptr<GroupCommit> commit_;
  state::State state_;
  ledger::PublicLedger ledger_;
  Snapshots snapshots_;
  std::uint64_t last_seq_ = 0;
  base::Sha256 last_hash_;
  std::uint64_t snapshot_seq_ = 0;
  Published published_;
  std::function<void(const LogRecord&)> listener_;
  std::string read_only_;
  std::int64_t next_space_try_ms_ = 0;
  std::map<std::string, std::int64_t> stuck_;  ///< cases whose timers made no progress, and when to try again
  std::unique_ptr<Worker> engine_;
  std::thread ticker_;
  std::mutex ticker_mutex_;
  std::condition_variable ticker_wake_;
  bool ticker_stop_ = false;
  std::atomic<bool> tick_pending_{false};
};

}  // namespace zhunru::server::runtime

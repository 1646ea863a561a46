#include "server/runtime/sequencer.hpp"

#include <chrono>
#include <cstdio>

#include "server/auth/password.hpp"

namespace zhunru::server::runtime {

namespace {

constexpr std::uint64_t snapshot_every = 2'000;      ///< records
constexpr std::int64_t stuck_retry_ms = 60'000;
constexpr std::uint32_t due_batch = 64;
constexpr auto tick_every = std::chrono::milliseconds(200);

base::Error broken_chain(std::uint64_t seq, const char* what) {
  return base::make_error("chain_broken", "日志链在此处断裂,数据可能被改动;请从备份恢复。",
                          std::string("The chain of the log is broken here (") + what + "); restore from a backup.",
                          "seq " + std::to_string(seq));
}

}  // namespace

base::Result<std::unique_ptr<Sequencer>> Sequencer::open(const std::string& path, Clock& clock, Published published) {
  auto out = std::unique_ptr<Sequencer>(new Sequencer(clock));
  out->published_ = std::move(published);
  ZHUNRU_TRY(writing, store::sqlite::EventLog::open(path));
  out->log_ = std::move(writing);
  ZHUNRU_TRY(reading, store::sqlite::EventLog::open(path));
  out->reading_ = std::move(reading);
  ZHUNRU_TRY_VOID(out->recover());
  out->commit_ = std::make_unique<GroupCommit>(*out->log_);
  out->commit_->start_at(out->last_seq_);
  return out;
}

Sequencer::~Sequencer() { stop(); }

base::Result<void> Sequencer::recover() {
  state_ = state::State();
  last_seq_ = 0;
  last_hash_ = base::Sha256();
  ledger_.clear();
  ZHUNRU_TRY(from, snapshots_.load(*reading_, state_, ledger_));
  if (from > 0) {
    bool found = false;
    ZHUNRU_TRY_VOID(reading_->read(from, [&](const store::StoredRecord& stored) {
      found = stored.seq == from;
      last_hash_ = stored.hash;
      return false;
    }));
    if (!found) return broken_chain(from, "the record of the snapshot is missing");
    last_seq_ = from;
  }
  snapshot_seq_ = from;
  base::Result<void> outcome;
  ZHUNRU_TRY_VOID(reading_->read(last_seq_ + 1, [&](const store::StoredRecord& stored) {
    if (stored.seq != last_seq_ + 1) return outcome = broken_chain(stored.seq, "a record is missing"), false;
    if (stored.prev_hash != last_hash_) return outcome = broken_chain(stored.seq, "it does not follow the one before"), false;
    if (store::chain_hash(stored.prev_hash, stored.bytes) != stored.hash) {
      return outcome = broken_chain(stored.seq, "its hash is wrong"), false;
    }
    const auto record = decode_record(stored.bytes);
    if (!record) return outcome = record.error(), false;
    if (record->seq != stored.seq) return outcome = broken_chain(stored.seq, "it carries another number"), false;
    for (const auto& event : record->events) engine::evolve(state_, event);
    ledger_.add(*record);
    last_seq_ = stored.seq;
    last_hash_ = stored.hash;
    return true;
  }));
  return outcome;
}

bool Sequencer::post(std::function<void()> job) {
  return engine_ && engine_->post([this, job = std::move(job)] {
    reload_if_failed();
    job();
  });
}

void Sequencer::start() {
  engine_ = std::make_unique<Worker>();
  ticker_ = std::thread([this] {
    std::unique_lock lock(ticker_mutex_);
    while (!ticker_wake_.wait_for(lock, tick_every, [this] { return ticker_stop_; })) {
      if (tick_pending_.exchange(true)) continue;
      if (!engine_->post([this] {
            tick();
            tick_pending_ = false;
          })) {
        tick_pending_ = false;
      }
    }
  });
}

void Sequencer::stop() {
  if (!engine_) return;
  {
    const std::lock_guard lock(ticker_mutex_);
    ticker_stop_ = true;
  }
  ticker_wake_.notify_all();
  if (ticker_.joinable()) ticker_.join();
  engine_->stop();
  if (!commit_->failed()) snapshot();
  commit_->stop();
  engine_.reset();
}

void Sequencer::tick() {
  reload_if_failed();
  // After a jump of the wall clock nothing fires by itself: one glitch must not fire everything.
  if (!read_only_.empty() || clock_.jumped()) return;
  if (auto fired = fire_due(clock_.now_ms(), due_batch); !fired) {
    std::fprintf(stderr, "zhunru: timers: %s\n", base::describe(fired.error()).c_str());
  }
  if (last_seq_ - snapshot_seq_ >= snapshot_every) snapshot();
}

void Sequencer::apply(const LogRecord& record) {
  for (const auto& event : record.events) engine::evolve(state_, event);
  ledger_.add(record);
  if (listener_) listener_(record);
}

base::Result<Accepted> Sequencer::submit(std::string id, command::Actor actor, command::CommandBody body) {
  return submit_at(std::move(id), std::move(actor), std::move(body), clock_.now_ms());
}

base::Result<Accepted> Sequencer::submit_at(std::string id, command::Actor actor, command::CommandBody body,
                                            std::int64_t at_ms) {
  if (!read_only_.empty() || commit_->failed()) {
    return base::make_error("read_only", "存储空间已满,系统暂为只读;已确认的办理都安全。",
                            "The disk is full: the system is read-only for now; everything acknowledged is safe.", "");
  }
  LogRecord record;
  record.command.id = std::move(id);
  record.command.at = base::Instant{std::max(at_ms, state_.counters.last_at.ms)};
  record.command.actor = std::move(actor);
  record.command.body = std::move(body);
  ZHUNRU_TRY(decision, engine::decide(state_, record.command));
  // Handled before: the old answer again, nothing new.
  if (decision.events.empty()) return Accepted{0, std::move(decision.reply)};
  record.seq = last_seq_ + 1;
  record.events = std::move(decision.events);

  store::StoredRecord stored;
  stored.seq = record.seq;
  stored.at_ms = record.command.at.ms;
  stored.bytes = encode_record(record);
  stored.prev_hash = last_hash_;
  stored.hash = store::chain_hash(last_hash_, stored.bytes);
  auto keys = touched(record.events);
  stored.keys = keys;
  last_seq_ = stored.seq;
  last_hash_ = stored.hash;
  apply(record);
  commit_->add(std::move(stored));
  if (published_) {
    commit_->wait([this, keys = std::move(keys), secret = is_secret_step(record.events)](const base::Result<void>& done) {
      if (done) published_(keys, secret);
    });
  }
  return Accepted{last_seq_, std::move(decision.reply)};
}

std::optional<base::Instant> Sequencer::due_of(const std::string& case_id) const {
  if (case_id.empty()) return engine::next_due(state_);
  const state::Case* c = state_.cases.find(case_id);
  return c != nullptr ? state::next_due(*c) : std::nullopt;
}

base::Result<std::uint32_t> Sequencer::fire_due(std::int64_t until_ms, std::uint32_t most) {
  std::uint32_t fired = 0;
  while (fired < most) {
    const auto due = engine::next_due(state_);
    if (!due || due->ms > until_ms) break;
    // Real time: it is late, so it is late. Demo: as if the days had really passed one after the other.
    const std::int64_t at_ms = clock_.movable() ? std::max(due->ms, state_.counters.last_at.ms) : until_ms;
    bool progress = false;
    for (const auto& case_id : engine::due_cases(state_, base::Instant{at_ms}, most - fired)) {
      if (const auto stuck = stuck_.find(case_id); stuck != stuck_.end()) {
        if (clock_.monotonic_ms() < stuck->second) continue;
        stuck_.erase(stuck);
      }
      const auto before = due_of(case_id);
      auto done = submit_at("timer-" + std::to_string(last_seq_ + 1) + "-" + auth::random_token(6), command::Actor::system(),
                            command::FireTimers{case_id}, at_ms);
      ++fired;
      if (done && due_of(case_id) != before) {
        progress = true;
        continue;
      }
      // Refused, or as due as before: leave it for a while, so that one case cannot hold up all others.
      stuck_[case_id] = clock_.monotonic_ms() + stuck_retry_ms;
      if (!done) std::fprintf(stderr, "zhunru: timer of case %s: %s\n", case_id.c_str(), base::describe(done.error()).c_str());
    }
    if (!progress) break;
  }
  return fired;
}

base::Result<void> Sequencer::history(std::string_view key,
                                      const std::function<bool(const LogRecord&, const store::StoredRecord&)>& visit) {
  base::Result<void> outcome;
  ZHUNRU_TRY_VOID(reading_->read_key(key, [&](const store::StoredRecord& stored) {
    const auto record = decode_record(stored.bytes);
    if (!record) return outcome = record.error(), false;
    return visit(*record, stored);
  }));
  return outcome;
}

base::Result<void> Sequencer::records_from(std::uint64_t seq, const std::function<bool(const LogRecord&)>& visit) {
  base::Result<void> outcome;
  ZHUNRU_TRY_VOID(reading_->read(seq, [&](const store::StoredRecord& stored) {
    const auto record = decode_record(stored.bytes);
    if (!record) return outcome = record.error(), false;
    return visit(*record);
  }));
  return outcome;
}

void Sequencer::snapshot() {
  if (last_seq_ == snapshot_seq_) return;
  auto changed = std::make_shared<std::vector<store::StoredAggregate>>(snapshots_.changed(state_, ledger_));
  const std::uint64_t seq = last_seq_;
  const base::Sha256 hash = engine::state_hash(state_);
  snapshot_seq_ = seq;
  commit_->then([changed, seq, hash](store::EventStore& store) { return store.put_snapshot(seq, hash, *changed); });
}

void Sequencer::reload_if_failed() {
  if (!commit_->failed()) return;
  if (read_only_.empty()) {
    // The memory is ahead of the disk: go back to what is really there.
    read_only_ = "store-full";
    if (auto back = recover(); !back) {
      std::fprintf(stderr, "zhunru: %s\n", base::describe(back.error()).c_str());
      std::_Exit(74);
    }
    if (listener_) listener_(LogRecord());
    commit_->settle();
    return;
  }
  // A try writes a megabyte: once a second is enough.
  if (clock_.monotonic_ms() < next_space_try_ms_) return;
  next_space_try_ms_ = clock_.monotonic_ms() + 1000;
  if (!reading_->has_space()) return;
  commit_->reopen(last_seq_);
  read_only_.clear();
}

}  // namespace zhunru::server::runtime

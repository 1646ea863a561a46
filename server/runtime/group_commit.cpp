#include "server/runtime/group_commit.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace zhunru::server::runtime {

namespace {

/// The disk failed or somebody else writes: nothing that is in memory may be promised any more.
[[noreturn]] void give_up(const base::Error& error) {
  std::fprintf(stderr, "zhunru: %s\n        %s\n", base::describe(error).c_str(), error.message.c_str());
  std::fflush(stderr);
  std::_Exit(74);
}

}  // namespace

void GroupCommit::add(store::StoredRecord record) {
  const std::lock_guard lock(mutex_);
  if (failure_) return;
  next_.records.push_back(std::move(record));
  kick();
}

void GroupCommit::wait(Waiter waiter) {
  std::unique_lock lock(mutex_);
  if (failure_) {
    const base::Result<void> answer = settled_ ? base::Result<void>() : base::Result<void>(*failure_);
    lock.unlock();
    return waiter(answer);
  }
  if (!busy_ && next_.empty()) {
    lock.unlock();
    return waiter({});
  }
  next_.waiters.push_back(std::move(waiter));
  kick();
}

void GroupCommit::then(std::function<base::Result<void>(store::EventStore&)> work) {
  const std::lock_guard lock(mutex_);
  if (failure_) return;
  next_.works.push_back(std::move(work));
  kick();
}

bool GroupCommit::failed() {
  const std::lock_guard lock(mutex_);
  return failure_.has_value();
}

void GroupCommit::settle() {
  const std::lock_guard lock(mutex_);
  settled_ = true;
}

void GroupCommit::reopen(std::uint64_t last_seq) {
  const std::lock_guard lock(mutex_);
  failure_.reset();
  settled_ = false;
  durable_ = last_seq;
}

void GroupCommit::kick() {
  if (busy_) return;
  busy_ = true;
  CHECK(worker_.post([this] { run(); }));
}

base::Result<void> GroupCommit::write(Batch& batch) {
  if (!batch.records.empty()) {
    ZHUNRU_TRY_VOID(store_.append(durable_, batch.records));
    durable_ = batch.records.back().seq;
  }
  for (auto& work : batch.works) {
    ZHUNRU_TRY_VOID(work(store_));
  }
  return {};
}

void GroupCommit::run() {
  for (;;) {
    Batch batch;
    {
      const std::lock_guard lock(mutex_);
      if (next_.empty()) {
        busy_ = false;
        return;
      }
      batch = std::exchange(next_, Batch());
    }
    const base::Result<void> written = write(batch);
    if (!written && written.error().code != "store-full") give_up(written.error());
    if (!written) {
      // Whatever came meanwhile builds on records that are not there: refuse it with the rest.
      const std::lock_guard lock(mutex_);
      failure_ = written.error();
      for (auto& waiter : next_.waiters) batch.waiters.push_back(std::move(waiter));
      next_ = Batch();
    }
    for (auto& waiter : batch.waiters) waiter(written);
  }
}

}  // namespace zhunru::server::runtime

// One thread with a queue of jobs, run in order. Used for the engine, for commits, and for slow hashing.
// It knows nothing of what the jobs do; a full queue refuses instead of growing.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace zhunru::server::runtime {

class Worker {
 public:
  explicit Worker(std::size_t most = 20'000);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// False when the queue is full or the worker is stopping; then the job is not kept.
  bool post(std::function<void()> job);
  /// Runs what is queued, then ends the thread.
  void stop();
  std::size_t waiting();

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  const std::size_t most_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace zhunru::server::runtime

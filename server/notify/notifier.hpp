// One thread writes notices when their record is on disk, another sends what is due. At start it catches up with records that
// the process did not live to tell about.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "server/notify/channel.hpp"
#include "server/notify/store.hpp"
#include "server/runtime/sequencer.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::notify {

class Notifier {
 public:
  Notifier(Store& store, vault::Vault& vault, runtime::Sequencer& sequencer, runtime::Clock& clock,
           std::vector<std::unique_ptr<Channel>> channels);
  ~Notifier() { stop(); }

  /// Notices of records that are in the log and not yet told of; before the sequencer starts.
  base::Result<void> catch_up();
  void start();
  void stop();
  /// On the engine's thread, for each record.
  void see(const runtime::LogRecord& record);
  /// Look at once: a choice or the demo clock changed.
  void wake();

  std::vector<std::string> channel_names() const;

 private:
  using Batch = std::vector<std::pair<std::uint64_t, std::vector<Draft>>>;
  void flush();
  bool write(const Batch& batch);
  void write_all();
  void send_all();
  bool send_one();

  Store& store_;
  vault::Vault& vault_;
  runtime::Sequencer& sequencer_;
  runtime::Clock& clock_;
  const std::vector<std::unique_ptr<Channel>> channels_;
  Batch seen_;  ///< on the engine's thread

  std::mutex mutex_;
  std::condition_variable wake_;
  Batch durable_;
  bool stopping_ = false, woken_ = false;
  std::thread writer_, sender_;  ///< two, so that a slow mail server holds up nobody's list
};

}  // namespace zhunru::server::notify

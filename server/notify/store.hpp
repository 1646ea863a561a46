// Notices, each person's choices, and the outbox: one SQLite file. A notice and its deliveries are written in one transaction
// with the number of the log record that caused them, so kill -9 loses nothing and repeats nothing. Safe to call from any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/store/sqlite/database.hpp"
#include "server/notify/notice.hpp"

namespace zhunru::server::notify {

/// A draft with the accounts that it concerns.
struct Addressed {
  Draft draft;
  std::vector<std::string> accounts;
};

class Store {
 public:
  static base::Result<std::unique_ptr<Store>> open(const std::string& path);

  /// The last log record whose notices are here; 0 = none yet.
  std::uint64_t last_seq();
  /// Writes notices up to record `seq`, and for each a delivery on every channel that its person wants.
  base::Result<void> add(std::uint64_t seq, const std::vector<Addressed>& notices, const std::vector<std::string>& channels, std::int64_t now_ms);

  std::vector<Notice> of(const std::string& account, std::int64_t before_id, bool unread_only, int most);
  std::int64_t unread(const std::string& account);
  base::Result<void> mark_read(const std::string& account, std::int64_t up_to, const std::vector<std::int64_t>& ids, std::int64_t now_ms);
  std::vector<DeliveryState> deliveries(std::int64_t notice);

  Preferences preferences(const std::string& account);
  base::Result<void> put_preferences(const std::string& account, const Preferences& preferences);

  /// The next message that is due on one of the channels, marked as under way on disk before it is returned.
  base::Result<std::optional<Message>> take(std::int64_t now_ms);
  /// What became of it; `queued` and `unknown` are tried again.
  base::Result<void> settle(const Message& message, Delivery state, const std::string& detail, std::int64_t now_ms);
  /// After a start: what was under way when the process died is unknown, and tried again.
  base::Result<void> recover(std::int64_t now_ms);
  /// Deliveries by channel and state.
  std::map<std::string, std::int64_t> counts();
  std::string last_problem();

  static constexpr int most_tries = 16;  ///< with the back-off: about three days

 private:
  Preferences preferences_locked(const std::string& account);
  std::mutex mutex_;
  store::sqlite::Database database_;
};

}  // namespace zhunru::server::notify

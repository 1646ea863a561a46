// Files that people attach: received piece by piece, checked when whole, bound to a case when a command names them.
// One SQLite file of its own: attachments can be erased, the log cannot; the log holds their SHA-256 only.
// Content is named by its hash; a file is never looked up by a path that a client sent. Safe to call from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/store/sqlite/database.hpp"

namespace zhunru::server::attachments {

inline constexpr std::int64_t max_bytes = 20ll << 20;        ///< of one file
inline constexpr std::int64_t max_piece = 1ll << 20;         ///< of one piece
inline constexpr std::int64_t max_unbound = 200ll << 20;     ///< of one person, not yet sent with anything
inline constexpr std::int64_t keep_unbound_ms = 14ll * 86'400'000;

struct File {
  std::string owner;   ///< account
  std::string sha256;  ///< hex, of the content
  std::string name;
  std::string type;    ///< by content; "" until complete
  std::int64_t size = 0;
  std::int64_t received = 0;
  std::int64_t at_ms = 0;
  bool complete() const { return !type.empty(); }
};

struct Binding {
  File file;
  std::string case_id, task, field;
  std::int64_t at_ms = 0;
};

/// "attachment-absent": it is not here, or not whole.
base::Error absent();

class Store {
 public:
  static base::Result<std::unique_ptr<Store>> open(const std::string& path);

  /// Begins or finds an upload. "attachment-size", "attachment-quota".
  base::Result<File> begin(const std::string& owner, const std::string& sha256, std::int64_t size, std::string_view name, std::int64_t now_ms);
  /// Adds bytes at `offset`. "attachment-offset" when they do not follow what is there; when the file is whole its hash and kind
  /// are checked, and a wrong one is thrown away ("attachment-hash", errors of kind_of).
  base::Result<File> append(const std::string& owner, const std::string& sha256, std::int64_t offset, std::string_view bytes, std::int64_t now_ms);
  std::optional<File> find(const std::string& owner, const std::string& sha256);
  /// Any complete file with this content.
  std::optional<File> any(const std::string& sha256);
  std::string content(const File& file);
  /// Throws away an upload that no case holds; false when there is none.
  base::Result<bool> drop(const std::string& owner, const std::string& sha256);

  /// From now on the case holds this file of this person. "attachment-absent" when it is not complete.
  base::Result<void> bind(const std::string& owner, const std::string& sha256, const std::string& case_id, const std::string& task,
                          const std::string& field, std::int64_t now_ms);
  std::vector<Binding> of_case(const std::string& case_id);
  std::vector<std::string> cases_of(const std::string& sha256);
  /// Erases what the case holds and no other case does; the case holds nothing afterwards.
  base::Result<void> erase_case(const std::string& case_id);

 private:
  base::Result<void> tidy(std::int64_t now_ms);
  std::optional<File> find_locked(const std::string& owner, const std::string& sha256);
  std::string content_locked(const std::string& owner, const std::string& sha256);
  base::Result<void> erase_locked(const std::string& owner, const std::string& sha256);

  std::mutex mutex_;
  store::sqlite::Database database_;
  std::int64_t tidied_ms_ = 0;
};

}  // namespace zhunru::server::attachments

// The data directory: which files it holds and the lock that keeps it to one process.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.hpp"

namespace zhunru::server::command_line {

struct DataFiles {
  std::string folder;
  std::string log() const { return folder + "/log.sqlite"; }        ///< the log and its snapshots: the truth
  std::string vault() const { return folder + "/private.sqlite"; }  ///< accounts, sessions, drafts, personal text
  std::string attachments() const { return folder + "/attachments.sqlite"; }  ///< files that people attached
  std::string notices() const { return folder + "/notices.sqlite"; }  ///< notices, outbox, personal choices
  std::string tls() const { return folder + "/tls"; }
};

/// Held while the process lives.
class DataLock {
 public:
  /// Makes the folder when it is missing (0700). Refused when another process holds it.
  static base::Result<std::unique_ptr<DataLock>> take(const DataFiles& files);
  ~DataLock();

 private:
  explicit DataLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// Deletes log, vault and their side files (not tls/), for --fresh.
base::Result<void> erase(const DataFiles& files);

}  // namespace zhunru::server::command_line

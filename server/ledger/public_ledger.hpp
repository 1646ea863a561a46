// The public ledger: a chain of its own, derived from the events that everybody may see (documents issued and voided, list
// versions, polls opened, closed, extended, voided, cases started and ended). It can be replayed alone and each entry names the
// record of the main chain that it comes from. Nothing in it counts answers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/sha256.hpp"
#include "engine/base/value.hpp"
#include "server/runtime/log_record.hpp"

namespace zhunru::server::ledger {

struct Entry {
  std::uint64_t number = 0;   ///< 1, 2, 3 …
  std::string body;           ///< canonical JSON: {at, kind, …, anchor}
  base::Sha256 hash;          ///< SHA-256(previous hash in hex || body)
};

class PublicLedger {
 public:
  /// Adds what is public of a record of the main log.
  void add(const runtime::LogRecord& record);
  void clear();
  /// Puts back an entry that a snapshot kept; in order.
  void restore(std::string body);
  const std::vector<Entry>& entries() const { return entries_; }
  base::Sha256 head() const { return entries_.empty() ? base::Sha256() : entries_.back().hash; }
  /// Recounts the chain; the number of the first bad entry, 0 when all are good.
  static std::uint64_t first_bad(const std::vector<Entry>& entries);

 private:
  void append(base::Context body);
  std::vector<Entry> entries_;
};

/// Next link: SHA-256 over the previous hash as 64 hexadecimal digits and the body's bytes.
base::Sha256 link(const base::Sha256& previous, const std::string& body);

}  // namespace zhunru::server::ledger

#include "engine/codec/log_file.hpp"

#include "engine/codec/archive.hpp"
#include "engine/codec/envelope.hpp"

namespace zhunru::codec {
namespace {

/// A record as it stands in the file.
struct Link {
  std::string bytes;
  base::Sha256 hash;  ///< of the hash before and the bytes
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("bytes", self.bytes);
    v("hash", self.hash);
  }
};

base::Sha256 linked(const base::Sha256& before, std::string_view bytes) {
  base::Sha256Stream stream;
  stream.update({reinterpret_cast<const char*>(before.bytes.data()), before.bytes.size()});
  stream.update(bytes);
  return stream.finish();
}

}  // namespace

std::string write_log(const std::vector<LogRecord>& records) {
  std::vector<Link> links;
  base::Sha256 before;
  for (const LogRecord& record : records) {
    Link link{encode(record), {}};
    link.hash = before = linked(before, link.bytes);
    links.push_back(std::move(link));
  }
  return seal(EnvelopeKind::log_file, encode(links));
}

base::Result<std::vector<LogRecord>> read_log(std::string_view bytes) {
  ZHUNRU_TRY(content, open(EnvelopeKind::log_file, bytes));
  ZHUNRU_TRY(links, decode<std::vector<Link>>(content));
  std::vector<LogRecord> records;
  base::Sha256 before;
  for (const Link& link : links) {
    const std::string where = "record " + std::to_string(records.size() + 1);
    if (linked(before, link.bytes) != link.hash)
      return base::make_error("log-chain", "日志链在此断开", "The chain of the log breaks here", where);
    before = link.hash;
    ZHUNRU_TRY(record, decode<LogRecord>(link.bytes));
    if (record.seq != records.size() + 1) return base::make_error("log-sequence", "日志序号不连续", "The sequence has a gap", where);
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace zhunru::codec

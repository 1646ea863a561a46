// The client's files, read once at start into a table. A request is looked up in the table: no path that a client
// sends ever reaches the file system. Compressed siblings (x.br, x.gz) are used when they are there.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "server/http/message.hpp"

namespace zhunru::server::http {

class StaticSite {
 public:
  StaticSite() = default;
  /// Reads every regular file below `folder` (links are not followed; at most 64 MiB and 2,000 files).
  static base::Result<StaticSite> load(const std::string& folder);

  /// Empty when the table has no such path. "/" is index.html.
  std::shared_ptr<const Response> find(const Request& request) const;
  bool empty() const { return files_.empty(); }
  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<const std::string> plain, brotli, gzip;
    std::string type;
    std::string etag;
    bool immutable = false;
  };
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace zhunru::server::http

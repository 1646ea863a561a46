// The small plain-HTTP site of --lan: tells a phone what does not work without TLS, hands out the authority's certificate, and
// leads to the real address. Nothing else is served without TLS outside this machine.
#pragma once

#include <string>

#include "server/http/message.hpp"

namespace zhunru::server::http {

class AuthorityPages : public Handler {
 public:
  AuthorityPages(std::string https_url, std::string pem, std::string der, std::string fingerprint);
  std::uint64_t body_limit(Method, std::string_view) const override { return 0; }
  void handle(Request request, Reply reply) override;

 private:
  std::string https_url_, pem_, der_, page_;
};

}  // namespace zhunru::server::http

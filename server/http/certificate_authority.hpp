// A certificate authority of this installation, made at first start, and server certificates signed by it: so that phones on
// the same network can have TLS without any outside service. Keys stay in the data directory, readable by the owner only.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace zhunru::server::http {

struct Identity {
  std::string certificate_chain;  ///< PEM: server certificate, then the authority's
  std::string private_key;        ///< PEM
  std::string authority_pem;      ///< what a phone installs
  std::string authority_der;      ///< the same as bytes, which phones prefer
  std::string fingerprint;        ///< SHA-256 of the authority's certificate, "AB:CD:…", to compare by eye
};

/// Reads or makes `folder`/authority.{pem,key}; makes a fresh server certificate (397 days) for `names` (DNS names and
/// IP addresses).
base::Result<Identity> make_identity(const std::string& folder, const std::vector<std::string>& names);

/// IPv4 addresses of this machine's networks, without loopback; those of private ranges first.
std::vector<std::string> local_addresses();

}  // namespace zhunru::server::http

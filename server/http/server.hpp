// The event-driven HTTP/1.1 server: connections, limits, time-outs, TLS. Gives each complete request to one Handler.
// It interprets nothing: no routes, no cookies, no files. Everything about Boost.Beast stays in connection.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "server/http/message.hpp"

namespace zhunru::server::http {

/// Limits of the wire; each refuses with the status in brackets.
struct Limits {
  std::uint32_t header_bytes = 16u << 10;        ///< all header lines together (431)
  std::uint32_t idle_seconds = 75;               ///< between two requests of a connection (closed)
  std::uint32_t header_seconds = 10;             ///< from the first byte to the end of the header (408, closed)
  std::uint32_t body_grace_seconds = 10;         ///< then at least `body_bytes_per_second` (408, closed)
  std::uint32_t body_bytes_per_second = 1024;
  std::uint32_t write_seconds = 60;              ///< a client that does not read (closed)
  std::uint32_t pipelined = 100;                 ///< requests sent ahead on one connection without a pause (400)
  std::uint32_t connections = 12'000;            ///< all together (503, closed)
  std::uint32_t connections_per_address = 256;   ///< not counted for loopback (closed)
};

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: a free one
  Limits limits;
  /// PEM texts; both set = TLS.
  std::string certificate_chain;
  std::string private_key;
};

class Server {
 public:
  virtual ~Server() = default;
  /// Binds and starts; `handler` must outlive the server.
  static base::Result<std::unique_ptr<Server>> start(const Options& options, Handler& handler);
  virtual std::uint16_t port() const = 0;
  /// Calls on the network thread after `milliseconds`.
  virtual void after(std::int64_t milliseconds, std::function<void()> call) = 0;
  /// No new connections; waits for the thread. Answers that are under way are cut off after 2 s.
  virtual void stop() = 0;
};

/// Reasons by status ("Not Found").
std::string_view reason(int status);

}  // namespace zhunru::server::http

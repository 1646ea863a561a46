// Server-sent events: one bounded queue per client, and the hub that gives each change to every client.
// A client that does not read fast enough is cut off (it reconnects and asks anew); nobody else waits for it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace zhunru::server::http {

/// The queue between the hub (any thread) and one connection (its network thread).
class EventChannel {
 public:
  static constexpr std::size_t max_queued_bytes = 64u << 10;

  explicit EventChannel(std::string session) : session_(std::move(session)) {}

  /// Queues one frame; false when the client is too slow or gone, then it is closed.
  bool push(std::shared_ptr<const std::string> frame);
  /// Takes what is queued, joined; empty when there is nothing.
  std::string take();
  void close();
  bool closed() const;
  /// Called (from any thread) when there is something to send or the channel was closed.
  void on_ready(std::function<void()> wake);
  /// Which session listens; "" for an anonymous visitor.
  const std::string& session() const { return session_; }

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const std::string>> queue_;
  std::size_t queued_bytes_ = 0;
  bool closed_ = false;
  std::function<void()> wake_;
  const std::string session_;
};

/// All listening clients.
class EventHub {
 public:
  static constexpr std::size_t max_clients = 12'000;

  /// nullptr when there are too many clients.
  std::shared_ptr<EventChannel> open(std::string session);
  /// One event to all: "id: <id>\nevent: <type>\ndata: <data>\n\n"; `data` must be one line.
  void publish(std::int64_t id, std::string_view type, std::string_view data);
  /// A comment line, so that proxies and phones keep the connection.
  void heartbeat();
  /// Ends the streams of one session (log-out, revoked).
  void drop(std::string_view session);
  void close_all();
  std::size_t clients();

 private:
  void send_all(std::shared_ptr<const std::string> frame);

  std::mutex mutex_;
  std::vector<std::weak_ptr<EventChannel>> channels_;
};

}  // namespace zhunru::server::http

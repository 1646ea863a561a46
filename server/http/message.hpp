// Requests and responses as plain structs, so that no other file includes the heavy HTTP library.
// They know nothing of routes, accounts or JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhunru::server::http {

enum class Method : std::uint8_t { get, head, post, put, remove, other };

std::string_view to_string(Method method);

struct Request {
  Method method = Method::get;
  std::string path;   ///< percent-decoded, always begins with '/', never holds a control character
  std::string query;  ///< raw, without '?'
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::string peer;      ///< address of the other end, without port
  bool secure = false;   ///< came over TLS

  /// Value of a header (name in lower case), "" when absent. Repeated headers: the first.
  std::string_view header(std::string_view name) const;
  /// How often a header was sent.
  int count(std::string_view name) const;
  /// Percent-decoded value of a query parameter, "" when absent.
  std::string parameter(std::string_view name) const;
  /// Value of a cookie, "" when absent.
  std::string cookie(std::string_view name) const;
};

class EventChannel;

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  /// Shared, so that a static file is never copied.
  std::shared_ptr<const std::string> body = std::make_shared<const std::string>();
  /// When set the connection becomes a stream of server-sent events and `body` is sent first.
  std::shared_ptr<EventChannel> events;
  bool close = false;  ///< end the connection after this answer

  static Response text(int status, std::string content_type, std::string body);
  Response& header(std::string name, std::string value);
};

/// Hands the answer back; may be called from any thread, at most once, also long after the handler returned.
using Reply = std::function<void(Response)>;

/// What the server calls. `handle` and `body_limit` run on a network thread and must not block.
class Handler {
 public:
  virtual ~Handler() = default;
  /// Bytes of body that this request may carry; a longer one is refused unread with 413.
  virtual std::uint64_t body_limit(Method method, std::string_view path) const = 0;
  virtual void handle(Request request, Reply reply) = 0;
};

}  // namespace zhunru::server::http

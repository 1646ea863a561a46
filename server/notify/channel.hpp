// The port to the outside: mail, office messenger, SMS gateway. A channel sends one message and says honestly what became of it.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "server/notify/notice.hpp"

namespace zhunru::server::notify {

struct Outcome {
  /// handed_over, refused (for good), queued (try again) or unknown (broke off after the content was sent: try again, same id).
  Delivery state = Delivery::queued;
  std::string detail;
};

class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string name() const = 0;
  /// Blocks until the other side has answered or the time is up (30 s).
  virtual Outcome send(const Message& message) = 0;
};

struct MailSettings {
  std::string url;            ///< smtp://host:port or smtps://host:port
  std::string user, password; ///< "" = no log-in
  std::string from;
  bool need_tls = true;       ///< STARTTLS must succeed; false only for a server on this machine
  std::string authority;      ///< PEM file of the authority, "" = the system's
};
/// Mail by SMTP (RFC 5321) with libcurl.
base::Result<std::unique_ptr<Channel>> make_mail(const MailSettings& settings, const std::string& public_url);

struct WebhookSettings {
  std::string url;
  std::string secret;         ///< key of the signature
  std::string authority;
};
/// HTTP POST of JSON with `X-Zhunru-Signature: sha256=<HMAC-SHA-256 of "<timestamp>.<body>">`, `X-Zhunru-Timestamp` and
/// `Idempotency-Key`. 2xx: handed over; other 4xx than 408, 425, 429: refused; everything else is tried again.
base::Result<std::unique_ptr<Channel>> make_webhook(const WebhookSettings& settings, const std::string& public_url);

/// The mail as it is sent; for tests.
std::string mail_text(const Message& message, const std::string& from, const std::string& public_url);

}  // namespace zhunru::server::notify

#include <sodium.h>

#include <ctime>

#include "engine/base/json.hpp"
#include "server/notify/curl_handle.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::notify {

namespace {

using base::Context;
using base::List;
using base::Value;

std::string hmac_hex(std::string_view key, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  unsigned char mac[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  crypto_auth_hmacsha256_final(&state, mac);
  char hex[2 * sizeof mac + 1];
  sodium_bin2hex(hex, sizeof hex, mac, sizeof mac);
  return hex;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

class Webhook final : public Channel {
 public:
  Webhook(WebhookSettings settings, std::string public_url) : settings_(std::move(settings)), public_url_(std::move(public_url)) {}
  std::string name() const override { return "webhook"; }

  Outcome send(const Message& message) override {
    const CurlHandle handle = open_curl(settings_.url, "http,https", settings_.authority);
    if (!handle) return {Delivery::queued, "libcurl"};
    CURL* curl = handle.get();
    const std::string body = text_of(message);
    const std::string time = std::to_string(std::time(nullptr));
    curl_slist* headers = nullptr;
    for (const std::string& line : {std::string("Content-Type: application/json"), "X-Zhunru-Timestamp: " + time,
                                    "X-Zhunru-Signature: sha256=" + hmac_hex(settings_.secret, time + "." + body),
                                    "Idempotency-Key: " + message.id, std::string("Expect:")}) {
      headers = curl_slist_append(headers, line.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
    const CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_off_t sent = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &sent);
    curl_slist_free_all(headers);
    if (status == 0) return broken_off(code, sent >= static_cast<curl_off_t>(body.size()));
    const std::string detail = "HTTP " + std::to_string(status);
    if (status >= 200 && status < 300) return {Delivery::handed_over, detail};
    const bool again = status >= 500 || status == 408 || status == 425 || status == 429;
    return {again ? Delivery::queued : Delivery::refused, detail};
  }

 private:
  std::string text_of(const Message& message) const {
    List notices;
    for (const auto& notice : message.notices) {
      Context one{{"id", Value(notice.id)}, {"kind", notice.kind}, {"case_id", notice.case_id}, {"task_id", notice.task_id},
                  {"document_id", notice.document_id}, {"at", read_model::moment(base::Instant{notice.at_ms})},
                  {"link", notice.task_id.empty() ? public_url_ + "/#/case/" + notice.case_id : public_url_ + "/#/task/" + notice.task_id}};
      read_model::put_words(one, "title", notice.title, notice.title_en);
      read_model::put_words(one, "text", notice.text, notice.text_en);
      notices.push_back(std::move(one));
    }
    return base::to_json(Value(Context{{"id", message.id}, {"account", message.account}, {"notices", std::move(notices)}}));
  }

  const WebhookSettings settings_;
  const std::string public_url_;
};

}  // namespace

base::Result<std::unique_ptr<Channel>> make_webhook(const WebhookSettings& settings, const std::string& public_url) {
  if (!settings.url.starts_with("http://") && !settings.url.starts_with("https://")) {
    return base::make_error("argument", "webhook 须为 http:// 或 https:// 地址", "the webhook is an http:// or https:// address", "--webhook");
  }
  if (settings.secret.size() < 16) {
    return base::make_error("argument", "签名密钥至少 16 个字符", "the key of the signature needs at least 16 characters", "--webhook-secret-file");
  }
  return std::unique_ptr<Channel>(new Webhook(settings, public_url));
}

}  // namespace zhunru::server::notify

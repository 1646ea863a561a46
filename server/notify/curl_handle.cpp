#include "server/notify/curl_handle.hpp"

namespace zhunru::server::notify {

CurlHandle open_curl(const std::string& url, const char* protocols, const std::string& authority) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) return nullptr;
  CurlHandle handle(curl_easy_init());
  if (!handle) return nullptr;
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  if (!authority.empty()) curl_easy_setopt(handle.get(), CURLOPT_CAINFO, authority.c_str());
  return handle;
}

Outcome broken_off(CURLcode code, bool content_sent) {
  // Only the network can fail so late; what the other side did with the content it has not said.
  return {content_sent ? Delivery::unknown : Delivery::queued, curl_easy_strerror(code)};
}

}  // namespace zhunru::server::notify

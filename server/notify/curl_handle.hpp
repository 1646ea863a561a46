// What both channels share of libcurl: limits, no redirects, and which failures come after the content was sent.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "server/notify/channel.hpp"

namespace zhunru::server::notify {

struct CloseCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CloseCurl>;

/// A handle with time limits that follows nothing and speaks `protocols` only.
CurlHandle open_curl(const std::string& url, const char* protocols, const std::string& authority);

/// The outcome of a transfer without an answer of the other side.
Outcome broken_off(CURLcode code, bool content_sent);

}  // namespace zhunru::server::notify

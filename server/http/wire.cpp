#include "server/http/wire.hpp"

#include <array>
#include <cstdio>

#include "engine/base/check.hpp"
#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "server/http/server.hpp"

namespace zhunru::server::http {

namespace {

/// Sent with every answer (docs/threat_model.md says against what each one stands).
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> security_headers{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; "
     "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
     "base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"},
}};

void put(std::string& out, std::string_view name, std::string_view value) {
  CHECK(name.find_first_of("\r\n:") == std::string_view::npos && value.find_first_of("\r\n") == std::string_view::npos);
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Status";
  }
}

std::string wire_head(const Response& response, bool keep_alive, std::int64_t now) {
  std::string out;
  out.reserve(1024);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason(response.status)).append("\r\n");
  put(out, "Date", http_date(now));
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) put(out, "Content-Type", response.content_type);
  if (response.events) {
    put(out, "Transfer-Encoding", "chunked");
  } else if (!bodiless) {
    put(out, "Content-Length", std::to_string(response.body->size()));
  }
  put(out, "Connection", keep_alive ? "keep-alive" : "close");
  for (const auto& [name, value] : response.headers) put(out, name, value);
  for (const auto& [name, value] : security_headers) put(out, name, value);
  out.append("\r\n");
  return out;
}

std::string wire_chunk(std::string_view data) {
  if (data.empty()) return {};
  char size[24];
  std::snprintf(size, sizeof size, "%zx\r\n", data.size());
  return std::string(size).append(data).append("\r\n");
}

Response plain_error(int status) {
  struct Words {
    int status;
    std::string_view zh, en, repair;
  };
  static constexpr std::array<Words, 8> table{{
      {400, "请求格式不正确。", "The request is malformed.", "请使用浏览器正常操作 / use an ordinary browser"},
      {404, "没有这个页面或资源。", "There is no such page or resource.", "请检查地址 / check the address"},
      {408, "请求传输太慢,连接已关闭。", "The request came too slowly; the connection was closed.", "请重试 / try again"},
      {413, "提交的内容太大。", "What was sent is too large.", "请缩短内容或拆分后再提交 / shorten it or send it in parts"},
      {431, "请求头太大。", "The request headers are too large.", "请清除本站 Cookie 后重试 / clear this site's cookies"},
      {500, "服务器内部错误,操作没有生效。", "Internal error; nothing was changed.", "请重试,仍不行请联系管理员 / try again, then tell the administrator"},
      {503, "当前访问人数过多。", "Too many visitors right now.", "请稍后再试 / try again shortly"},
      {505, "不支持的 HTTP 版本。", "This HTTP version is not supported.", "请升级浏览器 / update the browser"},
  }};
  const Words* words = &table[5];
  for (const auto& row : table) words = row.status == status ? &row : words;
  std::string body = "{\"ok\":false,\"error\":{\"code\":\"http_" + std::to_string(status) + "\",\"message\":";
  body += base::json_quoted(words->zh) + ",\"message_en\":" + base::json_quoted(words->en) +
          ",\"where\":\"\",\"clause\":\"\",\"repair\":" + base::json_quoted(words->repair) + "}}";
  Response out = Response::text(status, "application/json; charset=utf-8", std::move(body));
  out.header("Cache-Control", "no-store");
  out.close = true;
  return out;
}

std::string http_date(std::int64_t seconds) {
  static constexpr const char* days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto moment = base::date_time_at(seconds, 0, base::offset_zone(0));
  CHECK(moment.has_value());
  const base::Date& date = moment->date;
  char text[40];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[base::day_of_week(date) - 1], date.day,
                months[date.month - 1], date.year, moment->time.hour, moment->time.minute, moment->time.second);
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

}  // namespace zhunru::server::http

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>

#include "server/http/event_stream.hpp"
#include "server/http/message.hpp"
#include "server/http/qr.hpp"
#include "server/http/static_site.hpp"
#include "server/http/url.hpp"
#include "server/http/wire.hpp"
#include "tests/unit/server/temporary.hpp"

using namespace zhunru::server;

TEST_CASE("percent decoding refuses bad escapes, control characters and invalid UTF-8") {
  CHECK(http::percent_decode("a%20b") == "a b");
  CHECK(http::percent_decode("%E5%87%86") == "准");
  CHECK(http::percent_decode("a+b", true) == "a b");
  for (const char* bad : {"%", "%2", "%zz", "%00", "%0a", "%ff%fe", "%7f"}) CHECK_FALSE(http::percent_decode(bad));
  CHECK(http::percent_decode(http::percent_encode("准入 /&?=#")) == "准入 /&?=#");
}

TEST_CASE("a request target is an origin-form path without dots") {
  const auto target = http::parse_target("/api/tasks/c1.7?x=1&y=2");
  REQUIRE(target);
  CHECK(target->path == "/api/tasks/c1.7");
  CHECK(target->query == "x=1&y=2");
  for (const char* bad : {"", "api", "http://x/", "/a/../b", "/./a", "/%2e%2e/x", "/a%2f..%2fb"}) CHECK_FALSE(http::parse_target(bad));
}

TEST_CASE("cookies and query parameters are found by their whole name") {
  http::Request request;
  request.headers = {{"cookie", "a=1; __Host-zhunru=token; ab=2"}};
  request.query = "q=%E5%87%86&empty=&flag&q2=x";
  CHECK(request.cookie("__Host-zhunru") == "token");
  CHECK(request.cookie("zhunru").empty());
  CHECK(request.cookie("b").empty());
  CHECK(request.parameter("q") == "准");
  CHECK(request.parameter("flag").empty());
  CHECK(request.parameter("q2") == "x");
}

TEST_CASE("every answer carries the security headers, and a date in the fixed form") {
  const std::string head = http::wire_head(http::Response::text(200, "text/plain", "hello"), true, 784111777);
  CHECK(head.find("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n") != std::string::npos);
  CHECK(head.find("Content-Length: 5\r\n") != std::string::npos);
  CHECK(head.find("Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'") != std::string::npos);
  CHECK(head.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(head.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
  CHECK(head.find("unsafe-inline") == std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
  CHECK(http::wire_chunk("") == "");
  CHECK(http::wire_chunk("hello") == "5\r\nhello\r\n");
}

TEST_CASE("a site is a table: compressed siblings, entity tags, no way out of it") {
  test::Temporary folder;
  const auto write = [&](const std::string& name, const std::string& text) { std::ofstream(folder.file(name)) << text; };
  write("index.html", "<!doctype html>");
  write("app.0123456789abcdef.wasm", "plain");
  write("app.0123456789abcdef.wasm.br", "brotli");
  write("app.0123456789abcdef.wasm.gz", "gzip");
  std::filesystem::create_symlink("/etc/passwd", folder.file("link"));
  const auto site = http::StaticSite::load(folder.path());
  REQUIRE(site);
  const auto get = [&](const std::string& path, std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Request request;
    request.path = path;
    request.headers = std::move(headers);
    return site->find(request);
  };
  const auto header = [](const http::Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return std::string();
  };
  REQUIRE(get("/"));
  CHECK(*get("/")->body == "<!doctype html>");
  CHECK(header(*get("/"), "Cache-Control") == "no-cache");
  const auto wasm = get("/app.0123456789abcdef.wasm", {{"accept-encoding", "gzip, deflate, br"}});
  REQUIRE(wasm);
  CHECK(*wasm->body == "brotli");
  CHECK(header(*wasm, "Content-Encoding") == "br");
  CHECK(wasm->content_type == "application/wasm");
  CHECK(header(*wasm, "Cache-Control").find("immutable") != std::string::npos);
  CHECK(*get("/app.0123456789abcdef.wasm", {{"accept-encoding", "gzip"}})->body == "gzip");
  CHECK(*get("/app.0123456789abcdef.wasm", {{"accept-encoding", "br;q=0, gzip;q=0"}})->body == "plain");
  CHECK(*get("/app.0123456789abcdef.wasm")->body == "plain");
  CHECK(get("/", {{"if-none-match", header(*get("/"), "ETag")}})->status == 304);
  CHECK(get("/link") == nullptr);
  CHECK(get("/app.0123456789abcdef.wasm.br") == nullptr);
  CHECK(get("/../etc/passwd") == nullptr);
  CHECK_FALSE(http::StaticSite::load(folder.file("missing")));
}

TEST_CASE("a slow listener is cut off, the others go on") {
  http::EventHub hub;
  auto slow = hub.open("one");
  auto quick = hub.open("two");
  const std::string line(1000, 'x');
  for (int i = 0; i < 100; ++i) {
    hub.publish(i, "changed", line);
    (void)quick->take();
  }
  CHECK(slow->closed());
  CHECK_FALSE(quick->closed());
  hub.publish(7, "changed", "{}");
  CHECK(quick->take() == "id: 7\nevent: changed\ndata: {}\n\n");
  hub.drop("two");
  CHECK(quick->closed());
}

TEST_CASE("QR codes are drawn for terminals and pages") {
  CHECK(http::qr_for_terminal("https://192.168.1.5:8443/").size() > 500);
  CHECK(http::qr_as_svg("https://192.168.1.5:8443/").starts_with("<svg"));
  CHECK(http::qr_as_svg(std::string(5000, 'x')).empty());
}

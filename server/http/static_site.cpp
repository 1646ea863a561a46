#include "server/http/static_site.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/base/sha256.hpp"

namespace zhunru::server::http {

namespace {

constexpr std::uint64_t max_bytes = 64u << 20;
constexpr std::size_t max_files = 2'000;

std::string type_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> table{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".json", "application/json; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".ttf", "font/ttf"},
      {".otf", "font/otf"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  for (const auto& [ending, type] : table) {
    if (name.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

/// "app.3f9a1c22.wasm" or "app-3f9a1c22e0.js": eight or more hexadecimal digits between separators name the content.
bool has_hashed_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::size_t run = 0;
  bool digit = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) {
      digit = digit || (c >= '0' && c <= '9');
      ++run;
      continue;
    }
    if (run >= 8 && digit && c == '.') return true;
    run = 0;
    digit = false;
  }
  return false;
}

/// Whether an Accept-Encoding header names a coding and does not refuse it with q=0.
bool accepts(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    const std::size_t end = header.find(',');
    std::string_view part = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    if (!part.starts_with(coding)) continue;
    part.remove_prefix(coding.size());
    if (part.empty() || part.front() == ' ') return true;
    if (part.front() == ';') return part.find("q=0") == std::string_view::npos || part.find("q=0.") != std::string_view::npos;
  }
  return false;
}

}  // namespace

base::Result<StaticSite> StaticSite::load(const std::string& folder) {
  namespace fs = std::filesystem;
  StaticSite site;
  std::error_code error;
  std::uint64_t total = 0;
  std::map<std::string, std::shared_ptr<const std::string>> read;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::none, error);
  if (error) {
    return base::make_error("site-missing", "找不到网页文件目录;请先构建网页端,或用 --site 指明目录。",
                            "The folder of the web client is missing; build it, or name it with --site.", folder);
  }
  for (const auto end = fs::recursive_directory_iterator(); walk != end; walk.increment(error)) {
    if (error) break;
    if (!walk->is_regular_file(error) || walk->is_symlink(error)) continue;
    const std::string relative = fs::relative(walk->path(), folder, error).generic_string();
    total += walk->file_size(error);
    if (total > max_bytes || read.size() >= max_files) {
      return base::make_error("site-too-large", "网页文件目录过大,可能指错了目录。",
                              "The site folder is too large; it is probably the wrong one.", folder);
    }
    std::ifstream file(walk->path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.good() && !file.eof()) return base::make_error("site-read", "网页文件读取失败。", "A site file cannot be read.", relative);
    read["/" + relative] = std::make_shared<const std::string>(std::move(bytes));
  }
  for (const auto& [path, bytes] : read) {
    const bool sibling = (path.ends_with(".br") || path.ends_with(".gz")) && read.contains(path.substr(0, path.size() - 3));
    if (sibling) continue;
    File file;
    file.plain = bytes;
    if (const auto br = read.find(path + ".br"); br != read.end()) file.brotli = br->second;
    if (const auto gz = read.find(path + ".gz"); gz != read.end()) file.gzip = gz->second;
    file.type = type_of(path);
    file.etag = "\"" + base::sha256(*bytes).hex().substr(0, 32) + "\"";
    file.immutable = has_hashed_name(path);
    site.files_.emplace(path, std::move(file));
  }
  // Browsers ask for this name beside every page that is not HTML.
  if (const auto icon = site.files_.find("/icon.svg"); icon != site.files_.end()) site.files_.emplace("/favicon.ico", icon->second);
  return site;
}

std::shared_ptr<const Response> StaticSite::find(const Request& request) const {
  const auto found = files_.find(request.path == "/" ? std::string_view("/index.html") : std::string_view(request.path));
  if (found == files_.end()) return nullptr;
  const File& file = found->second;
  auto response = std::make_shared<Response>();
  response->content_type = file.type;
  response->header("ETag", file.etag);
  response->header("Vary", "Accept-Encoding");
  response->header("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.path == "/service_worker.js" || request.path == "/sw.js") response->header("Service-Worker-Allowed", "/");
  const std::string_view known = request.header("if-none-match");
  if (!known.empty() && known.find(file.etag) != std::string_view::npos) {
    response->status = 304;
    return response;
  }
  const std::string_view codings = request.header("accept-encoding");
  if (file.brotli && accepts(codings, "br")) {
    response->header("Content-Encoding", "br");
    response->body = file.brotli;
  } else if (file.gzip && accepts(codings, "gzip")) {
    response->header("Content-Encoding", "gzip");
    response->body = file.gzip;
  } else {
    response->body = file.plain;
  }
  return response;
}

}  // namespace zhunru::server::http

#include "client/sync/api.hpp"

#include <utility>

#include "client/sync/phone_store.hpp"
#include "engine/base/json.hpp"

namespace zhunru::sync {

namespace {

base::Value plain_error(std::string_view code, std::string_view zh, std::string_view en) {
    return base::Value(base::Context{{"code", code}, {"message", zh}, {"message_en", en}});
}

Failure failure_of(const platform::HttpResponse& response, const base::Value& body) {
    if (response.status == 0)
        return {0, "offline", plain_error("offline", "没有连上服务器。内容还在这部手机上，联网后可以再试。",
                                          "The server cannot be reached. Your text is still on this phone; try again "
                                          "when you are online.")};
    const base::Value& error = body.get("error");
    if (error.is_context()) return {response.status, error.get("code").string_or("error"), error};
    return {response.status, "http_" + std::to_string(response.status),
            plain_error("unexpected", "服务器给出了意外的回答，请稍后再试。",
                        "The server gave an unexpected answer. Please try again later.")};
}

/// Pages that may stand in later. Not the session and its marks, not lists of accounts, not the demo's clock.
bool may_be_kept(std::string_view path) {
    constexpr std::string_view never[] = {"/api/session", "/api/demo", "/api/accounts", "/api/health"};
    for (const std::string_view start : never)
        if (path.starts_with(start)) return false;
    return path.starts_with("/api/");
}

/// No network, or only somebody on the way answers.
bool unreachable(std::int32_t status) { return status == 0 || (status >= 502 && status <= 504); }

}  // namespace

void Api::get(std::string_view path, Done done) { send("GET", path, {}, std::move(done)); }
void Api::post(std::string_view path, const base::Value& body, Done done) {
    send("POST", path, base::to_json(body), std::move(done));
}
void Api::put(std::string_view path, const base::Value& body, Done done) {
    send("PUT", path, base::to_json(body), std::move(done));
}
void Api::remove(std::string_view path, Done done) { send("DELETE", path, {}, std::move(done)); }

void Api::put_bytes(std::string_view path, std::string bytes, Done done) {
    send("PUT", path, std::move(bytes), std::move(done), "application/octet-stream");
}

std::string Api::new_command_id() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string id;
    for (const char c : ports_.browser.random_bytes(16)) {
        const auto byte = static_cast<unsigned char>(c);
        id += digits[byte >> 4U];
        id += digits[byte & 15U];
    }
    return id;
}

void Api::get_bytes(std::string_view path, std::function<void(std::string, std::int64_t)> done) {
    request("GET", path, {}, {}, [done = std::move(done)](const platform::HttpResponse& response, std::int64_t kept_at_ms) {
        done(response.ok() ? response.body : std::string(), kept_at_ms);
    });
}

void Api::send(std::string method, std::string_view path, std::string body, Done done, std::string_view type) {
    request(std::move(method), path, std::move(body), type, [done = std::move(done)](const platform::HttpResponse& response, std::int64_t kept_at_ms) {
        Answer answer;
        answer.etag = response.etag;
        answer.kept_at_ms = kept_at_ms;
        auto parsed = response.body.empty() ? base::Result<base::Value>(base::Value())
                                            : base::parse_json(response.body, {.bytes = 16U << 20U, .members = 2'000'000});
        if (parsed) answer.value = *parsed;
        answer.ok = response.ok() && parsed.ok();
        if (!answer.ok) answer.failure = failure_of(response, answer.value);
        done(answer);
    });
}

void Api::request(std::string method, std::string_view path, std::string body, std::string_view type,
                  std::function<void(const platform::HttpResponse&, std::int64_t)> done) {
    platform::HttpRequest request;
    if (method != "GET") request.headers.emplace_back("x-csrf", csrf_);
    if (!body.empty()) request.headers.emplace_back("Content-Type", std::string(type));
    const bool keeps = method == "GET" && may_be_kept(path);
    request.method = std::move(method);
    request.url = std::string(path);
    request.body = std::move(body);
    ports_.http.send(std::move(request), [this, keeps, path = std::string(path), account = account_,
                                          done = std::move(done)](const platform::HttpResponse& response) {
        if (keeps && store_ != nullptr && response.ok()) store_->keep_page(account, path, response.body, ports_.browser.wall_ms());
        if (keeps && store_ != nullptr && unreachable(response.status)) {
            if (auto kept = store_->page(account, path)) {
                platform::HttpResponse again;
                again.status = 200;
                again.body = std::move(kept->body);
                done(again, kept->at_ms);
                return;
            }
        }
        done(response, 0);
    });
}

std::string url_part(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

}  // namespace zhunru::sync

// Api: the server's JSON over HTTP, as Values. For: everything in the client that asks the server.
// What was read last is kept on the phone and stands in where there is no network, marked with its time (`kept_at_ms`).
// Refuses to interpret: no retry, no knowledge of tasks or cases. The session and its marks are never kept.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "client/platform/ports.hpp"
#include "engine/base/value.hpp"

namespace zhunru::sync {

/// Why the server (or the network) said no, in both languages.
struct Failure {
    std::int32_t status = 0;  ///< HTTP status; 0 = no network
    std::string code;
    base::Value error;  ///< {code, message, message_en, where, clause, repair, repair_en}; always a context

    [[nodiscard]] bool offline() const { return status == 0; }
};

struct Answer {
    bool ok = false;
    base::Value value;  ///< the whole answer where ok
    Failure failure;
    std::string etag;
    std::int64_t kept_at_ms = 0;  ///< not 0: no network; this was read then
};

class PhoneStore;

class Api {
public:
    using Done = std::function<void(const Answer&)>;

    explicit Api(platform::Ports& ports) : ports_(ports) {}

    void get(std::string_view path, Done done);
    /// The answer's bytes as they are; empty where it cannot be had.
    void get_bytes(std::string_view path, std::function<void(std::string bytes, std::int64_t kept_at_ms)> done);
    /// From now on answers to reads are kept in `store`, under `account` ("" = nobody is signed in).
    void keep_in(PhoneStore& store) { store_ = &store; }
    void set_account(std::string account) { account_ = std::move(account); }
    void post(std::string_view path, const base::Value& body, Done done);
    void put(std::string_view path, const base::Value& body, Done done);
    void remove(std::string_view path, Done done);
    /// PUT of bytes as they are; the answer is JSON.
    void put_bytes(std::string_view path, std::string bytes, Done done);

    /// Sent with every request that changes something; comes with the session.
    void set_csrf(std::string csrf) { csrf_ = std::move(csrf); }
    /// A new id for a command: 128 random bits as hex.
    [[nodiscard]] std::string new_command_id() const;

private:
    void send(std::string method, std::string_view path, std::string body, Done done, std::string_view type = "application/json");
    void request(std::string method, std::string_view path, std::string body, std::string_view type,
                 std::function<void(const platform::HttpResponse&, std::int64_t kept_at_ms)> done);

    platform::Ports& ports_;
    std::string csrf_;
    std::string account_;
    PhoneStore* store_ = nullptr;
};

/// Percent-encodes one path segment or query value.
[[nodiscard]] std::string url_part(std::string_view text);

}  // namespace zhunru::sync

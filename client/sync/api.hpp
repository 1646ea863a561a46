// Api: the server's JSON over HTTP, as Values. For: everything in the client that asks the server.
// Refuses to interpret: no caching, no retry, no knowledge of tasks or cases.
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
};

class Api {
public:
    using Done = std::function<void(const Answer&)>;

    explicit Api(platform::Ports& ports) : ports_(ports) {}

    void get(std::string_view path, Done done);
    void post(std::string_view path, const base::Value& body, Done done);
    void put(std::string_view path, const base::Value& body, Done done);
    void remove(std::string_view path, Done done);

    /// Sent with every request that changes something; comes with the session.
    void set_csrf(std::string csrf) { csrf_ = std::move(csrf); }
    /// A new id for a command: 128 random bits as hex.
    [[nodiscard]] std::string new_command_id() const;

private:
    void send(std::string method, std::string_view path, std::string body, Done done);

    platform::Ports& ports_;
    std::string csrf_;
};

/// Percent-encodes one path segment or query value.
[[nodiscard]] std::string url_part(std::string_view text);

}  // namespace zhunru::sync

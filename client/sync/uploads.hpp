// Uploads: files on their way to the server, piece by piece, each named by the SHA-256 of its content. What breaks off goes on where
// the server has got to; what is under way survives a reload and a killed tab (Browser::keep_file). For: forms with attachments.
// Refuses what the server would refuse anyway (kind, size) before a byte is sent, and to send what another account has chosen.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "client/sync/api.hpp"

namespace zhunru::sync {

struct Upload {
    enum class State : std::uint8_t {
        asked,     ///< only the hash is known; the server is being asked for name and size
        sending,
        waiting,   ///< no network; goes on by itself
        done,      ///< the server has it whole
        refused,   ///< `failure` says why; can be tried again or thrown away
        gone,      ///< the server does not have it (any more)
    };
    std::string sha256;
    std::string name;
    std::string type;          ///< MIME, as the content says
    std::int64_t size = 0;
    std::int64_t sent = 0;     ///< bytes that the server has
    State state = State::asked;
    Failure failure;
    std::string account;
    std::string bytes;         ///< empty once it is done
};

class Uploads {
public:
    static constexpr std::int32_t max_bytes = 20 << 20;   ///< of one file; the server's limit
    static constexpr std::int64_t piece_bytes = 256 << 10;

    Uploads(Api& api, platform::Ports& ports) : api_(api), ports_(ports) {}

    /// Takes a file that somebody chose and begins to send it. Its hash; or why it is not taken.
    base::Result<std::string> add(platform::PickedFile file);
    /// The upload of that hash. One that this page does not know is asked for at the server (state `asked` first).
    const Upload& find(const std::string& sha256);
    /// Again, after a refusal.
    void retry(const std::string& sha256);
    /// Stops it and throws away what the server has of it; nothing that was sent with a form.
    void drop(const std::string& sha256);

    /// Who is signed in now ("" = nobody): goes on with what this account had under way.
    void set_account(const std::string& account);
    /// The network is back.
    void go_on();
    /// Signing out of a shared phone.
    void forget();

private:
    void pump();
    void begin(const std::string& sha256);
    void send_piece(const std::string& sha256);
    void took(const std::string& sha256, const Answer& answer);
    void later();

    Api& api_;
    platform::Ports& ports_;
    std::map<std::string, Upload> uploads_;
    std::string account_;
    bool loaded_ = false;      ///< what an earlier page had under way was read
    bool busy_ = false;        ///< one piece is on its way
    bool timer_ = false;
    std::int32_t pause_ms_ = 2000;
};

}  // namespace zhunru::sync

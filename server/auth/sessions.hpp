// Log-in sessions and signature tickets in memory, written through to the vault. Only hashes of tokens are kept.
// It does not check passwords (password.hpp) and grants no rights (access.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/vault/vault.hpp"

namespace zhunru::server::auth {

class Sessions {
 public:
  static constexpr std::int64_t idle_ms = 12 * 3'600'000LL;       ///< unused for this long: gone
  static constexpr std::int64_t longest_ms = 7 * 24 * 3'600'000LL;  ///< gone in any case
  static constexpr std::int64_t ticket_ms = 2 * 60'000;           ///< a re-entered password is good for one signature

  explicit Sessions(vault::Vault& vault);

  struct Live {
    std::string account;
    std::string hash;
  };
  /// The session of a cookie; empty when it is unknown or too old.
  std::optional<Live> find(std::string_view token, std::int64_t now_ms);
  /// Makes a new session and returns its token (for the cookie only).
  base::Result<std::string> open(std::string_view account, std::string_view agent, std::string_view address, std::int64_t now_ms);
  base::Result<void> close(std::string_view hash);
  /// The hashes of the sessions that ended.
  base::Result<std::vector<std::string>> close_all_of(std::string_view account);
  std::vector<vault::StoredSession> of(std::string_view account);

  /// A ticket for one signature of this session.
  std::string make_ticket(std::string_view session_hash, std::int64_t now_ms);
  /// True once, within two minutes, for the session that it was made for.
  bool use_ticket(std::string_view ticket, std::string_view session_hash, std::int64_t now_ms);

 private:
  struct Ticket {
    std::string session;
    std::int64_t until_ms = 0;
  };
  vault::Vault& vault_;
  std::mutex mutex_;
  std::map<std::string, vault::StoredSession, std::less<>> live_;
  std::map<std::string, Ticket, std::less<>> tickets_;
};

}  // namespace zhunru::server::auth

// The private side of a partition: accounts, sessions, drafts, personal texts. One SQLite file of its own, apart from the
// log, because everything here can be erased and nothing in the log can. Personal text is encrypted under a key per person;
// deleting the key erases it. Safe to call from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/command/actor.hpp"
#include "engine/store/sqlite/database.hpp"

namespace zhunru::server::vault {

struct Account {
  std::string id;
  std::string label;
  std::string level;          ///< L0 to L4 of the identity levels
  std::string password_hash;  ///< "" until a password is set
  std::vector<command::Seat> seats;
  bool disabled = false;
  std::string stratum;  ///< of a resident, for surveys
};

struct StoredSession {
  std::string hash;  ///< SHA-256 of the token
  std::string account;
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;
  std::string agent;
  std::string address;
};

struct PersonalText {
  std::string commitment;  ///< hex, as it stands in the log
  std::string person;      ///< whose key
  std::string field;       ///< path in the form
  std::string salt;        ///< hex
  std::string text;
};

class Vault {
 public:
  static base::Result<std::unique_ptr<Vault>> open(const std::string& path);

  // --- accounts
  base::Result<void> put_account(const Account& account);
  base::Result<void> set_password(std::string_view account, std::string_view hash);
  std::optional<Account> account(std::string_view id);
  std::vector<Account> accounts();
  std::int64_t count_accounts();

  // --- links that let somebody set a password, once
  base::Result<void> put_reset(std::string_view token_hash, std::string_view account, std::int64_t expires_ms);
  /// The account of a link that is still good; `use` ends it.
  std::optional<std::string> reset_account(std::string_view token_hash, std::int64_t now_ms, bool use);

  // --- sessions
  base::Result<void> put_session(const StoredSession& session);
  base::Result<void> drop_session(std::string_view hash);
  base::Result<void> drop_sessions_of(std::string_view account);
  std::vector<StoredSession> sessions();

  // --- drafts of forms, one per account and key
  base::Result<void> put_draft(std::string_view account, std::string_view key, std::string_view json, std::int64_t now_ms);
  std::optional<std::string> draft(std::string_view account, std::string_view key);
  std::vector<std::pair<std::string, std::int64_t>> drafts(std::string_view account);
  base::Result<void> drop_draft(std::string_view account, std::string_view key);
  /// How many nobody has touched since then, and when the oldest was.
  std::pair<std::int64_t, std::int64_t> drafts_before(std::int64_t ms);
  base::Result<void> drop_drafts_before(std::int64_t ms);

  // --- personal text
  base::Result<void> put_personal(const PersonalText& text);
  std::optional<PersonalText> personal(std::string_view commitment);
  /// Deletes the person's key: every text of that person is unreadable from now on.
  base::Result<void> erase_person(std::string_view person);
  /// Deletes these texts; the person's other texts stay.
  base::Result<void> erase_texts(const std::vector<std::string>& commitments);

  // --- small facts of the host (clock offset, server secret), by name
  base::Result<void> put_fact(std::string_view name, std::string_view value);
  std::optional<std::string> fact(std::string_view name);

  /// Copy for `zhunru backup`.
  base::Result<void> copy_to(const std::string& path);

 private:
  Vault() = default;
  base::Result<std::string> person_key(std::string_view person);

  void forget(std::string_view account);

  std::mutex mutex_;
  /// Accounts that were read: every request asks, and must not wait for a write to the disk.
  std::mutex cache_mutex_;
  std::map<std::string, Account, std::less<>> cache_;
  store::sqlite::Database database_;
  struct Statements {
    store::sqlite::Statement put_account, set_password, account, accounts, count_accounts, put_reset, reset,
        use_reset, put_session, drop_session, drop_sessions_of, sessions, put_draft, draft, drafts, drop_draft, put_personal,
        personal, put_key, key, drop_key, drop_texts, put_fact, fact;
  };
  Statements s_;
};

/// JSON list of seats, as the accounts table keeps them.
std::string seats_to_json(const std::vector<command::Seat>& seats);
std::vector<command::Seat> seats_from_json(std::string_view json);

}  // namespace zhunru::server::vault

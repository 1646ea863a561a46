#include "server/vault/vault.hpp"

#include <sodium.h>

#include "engine/base/json.hpp"
#include "server/auth/password.hpp"

namespace zhunru::server::vault {

namespace {

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS accounts(
  id TEXT PRIMARY KEY, label TEXT NOT NULL, level TEXT NOT NULL, password_hash TEXT NOT NULL, seats TEXT NOT NULL,
  disabled INTEGER NOT NULL, stratum TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS resets(
  hash TEXT PRIMARY KEY, account TEXT NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions(
  hash TEXT PRIMARY KEY, account TEXT NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL, agent TEXT NOT NULL,
  address TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drafts(
  account TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, updated INTEGER NOT NULL,
  PRIMARY KEY(account, key)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person_keys(person TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS personal(
  commitment TEXT PRIMARY KEY, person TEXT NOT NULL, field TEXT NOT NULL, salt TEXT NOT NULL, sealed BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version=1;
)";

std::string seal(std::string_view key, std::string_view text, std::string_view bound_to) {
  const std::string nonce = auth::random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  std::string out(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  unsigned long long size = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(out.data()), &size, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
      reinterpret_cast<const unsigned char*>(bound_to.data()), bound_to.size(), nullptr,
      reinterpret_cast<const unsigned char*>(nonce.data()), reinterpret_cast<const unsigned char*>(key.data()));
  return nonce + out;
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view bound_to) {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const std::string_view box = sealed.substr(nonce_size);
  std::string out(box.size() - tag_size, '\0');
  unsigned long long size = 0;
  const int code = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(out.data()), &size, nullptr, reinterpret_cast<const unsigned char*>(box.data()),
      box.size(), reinterpret_cast<const unsigned char*>(bound_to.data()), bound_to.size(),
      reinterpret_cast<const unsigned char*>(sealed.data()), reinterpret_cast<const unsigned char*>(key.data()));
  if (code != 0) return std::nullopt;
  return out;
}

Account read_account(const store::sqlite::Statement& row) {
  Account out;
  out.id = row.bytes(0);
  out.label = row.bytes(1);
  out.level = row.bytes(2);
  out.password_hash = row.bytes(3);
  out.seats = seats_from_json(row.bytes(4));
  out.disabled = row.integer(5) != 0;
  out.stratum = row.bytes(6);
  return out;
}

/// True when the statement gave a row; a failing read counts as none and is written to the console by the caller's error.
bool has_row(store::sqlite::Statement& statement) {
  const auto row = statement.step();
  return row.ok() && *row;
}

}  // namespace

std::string seats_to_json(const std::vector<command::Seat>& seats) {
  base::List list;
  for (const auto& seat : seats) {
    list.push_back(base::Context{{"role", seat.role}, {"body", seat.body}, {"community", seat.community}, {"provider", seat.provider}});
  }
  return base::to_json(base::Value(std::move(list)));
}

std::vector<command::Seat> seats_from_json(std::string_view json) {
  std::vector<command::Seat> out;
  const auto value = base::parse_json(json);
  if (!value || !value->is_list()) return out;
  for (const base::Value& seat : value->as_list()) {
    out.push_back({seat.get("role").string_or(""), seat.get("body").string_or(""), seat.get("community").string_or(""),
                   seat.get("provider").string_or("")});
  }
  return out;
}

base::Result<std::unique_ptr<Vault>> Vault::open(const std::string& path) {
  store::sqlite::Options options;
  options.secure_delete = true;
  ZHUNRU_TRY(database, store::sqlite::Database::open(path, options));
  ZHUNRU_TRY_VOID(database.run(schema));
  auto vault = std::unique_ptr<Vault>(new Vault());
  vault->database_ = std::move(database);
  const std::pair<store::sqlite::Statement*, const char*> list[] = {
      {&vault->s_.put_account,
       "INSERT INTO accounts VALUES(?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET label=excluded.label, level=excluded.level, "
       "seats=excluded.seats, disabled=excluded.disabled, stratum=excluded.stratum"},
      {&vault->s_.set_password, "UPDATE accounts SET password_hash=? WHERE id=?"},
      {&vault->s_.account, "SELECT id,label,level,password_hash,seats,disabled,stratum FROM accounts WHERE id=?"},
      {&vault->s_.accounts, "SELECT id,label,level,password_hash,seats,disabled,stratum FROM accounts ORDER BY id"},
      {&vault->s_.count_accounts, "SELECT count(*) FROM accounts"},
      {&vault->s_.put_reset, "INSERT OR REPLACE INTO resets VALUES(?,?,?)"},
      {&vault->s_.reset, "SELECT account FROM resets WHERE hash=? AND expires>?"},
      {&vault->s_.use_reset, "DELETE FROM resets WHERE hash=?"},
      {&vault->s_.put_session, "INSERT OR REPLACE INTO sessions VALUES(?,?,?,?,?,?)"},
      {&vault->s_.drop_session, "DELETE FROM sessions WHERE hash=?"},
      {&vault->s_.drop_sessions_of, "DELETE FROM sessions WHERE account=?"},
      {&vault->s_.sessions, "SELECT hash,account,created,seen,agent,address FROM sessions"},
      {&vault->s_.put_draft, "INSERT OR REPLACE INTO drafts VALUES(?,?,?,?)"},
      {&vault->s_.draft, "SELECT json FROM drafts WHERE account=? AND key=?"},
      {&vault->s_.drafts, "SELECT key,updated FROM drafts WHERE account=? ORDER BY updated DESC"},
      {&vault->s_.drop_draft, "DELETE FROM drafts WHERE account=? AND key=?"},
      {&vault->s_.put_personal, "INSERT OR IGNORE INTO personal VALUES(?,?,?,?,?)"},
      {&vault->s_.personal, "SELECT person,field,salt,sealed FROM personal WHERE commitment=?"},
      {&vault->s_.put_key, "INSERT OR IGNORE INTO person_keys VALUES(?,?)"},
      {&vault->s_.key, "SELECT key FROM person_keys WHERE person=?"},
      {&vault->s_.drop_key, "DELETE FROM person_keys WHERE person=?"},
      {&vault->s_.drop_texts, "DELETE FROM personal WHERE person=?"},
      {&vault->s_.put_fact, "INSERT OR REPLACE INTO facts VALUES(?,?)"},
      {&vault->s_.fact, "SELECT value FROM facts WHERE name=?"},
  };
  for (const auto& [statement, sql] : list) {
    ZHUNRU_TRY(prepared, vault->database_.prepare(sql));
    *statement = std::move(prepared);
  }
  return vault;
}

void Vault::forget(std::string_view account) {
  const std::lock_guard lock(cache_mutex_);
  if (const auto found = cache_.find(account); found != cache_.end()) cache_.erase(found);
}

base::Result<void> Vault::put_account(const Account& account) {
  const std::lock_guard lock(mutex_);
  forget(account.id);
  return s_.put_account
      .with(account.id, account.label, account.level, account.password_hash, seats_to_json(account.seats),
            std::int64_t{account.disabled}, account.stratum)
      .run();
}

base::Result<void> Vault::set_password(std::string_view account, std::string_view hash) {
  const std::lock_guard lock(mutex_);
  forget(account);
  return s_.set_password.with(hash, account).run();
}

std::optional<Account> Vault::account(std::string_view id) {
  {
    const std::lock_guard lock(cache_mutex_);
    if (const auto found = cache_.find(id); found != cache_.end()) return found->second;
  }
  const std::lock_guard lock(mutex_);
  if (!has_row(s_.account.with(id))) return std::nullopt;
  Account out = read_account(s_.account);
  s_.account.reset();
  const std::lock_guard cache_lock(cache_mutex_);
  cache_.insert_or_assign(out.id, out);
  return out;
}

std::vector<Account> Vault::accounts() {
  const std::lock_guard lock(mutex_);
  std::vector<Account> out;
  s_.accounts.reset();
  while (has_row(s_.accounts)) out.push_back(read_account(s_.accounts));
  return out;
}

std::int64_t Vault::count_accounts() {
  const std::lock_guard lock(mutex_);
  s_.count_accounts.reset();
  const std::int64_t count = has_row(s_.count_accounts) ? s_.count_accounts.integer(0) : 0;
  s_.count_accounts.reset();
  return count;
}

base::Result<void> Vault::put_reset(std::string_view token_hash, std::string_view account, std::int64_t expires_ms) {
  const std::lock_guard lock(mutex_);
  return s_.put_reset.with(token_hash, account, expires_ms).run();
}

std::optional<std::string> Vault::reset_account(std::string_view token_hash, std::int64_t now_ms, bool use) {
  const std::lock_guard lock(mutex_);
  if (!has_row(s_.reset.with(token_hash, now_ms))) return std::nullopt;
  std::string account = s_.reset.bytes(0);
  s_.reset.reset();
  if (use && !s_.use_reset.with(token_hash).run()) return std::nullopt;
  return account;
}

base::Result<void> Vault::put_session(const StoredSession& session) {
  const std::lock_guard lock(mutex_);
  return s_.put_session
      .with(session.hash, session.account, session.created_ms, session.seen_ms, session.agent, session.address)
      .run();
}

base::Result<void> Vault::drop_session(std::string_view hash) {
  const std::lock_guard lock(mutex_);
  return s_.drop_session.with(hash).run();
}

base::Result<void> Vault::drop_sessions_of(std::string_view account) {
  const std::lock_guard lock(mutex_);
  return s_.drop_sessions_of.with(account).run();
}

std::vector<StoredSession> Vault::sessions() {
  const std::lock_guard lock(mutex_);
  std::vector<StoredSession> out;
  s_.sessions.reset();
  while (has_row(s_.sessions)) {
    out.push_back({s_.sessions.bytes(0), s_.sessions.bytes(1), s_.sessions.integer(2), s_.sessions.integer(3),
                   s_.sessions.bytes(4), s_.sessions.bytes(5)});
  }
  return out;
}

base::Result<void> Vault::put_draft(std::string_view account, std::string_view key, std::string_view json,
                                    std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  return s_.put_draft.with(account, key, json, now_ms).run();
}

std::optional<std::string> Vault::draft(std::string_view account, std::string_view key) {
  const std::lock_guard lock(mutex_);
  if (!has_row(s_.draft.with(account, key))) return std::nullopt;
  std::string json = s_.draft.bytes(0);
  s_.draft.reset();
  return json;
}

std::vector<std::pair<std::string, std::int64_t>> Vault::drafts(std::string_view account) {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string, std::int64_t>> out;
  s_.drafts.with(account);
  while (has_row(s_.drafts)) out.emplace_back(s_.drafts.bytes(0), s_.drafts.integer(1));
  return out;
}

base::Result<void> Vault::drop_draft(std::string_view account, std::string_view key) {
  const std::lock_guard lock(mutex_);
  return s_.drop_draft.with(account, key).run();
}

base::Result<std::string> Vault::person_key(std::string_view person) {
  const std::string fresh = auth::random_bytes(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  s_.put_key.with(person, nullptr).bind_blob(2, fresh);
  ZHUNRU_TRY_VOID(s_.put_key.run());
  ZHUNRU_TRY(row, s_.key.with(person).step());
  std::string key = row ? s_.key.bytes(0) : std::string();
  s_.key.reset();
  return key;
}

base::Result<void> Vault::put_personal(const PersonalText& text) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(key, person_key(text.person));
  s_.put_personal.with(text.commitment, text.person, text.field, text.salt, nullptr)
      .bind_blob(5, seal(key, text.text, text.commitment));
  return s_.put_personal.run();
}

std::optional<PersonalText> Vault::personal(std::string_view commitment) {
  const std::lock_guard lock(mutex_);
  if (!has_row(s_.personal.with(commitment))) return std::nullopt;
  PersonalText out;
  out.commitment = std::string(commitment);
  out.person = s_.personal.bytes(0);
  out.field = s_.personal.bytes(1);
  out.salt = s_.personal.bytes(2);
  const std::string sealed = s_.personal.bytes(3);
  s_.personal.reset();
  if (!has_row(s_.key.with(out.person))) return std::nullopt;
  const auto text = unseal(s_.key.bytes(0), sealed, commitment);
  s_.key.reset();
  if (!text) return std::nullopt;
  out.text = *text;
  return out;
}

base::Result<void> Vault::erase_person(std::string_view person) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(transaction, store::sqlite::Transaction::begin(database_));
  ZHUNRU_TRY_VOID(s_.drop_key.with(person).run());
  ZHUNRU_TRY_VOID(s_.drop_texts.with(person).run());
  ZHUNRU_TRY_VOID(transaction.commit());
  // The write-ahead log still holds the old pages until it is folded in.
  database_.checkpoint();
  return {};
}

base::Result<void> Vault::erase_texts(const std::vector<std::string>& commitments) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(transaction, store::sqlite::Transaction::begin(database_));
  ZHUNRU_TRY(drop, database_.prepare("DELETE FROM personal WHERE commitment=?"));
  for (const auto& one : commitments) ZHUNRU_TRY_VOID(drop.with(one).run());
  ZHUNRU_TRY_VOID(transaction.commit());
  database_.checkpoint();
  return {};
}

std::pair<std::int64_t, std::int64_t> Vault::drafts_before(std::int64_t ms) {
  const std::lock_guard lock(mutex_);
  auto found = database_.prepare("SELECT count(*), coalesce(min(updated),0) FROM drafts WHERE updated<?");
  if (!found || !has_row(found->with(ms))) return {0, 0};
  return {found->integer(0), found->integer(1)};
}

base::Result<void> Vault::drop_drafts_before(std::int64_t ms) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(drop, database_.prepare("DELETE FROM drafts WHERE updated<?"));
  ZHUNRU_TRY_VOID(drop.with(ms).run());
  database_.checkpoint();
  return {};
}

base::Result<void> Vault::put_fact(std::string_view name, std::string_view value) {
  const std::lock_guard lock(mutex_);
  return s_.put_fact.with(name, value).run();
}

std::optional<std::string> Vault::fact(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (!has_row(s_.fact.with(name))) return std::nullopt;
  std::string value = s_.fact.bytes(0);
  s_.fact.reset();
  return value;
}

base::Result<void> Vault::copy_to(const std::string& path) {
  const std::lock_guard lock(mutex_);
  return database_.copy_to(path);
}

}  // namespace zhunru::server::vault

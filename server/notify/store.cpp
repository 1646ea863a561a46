#include "server/notify/store.hpp"

#include "server/auth/password.hpp"

namespace zhunru::server::notify {

namespace {

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS notices(
  id INTEGER PRIMARY KEY, account TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL,
  text TEXT NOT NULL, text_en TEXT NOT NULL, case_id TEXT NOT NULL, task_id TEXT NOT NULL, document_id TEXT NOT NULL,
  at INTEGER NOT NULL, read_at INTEGER, UNIQUE(account, key)) STRICT;
CREATE INDEX IF NOT EXISTS notices_of ON notices(account, id);
CREATE TABLE IF NOT EXISTS outbox(
  notice INTEGER NOT NULL REFERENCES notices(id), channel TEXT NOT NULL, account TEXT NOT NULL, address TEXT NOT NULL,
  message TEXT NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL, updated INTEGER NOT NULL,
  PRIMARY KEY(notice, channel)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_due ON outbox(due) WHERE state IN ('queued','unknown');
CREATE TABLE IF NOT EXISTS preferences(
  account TEXT PRIMARY KEY, mail TEXT NOT NULL, webhook INTEGER NOT NULL, quiet_from INTEGER NOT NULL, quiet_to INTEGER NOT NULL,
  daily INTEGER NOT NULL, digest_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version=1;
)";

using store::sqlite::Statement;
using store::sqlite::Transaction;

bool has_row(Statement& statement) {
  const auto row = statement.step();
  return row.ok() && *row;
}

constexpr const char* notice_columns_by_message =
    "SELECT n.id,n.account,n.kind,n.title,n.title_en,n.text,n.text_en,n.case_id,n.task_id,n.document_id,n.at,n.read_at IS NOT NULL FROM notices n "
    "JOIN outbox o ON o.notice=n.id WHERE o.message=? ORDER BY n.id";

Notice read_notice(const Statement& row) {
  Notice n;
  n.id = row.integer(0);
  n.account = row.bytes(1);
  n.kind = row.bytes(2);
  n.title = row.bytes(3);
  n.title_en = row.bytes(4);
  n.text = row.bytes(5);
  n.text_en = row.bytes(6);
  n.case_id = row.bytes(7);
  n.task_id = row.bytes(8);
  n.document_id = row.bytes(9);
  n.at_ms = row.integer(10);
  n.read = row.integer(11) != 0;
  return n;
}

}  // namespace

base::Result<std::unique_ptr<Store>> Store::open(const std::string& path) {
  store::sqlite::Options options;
  options.secure_delete = true;
  ZHUNRU_TRY(database, store::sqlite::Database::open(path, options));
  ZHUNRU_TRY_VOID(database.run(schema));
  auto out = std::make_unique<Store>();
  out->database_ = std::move(database);
  return out;
}

std::uint64_t Store::last_seq() {
  const std::lock_guard lock(mutex_);
  auto row = database_.prepare("SELECT value FROM facts WHERE name='last_seq'");
  return row && has_row(*row) ? static_cast<std::uint64_t>(row->integer(0)) : 0;
}

base::Result<void> Store::add(std::uint64_t seq, const std::vector<Addressed>& notices, const std::vector<std::string>& channels, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(transaction, Transaction::begin(database_));
  ZHUNRU_TRY(put, database_.prepare("INSERT OR IGNORE INTO notices(account,key,kind,title,title_en,text,text_en,case_id,task_id,document_id,at) "
                                    "VALUES(?,?,?,?,?,?,?,?,?,?,?)"));
  ZHUNRU_TRY(send, database_.prepare("INSERT INTO outbox VALUES(?,?,?,?,'','queued','',0,?,?)"));
  for (const auto& [draft, accounts] : notices) {
    for (const auto& account : accounts) {
      ZHUNRU_TRY_VOID(put.with(account, draft.key, draft.kind, draft.title, draft.title_en, draft.text, draft.text_en, draft.case_id,
                               draft.task_id, draft.document_id, now_ms).run());
      if (database_.changes() == 0) continue;
      const std::int64_t id = database_.last_insert_id();
      const Preferences wish = preferences_locked(account);
      for (const auto& channel : channels) {
        const std::string address = channel == "mail" ? wish.mail : wish.webhook ? account : "";
        if (!address.empty()) ZHUNRU_TRY_VOID(send.with(id, channel, account, address, due_of(wish, now_ms), now_ms).run());
      }
    }
  }
  ZHUNRU_TRY(fact, database_.prepare("INSERT OR REPLACE INTO facts VALUES('last_seq',?)"));
  ZHUNRU_TRY_VOID(fact.with(static_cast<std::int64_t>(seq)).run());
  return transaction.commit();
}

std::vector<Notice> Store::of(const std::string& account, std::int64_t before_id, bool unread_only, int most) {
  const std::lock_guard lock(mutex_);
  std::vector<Notice> out;
  auto rows = database_.prepare("SELECT id,account,kind,title,title_en,text,text_en,case_id,task_id,document_id,at,read_at IS NOT NULL FROM notices "
                                "WHERE account=? AND (?=0 OR id<?) AND (?=0 OR read_at IS NULL) ORDER BY id DESC LIMIT ?");
  if (!rows) return out;
  rows->with(account, before_id, before_id, std::int64_t{unread_only}, std::int64_t{most});
  while (has_row(*rows)) out.push_back(read_notice(*rows));
  return out;
}

std::int64_t Store::unread(const std::string& account) {
  const std::lock_guard lock(mutex_);
  auto row = database_.prepare("SELECT count(*) FROM notices WHERE account=? AND read_at IS NULL");
  return row && has_row(row->with(account)) ? row->integer(0) : 0;
}

base::Result<void> Store::mark_read(const std::string& account, std::int64_t up_to, const std::vector<std::int64_t>& ids, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(transaction, Transaction::begin(database_));
  ZHUNRU_TRY(all, database_.prepare("UPDATE notices SET read_at=? WHERE account=? AND id<=? AND read_at IS NULL"));
  ZHUNRU_TRY_VOID(all.with(now_ms, account, up_to).run());
  ZHUNRU_TRY(one, database_.prepare("UPDATE notices SET read_at=? WHERE account=? AND id=? AND read_at IS NULL"));
  for (const auto id : ids) ZHUNRU_TRY_VOID(one.with(now_ms, account, id).run());
  return transaction.commit();
}

std::vector<DeliveryState> Store::deliveries(std::int64_t notice) {
  const std::lock_guard lock(mutex_);
  std::vector<DeliveryState> out;
  auto rows = database_.prepare("SELECT channel,state,detail,tries,due,updated FROM outbox WHERE notice=? ORDER BY channel");
  if (!rows) return out;
  rows->with(notice);
  while (has_row(*rows)) {
    out.push_back({rows->bytes(0), delivery_of(rows->bytes(1)), rows->bytes(2), static_cast<int>(rows->integer(3)), rows->integer(4), rows->integer(5)});
  }
  return out;
}

Preferences Store::preferences_locked(const std::string& account) {
  Preferences out;
  auto row = database_.prepare("SELECT mail,webhook,quiet_from,quiet_to,daily,digest_at FROM preferences WHERE account=?");
  if (!row || !has_row(row->with(account))) return out;
  out.mail = row->bytes(0);
  out.webhook = row->integer(1) != 0;
  out.quiet_from = static_cast<int>(row->integer(2));
  out.quiet_to = static_cast<int>(row->integer(3));
  out.daily = row->integer(4) != 0;
  out.digest_at = static_cast<int>(row->integer(5));
  return out;
}

Preferences Store::preferences(const std::string& account) {
  const std::lock_guard lock(mutex_);
  return preferences_locked(account);
}

base::Result<void> Store::put_preferences(const std::string& account, const Preferences& p) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(put, database_.prepare("INSERT OR REPLACE INTO preferences VALUES(?,?,?,?,?,?,?)"));
  return put.with(account, p.mail, std::int64_t{p.webhook}, std::int64_t{p.quiet_from}, std::int64_t{p.quiet_to}, std::int64_t{p.daily},
                  std::int64_t{p.digest_at}).run();
}

base::Result<std::optional<Message>> Store::take(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(transaction, Transaction::begin(database_));
  ZHUNRU_TRY(first, database_.prepare("SELECT channel,account,address,message,tries FROM outbox WHERE state IN ('queued','unknown') AND due<=? ORDER BY due, notice LIMIT 1"));
  if (!has_row(first.with(now_ms))) return std::optional<Message>();
  Message message;
  message.channel = first.bytes(0);
  message.account = first.bytes(1);
  message.address = first.bytes(2);
  message.id = first.bytes(3);
  message.tries = static_cast<int>(first.integer(4)) + 1;
  first.reset();
  if (message.id.empty()) {
    // First try: with a digest everything that waits for this person goes together, and stays together.
    message.id = auth::random_token(16);
    const bool daily = preferences_locked(message.account).daily;
    ZHUNRU_TRY(name, database_.prepare("UPDATE outbox SET message=? WHERE channel=? AND account=? AND address=? AND message='' AND due<=? AND "
                                       "(?=1 OR notice=(SELECT min(notice) FROM outbox WHERE channel=? AND account=? AND address=? AND message='' AND due<=?))"));
    ZHUNRU_TRY_VOID(name.with(message.id, message.channel, message.account, message.address, now_ms, std::int64_t{daily}, message.channel,
                              message.account, message.address, now_ms).run());
  }
  ZHUNRU_TRY(away, database_.prepare("UPDATE outbox SET state='sending', tries=?, updated=? WHERE message=?"));
  ZHUNRU_TRY_VOID(away.with(std::int64_t{message.tries}, now_ms, message.id).run());
  ZHUNRU_TRY(rows, database_.prepare(notice_columns_by_message));
  rows.with(message.id);
  while (has_row(rows)) message.notices.push_back(read_notice(rows));
  rows.reset();
  ZHUNRU_TRY_VOID(transaction.commit());
  return std::optional<Message>(std::move(message));
}

base::Result<void> Store::settle(const Message& message, Delivery state, const std::string& detail, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const bool again = state == Delivery::queued || state == Delivery::unknown;
  const bool gives_up = again && message.tries >= most_tries;
  // Given up: what broke off after the content was sent stays unknown; the rest was never taken.
  const Delivery shown = gives_up && state == Delivery::queued ? Delivery::refused : state;
  ZHUNRU_TRY(put, database_.prepare("UPDATE outbox SET state=?, detail=?, due=?, updated=? WHERE message=?"));
  const std::int64_t due = gives_up ? INT64_MAX : now_ms + back_off_ms(message.tries - 1);
  return put.with(to_string(shown), detail, due, now_ms, message.id).run();
}

base::Result<void> Store::recover(std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(put, database_.prepare("UPDATE outbox SET state='unknown', detail='程序中断 / the process ended', due=?, updated=? WHERE state='sending'"));
  return put.with(now_ms, now_ms).run();
}

std::map<std::string, std::int64_t> Store::counts() {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::int64_t> out;
  auto rows = database_.prepare("SELECT channel||' '||state, count(*) FROM outbox GROUP BY 1");
  while (rows && has_row(*rows)) out[rows->bytes(0)] = rows->integer(1);
  return out;
}

std::string Store::last_problem() {
  const std::lock_guard lock(mutex_);
  auto row = database_.prepare("SELECT detail FROM outbox WHERE state IN ('refused','unknown','queued') AND detail<>'' ORDER BY updated DESC LIMIT 1");
  return row && has_row(*row) ? row->bytes(0) : std::string();
}

}  // namespace zhunru::server::notify

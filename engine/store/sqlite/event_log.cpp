#include "engine/store/sqlite/event_log.hpp"

#include <cstring>

namespace zhunru::store::sqlite {

namespace {

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS log(
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, prev_hash BLOB NOT NULL, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS log_keys(key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(key, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshot(
  part TEXT NOT NULL, key TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(part, key)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, number INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS space(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
)";

/// "ZHRU" and the version of the layout, in SQLite's own header fields.
constexpr const char* mark = "PRAGMA application_id=1514689109; PRAGMA user_version=1;";
constexpr std::int64_t application_id = 1514689109;

std::string_view view(const base::Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

bool read_hash(const std::string& bytes, base::Sha256& out) {
  if (bytes.size() != out.bytes.size()) return false;
  std::memcpy(out.bytes.data(), bytes.data(), bytes.size());
  return true;
}

base::Error damaged(std::uint64_t seq) {
  return base::make_error("store-corrupt", "日志记录损坏;请从备份恢复。", "A log record is damaged; restore from a backup.",
                          "seq " + std::to_string(seq));
}

base::Result<void> visit_rows(Statement& statement, const std::function<bool(const StoredRecord&)>& visit) {
  for (;;) {
    ZHUNRU_TRY(row, statement.step());
    if (!row) return {};
    StoredRecord record;
    record.seq = static_cast<std::uint64_t>(statement.integer(0));
    record.at_ms = statement.integer(1);
    if (!read_hash(statement.bytes(2), record.prev_hash) || !read_hash(statement.bytes(3), record.hash)) return damaged(record.seq);
    record.bytes = statement.bytes(4);
    if (!visit(record)) {
      statement.reset();
      return {};
    }
  }
}

}  // namespace

base::Result<std::unique_ptr<EventLog>> EventLog::open(const std::string& path, Mode mode) {
  Options options;
  options.read_only = mode == Mode::read_only;
  ZHUNRU_TRY(database, Database::open(path, options));
  auto log = std::unique_ptr<EventLog>(new EventLog());
  log->database_ = std::move(database);
  {
    ZHUNRU_TRY(id, log->database_.prepare("PRAGMA application_id"));
    ZHUNRU_TRY(row, id.step());
    const std::int64_t found = row ? id.integer(0) : 0;
    if (found != 0 && found != application_id) {
      return base::make_error("store-corrupt", "这不是本系统的数据文件。", "This file was not made by this program.", path);
    }
  }
  if (mode == Mode::write) {
    ZHUNRU_TRY_VOID(log->database_.run(mark));
    ZHUNRU_TRY_VOID(log->database_.run(schema));
  }
  const std::pair<Statement*, const char*> list[] = {
      {&log->head_, "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1"},
      {&log->append_, "INSERT INTO log VALUES(?,?,?,?,?)"},
      {&log->append_key_, "INSERT OR IGNORE INTO log_keys VALUES(?,?)"},
      {&log->read_, "SELECT seq,at,prev_hash,hash,bytes FROM log WHERE seq>=? ORDER BY seq"},
      {&log->read_key_,
       "SELECT l.seq,l.at,l.prev_hash,l.hash,l.bytes FROM log_keys k JOIN log l ON l.seq=k.seq WHERE k.key=? ORDER BY k.seq"},
      {&log->put_meta_, "INSERT OR REPLACE INTO meta VALUES(?,?,?)"},
      {&log->get_meta_, "SELECT number, bytes FROM meta WHERE name=?"},
      {&log->put_aggregate_, "INSERT OR REPLACE INTO snapshot VALUES(?,?,?)"},
      {&log->drop_aggregate_, "DELETE FROM snapshot WHERE part=? AND key=?"},
      {&log->aggregates_, "SELECT part,key,bytes FROM snapshot ORDER BY part,key"},
  };
  for (const auto& [statement, sql] : list) {
    ZHUNRU_TRY(prepared, log->database_.prepare(sql));
    *statement = std::move(prepared);
  }
  return log;
}

base::Result<Head> EventLog::head() {
  head_.reset();
  Head out;
  ZHUNRU_TRY(row, head_.step());
  if (row) {
    out.seq = static_cast<std::uint64_t>(head_.integer(0));
    if (!read_hash(head_.bytes(1), out.hash)) return damaged(out.seq);
  }
  head_.reset();
  return out;
}

base::Result<void> EventLog::append(std::uint64_t expected_last_seq, const std::vector<StoredRecord>& records) {
  ZHUNRU_TRY(transaction, Transaction::begin(database_));
  ZHUNRU_TRY(last, head());
  if (last.seq != expected_last_seq) {
    return base::make_error("store-conflict", "另一个程序已写入日志;本服务停止写入。",
                            "Another program has written to the log; this server stops writing.",
                            "expected " + std::to_string(expected_last_seq) + ", found " + std::to_string(last.seq));
  }
  for (const StoredRecord& record : records) {
    append_.with(static_cast<std::int64_t>(record.seq), record.at_ms, nullptr, nullptr, nullptr);
    append_.bind_blob(3, view(record.prev_hash)).bind_blob(4, view(record.hash)).bind_blob(5, record.bytes);
    ZHUNRU_TRY_VOID(append_.run());
    for (const auto& key : record.keys) {
      ZHUNRU_TRY_VOID(append_key_.with(key, static_cast<std::int64_t>(record.seq)).run());
    }
  }
  return transaction.commit();
}

base::Result<void> EventLog::read(std::uint64_t first_seq, const std::function<bool(const StoredRecord&)>& visit) {
  return visit_rows(read_.with(static_cast<std::int64_t>(first_seq)), visit);
}

base::Result<void> EventLog::read_key(std::string_view key, const std::function<bool(const StoredRecord&)>& visit) {
  return visit_rows(read_key_.with(key), visit);
}

base::Result<void> EventLog::put_snapshot(std::uint64_t seq, const base::Sha256& state_hash,
                                          const std::vector<StoredAggregate>& changed) {
  ZHUNRU_TRY(transaction, Transaction::begin(database_));
  for (const StoredAggregate& aggregate : changed) {
    if (aggregate.bytes.empty()) {
      ZHUNRU_TRY_VOID(drop_aggregate_.with(aggregate.table, aggregate.key).run());
    } else {
      put_aggregate_.with(aggregate.table, aggregate.key, nullptr).bind_blob(3, aggregate.bytes);
      ZHUNRU_TRY_VOID(put_aggregate_.run());
    }
  }
  put_meta_.with("snapshot", static_cast<std::int64_t>(seq), nullptr).bind_blob(3, view(state_hash));
  ZHUNRU_TRY_VOID(put_meta_.run());
  return transaction.commit();
}

base::Result<std::uint64_t> EventLog::read_snapshot(base::Sha256& state_hash,
                                                    const std::function<void(const StoredAggregate&)>& visit) {
  std::uint64_t seq = 0;
  {
    ZHUNRU_TRY(row, get_meta_.with("snapshot").step());
    if (!row) return seq;
    seq = static_cast<std::uint64_t>(get_meta_.integer(0));
    if (!read_hash(get_meta_.bytes(1), state_hash)) return damaged(seq);
    get_meta_.reset();
  }
  aggregates_.reset();
  for (;;) {
    ZHUNRU_TRY(row, aggregates_.step());
    if (!row) return seq;
    visit({aggregates_.bytes(0), aggregates_.bytes(1), aggregates_.bytes(2)});
  }
}

bool EventLog::has_space() {
  const std::string megabyte(1u << 20, 'x');
  const auto fill = [&]() -> base::Result<void> {
    ZHUNRU_TRY(put, database_.prepare("INSERT OR REPLACE INTO space VALUES(1,?)"));
    put.with(nullptr).bind_blob(1, megabyte);
    ZHUNRU_TRY_VOID(put.run());
    return database_.run("DELETE FROM space");
  };
  return fill().ok();
}

}  // namespace zhunru::store::sqlite

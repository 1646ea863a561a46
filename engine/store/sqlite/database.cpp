#include "engine/store/sqlite/database.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

namespace zhunru::store::sqlite {

base::Error error_of(sqlite3* handle, int code, std::string_view doing) {
  const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  const std::string where = std::string(doing) + ": " + detail + " (" + std::to_string(code) + ")";
  const int primary = code & 0xff;
  const bool no_space = primary == SQLITE_FULL ||
                        (primary == SQLITE_IOERR && handle != nullptr && sqlite3_system_errno(handle) == ENOSPC);
  if (no_space) {
    return base::make_error("store-full", "存储空间已满,暂停接受新的操作;请清理磁盘。",
                            "The disk is full; new actions are paused until space is freed.", where);
  }
  switch (primary) {
    case SQLITE_IOERR:
      return base::make_error("store-io", "磁盘读写失败,服务将停止以保护已确认的数据。",
                              "The disk failed; the server stops so that acknowledged data stays safe.", where);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return base::make_error("store-corrupt", "数据文件损坏或不是本系统的文件;请从备份恢复。",
                              "The data file is damaged or not ours; restore it from a backup.", where);
    case SQLITE_CONSTRAINT:
      return base::make_error("store-constraint", "数据约束不允许这次写入。", "A constraint of the store refused this write.",
                              where);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return base::make_error("store-busy", "数据文件正被另一个程序占用。", "Another program holds the data file.", where);
    default:
      return base::make_error("store-error", "存储操作失败。", "A store operation failed.", where);
  }
}

Statement::Statement(Statement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(statement_, other.statement_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int position, std::int64_t value) {
  CHECK(sqlite3_bind_int64(statement_, position, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int position, std::string_view text) {
  const char* data = text.empty() ? "" : text.data();
  CHECK(sqlite3_bind_text64(statement_, position, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int position, std::nullptr_t) {
  CHECK(sqlite3_bind_null(statement_, position) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_blob(int position, std::string_view bytes) {
  const char* data = bytes.empty() ? "" : bytes.data();
  CHECK(sqlite3_bind_blob64(statement_, position, data, bytes.size(), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

base::Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  const int extended = sqlite3_extended_errcode(handle_);
  base::Error error = error_of(handle_, extended, sqlite3_sql(statement_));
  sqlite3_reset(statement_);
  return error;
}

base::Result<void> Statement::run() {
  for (;;) {
    ZHUNRU_TRY(row, step());
    if (!row) return {};
  }
}

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

base::Result<Database> Database::open(const std::string& path, const Options& options) {
  int flags = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle);
  if (code != SQLITE_OK) return error_of(handle, code, "open " + path);
  sqlite3_busy_timeout(handle, 5000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  ZHUNRU_TRY_VOID(database.run("PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;"));
  if (!options.read_only) {
    ZHUNRU_TRY_VOID(database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;"));
    ZHUNRU_TRY_VOID(database.run(options.secure_delete ? "PRAGMA secure_delete=ON;" : "PRAGMA secure_delete=FAST;"));
  }
  return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

base::Result<void> Database::run(const char* fixed_sql) {
  const int code = sqlite3_exec(handle_, fixed_sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(handle_, sqlite3_extended_errcode(handle_), fixed_sql);
  return {};
}

base::Result<Statement> Database::prepare(const char* fixed_sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, fixed_sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return error_of(handle_, code, fixed_sql);
  return Statement(handle_, statement);
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

base::Result<void> Database::copy_to(const std::string& path) {
  ZHUNRU_TRY(target, Database::open(path));
  // The copy must be one plain file, so that it can be moved about.
  ZHUNRU_TRY_VOID(target.run("PRAGMA journal_mode=DELETE;"));
  sqlite3_backup* backup = sqlite3_backup_init(target.handle_, "main", handle_, "main");
  if (backup == nullptr) return error_of(target.handle_, sqlite3_extended_errcode(target.handle_), "backup " + path);
  const int step = sqlite3_backup_step(backup, -1);
  const int finish = sqlite3_backup_finish(backup);
  if (step != SQLITE_DONE || finish != SQLITE_OK) {
    return error_of(target.handle_, step != SQLITE_DONE ? step : finish, "backup " + path);
  }
  return {};
}

base::Result<void> Database::check_integrity() {
  ZHUNRU_TRY(statement, prepare("PRAGMA integrity_check(10)"));
  ZHUNRU_TRY(row, statement.step());
  if (row && statement.bytes(0) == "ok") return {};
  return base::make_error("store-corrupt", "数据文件未通过完整性检查;请从备份恢复。",
                          "The data file failed its integrity check; restore it from a backup.",
                          row ? statement.bytes(0) : std::string());
}

void Database::checkpoint() { sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr); }

base::Result<Transaction> Transaction::begin(Database& database) {
  ZHUNRU_TRY_VOID(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // A failed statement may have rolled back already; then this reports "no transaction", which changes nothing.
  (void)database_->run("ROLLBACK");
}

base::Result<void> Transaction::commit() {
  ZHUNRU_TRY_VOID(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace zhunru::store::sqlite

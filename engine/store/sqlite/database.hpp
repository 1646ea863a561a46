// A thin, safe face on SQLite: open with our durability settings, prepared statements with bound values, transactions.
// It builds no SQL from data (there is no way to pass text into a statement but by binding) and hides no error.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace zhunru::store::sqlite {

/// Error codes of this folder: "store-full" (no space left), "store-io" (the disk failed; stop acknowledging),
/// "store-corrupt" (not our file, or damaged), "store-constraint" (a unique key or CHECK said no), "store-busy", "store-error".
base::Error error_of(sqlite3* handle, int code, std::string_view doing);

/// One prepared statement. Bind, step until it returns false, read columns in between. Rebinding resets it.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* handle, sqlite3_stmt* statement) : handle_(handle), statement_(statement) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Resets and binds all parameters in order: std::int64_t, text, nullptr. Blobs by `bind_blob` afterwards.
  template <class... T>
  Statement& with(const T&... values) {
    reset();
    int position = 0;
    (bind(++position, values), ...);
    return *this;
  }
  Statement& bind(int position, std::int64_t value);
  Statement& bind(int position, std::string_view text);
  Statement& bind(int position, const std::string& text) { return bind(position, std::string_view(text)); }
  Statement& bind(int position, const char* text) { return bind(position, std::string_view(text)); }
  Statement& bind(int position, std::nullptr_t);
  Statement& bind_blob(int position, std::string_view bytes);

  /// True: a row is there to be read. False: done.
  base::Result<bool> step();
  /// Runs to the end; for statements without rows.
  base::Result<void> run();
  void reset();

  std::int64_t integer(int column) const;
  /// Text or blob, as bytes.
  std::string bytes(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3* handle_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

struct Options {
  bool create = true;
  bool read_only = false;
  /// Overwrites deleted content with zeros: for files that hold personal text.
  bool secure_delete = false;
};

/// One connection. Use it from one thread at a time.
class Database {
 public:
  Database() = default;
  /// WAL, synchronous=FULL, foreign keys, no busy surprises (5 s wait), cell size checks, defensive mode.
  static base::Result<Database> open(const std::string& path, const Options& options = {});
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Fixed SQL written in our sources (schema, pragmas, begin/commit); may hold several statements.
  base::Result<void> run(const char* fixed_sql);
  base::Result<Statement> prepare(const char* fixed_sql);
  std::int64_t last_insert_id() const;
  std::int64_t changes() const;
  /// Copies this database, also while others write, into a new file (SQLite's backup interface).
  base::Result<void> copy_to(const std::string& path);
  /// PRAGMA integrity_check; empty error when sound.
  base::Result<void> check_integrity();
  /// Folds the write-ahead log into the file.
  void checkpoint();

 private:
  explicit Database(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_ = nullptr;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when it goes out of scope uncommitted.
class Transaction {
 public:
  static base::Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  base::Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace zhunru::store::sqlite

// The phone's own SQLite database: pages in memory, every commit stored in IndexedDB.
// For: cached cases, outbox of commands, drafts, settings. Refuses to report "saved" before the
// browser's transaction completed, and refuses to write from two tabs at once (Web Locks).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

struct sqlite3;

namespace zhunru::store {

enum class Durability : std::uint8_t {
    durable,    ///< commits reach IndexedDB
    follower,   ///< another tab is the writer: this one reads a copy and keeps changes in memory
    memory,     ///< the browser keeps nothing (private mode, quota): tell the user
};

class LocalDb {
public:
    LocalDb() = default;
    LocalDb(const LocalDb&) = delete;
    LocalDb& operator=(const LocalDb&) = delete;
    ~LocalDb();

    /// Loads the pages of database `name`, opens it, then calls `ready` once (never before returning).
    /// On failure `handle()` is null and error() says why.
    void open(std::string name, std::function<void(bool ok)> ready);
    /// For prepared statements through the sqlite3 C API. Null until open() reported true.
    [[nodiscard]] sqlite3* handle() const { return db_; }
    /// One or more statements without results. False: error() says what was wrong.
    [[nodiscard]] bool exec(std::string_view sql);
    /// Calls back when everything committed so far is in IndexedDB (true), or could not be kept (false).
    void flush(std::function<void(bool saved)> done);
    [[nodiscard]] Durability durability() const { return durability_; }
    [[nodiscard]] const std::string& error() const { return error_; }
    /// Asks the browser not to evict our data; call after the first useful action of the user.
    void ask_persistence();
    /// Closes and deletes every page (signing out of a shared phone).
    void erase(std::function<void(bool)> done);

private:
    sqlite3* db_ = nullptr;
    std::string name_;
    std::string error_;
    Durability durability_ = Durability::memory;
};

}  // namespace zhunru::store

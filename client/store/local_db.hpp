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
    follower,   ///< another tab is the writer: this one reads a copy; what must be kept goes to the writer by post()
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
    /// A follower's letter to the writer; kept by the browser under `key` (a later one replaces it) until the writer has it.
    /// flush() waits for it too.
    void post(std::string_view key, std::string_view text);
    /// Letters of other tabs, as JSON [{"key", "text"}]; asked again at each start, so one may come twice. Answered with a commit.
    void on_mail(std::function<void(const std::string& letters)> call) { mail_ = std::move(call); }
    /// The writing tab is gone and this follower has taken over: the database was loaded anew.
    void on_promoted(std::function<void(bool ok)> call) { promoted_ = std::move(call); }
    [[nodiscard]] Durability durability() const { return durability_; }
    [[nodiscard]] const std::string& error() const { return error_; }
    /// Asks the browser not to evict our data; call after the first useful action of the user.
    void ask_persistence();
    /// Closes and deletes every page (signing out of a shared phone).
    void erase(std::function<void(bool)> done);

    /// For the glue only: letters have come; the lock is ours.
    void deliver(const std::string& letters, std::int32_t receipt);
    void promote();
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    sqlite3* db_ = nullptr;
    std::function<void(const std::string&)> mail_;
    std::function<void(bool)> promoted_;
    std::string name_;
    std::string error_;
    Durability durability_ = Durability::memory;
};

}  // namespace zhunru::store

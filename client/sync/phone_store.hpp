// PhoneStore: what the phone itself keeps, in SQLite: unsent commands, drafts of forms, cached answers, preferences.
// For: Outbox and screens. Refuses to hold anything secret (no passwords, no session) and to lose a draft silently:
// kept() says whether the browser stores anything at all.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/store/local_db.hpp"
#include "engine/base/value.hpp"

namespace zhunru::sync {

struct PendingCommand {
    std::string id;       ///< idempotency key
    std::string path;     ///< where it is posted
    std::string body;     ///< JSON
    std::string title;    ///< for people: what it is about
    std::string state;    ///< "waiting" or "refused"
    std::string failure;  ///< JSON of the server's error, when refused
};

class PhoneStore {
public:
    void open(std::function<void()> ready);
    [[nodiscard]] bool is_open() const { return open_; }
    /// False where the browser keeps nothing over a reload (private mode, no space).
    [[nodiscard]] bool kept() const { return db_.durability() == store::Durability::durable; }

    void put_draft(std::string_view key, const base::Value& data);
    [[nodiscard]] std::optional<base::Value> draft(std::string_view key);
    void drop_draft(std::string_view key);

    void put_command(const PendingCommand& command);
    [[nodiscard]] std::vector<PendingCommand> commands();
    void drop_command(std::string_view id);

    void put_preference(std::string_view key, std::string_view value);
    [[nodiscard]] std::string preference(std::string_view key);

    /// Calls back once everything written so far is stored by the browser.
    void flush(std::function<void(bool saved)> done) { db_.flush(std::move(done)); }
    void ask_persistence() { db_.ask_persistence(); }
    /// Forgets drafts and unsent commands of this phone (signing out of a shared one).
    void forget();

private:
    store::LocalDb db_;
    bool open_ = false;
};

}  // namespace zhunru::sync

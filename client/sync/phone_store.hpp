// PhoneStore: what the phone itself keeps, in SQLite: unsent commands, drafts of forms, pages read last, preferences.
// For: Outbox, Api and screens. Refuses to hold anything secret (no passwords, no session, no signature ticket) and to lose a
// draft silently: kept() says whether the browser stores anything at all. In a second tab everything goes through a mailbox to the
// tab that writes, and comes into its hands when that one is closed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/store/local_db.hpp"
#include "engine/base/value.hpp"

namespace zhunru::sync {

/// A command on its way. States: waiting (goes out by itself), unsigned (waits for the password), refused (to be repaired),
/// accepted (the server has confirmed it while no screen was looking; kept until it was seen).
struct PendingCommand {
    std::string id;       ///< idempotency key
    std::string path;     ///< where it is posted
    std::string body;     ///< JSON
    std::string title;    ///< for people: what it is about
    std::string state;
    std::string failure;  ///< JSON of the server's error, when refused
    std::string account;  ///< whose it is; "" = the holder of a link
    std::string route;    ///< screen on which it was made, for repairing
    std::string reply;    ///< JSON of the server's answer, when accepted
    std::int64_t at_ms = 0;  ///< when it was agreed here, by the phone's clock
};

/// An answer of the server read earlier.
struct KeptPage {
    std::string body;
    std::int64_t at_ms = 0;
};

class PhoneStore {
public:
    /// `ready` is called once; `renewed` each time the content was loaded anew (this tab has become the writer, or got mail).
    void open(std::function<void()> ready, std::function<void()> renewed);
    [[nodiscard]] bool is_open() const { return open_; }
    /// False where the browser keeps nothing over a reload (private mode, no space).
    /// This tab writes the database (the only one, or the first of several).
    [[nodiscard]] bool writes() const { return !follows(); }
    [[nodiscard]] bool kept() const { return db_.durability() != store::Durability::memory; }

    /// Another number each time when drafts may have changed: written here, or loaded anew after another tab wrote them.
    [[nodiscard]] std::uint32_t drafts_edition() const { return drafts_edition_; }
    void put_draft(std::string_view key, const base::Value& data);
    [[nodiscard]] std::optional<base::Value> draft(std::string_view key);
    void drop_draft(std::string_view key);

    void put_command(const PendingCommand& command);
    [[nodiscard]] std::vector<PendingCommand> commands();
    void drop_command(std::string_view id);

    /// Pages read last, for when there is no network: at most 80, each at most 4 MiB, of one account.
    void keep_page(std::string_view account, std::string_view path, std::string_view body, std::int64_t at_ms);
    [[nodiscard]] std::optional<KeptPage> page(std::string_view account, std::string_view path);
    /// Removes the pages of every other account.
    void keep_only(std::string_view account);

    void put_preference(std::string_view key, std::string_view value);
    [[nodiscard]] std::string preference(std::string_view key);

    /// Calls back once everything written so far is stored by the browser.
    void flush(std::function<void(bool saved)> done) { db_.flush(std::move(done)); }
    void ask_persistence() { db_.ask_persistence(); }
    /// Forgets drafts, pages and unsent commands of this phone (signing out of a shared one).
    void forget();

private:
    void migrate();
    void take_mail(const std::string& letters);
    [[nodiscard]] bool follows() const { return db_.durability() == store::Durability::follower; }

    store::LocalDb db_;
    std::function<void()> renewed_;
    std::uint32_t drafts_edition_ = 1;
    bool open_ = false;
};

}  // namespace zhunru::sync

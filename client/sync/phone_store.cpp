#include "client/sync/phone_store.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <initializer_list>
#include <utility>

#include "engine/base/json.hpp"

namespace zhunru::sync {

namespace {

using base::Context;
using base::Value;

constexpr std::string_view schema =
    "CREATE TABLE IF NOT EXISTS draft(key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS command(place INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, path TEXT NOT NULL,"
    " body TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, failure TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS preference(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;";
/// Version 2: whose a command is, where it was made, what the server said; pages read last. Older content stays.
constexpr std::string_view to_version_2 =
    "ALTER TABLE command ADD COLUMN account TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE command ADD COLUMN route TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE command ADD COLUMN reply TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE command ADD COLUMN at TEXT NOT NULL DEFAULT '0';"
    "CREATE TABLE page(account TEXT NOT NULL, path TEXT NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(account, path));"
    "PRAGMA user_version=2;";

constexpr std::size_t largest_page = 4U << 20U;
constexpr const char* most_pages = "80";

using Row = std::vector<std::string>;

/// Runs one statement with text parameters (bytes stay bytes); gives its rows. Nothing happens without a database.
std::vector<Row> run(sqlite3* db, const char* sql, std::initializer_list<std::string_view> parameters = {}) {
    std::vector<Row> rows;
    sqlite3_stmt* statement = nullptr;
    if (db == nullptr || sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) return rows;
    int index = 0;
    for (const std::string_view text : parameters)
        sqlite3_bind_text(statement, ++index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        Row row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
            row.emplace_back(bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, i))));
        }
        rows.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
    return rows;
}

std::int64_t number(const std::string& text) { return std::strtoll(text.c_str(), nullptr, 10); }

std::string letter(const PendingCommand& c) {
    return base::to_json(Value(Context{{"kind", "command"}, {"id", c.id}, {"path", c.path}, {"body", c.body}, {"title", c.title},
                                       {"state", c.state}, {"failure", c.failure}, {"account", c.account}, {"route", c.route},
                                       {"reply", c.reply}, {"at", std::to_string(c.at_ms)}}));
}

PendingCommand command_of(const Value& v) {
    const auto text = [&](const char* name) { return v.get(name).string_or(""); };
    return {text("id"), text("path"), text("body"), text("title"), text("state"), text("failure"),
            text("account"), text("route"), text("reply"), number(text("at"))};
}

}  // namespace

void PhoneStore::open(std::function<void()> ready, std::function<void()> renewed) {
    renewed_ = std::move(renewed);
    db_.on_mail([this](const std::string& letters) { take_mail(letters); });
    db_.on_promoted([this](bool ok) {
        open_ = ok;
        migrate();
        ++drafts_edition_;
        if (renewed_) renewed_();
    });
    db_.open("zhunru", [this, ready = std::move(ready)](bool ok) {
        open_ = ok;
        migrate();
        ++drafts_edition_;
        ready();
    });
}

void PhoneStore::migrate() {
    open_ = open_ && db_.exec(schema);
    if (!open_) return;
    const auto rows = run(db_.handle(), "PRAGMA user_version");
    if (rows.empty() || number(rows[0][0]) < 2) open_ = db_.exec(to_version_2);
}

/// What other tabs wrote while this one held the database.
void PhoneStore::take_mail(const std::string& letters) {
    const auto list = base::parse_json(letters, {.bytes = 16U << 20U, .members = 100'000});
    if (!list || !list->is_list()) return;
    for (const Value& item : list->as_list()) {
        const auto read = base::parse_json(item.get("text").string_or(""), {.bytes = 8U << 20U, .members = 100'000});
        if (!read) continue;
        const std::string kind = read->get("kind").string_or("");
        const std::string id = read->get("id").string_or("");
        if (kind == "command") put_command(command_of(*read));
        if (kind == "command_gone") drop_command(id);
        if (kind == "draft") put_draft(id, read->get("data"));
        if (kind == "draft_gone") drop_draft(id);
    }
    if (renewed_) renewed_();
}

void PhoneStore::put_draft(std::string_view key, const base::Value& data) {
    ++drafts_edition_;
    run(db_.handle(), "INSERT INTO draft VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET data=?2", {key, base::to_json(data)});
    if (follows()) db_.post("draft " + std::string(key), base::to_json(Value(Context{{"kind", "draft"}, {"id", key}, {"data", data}})));
}

std::optional<base::Value> PhoneStore::draft(std::string_view key) {
    const auto rows = run(db_.handle(), "SELECT data FROM draft WHERE key=?", {key});
    if (rows.empty()) return std::nullopt;
    auto parsed = base::parse_json(rows[0][0]);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

void PhoneStore::drop_draft(std::string_view key) {
    ++drafts_edition_;
    run(db_.handle(), "DELETE FROM draft WHERE key=?", {key});
    if (follows()) db_.post("draft " + std::string(key), base::to_json(Value(Context{{"kind", "draft_gone"}, {"id", key}})));
}

void PhoneStore::put_command(const PendingCommand& c) {
    run(db_.handle(),
        "INSERT INTO command(id,path,body,title,state,failure,account,route,reply,at) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10) "
        "ON CONFLICT(id) DO UPDATE SET body=?3, state=?5, failure=?6, reply=?9",
        {c.id, c.path, c.body, c.title, c.state, c.failure, c.account, c.route, c.reply, std::to_string(c.at_ms)});
    if (follows()) db_.post("command " + c.id, letter(c));
}

std::vector<PendingCommand> PhoneStore::commands() {
    std::vector<PendingCommand> out;
    for (auto& row : run(db_.handle(), "SELECT id,path,body,title,state,failure,account,route,reply,at FROM command ORDER BY place"))
        out.push_back({row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], number(row[9])});
    return out;
}

void PhoneStore::drop_command(std::string_view id) {
    run(db_.handle(), "DELETE FROM command WHERE id=?", {id});
    if (follows()) db_.post("command " + std::string(id), base::to_json(Value(Context{{"kind", "command_gone"}, {"id", id}})));
}

void PhoneStore::keep_page(std::string_view account, std::string_view path, std::string_view body, std::int64_t at_ms) {
    // A copy in a second tab is not written down: the writing tab keeps its own pages.
    if (!open_ || follows() || body.size() > largest_page) return;
    const std::string at = std::to_string(at_ms);
    const auto same = run(db_.handle(), "SELECT 1 FROM page WHERE account=?1 AND path=?2 AND body=?3", {account, path, body});
    if (!same.empty()) {
        run(db_.handle(), "UPDATE page SET at=?3 WHERE account=?1 AND path=?2", {account, path, at});
        return;
    }
    run(db_.handle(), "INSERT INTO page(account,path,at,body) VALUES(?1,?2,?3,?4) ON CONFLICT(account,path) DO UPDATE SET at=?3, body=?4",
        {account, path, at, body});
    run(db_.handle(), "DELETE FROM page WHERE rowid NOT IN (SELECT rowid FROM page ORDER BY CAST(at AS INTEGER) DESC LIMIT CAST(?1 AS INTEGER))",
        {most_pages});
}

std::optional<KeptPage> PhoneStore::page(std::string_view account, std::string_view path) {
    auto rows = run(db_.handle(), "SELECT body,at FROM page WHERE account=?1 AND path=?2", {account, path});
    if (rows.empty()) return std::nullopt;
    return KeptPage{std::move(rows[0][0]), number(rows[0][1])};
}

void PhoneStore::keep_only(std::string_view account) {
    if (!follows()) run(db_.handle(), "DELETE FROM page WHERE account NOT IN (?1, '')", {account});
}

void PhoneStore::put_preference(std::string_view key, std::string_view value) {
    run(db_.handle(), "INSERT INTO preference VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET value=?2", {key, value});
}

std::string PhoneStore::preference(std::string_view key) {
    const auto rows = run(db_.handle(), "SELECT value FROM preference WHERE key=?", {key});
    return rows.empty() ? std::string() : rows[0][0];
}

void PhoneStore::forget() {
    for (const PendingCommand& command : commands()) drop_command(command.id);
    run(db_.handle(), "DELETE FROM draft");
    run(db_.handle(), "DELETE FROM page WHERE account<>''");
    run(db_.handle(), "DELETE FROM preference WHERE key='account'");
}

}  // namespace zhunru::sync

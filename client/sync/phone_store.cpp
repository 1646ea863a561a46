#include "client/sync/phone_store.hpp"

#include <sqlite3.h>

#include <initializer_list>
#include <utility>

#include "engine/base/json.hpp"

namespace zhunru::sync {

namespace {

constexpr std::string_view schema =
    "CREATE TABLE IF NOT EXISTS draft(key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS command(place INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, path TEXT NOT NULL,"
    " body TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, failure TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS preference(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;";

using Row = std::vector<std::string>;

/// Runs one statement with text parameters; gives its rows. Nothing happens without a database.
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
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            row.emplace_back(text == nullptr ? "" : text);
        }
        rows.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
    return rows;
}

}  // namespace

void PhoneStore::open(std::function<void()> ready) {
    db_.open("zhunru", [this, ready = std::move(ready)](bool ok) {
        open_ = ok && db_.exec(schema);
        ready();
    });
}

void PhoneStore::put_draft(std::string_view key, const base::Value& data) {
    run(db_.handle(), "INSERT INTO draft VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET data=?2", {key, base::to_json(data)});
}

std::optional<base::Value> PhoneStore::draft(std::string_view key) {
    const auto rows = run(db_.handle(), "SELECT data FROM draft WHERE key=?", {key});
    if (rows.empty()) return std::nullopt;
    auto parsed = base::parse_json(rows[0][0]);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

void PhoneStore::drop_draft(std::string_view key) { run(db_.handle(), "DELETE FROM draft WHERE key=?", {key}); }

void PhoneStore::put_command(const PendingCommand& c) {
    run(db_.handle(),
        "INSERT INTO command(id,path,body,title,state,failure) VALUES(?1,?2,?3,?4,?5,?6) "
        "ON CONFLICT(id) DO UPDATE SET body=?3, state=?5, failure=?6",
        {c.id, c.path, c.body, c.title, c.state, c.failure});
}

std::vector<PendingCommand> PhoneStore::commands() {
    std::vector<PendingCommand> out;
    for (auto& row : run(db_.handle(), "SELECT id,path,body,title,state,failure FROM command ORDER BY place"))
        out.push_back({row[0], row[1], row[2], row[3], row[4], row[5]});
    return out;
}

void PhoneStore::drop_command(std::string_view id) { run(db_.handle(), "DELETE FROM command WHERE id=?", {id}); }

void PhoneStore::put_preference(std::string_view key, std::string_view value) {
    run(db_.handle(), "INSERT INTO preference VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET value=?2", {key, value});
}

std::string PhoneStore::preference(std::string_view key) {
    const auto rows = run(db_.handle(), "SELECT value FROM preference WHERE key=?", {key});
    return rows.empty() ? std::string() : rows[0][0];
}

void PhoneStore::forget() {
    run(db_.handle(), "DELETE FROM draft");
    run(db_.handle(), "DELETE FROM command");
}

}  // namespace zhunru::sync

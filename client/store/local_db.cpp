#include "client/store/local_db.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <sqlite3.h>

#include <map>

#include "client/platform/browser_ports.hpp"
#include "client/platform/callbacks.hpp"
#include "client/store/page_vfs.hpp"

EM_JS(void, zh_js_store_load, (int id, const char* name), { ZH.store.load(id, UTF8ToString(name)); });
EM_JS(void, zh_js_store_flush, (int id, const char* name), { ZH.store.flush(id, UTF8ToString(name)); });
EM_JS(void, zh_js_store_erase, (int id, const char* name), { ZH.store.erase(id, UTF8ToString(name)); });
EM_JS(void, zh_js_store_post, (const char* name, const char* key, const char* text), {
    ZH.store.post(UTF8ToString(name), UTF8ToString(key), UTF8ToString(text));
});
EM_JS(void, zh_js_store_received, (const char* name, int receipt), { ZH.store.received(UTF8ToString(name), receipt); });
EM_JS(void, zh_js_store_persist, (), { ZH.store.persist(); });

namespace zhunru::store {
namespace {

struct Loaded {
    int mode = 0;
    std::int64_t size = 0;
    unsigned char* bytes = nullptr;
};

platform::Callbacks<Loaded>& load_callbacks() {
    static platform::Callbacks<Loaded> it;
    return it;
}

/// Open databases by name: the glue speaks of them by it.
std::map<std::string, LocalDb*>& open_databases() {
    static std::map<std::string, LocalDb*> it;
    return it;
}

}  // namespace

LocalDb::~LocalDb() {
    if (const auto found = open_databases().find(name_); found != open_databases().end() && found->second == this) open_databases().erase(found);
    if (db_ != nullptr) sqlite3_close_v2(db_);
}

void LocalDb::open(std::string name, std::function<void(bool)> ready) {
    name_ = std::move(name);
    open_databases()[name_] = this;
    const std::int32_t id = load_callbacks().keep([this, ready = std::move(ready)](Loaded loaded) {
        durability_ = loaded.mode == 2 ? Durability::durable : loaded.mode == 1 ? Durability::follower : Durability::memory;
        page_vfs_add(name_, loaded.bytes, loaded.size, durability_ == Durability::durable);
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        bool ok = sqlite3_open_v2(name_.c_str(), &db_, flags, "pages") == SQLITE_OK;
        ok = ok && exec("pragma page_size=4096; pragma journal_mode=memory; pragma temp_store=memory; pragma synchronous=full;"
                        "pragma foreign_keys=on;");
        if (ok) ok = exec("select count(*) from sqlite_schema;");  // a damaged copy shows here
        if (!ok) {
            if (error_.empty()) error_ = db_ != nullptr ? sqlite3_errmsg(db_) : "cannot open";
            sqlite3_close_v2(db_);
            db_ = nullptr;
        }
        ready(ok);
    });
    zh_js_store_load(id, name_.c_str());
}

bool LocalDb::exec(std::string_view sql) {
    if (db_ == nullptr) {
        error_ = "the database is not open";
        return false;
    }
    char* message = nullptr;
    const int code = sqlite3_exec(db_, std::string(sql).c_str(), nullptr, nullptr, &message);
    if (code == SQLITE_OK) return true;
    error_ = message != nullptr ? message : sqlite3_errstr(code);
    sqlite3_free(message);
    return false;
}

void LocalDb::flush(std::function<void(bool)> done) {
    zh_js_store_flush(platform::done_callbacks().keep(std::move(done)), name_.c_str());
}

void LocalDb::post(std::string_view key, std::string_view text) {
    zh_js_store_post(name_.c_str(), std::string(key).c_str(), std::string(text).c_str());
}

void LocalDb::deliver(const std::string& letters, std::int32_t receipt) {
    if (db_ == nullptr || !mail_) return;
    mail_(letters);
    // The letters go only when what they said is in the database.
    flush([name = name_, receipt](bool saved) {
        if (saved) zh_js_store_received(name.c_str(), receipt);
    });
}

void LocalDb::promote() {
    if (db_ != nullptr) sqlite3_close_v2(db_);
    db_ = nullptr;
    page_vfs_drop(name_);
    open(name_, [this](bool ok) {
        if (promoted_) promoted_(ok);
    });
}

void LocalDb::ask_persistence() { zh_js_store_persist(); }

void LocalDb::erase(std::function<void(bool)> done) {
    if (db_ != nullptr) sqlite3_close_v2(db_);
    db_ = nullptr;
    page_vfs_drop(name_);
    zh_js_store_erase(platform::done_callbacks().keep(std::move(done)), name_.c_str());
}

}  // namespace zhunru::store

extern "C" EMSCRIPTEN_KEEPALIVE void zh_store_loaded(int id, int mode, int size, unsigned char* bytes) {
    if (zhunru::store::load_callbacks().answer(id, {mode, size, bytes})) zhunru::platform::want_frame();
}

extern "C" EMSCRIPTEN_KEEPALIVE void zh_store_mail(const char* name, const char* letters, int receipt) {
    const auto found = zhunru::store::open_databases().find(name);
    if (found != zhunru::store::open_databases().end()) found->second->deliver(letters, receipt);
    zhunru::platform::want_frame();
}

extern "C" EMSCRIPTEN_KEEPALIVE void zh_store_promoted(const char* name) {
    const auto found = zhunru::store::open_databases().find(name);
    if (found != zhunru::store::open_databases().end()) found->second->promote();
}

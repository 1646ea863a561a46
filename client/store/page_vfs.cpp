#include "client/store/page_vfs.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <sqlite3.h>

EM_JS(void, zh_js_commit, (const char* name, int page, int size, const int* list, int count, const unsigned char* data, int old_size), {
    ZH.store.commit(UTF8ToString(name), page, size, list, count, data, old_size);
});
EM_JS(double, zh_js_random_number, (), { return crypto.getRandomValues(new Uint32Array(1))[0]; });

namespace zhunru::store {
namespace {

constexpr std::int64_t kPage = 4096;
constexpr std::int64_t kMost = 256LL * 1024 * 1024;  // the whole database is held in memory

struct Content {
    std::string name;
    std::vector<unsigned char> bytes;
    std::set<std::int32_t> dirty;
    std::int64_t stored_size = 0;
    bool keeps = false;
};

std::map<std::string, std::unique_ptr<Content>>& contents() {
    static std::map<std::string, std::unique_ptr<Content>> it;
    return it;
}

struct File {
    sqlite3_file base;
    Content* content;
};

Content& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->content; }

int close_file(sqlite3_file*) { return SQLITE_OK; }

int read_file(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
    const Content& c = of(file);
    const auto size = static_cast<sqlite3_int64>(c.bytes.size());
    const sqlite3_int64 there = std::clamp<sqlite3_int64>(size - offset, 0, amount);
    if (there > 0) std::memcpy(out, c.bytes.data() + offset, static_cast<std::size_t>(there));
    if (there == amount) return SQLITE_OK;
    std::memset(static_cast<char*>(out) + there, 0, static_cast<std::size_t>(amount - there));
    return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* in, int amount, sqlite3_int64 offset) {
    Content& c = of(file);
    const sqlite3_int64 end = offset + amount;
    if (end > kMost) return SQLITE_FULL;
    if (end > static_cast<sqlite3_int64>(c.bytes.size())) c.bytes.resize(static_cast<std::size_t>(end));
    std::memcpy(c.bytes.data() + offset, in, static_cast<std::size_t>(amount));
    for (sqlite3_int64 page = offset / kPage; page * kPage < end; ++page) c.dirty.insert(static_cast<std::int32_t>(page));
    return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    of(file).bytes.resize(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

/// SQLite syncs once per commit: now the file is consistent, and its dirty pages go out together.
int sync_file(sqlite3_file* file, int) {
    Content& c = of(file);
    const auto size = static_cast<std::int64_t>(c.bytes.size());
    if (c.keeps && (!c.dirty.empty() || size != c.stored_size)) {
        std::vector<int> list;
        std::vector<unsigned char> data;
        for (const std::int32_t page : c.dirty) {
            const std::int64_t at = page * kPage;
            if (at >= size) continue;
            list.push_back(page);
            data.resize(list.size() * kPage);
            std::memcpy(data.data() + (list.size() - 1) * kPage, c.bytes.data() + at, static_cast<std::size_t>(std::min(kPage, size - at)));
        }
        zh_js_commit(c.name.c_str(), kPage, static_cast<int>(size), list.data(), static_cast<int>(list.size()), data.data(),
                     static_cast<int>(c.stored_size));
    }
    c.dirty.clear();
    c.stored_size = size;
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* out) {
    *out = static_cast<sqlite3_int64>(of(file).bytes.size());
    return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int is_locked(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
}
int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(kPage); }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_ATOMIC4K | SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

const sqlite3_io_methods kMethods = {1, close_file, read_file, write_file, truncate_file, sync_file, file_size, lock_file, lock_file,
                                     is_locked, control, sector_size, characteristics,
                                     nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    File& f = *reinterpret_cast<File*>(file);
    f.base.pMethods = nullptr;
    const auto found = contents().find(name == nullptr ? "" : name);
    if (found == contents().end()) return SQLITE_CANTOPEN;
    f.content = found->second.get();
    f.base.pMethods = &kMethods;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char*, int) { return SQLITE_OK; }

int access_file(sqlite3_vfs*, const char* name, int, int* out) {
    *out = contents().count(name) != 0 ? 1 : 0;
    return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int space, char* out) {
    sqlite3_snprintf(space, out, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int count, char* out) {
    for (int i = 0; i < count; ++i) out[i] = static_cast<char>(static_cast<unsigned>(zh_js_random_number()) & 0xFFU);
    return count;
}

int sleep_for(sqlite3_vfs*, int) { return 0; }

int current_time(sqlite3_vfs*, double* out) {
    *out = 2440587.5 + emscripten_date_now() / 86400000.0;
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

void page_vfs_add(const std::string& name, unsigned char* bytes, std::int64_t size, bool keeps) {
    static sqlite3_vfs vfs = {1, static_cast<int>(sizeof(File)), 128, nullptr, "pages", nullptr, open_file, delete_file, access_file,
                              full_name, nullptr, nullptr, nullptr, nullptr, randomness, sleep_for, current_time, last_error,
                              nullptr, nullptr, nullptr, nullptr};
    static const int registered = sqlite3_vfs_register(&vfs, 1);
    static_cast<void>(registered);
    auto content = std::make_unique<Content>();
    content->name = name;
    content->keeps = keeps;
    if (size > 0) content->bytes.assign(bytes, bytes + size);
    content->stored_size = size;
    std::free(bytes);
    contents()[name] = std::move(content);
}

void page_vfs_drop(const std::string& name) { contents().erase(name); }

}  // namespace zhunru::store

// SQLite is built without a system of its own (SQLITE_OS_OTHER) or with one that is never used.
extern "C" __attribute__((weak)) int sqlite3_os_init(void) { return SQLITE_OK; }
extern "C" __attribute__((weak)) int sqlite3_os_end(void) { return SQLITE_OK; }

#include "server/attachments/store.hpp"

#include "engine/base/sha256.hpp"
#include "server/attachments/kind.hpp"

namespace zhunru::server::attachments {

namespace {

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS files(
  owner TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, received INTEGER NOT NULL, name TEXT NOT NULL,
  type TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(owner, sha256)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pieces(
  owner TEXT NOT NULL, sha256 TEXT NOT NULL, offset INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(owner, sha256, offset)) STRICT;
CREATE TABLE IF NOT EXISTS bindings(
  case_id TEXT NOT NULL, task TEXT NOT NULL, field TEXT NOT NULL, owner TEXT NOT NULL, sha256 TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY(case_id, task, field, owner, sha256)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bindings_by_file ON bindings(sha256);
PRAGMA user_version=1;
)";

constexpr std::int64_t tidy_every_ms = 3'600'000;

bool has_row(store::sqlite::Statement& statement) {
  const auto row = statement.step();
  return row.ok() && *row;
}

File read_file(const store::sqlite::Statement& row) {
  File file;
  file.owner = row.bytes(0);
  file.sha256 = row.bytes(1);
  file.size = row.integer(2);
  file.received = row.integer(3);
  file.name = row.bytes(4);
  file.type = row.bytes(5);
  file.at_ms = row.integer(6);
  return file;
}

}  // namespace

base::Error absent() {
  return base::make_error("attachment-absent", "没有找到这个附件,或它还没有传完;请重新选择文件。",
                          "This attachment is not here or not complete; choose the file again.");
}

base::Result<std::unique_ptr<Store>> Store::open(const std::string& path) {
  store::sqlite::Options options;
  options.secure_delete = true;
  ZHUNRU_TRY(database, store::sqlite::Database::open(path, options));
  ZHUNRU_TRY_VOID(database.run(schema));
  auto out = std::make_unique<Store>();
  out->database_ = std::move(database);
  return out;
}

std::optional<File> Store::find_locked(const std::string& owner, const std::string& sha256) {
  auto found = database_.prepare("SELECT owner,sha256,size,received,name,type,at FROM files WHERE owner=? AND sha256=?");
  if (!found || !has_row(found->with(owner, sha256))) return std::nullopt;
  return read_file(*found);
}

std::optional<File> Store::find(const std::string& owner, const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  return find_locked(owner, sha256);
}

std::optional<File> Store::any(const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  auto found = database_.prepare("SELECT owner,sha256,size,received,name,type,at FROM files WHERE sha256=? AND type<>'' ORDER BY at LIMIT 1");
  if (!found || !has_row(found->with(sha256))) return std::nullopt;
  return read_file(*found);
}

base::Result<File> Store::begin(const std::string& owner, const std::string& sha256, std::int64_t size, std::string_view name, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY_VOID(tidy(now_ms));
  if (auto found = find_locked(owner, sha256)) {
    if (found->size == size) return *found;
    return base::make_error("attachment-size", "大小与先前开始的上传不同。", "The size differs from the upload that was begun.", "size");
  }
  if (size < 1 || size > max_bytes) {
    return base::make_error("attachment-size", "每个文件最大 20 MB。", "Each file may have at most 20 MB.", "size");
  }
  ZHUNRU_TRY(sum, database_.prepare("SELECT coalesce(sum(size),0) FROM files f WHERE owner=? AND NOT EXISTS(SELECT 1 FROM bindings b WHERE "
                                    "b.owner=f.owner AND b.sha256=f.sha256)"));
  if (has_row(sum.with(owner)) && sum.integer(0) + size > max_unbound) {
    return base::make_error("attachment-quota", "未提交的附件太多,请先提交或删除一些。", "Too many attachments that were not sent with anything; send or delete some first.");
  }
  ZHUNRU_TRY(put, database_.prepare("INSERT INTO files VALUES(?,?,?,0,?,'',?)"));
  ZHUNRU_TRY_VOID(put.with(owner, sha256, size, safe_name(name), now_ms).run());
  return File{owner, sha256, safe_name(name), "", size, 0, now_ms};
}

base::Result<File> Store::append(const std::string& owner, const std::string& sha256, std::int64_t offset, std::string_view bytes, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  auto file = find_locked(owner, sha256);
  if (!file) return absent();
  if (file->complete()) return *file;
  if (offset != file->received) {
    return base::make_error("attachment-offset", "接续的位置不对,请从服务器告知的位置继续。", "Go on from the offset that the server tells.",
                            std::to_string(file->received));
  }
  if (bytes.empty() || offset + static_cast<std::int64_t>(bytes.size()) > file->size) {
    return base::make_error("attachment-size", "内容与说明的大小不符。", "The content does not fit the size that was announced.", "size");
  }
  {
    ZHUNRU_TRY(transaction, store::sqlite::Transaction::begin(database_));
    ZHUNRU_TRY(piece, database_.prepare("INSERT INTO pieces VALUES(?,?,?,?)"));
    piece.with(owner, sha256, offset);
    ZHUNRU_TRY_VOID(piece.bind_blob(4, bytes).run());
    file->received += static_cast<std::int64_t>(bytes.size());
    ZHUNRU_TRY(grown, database_.prepare("UPDATE files SET received=?, at=? WHERE owner=? AND sha256=?"));
    ZHUNRU_TRY_VOID(grown.with(file->received, now_ms, owner, sha256).run());
    ZHUNRU_TRY_VOID(transaction.commit());
  }
  if (file->received < file->size) return *file;
  const std::string whole = content_locked(owner, sha256);
  if (base::sha256(whole).hex() != sha256) {
    ZHUNRU_TRY_VOID(erase_locked(owner, sha256));
    return base::make_error("attachment-hash", "文件在传输中损坏,请重新上传。", "The file was damaged on its way; upload it again.", "sha256");
  }
  auto kind = kind_of(whole);
  if (!kind) {
    ZHUNRU_TRY_VOID(erase_locked(owner, sha256));
    return kind.error();
  }
  ZHUNRU_TRY(done, database_.prepare("UPDATE files SET type=? WHERE owner=? AND sha256=?"));
  ZHUNRU_TRY_VOID(done.with(*kind, owner, sha256).run());
  file->type = *kind;
  return *file;
}

std::string Store::content_locked(const std::string& owner, const std::string& sha256) {
  std::string out;
  auto pieces = database_.prepare("SELECT bytes FROM pieces WHERE owner=? AND sha256=? ORDER BY offset");
  if (!pieces) return out;
  pieces->with(owner, sha256);
  while (has_row(*pieces)) out += pieces->bytes(0);
  return out;
}

std::string Store::content(const File& file) {
  const std::lock_guard lock(mutex_);
  return content_locked(file.owner, file.sha256);
}

base::Result<void> Store::erase_locked(const std::string& owner, const std::string& sha256) {
  ZHUNRU_TRY(transaction, store::sqlite::Transaction::begin(database_));
  ZHUNRU_TRY(pieces, database_.prepare("DELETE FROM pieces WHERE owner=? AND sha256=?"));
  ZHUNRU_TRY_VOID(pieces.with(owner, sha256).run());
  ZHUNRU_TRY(file, database_.prepare("DELETE FROM files WHERE owner=? AND sha256=?"));
  ZHUNRU_TRY_VOID(file.with(owner, sha256).run());
  return transaction.commit();
}

base::Result<void> Store::erase_case(const std::string& case_id) {
  const auto bound = of_case(case_id);
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(loosen, database_.prepare("DELETE FROM bindings WHERE case_id=?"));
  ZHUNRU_TRY_VOID(loosen.with(case_id).run());
  for (const Binding& one : bound) {
    ZHUNRU_TRY(held, database_.prepare("SELECT 1 FROM bindings WHERE owner=? AND sha256=?"));
    if (!has_row(held.with(one.file.owner, one.file.sha256))) ZHUNRU_TRY_VOID(erase_locked(one.file.owner, one.file.sha256));
  }
  database_.checkpoint();
  return {};
}

base::Result<bool> Store::drop(const std::string& owner, const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  ZHUNRU_TRY(bound, database_.prepare("SELECT 1 FROM bindings WHERE owner=? AND sha256=?"));
  if (!find_locked(owner, sha256) || has_row(bound.with(owner, sha256))) return false;
  ZHUNRU_TRY_VOID(erase_locked(owner, sha256));
  return true;
}

base::Result<void> Store::bind(const std::string& owner, const std::string& sha256, const std::string& case_id, const std::string& task,
                               const std::string& field, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto file = find_locked(owner, sha256);
  if (!file || !file->complete()) return absent();
  ZHUNRU_TRY(put, database_.prepare("INSERT OR IGNORE INTO bindings VALUES(?,?,?,?,?,?)"));
  return put.with(case_id, task, field, owner, sha256, now_ms).run();
}

std::vector<Binding> Store::of_case(const std::string& case_id) {
  const std::lock_guard lock(mutex_);
  std::vector<Binding> out;
  auto rows = database_.prepare("SELECT f.owner,f.sha256,f.size,f.received,f.name,f.type,f.at,b.task,b.field,b.at FROM bindings b "
                                "JOIN files f USING(owner, sha256) WHERE b.case_id=? ORDER BY b.at, f.sha256");
  if (!rows) return out;
  rows->with(case_id);
  while (has_row(*rows)) out.push_back({read_file(*rows), case_id, rows->bytes(7), rows->bytes(8), rows->integer(9)});
  return out;
}

std::vector<std::string> Store::cases_of(const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  auto rows = database_.prepare("SELECT DISTINCT case_id FROM bindings WHERE sha256=? ORDER BY case_id");
  if (!rows) return out;
  rows->with(sha256);
  while (has_row(*rows)) out.push_back(rows->bytes(0));
  return out;
}

base::Result<void> Store::tidy(std::int64_t now_ms) {
  if (now_ms - tidied_ms_ < tidy_every_ms) return {};
  tidied_ms_ = now_ms;
  ZHUNRU_TRY(old, database_.prepare("SELECT owner,sha256 FROM files f WHERE at<? AND NOT EXISTS(SELECT 1 FROM bindings b WHERE "
                                    "b.owner=f.owner AND b.sha256=f.sha256)"));
  old.with(now_ms - keep_unbound_ms);
  std::vector<std::pair<std::string, std::string>> gone;
  while (has_row(old)) gone.emplace_back(old.bytes(0), old.bytes(1));
  old.reset();
  for (const auto& [owner, sha256] : gone) ZHUNRU_TRY_VOID(erase_locked(owner, sha256));
  return {};
}

}  // namespace zhunru::server::attachments

#include <atomic>
#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include "engine/store/sqlite/event_log.hpp"
#include "server/auth/password.hpp"
#include "server/runtime/group_commit.hpp"
#include "server/vault/vault.hpp"
#include "tests/unit/server/temporary.hpp"

using namespace zhunru;
using namespace zhunru::server;

namespace {

store::StoredRecord record(std::uint64_t seq, const base::Sha256& previous, const std::string& bytes) {
  store::StoredRecord out;
  out.seq = seq;
  out.at_ms = static_cast<std::int64_t>(seq) * 1000;
  out.bytes = bytes;
  out.prev_hash = previous;
  out.hash = store::chain_hash(previous, bytes);
  out.keys = {"case:c1"};
  return out;
}

/// A store that keeps records in memory and fails when told to.
class FailingStore : public store::EventStore {
 public:
  std::atomic<bool> full{false};
  std::atomic<int> batches{0};
  std::vector<store::StoredRecord> kept;

  base::Result<store::Head> head() override { return store::Head{kept.size(), {}}; }
  base::Result<void> append(std::uint64_t expected, const std::vector<store::StoredRecord>& records) override {
    if (full) return base::make_error("store-full", "满", "full");
    if (expected != kept.size()) return base::make_error("store-conflict", "冲突", "conflict");
    ++batches;
    kept.insert(kept.end(), records.begin(), records.end());
    return {};
  }
  base::Result<void> read(std::uint64_t, const std::function<bool(const store::StoredRecord&)>&) override { return {}; }
  base::Result<void> read_key(std::string_view, const std::function<bool(const store::StoredRecord&)>&) override { return {}; }
  base::Result<void> put_snapshot(std::uint64_t, const base::Sha256&, const std::vector<store::StoredAggregate>&) override { return {}; }
  base::Result<std::uint64_t> read_snapshot(base::Sha256&, const std::function<void(const store::StoredAggregate&)>&) override {
    return std::uint64_t{0};
  }
};

}  // namespace

TEST_CASE("the log keeps records in order and refuses to be forked") {
  test::Temporary folder;
  auto log = store::sqlite::EventLog::open(folder.file("log.sqlite"));
  REQUIRE(log);
  const auto first = record(1, {}, "one");
  const auto second = record(2, first.hash, "two");
  REQUIRE((*log)->append(0, {first, second}));
  CHECK((*log)->head()->seq == 2);
  CHECK((*log)->head()->hash == second.hash);
  const auto fork = (*log)->append(1, {record(2, first.hash, "other")});
  REQUIRE_FALSE(fork);
  CHECK(fork.error().code == "store-conflict");
  // A second server with the same file sees the same end.
  auto other = store::sqlite::EventLog::open(folder.file("log.sqlite"));
  REQUIRE(other);
  CHECK((*other)->head()->seq == 2);
  std::vector<std::string> seen;
  REQUIRE((*log)->read_key("case:c1", [&](const auto& stored) { return seen.push_back(stored.bytes), true; }));
  CHECK(seen == std::vector<std::string>{"one", "two"});
  seen.clear();
  REQUIRE((*log)->read(2, [&](const auto& stored) { return seen.push_back(stored.bytes), true; }));
  CHECK(seen == std::vector<std::string>{"two"});
}

TEST_CASE("a snapshot replaces what changed and drops what is gone") {
  test::Temporary folder;
  auto log = store::sqlite::EventLog::open(folder.file("log.sqlite"));
  REQUIRE(log);
  const base::Sha256 hash = base::sha256("state");
  REQUIRE((*log)->put_snapshot(5, base::sha256("older"), {{"case", "c1", "a"}, {"case", "c2", "b"}}));
  REQUIRE((*log)->put_snapshot(9, hash, {{"case", "c1", "aa"}, {"case", "c2", ""}}));
  base::Sha256 read;
  std::map<std::string, std::string> found;
  const auto seq = (*log)->read_snapshot(read, [&](const auto& part) { found[part.key] = part.bytes; });
  REQUIRE(seq);
  CHECK(*seq == 9);
  CHECK(read == hash);
  CHECK(found == std::map<std::string, std::string>{{"c1", "aa"}});
}

TEST_CASE("a file that is not ours is refused") {
  test::Temporary folder;
  auto vault = vault::Vault::open(folder.file("private.sqlite"));
  REQUIRE(vault);
  auto foreign = store::sqlite::Database::open(folder.file("foreign.sqlite"));
  REQUIRE(foreign);
  REQUIRE(foreign->run("PRAGMA application_id=7; CREATE TABLE t(x);"));
  CHECK_FALSE(store::sqlite::EventLog::open(folder.file("foreign.sqlite")));
}

TEST_CASE("answers wait for the disk and records share a sync") {
  FailingStore store;
  runtime::GroupCommit commit(store);
  std::atomic<int> answered{0};
  base::Sha256 previous;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    auto one = record(i, previous, "r" + std::to_string(i));
    previous = one.hash;
    commit.add(std::move(one));
    commit.wait([&](const base::Result<void>& done) { answered += done.ok() ? 1 : 1000; });
  }
  commit.stop();
  CHECK(answered == 200);
  CHECK(store.kept.size() == 200);
  CHECK(store.batches <= 200);
}

TEST_CASE("when the disk is full everything that waits is refused until it is reopened") {
  FailingStore store;
  store.full = true;
  runtime::GroupCommit commit(store);
  std::atomic<int> refused{0}, accepted{0};
  const auto waiter = [&](const base::Result<void>& done) { ++(done ? accepted : refused); };
  commit.add(record(1, {}, "one"));
  commit.wait(waiter);
  while (!commit.failed()) std::this_thread::yield();
  commit.add(record(2, {}, "two"));
  commit.wait(waiter);
  CHECK(accepted == 0);
  while (refused < 2) std::this_thread::yield();
  CHECK(store.kept.empty());
  store.full = false;
  commit.reopen(0);
  commit.add(record(1, {}, "one"));
  commit.wait(waiter);
  commit.stop();
  CHECK(accepted == 1);
  CHECK(store.kept.size() == 1);
}

TEST_CASE("personal text can be read until the person is erased; the file does not hold it in clear") {
  REQUIRE(auth::start_crypto());
  test::Temporary folder;
  const std::string path = folder.file("private.sqlite");
  auto vault = vault::Vault::open(path);
  REQUIRE(vault);
  REQUIRE((*vault)->put_personal({"c0ffee", "RS-1", "comment", "salt", "楼道太暗,希望装灯 unmistakable-text"}));
  REQUIRE((*vault)->put_personal({"beef", "RS-2", "comment", "salt", "另一位"}));
  CHECK((*vault)->personal("c0ffee")->text == "楼道太暗,希望装灯 unmistakable-text");
  REQUIRE((*vault)->copy_to(folder.file("copy.sqlite")));
  std::ifstream copy(folder.file("copy.sqlite"), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(copy), std::istreambuf_iterator<char>()};
  CHECK(bytes.find("unmistakable-text") == std::string::npos);
  REQUIRE((*vault)->erase_person("RS-1"));
  CHECK_FALSE((*vault)->personal("c0ffee"));
  CHECK((*vault)->personal("beef"));
}

TEST_CASE("a link to set a password is good once and not for ever") {
  REQUIRE(auth::start_crypto());
  test::Temporary folder;
  auto vault = vault::Vault::open(folder.file("private.sqlite"));
  REQUIRE(vault);
  REQUIRE((*vault)->put_reset("hash", "admin", 1000));
  CHECK((*vault)->reset_account("hash", 500, false) == "admin");
  CHECK_FALSE((*vault)->reset_account("hash", 1500, false));
  CHECK((*vault)->reset_account("hash", 500, true) == "admin");
  CHECK_FALSE((*vault)->reset_account("hash", 500, true));
}

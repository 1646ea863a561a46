#include <catch_amalgamated.hpp>

#include "engine/base/json.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/codec/envelope.hpp"
#include "engine/codec/log_file.hpp"
#include "engine/store/memory_store.hpp"
#include "tests/unit/decide/world.hpp"

using namespace zhunru;

namespace {

command::Command sample() {
  command::CompleteTask complete;
  complete.task = "c1.7";
  complete.token_version = 3;
  complete.outcome = "同意";
  complete.data = base::Value(base::Context{{"n", base::Value(*base::Decimal::parse("0.10"))}, {"rows", base::Value(base::List{base::Value(true), base::Value{}})}});
  complete.text_hash = std::string(64, 'a');
  return {"id-1", {1'700'000'000'123}, test::person("x", "member", "B1"), std::move(complete)};
}

}  // namespace

TEST_CASE("a command survives its bytes exactly and the bytes are little endian and of fixed width", "[codec]") {
  const command::Command before = sample();
  const std::string bytes = codec::encode(before);
  CHECK(bytes.substr(0, 8) == std::string("\x04\0\0\0id-1", 8));
  auto after = codec::decode<command::Command>(bytes);
  REQUIRE(after.ok());
  CHECK(codec::encode(*after) == bytes);
  CHECK(after->at.ms == before.at.ms);
  CHECK(std::get<command::CompleteTask>(after->body).data == std::get<command::CompleteTask>(before.body).data);
}

TEST_CASE("bytes that are cut off, left over or changed are refused, never read past the end", "[codec]") {
  const std::string bytes = codec::encode(sample());
  for (std::size_t n = 0; n < bytes.size(); ++n) CHECK_FALSE(codec::decode<command::Command>(bytes.substr(0, n)).ok());
  CHECK_FALSE(codec::decode<command::Command>(bytes + "x").ok());
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    std::string changed = bytes;
    changed[n] = static_cast<char>(changed[n] ^ 0x80);
    (void)codec::decode<command::Command>(changed);  // may be another valid command; it must only not crash
  }
}

TEST_CASE("a count that the bytes cannot hold is refused before anything is allocated", "[codec][limits]") {
  std::string bytes(4, '\xff');
  CHECK_FALSE(codec::decode<std::string>(bytes).ok());
  CHECK_FALSE(codec::decode<std::vector<event::Event>>(bytes + "abcdef").ok());
  CHECK_FALSE((codec::decode<std::map<std::uint64_t, state::Token>>(bytes + "abcdef").ok()));
  const auto malformed = codec::decode<std::vector<std::string>>(bytes);
  REQUIRE_FALSE(malformed.ok());
  CHECK(malformed.error().code == "malformed-bytes");
}

TEST_CASE("an unknown alternative of an event is refused", "[codec]") {
  CHECK_FALSE(codec::decode<event::Event>(std::string("\xff\xff", 2)).ok());
}

TEST_CASE("strict JSON names the field that is unknown, missing or of the wrong kind", "[codec][json]") {
  const auto read = [](std::string_view text) { return codec::command_from_json("ClaimTask", *base::parse_json(text)); };
  CHECK(read(R"({"task":"c1.2","token_version":1})").ok());
  const auto unknown = read(R"({"task":"c1.2","token_version":1,"role":"chair"})");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == "json-unknown");
  CHECK(unknown.error().where == "role");
  CHECK(read(R"({"task":"c1.2"})").error().where == "token_version");
  CHECK(read(R"({"task":"c1.2"})").error().code == "json-missing");
  CHECK(read(R"({"task":7,"token_version":1})").error().code == "json-type");
  CHECK(read(R"({"task":"c1.2","token_version":-1})").error().code == "json-number");
  CHECK(read(R"({"task":"c1.2","token_version":4294967296})").error().code == "json-number");
  CHECK(codec::command_from_json("Nonsense", base::Value(base::Context{})).error().code == "unknown-command");
}

TEST_CASE("every command goes through JSON and back to the same bytes", "[codec][json]") {
  const command::CommandBody body = sample().body;
  const base::Value json = codec::command_to_json(body);
  auto back = codec::command_from_json(json.get("type").as_string(), json.get("args"));
  REQUIRE(back.ok());
  CHECK(codec::encode(*back) == codec::encode(body));
  for (std::string_view name : codec::command_names()) CHECK_FALSE(codec::command_from_json(name, base::Value(base::Context{{"no such field", base::Value(1)}})).ok());
}

TEST_CASE("an envelope is opened only when magic, version, kind, length and hash are right", "[codec][envelope]") {
  const std::string sealed = codec::seal(codec::EnvelopeKind::case_projection, "content");
  auto opened = codec::open(codec::EnvelopeKind::case_projection, sealed);
  REQUIRE(opened.ok());
  CHECK(*opened == "content");
  CHECK(codec::open(codec::EnvelopeKind::log_file, sealed).error().code == "envelope-kind");
  CHECK(codec::open(codec::EnvelopeKind::case_projection, sealed.substr(1)).error().code == "envelope-magic");
  CHECK(codec::open(codec::EnvelopeKind::case_projection, sealed + "x").error().code == "envelope-length");
  std::string newer = sealed;
  newer[4] = 9;
  CHECK(codec::open(codec::EnvelopeKind::case_projection, newer).error().code == "envelope-version");
  std::string changed = sealed;
  changed.back() = 'X';
  CHECK(codec::open(codec::EnvelopeKind::case_projection, changed).error().code == "envelope-hash");
}

TEST_CASE("a log file proves its order: a record changed, dropped or moved breaks the chain", "[codec][log]") {
  std::vector<codec::LogRecord> records;
  for (std::uint64_t seq = 1; seq <= 3; ++seq) {
    codec::LogRecord record{seq, sample(), {}};
    record.events.push_back(event::Event(event::CaseNumbered{"c1", std::to_string(seq)}));
    records.push_back(std::move(record));
  }
  const std::string bytes = codec::write_log(records);
  auto read = codec::read_log(bytes);
  REQUIRE(read.ok());
  CHECK(read->size() == 3);
  CHECK(codec::encode((*read)[2]) == codec::encode(records[2]));
  std::swap(records[0], records[1]);
  CHECK(codec::read_log(codec::write_log(records)).error().code == "log-sequence");
  std::string changed = bytes;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  CHECK_FALSE(codec::read_log(changed).ok());
}

TEST_CASE("the store in memory refuses gaps and conflicts and keeps aggregates", "[store]") {
  store::MemoryStore memory;
  const auto record = [](std::uint64_t seq) {
    store::StoredRecord r;
    r.seq = seq;
    r.bytes = "r" + std::to_string(seq);
    r.keys = {"case:c" + std::to_string(seq % 2)};
    return r;
  };
  REQUIRE(memory.append(0, {record(1), record(2)}).ok());
  CHECK(memory.append(0, {record(1)}).error().code == "store-conflict");
  CHECK(memory.append(2, {record(4)}).error().code == "store-conflict");
  REQUIRE(memory.append(2, {record(3)}).ok());
  CHECK(memory.head()->seq == 3);
  int seen = 0;
  REQUIRE(memory.read_key("case:c1", [&](const store::StoredRecord&) { return ++seen, true; }).ok());
  CHECK(seen == 2);
  REQUIRE(memory.put_snapshot(3, {}, {{"case", "c1", "x"}, {"case", "c2", "y"}}).ok());
  REQUIRE(memory.put_snapshot(3, {}, {{"case", "c1", ""}}).ok());
  base::Sha256 hash;
  std::vector<std::string> keys;
  REQUIRE(memory.read_snapshot(hash, [&](const store::StoredAggregate& a) { keys.push_back(a.key); }).ok());
  CHECK(keys == std::vector<std::string>{"c2"});
}

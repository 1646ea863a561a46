// Registers: as of a day, next version, comparison, files.
#include "engine/base/json.hpp"
#include "engine/register/source.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace registers = zhunru::registers;
using zhunru::base::Context;
using zhunru::base::Date;
using zhunru::base::Value;

namespace {

Value json(const char* text) { return zhunru::base::parse_json(text).value(); }

/// Two versions: from 2024-03-01, from 2026-03-01.
registers::Register list_b() {
  return registers::from_value(json(R"({"name": "list.C01-LB", "versions": [
    {"version": 2, "effective": "2024-03-01", "superseded": "2026-02-28", "reason": "first", "clause": "2.1-b", "case_id": "",
     "records": [{"item": "B01"}, {"item": "B28"}]},
    {"version": 3, "effective": "2026-03-01", "superseded": null, "reason": "adjusted", "clause": "2.1-c", "case_id": "T07-1",
     "records": [{"item": "B01"}, {"item": "B30", "note": "new"}]}]})")).value();
}

}  // namespace

TEST_CASE("a register answers for any day, both ends of a version included") {
  const registers::Register reg = list_b();
  CHECK(registers::at(reg, Date{2024, 2, 29}) == nullptr);
  CHECK(registers::at(reg, Date{2024, 3, 1})->version == 2);
  CHECK(registers::at(reg, Date{2026, 2, 28})->version == 2);
  CHECK(registers::at(reg, Date{2026, 3, 1})->version == 3);
  CHECK(registers::at(reg, Date{2099, 1, 1})->version == 3);
  CHECK(registers::latest(reg)->case_id == "T07-1");
}

TEST_CASE("a next version closes the one before it on the day before") {
  registers::Version next;
  next.version = 4;
  next.effective = Date{2026, 12, 1};
  next.reason = "law";
  next.records = {json(R"({"item": "B01"})")};
  const auto grown = registers::with_version(list_b(), next);
  REQUIRE(grown.ok());
  CHECK(grown->versions[1].superseded == Date{2026, 11, 30});
  CHECK(registers::at(*grown, Date{2026, 11, 30})->version == 3);
  CHECK(registers::at(*grown, Date{2026, 12, 1})->version == 4);
  CHECK_FALSE(grown->versions.back().superseded.has_value());
}

TEST_CASE("a version with a wrong number, an earlier day or two records of one key is refused") {
  registers::Version next;
  next.version = 5;
  next.effective = Date{2026, 12, 1};
  CHECK(registers::with_version(list_b(), next).error().code == "register-version");
  next.version = 4;
  next.effective = Date{2026, 2, 1};
  CHECK(registers::with_version(list_b(), next).error().code == "register-effective");
  next.effective = Date{2026, 12, 1};
  next.records = {json(R"({"item": "B01"})"), json(R"({"item": "B01"})")};
  CHECK(registers::with_version(list_b(), next).error().code == "register-duplicate-key");
  next.records = {json(R"({"title": "nothing that names it"})")};
  CHECK(registers::with_version(list_b(), next).error().code == "register-record-key");
  next.records = {Value(7)};
  CHECK(registers::with_version(list_b(), next).error().code == "register-record");
}

TEST_CASE("one record is put in, replaced or taken out as a version of its own") {
  const Date day{2026, 12, 1};
  const auto added = registers::with_record(list_b(), "B07", json(R"({"item": "B07"})"), day, "r", "2.1-c", "T07-2");
  REQUIRE(added.ok());
  CHECK(added->versions.back().version == 4);
  CHECK(added->versions.back().records.size() == 3);
  const auto replaced = registers::with_record(*added, "B07", json(R"({"item": "B07", "note": "x"})"), day, "r", "", "");
  REQUIRE(replaced.ok());
  CHECK(replaced->versions.back().records.size() == 3);
  CHECK(registers::find_record(replaced->versions.back(), "B07")->get("note") == Value("x"));
  const auto removed = registers::with_record(*replaced, "B07", Value(), day, "r", "", "");
  REQUIRE(removed.ok());
  CHECK(registers::find_record(removed->versions.back(), "B07") == nullptr);
  CHECK(registers::with_record(*removed, "B07", Value(), day, "r", "", "").error().code == "register-record-missing");
}

TEST_CASE("two versions are compared record by record") {
  const registers::Register reg = list_b();
  const registers::Difference difference = registers::compare(reg.versions[0], reg.versions[1]);
  REQUIRE(difference.added.size() == 1);
  CHECK(difference.added[0].get("item") == Value("B30"));
  REQUIRE(difference.removed.size() == 1);
  CHECK(difference.removed[0].get("item") == Value("B28"));
  CHECK(difference.changed.empty());
  registers::Version changed = reg.versions[1];
  changed.records[1] = json(R"({"item": "B30", "note": "other", "from": ""})");
  const registers::Difference second = registers::compare(reg.versions[1], changed);
  REQUIRE(second.changed.size() == 1);
  CHECK(second.changed[0].members == std::vector<std::string>{"from", "note"});
  CHECK(registers::compare(reg.versions[0], reg.versions[0]).empty());
}

TEST_CASE("an item that comes onto list C twice is two records") {
  CHECK(registers::record_key(json(R"({"item": "C05", "from": "2026-05-11"})")) == "C05@2026-05-11");
  CHECK(registers::record_key(json(R"({"id": "CP-01", "from": "rc_chair"})")) == "CP-01");
  CHECK(registers::record_key(json(R"({"code": "990100"})")) == "990100");
  CHECK(registers::record_key(json(R"({"title": "x"})")).empty());
}

TEST_CASE("a register file is read strictly and written back the same") {
  const registers::Register reg = list_b();
  const auto again = registers::from_value(registers::to_value(reg));
  REQUIRE(again.ok());
  CHECK(zhunru::base::canonical_json(registers::to_value(*again)) == zhunru::base::canonical_json(registers::to_value(reg)));
  CHECK_FALSE(registers::from_value(json(R"({"name": "x", "versions": []})")).ok());
  CHECK_FALSE(registers::from_value(json(R"({"name": "x", "extra": 1, "versions": [{"version": 1, "effective": "2026-01-01", "records": []}]})")).ok());
  CHECK_FALSE(registers::from_value(json(R"({"name": "x", "versions": [{"version": 1, "effective": "2026-13-01", "records": []}]})")).ok());
  CHECK_FALSE(registers::from_value(json(R"({"name": "x y", "versions": [{"version": 1, "effective": "2026-01-01", "records": []}]})")).ok());
}

TEST_CASE("settings are a context of values as of a day") {
  registers::Collection all;
  all.put(registers::from_value(json(R"({"name": "settings", "versions": [
    {"version": 1, "effective": "2024-01-01", "records": [{"id": "classes_min", "value": 4}]},
    {"version": 2, "effective": "2026-06-01", "records": [{"id": "classes_min", "value": 5}, {"id": "timely_wd", "value": 10}]}]})")).value());
  CHECK(registers::settings_on(all, Date{2026, 5, 31}).get("classes_min") == Value(4));
  CHECK(registers::settings_on(all, std::nullopt).get("classes_min") == Value(5));
  CHECK(registers::settings_on(all, Date{2020, 1, 1}).size() == 0);
  CHECK(registers::records_on(all, "nothing", std::nullopt).empty());
}

TEST_CASE("a recorder says which registers were read and at which version") {
  registers::Collection all;
  all.put(list_b());
  const registers::Recorder recorder(all);
  CHECK(recorder.read().empty());
  CHECK(registers::records_on(recorder, "list.C01-LB", Date{2025, 1, 1}).size() == 2);
  CHECK(recorder.find("nothing") == nullptr);
  CHECK(recorder.read() == std::map<std::string, std::uint32_t, std::less<>>{{"list.C01-LB", 3}});
}

// The bundle for clients: complete, public, and refused when it was changed on its way.
#include "engine/base/json.hpp"
#include "engine/rule/bundle.hpp"
#include "engine/register/local.hpp"
#include "engine/rule/evaluate.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace rule = zhunru::rule;
using zhunru::base::Context;
using zhunru::base::Value;

namespace {

Value bundle() {
  const auto all = rule::load_registers(rule::embedded_workflow_files()).value();
  return rule::make_bundle(rule::embedded_workflow_files(), all).value();
}

}  // namespace

TEST_CASE("a client that reads the bundle from JSON gets the same answers") {
  const Value sent = zhunru::base::parse_json(zhunru::base::to_json(bundle())).value();
  const auto read = rule::read_bundle(sent);
  if (!read) FAIL(zhunru::base::describe(read.error()));
  CHECK(read->tables.all().size() == 16);
  CHECK(read->forms.size() > 40);
  const Value input = zhunru::base::parse_json(R"({"item": "C07", "places": ["990202"], "date": "2026-11-20"})").value();
  const auto result = rule::evaluate(*read->tables.find("D1"), input, read->registers);
  REQUIRE(result.ok());
  CHECK(result->outcome == Value("on_list_c"));
}

TEST_CASE("the bundle holds what a county has narrowed, so that a phone answers as the server does there") {
  auto all = rule::load_registers(rule::embedded_workflow_files()).value();
  zhunru::registers::Register local{"settings.990102", {}};
  zhunru::registers::Version version;
  version.effective = {2026, 1, 1};
  version.records.push_back(Value(Context{{"id", "burden_warn"}, {"value", 10}, {"by", "K0102-admin"}, {"by_name", "管理岗"}}));
  local.versions.push_back(version);
  all.put(local);
  const auto read = rule::read_bundle(rule::make_bundle(rule::embedded_workflow_files(), all).value());
  REQUIRE(read.ok());
  const Value input(Context{{"index_after", Value(Context{{"990102001001", 88}})}});
  const auto gate = [&](const char* place) {
    const zhunru::registers::Local here(read->registers, place, zhunru::base::Date{2026, 11, 23});
    return rule::evaluate(*read->tables.find("D9"), input, here).value().outcome.get("gate").string_or("");
  };
  CHECK(gate("990102") == "warn");
  CHECK(gate("990103") == "pass");
  CHECK(zhunru::registers::latest(*read->registers.find("settings.990102"))->records.front().get("by").is_null());
}

TEST_CASE("the bundle holds no accounts, complaints or cases") {
  const Value registers = bundle().get("registers");
  for (const char* hidden : {"personas", "complaints", "station_cases", "fund_ledger", "purchases"}) {
    CHECK(registers.get(hidden).is_null());
  }
  CHECK_FALSE(registers.get("list.C01-LB").is_null());
}

TEST_CASE("a changed bundle is refused") {
  auto changed = bundle().as_context();
  auto rules = changed.find("rules")->as_context();
  rules.set("D4", rules.find("D5") != nullptr ? *rules.find("D5") : Value());
  changed.set("rules", Value(rules));
  CHECK(rule::read_bundle(Value(changed)).error().code == "bundle-hash");
  CHECK(rule::read_bundle(Value(zhunru::base::Context{})).error().code == "bundle");
}

// The bundle for clients: complete, public, and refused when it was changed on its way.
#include "engine/base/json.hpp"
#include "engine/rule/bundle.hpp"
#include "engine/rule/evaluate.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace rule = zhunru::rule;
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

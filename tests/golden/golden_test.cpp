// Runs the golden rows over the rule tables and the demo region, as they are embedded in the program.
// A row passes when the outcome is equal by value (key order free, list order counts) and the set of hit ids is equal.
#include <fstream>
#include <iterator>
#include <set>

#include "engine/base/json.hpp"
#include "engine/rule/evaluate.hpp"
#include "engine/rule/tables.hpp"
#include "engine/rule/workflow_files.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace rule = zhunru::rule;
using zhunru::base::Value;

namespace {

Value read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return zhunru::base::parse_json(text).value();
}

const zhunru::registers::Collection& demo() {
  static const auto all = rule::load_registers(rule::embedded_workflow_files()).value();
  return all;
}

const rule::Tables& tables() {
  static const auto all = [] {
    auto loaded = rule::Tables::load(rule::embedded_workflow_files());
    if (!loaded) FAIL(zhunru::base::describe(loaded.error()));
    return std::move(*loaded);
  }();
  return all;
}

struct Count {
  int rows = 0;
  std::set<std::string> hit;
};

Count run(const char* path) {
  Count count;
  const Value golden = read(path);
  for (const Value& row : golden.get("rows").as_list()) {
    const std::string id = row.get("id").string_or("");
    INFO(path << " " << id);
    const rule::Table* table = tables().find(row.get("table").string_or(""));
    REQUIRE(table != nullptr);
    const auto result = rule::evaluate(*table, row.get("input"), demo());
    if (!result) FAIL(zhunru::base::describe(result.error()));
    INFO("outcome " << zhunru::base::to_json(result->outcome) << ", wanted " << zhunru::base::to_json(row.get("outcome")));
    CHECK((result->outcome == row.get("outcome")));
    std::set<std::string> hits;
    std::set<std::string> wanted;
    for (const rule::Hit& hit : result->hits) {
      hits.insert(hit.id);
      CHECK_FALSE(hit.clause.empty());
      CHECK_FALSE(hit.text.empty());
      CHECK_FALSE(hit.text_en.empty());
    }
    for (const Value& hit : row.get("hits").as_list()) wanted.insert(hit.string_or(""));
    CHECK(hits == wanted);
    count.hit.insert(hits.begin(), hits.end());
    ++count.rows;
  }
  return count;
}

}  // namespace

TEST_CASE("all 167 golden rows pass") { CHECK(run("tests/golden/golden.json").rows == 167); }

TEST_CASE("our own rows pass: every row of every table at its boundaries, missing inputs, unknown codes, wrong types") {
  Count all = run("tests/golden/own.json");
  CHECK(all.rows >= 300);
  const Count golden = run("tests/golden/golden.json");
  all.hit.insert(golden.hit.begin(), golden.hit.end());
  // Every row that a table can report is hit by some row of the data.
  for (const auto& [name, table] : tables().all()) {
    for (const rule::Row& row : table->rows()) {
      const bool reported = row.id.find("-out-") == std::string::npos && row.id.find("-given-") == std::string::npos;
      INFO(name << " " << row.id);
      if (reported && row.id != "D4-7-street") CHECK(all.hit.count(row.id) == 1);
    }
  }
}

TEST_CASE("every category of prohibition is hit by some row") {
  Count all = run("tests/golden/own.json");
  const Count golden = run("tests/golden/golden.json");
  all.hit.insert(golden.hit.begin(), golden.hit.end());
  for (int i = 1; i <= 14; ++i) CHECK(all.hit.count("P" + std::to_string(i)) == 1);
}

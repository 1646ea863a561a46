// Tables as data: what an administrator changes in a file takes effect; results say clause, words and settings.
#include "engine/base/json.hpp"
#include "engine/rule/evaluate.hpp"
#include "engine/rule/tables.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace rule = zhunru::rule;
namespace registers = zhunru::registers;
using zhunru::base::Value;

namespace {

Value json(const std::string& text) { return zhunru::base::parse_json(text).value(); }

const registers::Collection& demo() {
  static const auto all = rule::load_registers(rule::embedded_workflow_files()).value();
  return all;
}

std::string text_of(std::string_view name) {
  for (const auto& file : rule::embedded_workflow_files()) {
    if (rule::rule_name_of(file.path) == name) return std::string(file.text);
  }
  FAIL("no table " << name);
  return {};
}

std::shared_ptr<const rule::Table> table(const std::string& name, const std::string& text) {
  auto parsed = rule::Table::parse(name, text);
  if (!parsed) FAIL(zhunru::base::describe(parsed.error()));
  return *parsed;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const char* const good_applicant = R"({"level": "city", "type": "gov", "place": "990100"})";

}  // namespace

TEST_CASE("a result carries each row's clause and words in both languages") {
  const auto result = rule::evaluate(*table("D4", text_of("D4")), json(good_applicant), demo());
  REQUIRE(result.ok());
  REQUIRE(result->hits.size() == 1);
  CHECK(result->hits[0].id == "D4-1");
  CHECK(result->hits[0].clause == "2.2-c");
  CHECK_FALSE(result->hits[0].local);
  CHECK(result->hits[0].text.find("市级协调机构") != std::string::npos);
  CHECK(result->hits[0].text_en.find("city body") != std::string::npos);
  const Value value = rule::to_value(*result);
  CHECK(value.get("table") == Value("D4"));
  CHECK(value.get("outcome") == Value("C01-coord"));
  CHECK(value.get("hits").item(0).get("clause") == Value("2.2-c"));
}

TEST_CASE("a row under C is said to be local, one under a clause is not") {
  CHECK(rule::is_local("C"));
  CHECK(rule::is_local("2.2-b, C"));
  CHECK(rule::is_local("C (G2)"));
  CHECK_FALSE(rule::is_local("2.2-c, 2.2-d"));
  CHECK_FALSE(rule::is_local(""));
  CHECK_FALSE(rule::is_local("CAL"));
}

TEST_CASE("the settings that a table reads come with value, unit, clause and purpose") {
  const auto d5 = table("D5", text_of("D5"));
  CHECK(d5->settings() == std::vector<std::string>{"classes_min", "resident_answers_min"});
  const auto result = rule::evaluate(*d5, json("{}"), demo());
  REQUIRE(result.ok());
  REQUIRE(result->settings.size() == 2);
  CHECK(result->settings[0].value == Value(4));
  CHECK(result->settings[0].clause == "2.3-b");
  CHECK_FALSE(result->settings[0].unit.empty());
  CHECK(result->settings[0].purpose != result->settings[0].purpose_en);
  CHECK(rule::evaluate(*table("D4", text_of("D4")), json("{}"), demo())->settings.empty());
}

TEST_CASE("a number changed in the register changes what the table says, as of its day") {
  registers::Collection changed = demo();
  const registers::Register& settings = *changed.find("settings");
  Value record = *registers::find_record(*registers::latest(settings), "resident_answers_min");
  auto members = record.as_context();
  members.set("value", Value(31));
  changed.put(registers::with_record(settings, "resident_answers_min", Value(members), {2026, 12, 1}, "local plan", "3.3-b", "").value());
  const Value input = json(R"({"rc": {"990102001001": "agree"}, "classes_answered": ["residents", "street", "station", "departments"],
    "resident_answers": 30, "already_extended": false, "meeting_record": null})");
  const auto d5 = table("D5", text_of("D5"));
  CHECK(rule::evaluate(*d5, input, changed)->outcome.get("result") == Value("extend"));
  CHECK(rule::evaluate(*d5, input, changed, zhunru::base::Date{2026, 11, 30})->outcome.get("result") == Value("valid"));
}

TEST_CASE("a row changed in the file changes what the table says") {
  const std::string text = replaced(text_of("D10"), R"("T14:alert")", R"("T14:warn twice")");
  const auto result = rule::evaluate(*table("D10", text), json(R"({"trigger": "funding", "quarters_unpaid": 1})"), demo());
  REQUIRE(result.ok());
  CHECK(result->outcome == Value("T14:warn twice"));
}

TEST_CASE("a new category of prohibition needs no code") {
  registers::Collection changed = demo();
  const registers::Register& categories = *changed.find("prohibited_categories");
  changed.put(registers::with_record(categories, "P15", json(R"({"code": "P15", "name": "新增禁止", "name_en": "a new one",
    "test": "topic = \"it\" and new_office = true", "effect": "block", "clause": "2.4-b"})"), {2026, 12, 1}, "r", "", "").value());
  const Value input = json(R"({"topic": "it", "role": "assist", "statutory_owner": "shared", "carries_indicator": false,
    "instrument": "request", "new_office": true, "new_signboard": false, "stationed_staff": false, "new_terminal": false,
    "data_elements": {"collect": [], "reuse": []}})");
  const auto result = rule::evaluate(*table("D2", text_of("D2")), input, changed);
  REQUIRE(result.ok());
  REQUIRE(result->hits.size() == 2);
  CHECK(result->hits[1].id == "P15");
  CHECK(result->hits[1].clause == "2.4-b");
  CHECK(result->hits[1].text_en == "a new one");
}

TEST_CASE("a red line that triggers an exit carries the clause of its category") {
  const auto result = rule::evaluate(*table("D10", text_of("D10")), json(R"({"trigger": "red_line", "code": "P13"})"), demo());
  REQUIRE(result.ok());
  REQUIRE(result->hits.size() == 1);
  CHECK(result->hits[0].id == "D10-13");
  CHECK(result->hits[0].clause == "2.4-c");
  CHECK_FALSE(result->hits[0].text.empty());
}

TEST_CASE("unknown members of the input are passed over or refused by name") {
  const auto d4 = table("D4", text_of("D4"));
  const Value input = json(R"({"level": "city", "type": "gov", "place": "990100", "applicant": "C01-mz"})");
  CHECK(rule::evaluate(*d4, input, demo())->outcome == Value("C01-coord"));
  const auto refused = rule::evaluate(*d4, input, demo(), std::nullopt, rule::Unknown::refuse);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "rule-input");
  CHECK(refused.error().where == "applicant");
  CHECK(rule::evaluate(*d4, json(good_applicant), demo(), std::nullopt, rule::Unknown::refuse).ok());
  CHECK(rule::evaluate(*d4, json("[]"), demo()).error().code == "rule-input");
}

TEST_CASE("a file that cannot be a rule is refused with its fault") {
  CHECK_FALSE(rule::Table::parse("x", "<definitions").ok());
  const std::string renamed = replaced(text_of("D4"), R"(name="outcome")", R"(name="else")");
  CHECK_FALSE(rule::Table::parse("x", replaced(renamed, R"(name="outcome")", R"(name="else")")).ok());
  CHECK_FALSE(rule::Table::parse("x", replaced(text_of("D4"), "<text>rows.row</text>", "<text>rows. + </text>")).ok());
}

TEST_CASE("a name that means nothing is found when the file is read, not when a row silently fails") {
  const auto name = rule::Table::parse("x", replaced(text_of("D5"), "settings.classes_min", "setings.classes_min"));
  REQUIRE_FALSE(name.ok());
  CHECK(name.error().code == "rule-name");
  CHECK(name.error().where == "enough");
  const auto function = rule::Table::parse("x", replaced(text_of("D5"), "trimmed_length(meeting_record)", "trimed_length(meeting_record)"));
  REQUIRE_FALSE(function.ok());
  CHECK(function.error().code == "rule-name");
  const auto row = rule::Table::parse("x", replaced(text_of("D10"), "quarters_unpaid &lt; settings.payment_alert_quarters", "quarter_unpaid &lt; settings.payment_alert_quarters"));
  REQUIRE_FALSE(row.ok());
  CHECK(row.error().where == "rows/D10-9");
}

TEST_CASE("the burden index of every community and period is the one that the region states") {
  const auto burden = table("burden", text_of("burden"));
  int compared = 0;
  for (const Value& community : registers::records_on(demo(), "communities", std::nullopt)) {
    for (const Value& survey : community.get("burden_survey").as_list()) {
      const Value input(zhunru::base::Context{{"community", community.get("code")}, {"date", survey.get("as_of")}});
      const auto result = rule::evaluate(*burden, input, demo());
      REQUIRE(result.ok());
      INFO(community.get("code").as_string() << " " << survey.get("period").as_string());
      CHECK((result->outcome.get("before") == community.get("expected_burden_index").get(survey.get("period").as_string())));
      ++compared;
    }
  }
  CHECK(compared == 62);
}

TEST_CASE("every table answers an empty input, as while somebody begins to type") {
  const auto tables = rule::Tables::load(rule::embedded_workflow_files());
  REQUIRE(tables.ok());
  CHECK(tables->all().size() == 16);
  for (const auto& [name, each] : tables->all()) {
    INFO(name);
    const auto result = rule::evaluate(*each, json("{}"), demo());
    REQUIRE(result.ok());
    CHECK_FALSE(result->hits.empty());
    const std::string outcome = result->outcome.string_or("?");
    CHECK((outcome == "incomplete" || name == "D7" || name == "D11"));
  }
}

TEST_CASE("every row of every table has a clause or is technical, and words in both languages") {
  const auto tables = rule::Tables::load(rule::embedded_workflow_files());
  REQUIRE(tables.ok());
  for (const auto& [name, each] : tables->all()) {
    CHECK_FALSE(each->title().empty());
    for (const rule::Row& row : each->rows()) {
      INFO(name << " " << row.id);
      CHECK_FALSE(row.text.empty());
      CHECK_FALSE(row.text_en.empty());
      if (row.id.find("-given-") == std::string::npos) CHECK_FALSE(row.clause.empty());
    }
    for (const std::string& setting : each->settings()) {
      INFO(name << " settings." << setting);
      CHECK(registers::find_record(*registers::latest(*demo().find("settings")), setting) != nullptr);
    }
  }
}

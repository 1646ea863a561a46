// Live state of fields, fresh data, texts with FEEL.
#include "tests/unit/form/support.hpp"

using namespace zhunru::form;
using zhunru::base::to_json;
using zhunru::base::Value;

TEST_CASE("fresh data has defaults, empty values by type and rows") {
  const auto form = form_of(R"({"type": "textfield", "key": "a.t"}, {"type": "number", "key": "n", "defaultValue": 3}, {"type": "checkbox", "key": "c"},
    {"type": "checklist", "key": "l", "values": [{"value": "x", "label": "X"}]}, {"type": "select", "key": "s", "values": [{"value": "x", "label": "X"}]},
    {"type": "dynamiclist", "path": "rows", "defaultRepetitions": 2, "components": [{"type": "textfield", "key": "r"}]},
    {"type": "group", "components": [{"type": "textfield", "key": "a.u"}]}, {"type": "expression", "key": "e", "expression": "=n + 1"})");
  CHECK(to_json(initial_data(*form, Value(), {})) ==
        R"({"a":{"t":"","u":""},"n":3,"c":false,"l":[],"s":null,"rows":[{"r":""},{"r":""}],"e":4})");
}

TEST_CASE("known data fills a fresh form; unknown options become null or fall out") {
  const auto form = form_of(R"({"type": "number", "key": "n", "defaultValue": 3},
    {"type": "checklist", "key": "l", "values": [{"value": "x", "label": "X"}]}, {"type": "select", "key": "s", "values": [{"value": "x", "label": "X"}]},
    {"type": "dynamiclist", "path": "rows", "components": [{"type": "textfield", "key": "r"}]})");
  CHECK(to_json(initial_data(*form, json(R"({"n": 7, "l": ["x", "gone"], "s": "gone", "rows": [{"r": "1"}, {"r": "2"}, {}], "other": 1})"), {})) ==
        R"({"n":7,"l":["x"],"s":null,"rows":[{"r":"1"},{"r":"2"},{"r":""}]})");
}

TEST_CASE("states are known for every component, rows by index") {
  const auto form = form_of(R"({"type": "number", "key": "n", "validate": {"min": "=1 + 1", "max": 9}},
    {"type": "text", "id": "T1", "text": "x", "conditional": {"hide": "=n > 5"}},
    {"type": "dynamiclist", "path": "rows", "components": [{"type": "textfield", "key": "r", "readonly": "=lock", "validate": {"maxLength": "=4"}},
      {"type": "checkbox", "key": "lock"}]})");
  const auto all = states(*form, json(R"({"n": 6, "rows": [{"lock": true}, {"lock": false}]})"), {});
  CHECK(all.at("n").min == zhunru::base::Decimal(2));
  CHECK(all.at("n").max == zhunru::base::Decimal(9));
  CHECK(all.at("#T1").hidden);
  CHECK(all.at("rows[0].r").readonly);
  CHECK_FALSE(all.at("rows[1].r").readonly);
  CHECK(all.at("rows[1].r").max_length == 4);
}

TEST_CASE("a boolean hide is ignored as form-js does") {
  const auto form = form_of(R"({"type": "text", "id": "T", "text": "x", "conditional": {"hide": true}})");
  CHECK_FALSE(states(*form, json("{}"), {}).at("#T").hidden);
}

TEST_CASE("options that are not there are said to be not known") {
  const auto form = form_of(R"({"type": "select", "key": "s", "valuesKey": "given"})");
  CHECK_FALSE(states(*form, json("{}"), {}).at("s").options_known);
  Scope scope;
  scope.names = json(R"({"given": ["a", {"value": "b", "label": "乙"}]})");
  const FieldState state = states(*form, json("{}"), scope).at("s");
  CHECK(state.options_known);
  REQUIRE(state.options.size() == 2);
  CHECK(state.options[1].label.zh == "乙");
}

TEST_CASE("texts are filled from data, row and scope") {
  Scope scope;
  scope.names = json(R"({"settings": {"k": 5}})");
  const Value data = json(R"({"name": "甲", "list": ["a", "b"]})");
  CHECK(fill_template("{{name}} {{= settings.k + 1 }} {{list}} {{nothing}}!", data, Value(), scope) == "甲 6 a、b !");
  CHECK(fill_template("{{r}}{{this.r}}{{parent.name}}", data, json(R"({"r": 1})"), scope) == "11甲");
  CHECK(fill_template("no end {{name", data, Value(), scope) == "no end {{name");
  CHECK(fill_template("{{1 +}}x", data, Value(), scope) == "x");
}

// Reading of form-js schemas.
#include "tests/unit/form/support.hpp"

using namespace zhunru::form;

TEST_CASE("every component type of form-js is read") {
  const auto form = form_of(R"(
    {"type": "textfield", "key": "a", "appearance": {"prefixAdorner": "¥", "suffixAdorner": "元"}},
    {"type": "textarea", "key": "b"}, {"type": "number", "key": "c", "decimalDigits": 2, "increment": "5", "serializeToString": true},
    {"type": "checkbox", "key": "d"}, {"type": "datetime", "key": "e", "subtype": "datetime", "dateLabel": "日", "timeLabel": "时",
     "use24h": true, "timeInterval": 30, "timeSerializingFormat": "utc_offset"},
    {"type": "radio", "key": "f", "values": [{"label": "是", "labelEn": "Yes", "value": true}]},
    {"type": "select", "key": "g", "valuesKey": "options", "searchable": true},
    {"type": "checklist", "key": "h", "valuesExpression": "=[1, 2]"}, {"type": "taglist", "key": "i", "values": []},
    {"type": "filepicker", "key": "j", "accept": "image/*", "multiple": true},
    {"type": "expression", "key": "k", "expression": "=1 + 1", "computeOn": "presubmit"},
    {"type": "group", "path": "m", "label": "组", "components": [{"type": "text", "text": "# {{=1}}"}]},
    {"type": "dynamiclist", "path": "rows", "isRepeating": true, "defaultRepetitions": 2, "allowAddRemove": false, "components": []},
    {"type": "html", "content": "<p>x</p>"}, {"type": "image", "source": "=x", "alt": "y"},
    {"type": "iframe", "url": "about:blank", "height": 90, "security": {"allowScripts": false}},
    {"type": "table", "dataSource": "=rows", "columns": [{"key": "a", "label": "A"}], "rowCount": 5},
    {"type": "documentPreview", "dataSource": "=d", "maxHeight": 300}, {"type": "button", "label": "提交", "action": "submit"},
    {"type": "spacer", "height": 20}, {"type": "separator"})");
  REQUIRE(form->components.size() == 21);
  CHECK(form->components[0].suffix == "元");
  CHECK(form->components[2].decimal_digits == 2);
  CHECK(form->components[4].datetime_kind == DatetimeKind::datetime);
  CHECK(form->components[5].options[0].label.en == "Yes");
  CHECK(form->components[10].compute_on_presubmit);
  CHECK(form->components[12].default_repetitions == 2);
  CHECK(to_string(form->components[17].type) == "documentPreview");
}

TEST_CASE("our marks are read from properties") {
  const auto form = form_of(R"({"type": "textfield", "key": "phone", "label": "电话", "properties": {"labelEn": "Phone",
    "clause": "2.3-b", "local": "true", "personal": "true", "step": "who", "icon": "tel"}},
    {"type": "dynamiclist", "path": "rows", "components": [{"type": "textfield", "key": "name", "properties": {"personal": "true"}}]})");
  const Component& c = form->components[0];
  CHECK(c.label.en == "Phone");
  CHECK(c.marks.clause == "2.3-b");
  CHECK(c.marks.local);
  CHECK(c.marks.step == "who");
  CHECK(c.marks.other == std::vector<std::pair<std::string, std::string>>{{"icon", "tel"}});
  CHECK(personal_paths(*form) == std::vector<std::string>{"phone", "rows[].name"});
}

TEST_CASE("a schema that is wrong is refused where it is wrong") {
  const auto refused = [](const std::string& component) {
    const auto parsed = parse(json(R"({"type": "default", "schemaVersion": 19, "components": [)" + component + "]}"));
    REQUIRE_FALSE(parsed.ok());
    return parsed.error().where;
  };
  CHECK(refused(R"({"type": "texfield", "key": "a"})") == "components/0/type");
  CHECK(refused(R"({"type": "textfield"})") == "components/0");
  CHECK(refused(R"({"type": "textfield", "key": "a", "decimalDigits": 1})") == "components/0");
  CHECK(refused(R"({"type": "number", "key": "a", "validate": {"minimum": 1}})") == "components/0/validate");
  CHECK(refused(R"({"type": "number", "key": "a", "validate": {"min": "many"}})") == "components/0/validate/min");
  CHECK(refused(R"({"type": "textfield", "key": "a", "conditional": {"hide": "=1 +"}})").find("components/0/conditional/hide") == 0);
  CHECK(refused(R"({"type": "dynamiclist", "components": []})") == "components/0");
  CHECK(refused(R"({"type": "group", "components": [{"type": "x"}]})") == "components/0/components/0/type");
  CHECK(refused(R"({"type": "select", "key": "a", "values": [{"name": "x"}]})") == "components/0/values/0");
  CHECK(refused(R"({"type": "textfield", "key": "a", "properties": {"clause": 3}})") == "components/0");
  CHECK_FALSE(parse(json(R"({"type": "default", "schemaVersion": 20, "components": []})")).ok());
  CHECK_FALSE(parse(json(R"({"type": "default", "components": [], "extra": 1})")).ok());
  CHECK_FALSE(parse_text("{").ok());
}

TEST_CASE("forms cannot be nested without end") {
  std::string deep = R"({"type": "textfield", "key": "a"})";
  for (int i = 0; i < 12; ++i) deep = R"({"type": "group", "components": [)" + deep + "]}";
  CHECK_FALSE(parse(json(R"({"components": [)" + deep + "]}")).ok());
}

TEST_CASE("live checks and constraints of a form are read") {
  const auto form = form_of(R"({"type": "number", "key": "a"})", R"(,
    "checks": [{"id": "burden", "table": "burden", "step": "load", "input": "={load: a}", "title": "负担", "titleEn": "Burden"}],
    "constraints": [{"id": "k", "path": "a", "step": "load", "assert": "=a > 1", "message": "太小", "messageEn": "too small", "clause": "0-a", "local": "true"}])");
  CHECK(form->checks[0].table == "burden");
  CHECK(form->checks[0].input.text() == "{load: a}");
  CHECK(form->constraints[0].local);
  CHECK(form->constraints[0].message.en == "too small");
}

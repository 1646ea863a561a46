// What a form says about data.
#include "engine/rule/functions.hpp"
#include "tests/unit/form/support.hpp"

using namespace zhunru::form;
using zhunru::base::Value;

namespace {

Scope with_settings() { return Scope{json(R"({"settings": {"reason_min_chars": 10, "comment_max_chars": 12}})"), nullptr, Value()}; }

}  // namespace

TEST_CASE("a missing required field is a problem of each type") {
  const auto form = form_of(R"(
    {"type": "textfield", "key": "a", "label": "名称", "validate": {"required": true}, "properties": {"labelEn": "Name", "clause": "2.3-a"}},
    {"type": "number", "key": "b", "validate": {"required": true}}, {"type": "checkbox", "key": "c", "validate": {"required": true}},
    {"type": "datetime", "key": "d", "validate": {"required": true}},
    {"type": "select", "key": "e", "values": [{"value": "x", "label": "X"}], "validate": {"required": true}},
    {"type": "taglist", "key": "f", "values": [{"value": "x", "label": "X"}], "validate": {"required": true}})");
  CHECK(check(form, "{}") == "a:required b:required c:required d:required e:required f:required");
  CHECK(check(form, R"({"a": "  　", "b": null, "c": false, "d": "", "e": "", "f": []})") ==
        "a:required b:required c:required d:required e:required f:required");
  const Checked checked = validate(*form, json("{}"), {});
  CHECK(checked.problems[0].message == "“名称”必须填写。");
  CHECK(checked.problems[0].message_en == "“Name” must be filled in.");
  CHECK(checked.problems[0].clause == "2.3-a");
  CHECK(check(form, R"({"a": "x", "b": 0, "c": true, "d": "2026-11-20", "e": "x", "f": ["x"]})").empty());
}

TEST_CASE("lengths count characters with blanks at both ends trimmed and may come from settings") {
  const auto form = form_of(R"({"type": "textarea", "key": "reason", "label": "理由", "validate": {"minLength": "=settings.reason_min_chars",
    "maxLength": "=settings.comment_max_chars"}, "properties": {"local": "true"}})");
  const Scope scope = with_settings();
  CHECK(check(form, R"({"reason": "一二三四五六七八九"})", scope) == "reason:min-length");
  CHECK(check(form, R"({"reason": "  一二三四五六七八九　 "})", scope) == "reason:min-length");
  CHECK(check(form, R"({"reason": "一二三四五六七八九十"})", scope).empty());
  CHECK(check(form, R"({"reason": "一二三四五六七八九十一二三"})", scope) == "reason:max-length");
  CHECK(check(form, R"({"reason": ""})", scope).empty());
  CHECK(check(form, R"({"reason": 7})", scope) == "reason:type");
  const Checked checked = validate(*form, json(R"({"reason": "短"})"), scope);
  CHECK(checked.problems[0].local);
  CHECK(checked.problems[0].message == "“理由”至少 10 字，现有 1 字。");
}

TEST_CASE("numbers keep to their limits and decimals") {
  const auto form = form_of(R"({"type": "number", "key": "n", "decimalDigits": 1, "validate": {"min": 0, "max": "=2 * 5"}},
    {"type": "number", "key": "s", "serializeToString": true})");
  CHECK(check(form, R"({"n": 10})").empty());
  CHECK(check(form, R"({"n": -0.1})") == "n:min");
  CHECK(check(form, R"({"n": 10.1})") == "n:max");
  CHECK(check(form, R"({"n": 1.25})") == "n:decimal-digits");
  CHECK(check(form, R"({"n": "3"})") == "n:type");
  CHECK(check(form, R"({"s": "3.25"})").empty());
  CHECK(check(form, R"({"s": "three"})") == "s:type");
}

TEST_CASE("patterns, e-mail and telephone") {
  const auto form = form_of(R"({"type": "textfield", "key": "p", "validate": {"pattern": "^[A-Z]{2}\\d+$", "patternErrorMessage": "两个大写字母加数字"}},
    {"type": "textfield", "key": "e", "validate": {"validationType": "email"}}, {"type": "textfield", "key": "t", "validate": {"validationType": "phone"}})");
  CHECK(check(form, R"({"p": "AB12", "e": "a@b.example", "t": "+86 771-1234567"})").empty());
  CHECK(check(form, R"({"p": "ab12", "e": "a@b", "t": "12-x"})") == "e:email p:pattern t:phone");
  CHECK(check(form, R"({"e": "a@@b.c", "t": "12"})") == "e:email t:phone");
}

TEST_CASE("dates and times are ISO texts") {
  const auto form = form_of(R"({"type": "datetime", "key": "d", "subtype": "date", "disallowPassedDates": true},
    {"type": "datetime", "key": "t", "subtype": "time"}, {"type": "datetime", "key": "b", "subtype": "datetime"})");
  Scope scope;
  scope.now = Value(zhunru::base::Date{2026, 11, 20});
  CHECK(check(form, R"({"d": "2026-11-20", "t": "14:30", "b": "2026-11-20T14:30+08:00"})", scope).empty());
  CHECK(check(form, R"({"d": "2026-11-19", "t": "14:30:00Z", "b": "2026-11-20T14:30:00"})", scope) == "d:passed-date");
  CHECK(check(form, R"({"d": "2026-02-30", "t": "25:00", "b": "2026-11-20"})", scope) == "b:type d:type t:type");
}

TEST_CASE("choices must be options and are named once") {
  const auto form = form_of(R"({"type": "radio", "key": "r", "values": [{"value": true, "label": "是"}, {"value": false, "label": "否"}]},
    {"type": "checklist", "key": "c", "values": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
    {"type": "taglist", "key": "f", "properties": {"free": "true"}}, {"type": "select", "key": "e", "valuesExpression": "=places"})");
  Scope scope;
  scope.names = json(R"({"places": [{"value": "990102", "label": "澄湖区"}]})");
  CHECK(check(form, R"({"r": false, "c": ["b", "a"], "f": ["自己写的"], "e": "990102"})", scope).empty());
  CHECK(check(form, R"({"r": "yes", "c": ["a", "a"], "f": [" "], "e": "990103"})", scope) ==
        "c:duplicate e:unknown-option f:type r:unknown-option");
  CHECK(check(form, R"({"c": ["z"]})", scope) == "c:unknown-option");
  CHECK(check(form, R"({"c": "a"})", scope) == "c:type");
}

TEST_CASE("options may be the records of a register") {
  zhunru::registers::Collection all;
  all.put(zhunru::registers::from_value(json(R"({"name": "topics", "versions": [{"version": 1, "effective": "2024-01-01",
    "records": [{"code": "tax", "name": "税", "name_en": "Tax"}]}]})")).value());
  const auto functions = zhunru::rule::functions(all);
  const auto form = form_of(R"({"type": "select", "key": "topic", "values": [], "properties": {"register": "topics"}})");
  Scope scope;
  scope.functions = &functions;
  CHECK(check(form, R"({"topic": "tax"})", scope).empty());
  CHECK(check(form, R"({"topic": "gold"})", scope) == "topic:unknown-option");
  const FieldState state = state_of(form->components[0], json("{}"), Value(), scope);
  REQUIRE(state.options.size() == 1);
  CHECK(state.options[0].label.en == "Tax");
}

TEST_CASE("hidden and disabled fields are dropped and not checked, readonly ones are both checked and kept") {
  const auto form = form_of(R"({"type": "checkbox", "key": "free"},
    {"type": "number", "key": "sum", "conditional": {"hide": "=free = true"}, "validate": {"required": true}},
    {"type": "textfield", "key": "off", "disabled": true, "validate": {"required": true}},
    {"type": "textfield", "key": "kept", "readonly": "=free", "validate": {"maxLength": 2}})");
  const Checked hidden = validate(*form, json(R"({"free": true, "sum": "junk", "off": "x", "kept": "abc"})"), {});
  CHECK(codes(hidden) == "kept:max-length");
  CHECK(zhunru::base::to_json(hidden.data) == R"({"free":true,"kept":"abc"})");
  CHECK(check(form, R"({"free": false})") == "sum:required");
}

TEST_CASE("unknown fields are refused at every level") {
  const auto form = form_of(R"({"type": "textfield", "key": "a.b"}, {"type": "group", "path": "g", "components": [{"type": "textfield", "key": "c"}]},
    {"type": "group", "components": [{"type": "textfield", "key": "d"}]},
    {"type": "dynamiclist", "path": "rows", "components": [{"type": "textfield", "key": "e"}]})");
  CHECK(check(form, R"({"a": {"b": "1"}, "g": {"c": "2"}, "d": "3", "rows": [{"e": "4"}]})").empty());
  CHECK(check(form, R"({"a": {"b": "1", "x": 1}, "g": {"y": 2}, "z": 3, "rows": [{"e": "4", "w": 5}]})") ==
        "a.x:unknown-field g.y:unknown-field rows[0].w:unknown-field z:unknown-field");
  CHECK(check(form, R"({"a": "text"})") == "a:unknown-field");
  CHECK(check(form, R"([1])") == ":type");
}

TEST_CASE("rows of a dynamic list are checked one by one with their own names") {
  const auto form = form_of(R"({"type": "dynamiclist", "path": "rows", "label": "行", "components": [
    {"type": "checkbox", "key": "late"},
    {"type": "textfield", "key": "why", "conditional": {"hide": "=late != true"}, "validate": {"required": true}},
    {"type": "group", "path": "inner", "components": [{"type": "number", "key": "n", "validate": {"max": "=limit"}}]}]})");
  Scope scope;
  scope.names = json(R"({"limit": 3})");
  const Checked checked = validate(*form, json(R"({"rows": [{"late": true}, {"late": false, "why": "x", "inner": {"n": 4}}, 7]})"), scope);
  CHECK(codes(checked) == "rows[0].why:required rows[1].inner.n:max rows[2]:type");
  CHECK(zhunru::base::to_json(checked.data.get("rows").item(1)) == R"({"late":false,"inner":{"n":4}})");
  CHECK(check(form, R"({"rows": "no"})") == "rows:type");
  CHECK(check(form, "{}").empty());
}

TEST_CASE("expression fields are computed, whatever was sent") {
  const auto form = form_of(R"({"type": "expression", "key": "total", "expression": "=double + 1"},
    {"type": "number", "key": "n"}, {"type": "expression", "key": "double", "expression": "=2 * n"},
    {"type": "dynamiclist", "path": "rows", "components": [{"type": "number", "key": "x"}, {"type": "expression", "key": "sq", "expression": "=x * x + n"}]})");
  const Checked checked = validate(*form, json(R"({"n": 4, "total": 99, "double": "no", "rows": [{"x": 3}]})"), {});
  CHECK(codes(checked).empty());
  CHECK(checked.data.get("double") == Value(8));
  CHECK(checked.data.get("total") == Value(9));
  CHECK(checked.data.at_path("rows").item(0).get("sq") == Value(13));
}

TEST_CASE("a text field left empty is null in a constraint") {
  const auto form = form_of(R"({"type": "textfield", "key": "quiet.from"}, {"type": "textfield", "key": "quiet.to"})",
                            R"(, "constraints": [{"id": "q", "path": "quiet.to", "assert": "=quiet.from = null or quiet.from != quiet.to", "message": "m"}])");
  CHECK(check(form, R"({"quiet": {"from": "", "to": ""}})") == "");
  CHECK(check(form, R"({"quiet": {"from": "21:00", "to": "21:00"}})") == "quiet.to:constraint");
}

TEST_CASE("constraints over the whole form are problems with their own words and clause") {
  const auto form = form_of(R"({"type": "number", "key": "from"}, {"type": "number", "key": "upto"})", R"(, "constraints": [
    {"id": "order", "path": "upto", "assert": "=upto > from and upto <= settings.max", "message": "止须大于起", "messageEn": "end after start", "clause": "2.2-i", "local": true}])");
  Scope scope;
  scope.names = json(R"({"settings": {"max": 24}})");
  CHECK(check(form, R"({"from": 1, "upto": 24})", scope).empty());
  CHECK(check(form, R"({"from": 1, "upto": 25})", scope) == "upto:constraint");
  CHECK(check(form, R"({"from": 1})", scope) == "upto:constraint");
  const Checked checked = validate(*form, json(R"({"from": 2, "upto": 1})"), scope);
  CHECK(checked.problems[0].message == "止须大于起");
  CHECK(checked.problems[0].clause == "2.2-i");
}

TEST_CASE("a personal field takes a commitment in place of its text") {
  const auto form = form_of(R"({"type": "textarea", "key": "voice", "validate": {"required": true, "maxLength": 5}, "properties": {"personal": "true"}},
    {"type": "textarea", "key": "open"})");
  const std::string hash(64, 'a');
  CHECK(check(form, R"({"voice": {"commitment": ")" + hash + R"(", "length": 5}})").empty());
  CHECK(check(form, R"({"voice": {"commitment": ")" + hash + R"(", "length": 6}})") == "voice:max-length");
  CHECK(check(form, R"({"voice": {"commitment": ")" + hash + R"(", "length": 0}})") == "voice:required");
  CHECK(check(form, R"({"voice": {"commitment": "short", "length": 5}})") == "voice:type");
  CHECK(check(form, R"({"voice": "文字", "open": {"commitment": ")" + hash + R"(", "length": 5}})") == "open:type");
}

TEST_CASE("a draft may lack what is required but not break what is there") {
  const auto form = form_of(R"({"type": "textfield", "key": "a", "validate": {"required": true, "minLength": 5, "maxLength": 8}}, {"type": "number", "key": "n"})",
                            R"(, "constraints": [{"id": "c", "path": "n", "assert": "=n > 1", "message": "m"}])");
  CHECK(codes(validate_draft(*form, json("{}"), {})).empty());
  CHECK(codes(validate_draft(*form, json(R"({"a": "abc"})"), {})).empty());
  CHECK(codes(validate_draft(*form, json(R"({"a": "123456789", "n": "x", "q": 1})"), {})) == "a:max-length n:type q:unknown-field");
}

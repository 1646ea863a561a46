// What an administrator reads before deploying: forms, documents and rule tables compared part by part, in words.
#include <catch_amalgamated.hpp>

#include "server/read_model/template_changes.hpp"

using namespace zhunru;

namespace {

const std::string form = R"({"type": "default", "id": "F", "title": "登记", "components": [
  {"type": "textfield", "id": "x1", "key": "name", "label": "名称", "validate": {"required": true, "maxLength": 40}, "properties": {"labelEn": "Name"}},
  {"type": "radio", "id": "x2", "key": "kind", "label": "种类", "values": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}]}],
  "constraints": [{"id": "c1", "assert": "=name != null", "message": "请写名称", "messageEn": "Write the name"}]})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

base::Value only(const std::string& kind, const std::string& before, const std::string& after) {
  const base::List changes = server::read_model::template_changes(kind, before, after);
  INFO(changes.size());
  REQUIRE(changes.size() == 1);
  return changes[0];
}

std::string word(const base::Value& change, std::string_view key) { return change.get(key).string_or("?"); }

}  // namespace

TEST_CASE("members of a form's fields are told one by one and in words") {
  CHECK(server::read_model::template_changes("form", form, form).empty());
  const base::Value length = only("form", form, replaced(form, "40", "60"));
  CHECK(word(length, "element") == "name");
  CHECK(word(length, "facet") == "validate.maxLength");
  CHECK(word(length, "facet_name") == "检查 · 最多字数");
  CHECK(word(length, "facet_name_en") == "checks · most characters");
  CHECK(word(length, "text") == "改动 名称（name）：检查 · 最多字数：40 → 60");
  CHECK(length.get("executes") == base::Value(true));
  const base::Value label = only("form", form, replaced(form, "\"labelEn\": \"Name\"", "\"labelEn\": \"Title\""));
  CHECK(word(label, "facet_name") == "英文标题");
  CHECK(label.get("executes") == base::Value(false));
  const base::Value option = only("form", form, replaced(form, "乙", "丙"));
  CHECK(word(option, "facet_name") == "选项「b」 · 标题");
  const base::Value rule = only("form", form, replaced(form, "=name != null", "=kind != null"));
  CHECK(word(rule, "facet_name") == "相互之间的要求「c1」 · 必须成立的条件");
  CHECK(word(rule, "type_name_en") == "the file itself");
}

TEST_CASE("fields that come, go or change places are told; another id of the editor is not") {
  const std::string note = R"({"type": "textarea", "key": "note", "label": "说明"})";
  const std::string more = replaced(form, R"({"type": "radio")", note + R"(, {"type": "radio")");
  const base::Value added = only("form", form, more);
  CHECK((word(added, "change") == "added" && word(added, "element") == "note" && word(added, "text") == "新增 说明（note）"));
  const base::Value removed = only("form", more, form);
  CHECK((word(removed, "change") == "removed" && word(removed, "name") == "说明"));
  const std::string turned = replaced(replaced(form, R"({"value": "a", "label": "甲"}, )", ""), R"("label": "乙"})", R"("label": "乙"}, {"value": "a", "label": "甲"})");
  const base::Value order = only("form", form, turned);
  CHECK(word(order, "facet_name_en") == "options · order");
  CHECK((word(order, "before") == "a, b" && word(order, "after") == "b, a"));
  CHECK(server::read_model::template_changes("form", form, replaced(form, "x1", "Field_9")).empty());
}

TEST_CASE("blocks of a document and cells of a rule table are told in words") {
  const std::string document = R"({"kind": "decision", "name": "决定", "blocks": [{"role": "title", "text": "决定"}, {"role": "body", "text": "同意{{= item }}。"}]})";
  const base::Value body = only("document", document, replaced(document, "同意", "准予"));
  CHECK(word(body, "element") == "body 1");
  CHECK(word(body, "facet_name") == "文字");
  CHECK(body.get("executes") == base::Value(true));
  const std::string table = R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="x" name="R"><decision id="d" name="结论"><decisionTable id="t" hitPolicy="FIRST">)"
                            R"(<input id="i" label="户数"/><output id="o" label="结果"/><rule id="r"><inputEntry><text>5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>)"
                            R"(</decisionTable></decision></definitions>)";
  const base::Value cell = only("rule", table, replaced(table, "<text>5", "<text>6"));
  CHECK(word(cell, "type_name") == "规则行");
  CHECK(word(cell, "facet_name_en") == "condition \"户数\"");
  CHECK((word(cell, "before") == "5" && word(cell, "after") == "6"));
}

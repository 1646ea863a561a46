#include "engine/document/document.hpp"
#include "engine/document/template.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/rule/workflow_files.hpp"

#undef CHECK  // ours ends the process; below it is Catch2's
#include <catch_amalgamated.hpp>

namespace {

using namespace zhunru;
using base::Context;
using base::Value;

document::Document sample() {
  document::Document made;
  made.kind = "decision";
  made.number = "云社协准〔2026〕3号";
  made.title = "关于甲的准入决定";
  made.content = Value(Context{{"result", Value("批准")}, {"n", Value(3)}});
  made.text = "[]";
  return made;
}

}  // namespace

TEST_CASE("A number has the issuer's code, the year in hexagonal brackets and no leading zero") {
  CHECK(document::format_number("云社协准", 2026, 3) == "云社协准〔2026〕3号");
  CHECK(document::series_key("C01-coord", "准", 2026) == "C01-coord|准|2026");
}

TEST_CASE("The hash of a document is that of its canonical JSON and changes with every part that is public") {
  const document::Document made = sample();
  CHECK(document::document_hash(made) ==
        base::sha256(R"({"fields":{"n":3,"result":"批准"},"kind":"decision","number":"云社协准〔2026〕3号","text":"[]","title":"关于甲的准入决定","version":1})").hex());
  for (int part = 0; part < 6; ++part) {
    document::Document other = sample();
    if (part == 0) other.kind = "rejection";
    if (part == 1) other.number += "x";
    if (part == 2) other.version = 2;
    if (part == 3) other.title += "x";
    if (part == 4) other.content = Value(Context{{"result", Value("不予批准")}});
    if (part == 5) other.text = "[1]";
    CAPTURE(part);
    CHECK(document::document_hash(other) != document::document_hash(made));
  }
  document::Document voided = sample();
  document::apply(voided, document::DocumentVoided{"x", "换了文本", {}});
  CHECK(voided.voided);
  CHECK(document::document_hash(voided) == document::document_hash(made));
}

TEST_CASE("Text with FEEL parts is filled; lists are joined, null is nothing, a context may end an expression") {
  const Value values(Context{{"name", Value("甲")}, {"list", Value(base::List{Value("一"), Value("二")})}, {"none", Value()}});
  CHECK(document::fill("关于{{= name }}:{{= list }}{{= none }}。", values, {}).value() == "关于甲:一、二。");
  CHECK(document::fill("{{= {a: 1}.a + 1}}", values, {}).value() == "2");
  CHECK(document::fill("{{= get value({a: \"x\"}, \"a\") }}", values, {}).value() == "x");
}

TEST_CASE("A template that cannot be filled says why") {
  const Value values(Context{{"name", Value("甲")}});
  CHECK(document::fill("{{= nobody }}", values, {}).error().message_en.find("nobody") != std::string::npos);
  CHECK(document::fill("{{= name ", values, {}).error().code == "document-template");
  CHECK_FALSE(document::fill("{{= 1 + }}", values, {}).ok());
}

TEST_CASE("Templates refuse unknown members and unknown roles of blocks") {
  CHECK(document::parse_template(R"({"kind":"k","name":"n","blocks":[],"colour":"red"})").error().where == "colour");
  CHECK(document::parse_template(R"({"kind":"k","name":"n","blocks":[{"role":"footer","text":""}]})").error().where == "blocks/0");
  CHECK_FALSE(document::parse_template(R"({"name":"n","blocks":[]})").ok());
}

TEST_CASE("Blocks stand in the order of the file and only when their condition holds") {
  const auto pattern = document::parse_template(
      R"({"kind":"k","name":"名","blocks":[{"role":"mark","text":"机关"},{"role":"title","text":"关于{{= name }}"},{"role":"body","text":"有","when":"name = \"甲\""},{"role":"body","text":"无","when":"name = \"乙\""}]})");
  REQUIRE(pattern);
  const auto made = document::render(*pattern, Value(Context{{"name", Value("甲")}}), {});
  REQUIRE(made);
  CHECK(made->title == "关于甲");
  CHECK(made->text == R"([{"role":"mark","text":"机关"},{"role":"title","text":"关于甲"},{"role":"body","text":"有"}])");
}

TEST_CASE("Every template of the workflows is read, begins with the issuer and has a title") {
  int seen = 0;
  for (const rule::WorkflowFile& file : rule::embedded_workflow_files()) {
    if (!file.path.ends_with(".document.json") || file.path.ends_with("codes.document.json")) continue;
    CAPTURE(file.path);
    ++seen;
    const auto pattern = document::parse_template(file.text);
    REQUIRE(pattern);
    CHECK(pattern->blocks.front().role == "mark");
    CHECK(std::count_if(pattern->blocks.begin(), pattern->blocks.end(), [](const auto& b) { return b.role == "title"; }) == 1);
    CHECK_FALSE(pattern->name_en.empty());
  }
  CHECK(seen == 25);
}

#include "engine/document/template.hpp"

#include <algorithm>
#include <array>

#include "engine/base/json.hpp"

namespace zhunru::document {
namespace {

using base::Context;
using base::List;
using base::Result;
using base::Value;

constexpr std::array<std::string_view, 12> roles = {"mark", "number",     "signer", "title", "to", "heading",
                                                    "body", "attachment", "sign",   "date",  "cc", "print"};
constexpr std::array<std::string_view, 6> keys = {"kind", "name", "nameEn", "code", "public", "blocks"};

base::Error wrong(std::string zh, std::string en, std::string where) {
  return base::make_error("document-template", std::move(zh), std::move(en), std::move(where));
}

std::string as_text(const Value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.as_string();
  if (value.is_list()) {
    std::string joined;
    for (const Value& item : value.as_list()) {
      if (!joined.empty()) joined += "、";
      joined += item.is_list() ? base::to_json(item) : as_text(item);
    }
    return joined;
  }
  if (value.is_boolean()) return value.as_boolean() ? "是" : "否";
  const std::string json = base::to_json(value);
  const bool quoted = json.size() >= 2 && json.front() == '"';
  return quoted ? json.substr(1, json.size() - 2) : json;
}

Result<Value> value_of(std::string_view expression, const Value& values, const feel::Options& options) {
  ZHUNRU_TRY(evaluated, feel::evaluate_text(expression, values, options));
  if (evaluated.unresolved.empty()) return evaluated.value;
  const std::string name = evaluated.unresolved.front();
  return wrong("模板中有不认识的名称 " + name, "the template uses an unknown name: " + name, std::string(expression));
}

}  // namespace

Result<Template> parse_template(std::string_view json_text) {
  ZHUNRU_TRY(json, base::parse_json(json_text));
  if (!json.is_context()) return wrong("文书模板应是一个对象", "a document template is an object", "");
  for (const auto& [key, value] : json.as_context())
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      return wrong("文书模板中有不认识的字段 " + key, "unknown member of a document template: " + key, key);
  Template made;
  made.kind = json.get("kind").string_or("");
  made.name = json.get("name").string_or("");
  made.name_en = json.get("nameEn").string_or("");
  made.code = json.get("code").string_or("");
  made.is_public = json.get("public").boolean_or(true);
  if (made.kind.empty() || made.name.empty() || !json.get("blocks").is_list())
    return wrong("文书模板缺少 kind、name 或 blocks", "a document template needs kind, name and blocks", "");
  std::size_t at = 0;
  for (const Value& row : json.get("blocks").as_list()) {
    const std::string where = "blocks/" + std::to_string(at++);
    Block block{row.get("role").string_or(""), row.get("text").string_or(""), row.get("when").string_or("")};
    if (std::find(roles.begin(), roles.end(), block.role) == roles.end())
      return wrong("不认识的版块 " + block.role, "unknown role of a block: " + block.role, where);
    made.blocks.push_back(std::move(block));
  }
  return made;
}

Result<std::string> fill(std::string_view text, const Value& values, const feel::Options& options) {
  std::string filled;
  for (;;) {
    const std::size_t open = text.find("{{=");
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) return wrong("“{{=”没有配对的“}}”", "a {{= without its }}", std::string(text.substr(open, 40)));
    // An expression may itself end in "}" of a context: take the longest run of braces.
    std::size_t end = close;
    while (end + 2 < text.size() && text[end + 2] == '}') ++end;
    filled += text.substr(0, open);
    ZHUNRU_TRY(value, value_of(text.substr(open + 3, end - open - 3), values, options));
    filled += as_text(value);
    text.remove_prefix(end + 2);
  }
  filled += text;
  return filled;
}

Result<Rendered> render(const Template& document, const Value& values, const feel::Options& options) {
  Rendered made;
  List blocks;
  for (const Block& block : document.blocks) {
    if (!block.when.empty()) {
      ZHUNRU_TRY(stands, value_of(block.when, values, options));
      if (!stands.boolean_or(false)) continue;
    }
    ZHUNRU_TRY(text, fill(block.text, values, options));
    if (block.role == "title") made.title = text;
    blocks.push_back(Value(Context{{"role", Value(block.role)}, {"text", Value(text)}}));
  }
  if (made.title.empty()) made.title = document.name;
  made.text = base::canonical_json(Value(std::move(blocks)));
  return made;
}

}  // namespace zhunru::document

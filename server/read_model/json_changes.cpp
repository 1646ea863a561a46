#include "server/read_model/json_changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr int deepest = 16;  ///< nested parts and members that are looked at

struct Row {
  std::string_view name, zh, en;
};

/// Members of a form's components, of its checks and constraints, of a document's blocks.
constexpr std::array members = {
    Row{"label", "标题", "label"}, Row{"labelEn", "英文标题", "English label"}, Row{"description", "说明", "help"}, Row{"descriptionEn", "英文说明", "English help"},
    Row{"title", "名称", "title"}, Row{"titleEn", "英文名称", "English title"}, Row{"name", "名称", "name"}, Row{"nameEn", "英文名称", "English name"}, Row{"text", "文字", "text"},
    Row{"textEn", "英文文字", "English text"}, Row{"type", "种类", "kind"}, Row{"subtype", "种类", "kind"}, Row{"key", "字段名", "field name"}, Row{"path", "字段名", "field name"},
    Row{"validate", "检查", "checks"}, Row{"required", "必填", "required"}, Row{"minLength", "最少字数", "fewest characters"}, Row{"maxLength", "最多字数", "most characters"},
    Row{"min", "最小", "least"}, Row{"max", "最大", "most"}, Row{"pattern", "格式", "pattern"}, Row{"decimalDigits", "小数位数", "decimals"}, Row{"values", "选项", "options"},
    Row{"valuesExpression", "选项取自", "options from"}, Row{"value", "值", "value"}, Row{"conditional", "何时显示", "shown when"}, Row{"hide", "不显示的条件", "hidden when"},
    Row{"when", "何时出现", "present when"}, Row{"properties", "属性", "properties"}, Row{"clause", "依据条款", "clause"}, Row{"local", "本地设置", "local setting"},
    Row{"personal", "个人文字，不进日志", "personal text, kept out of the log"}, Row{"register", "选项来自名册", "options from a register"}, Row{"free", "可以另填", "other answers"},
    Row{"readonly", "只读", "read only"}, Row{"searchable", "可以查找", "searchable"}, Row{"expression", "算法", "expression"}, Row{"computeOn", "何时计算", "computed"},
    Row{"dateLabel", "日期的标题", "label of the date"}, Row{"isRepeating", "可以多行", "repeating"}, Row{"allowAddRemove", "可以增删行", "rows can be added"},
    Row{"defaultRepetitions", "起初几行", "rows at first"}, Row{"showOutline", "显示边框", "outline"}, Row{"defaultValue", "默认值", "default"}, Row{"disabled", "停用", "disabled"},
    Row{"checks", "填写时的提示", "live checks"}, Row{"input", "检查用的数据", "input"}, Row{"table", "规则表", "rule table"}, Row{"step", "在哪一步", "in which step"},
    Row{"constraints", "相互之间的要求", "constraints"}, Row{"assert", "必须成立的条件", "must hold"}, Row{"message", "提示", "message"}, Row{"messageEn", "英文提示", "English message"},
    Row{"role", "作用", "part"}, Row{"kind", "文种", "kind"}, Row{"code", "发文字号的字", "code"}, Row{"public", "公开", "public"}, Row{"suffix", "后缀", "suffix"},
    Row{"schemaVersion", "格式版本", "format version"}, Row{"id", "编号", "id"}, Row{"order", "先后", "order"}};

/// What only people read.
constexpr std::array<std::string_view, 15> wording = {"title", "label", "labelEn", "description", "descriptionEn", "titleEn", "nameEn", "textEn", "message", "messageEn",
                                                      "dateLabel", "showOutline", "searchable", "local", "order"};

struct Part {
  std::string name;                            ///< its own words
  std::string type;
  std::map<std::string, std::string> members;  ///< path -> value
};

std::string shown(const Value& value) { return value.is_string() ? value.as_string() : base::to_json(value); }

std::string key_of(const Value& one, std::size_t number) {
  for (const char* key : {"id", "key", "value", "path", "name"})
    if (const std::string text = one.get(key).string_or(""); !text.empty()) return text;
  return std::to_string(number + 1);
}

void flatten(const Value& value, const std::string& path, Part& part, int depth) {
  if (depth > deepest) return;
  const bool list_of_contexts = value.is_list() && value.size() > 0 && value.item(0).is_context();
  if (value.is_context()) {
    for (const auto& [name, inner] : value.as_context()) flatten(inner, path.empty() ? name : path + "." + name, part, depth + 1);
  } else if (list_of_contexts) {
    std::string order;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string key = key_of(value.item(i), i);
      flatten(value.item(i), path + "[" + key + "]", part, depth + 1);
      order += (order.empty() ? "" : ", ") + key;
    }
    if (value.size() > 1) part.members[path + ".order"] = order;
  } else {
    part.members[path] = shown(value);
  }
}

using Parts = std::map<std::string, Part>;

/// Fields by key or path, blocks by part and place; each without those inside it. `order`: as they stand in the file.
void collect(const Value& value, const std::string& at, Parts& out, std::vector<std::string>& order, int depth) {
  if (depth > deepest || !value.is_context()) return;
  const Value& inner = value.get("components").is_list() ? value.get("components") : value.get("blocks");
  Part& part = out[at];
  order.push_back(at);
  Context own = value.as_context();
  for (const char* apart : {"components", "blocks", "id"}) own.erase(apart);
  if (at.empty()) own.set("id", value.get("id"));
  part.name = value.get("label").string_or(value.get("dateLabel").string_or(value.get("title").string_or("")));
  part.type = value.get("type").string_or(value.get("role").string_or(""));
  flatten(Value(std::move(own)), "", part, depth);
  if (!inner.is_list()) return;
  std::string names;
  std::map<std::string, int> unnamed;
  for (const Value& one : inner.as_list()) {
    std::string name = one.get("key").string_or(one.get("path").string_or(""));
    if (name.empty()) {
      const std::string sort = one.get("role").string_or(one.get("type").string_or("part"));
      name = sort + " " + std::to_string(++unnamed[sort]);
    }
    const std::string inside = at.empty() ? name : at + " / " + name;
    names += (names.empty() ? "" : ", ") + name;
    collect(one, inside, out, order, depth + 1);
  }
  out[at].members["order"] = names;
}

std::vector<std::string> split(const std::string& names) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= names.size();) {
    const std::size_t to = std::min(names.find(", ", from), names.size());
    out.push_back(names.substr(from, to - from));
    from = to + 2;
  }
  return out;
}

/// True when what both have stands in another order.
bool turned(const std::string& before, const std::string& after) {
  std::vector<std::string> one = split(before), two = split(after);
  const std::vector<std::string> all_one = one, all_two = two;
  std::erase_if(one, [&](const std::string& name) { return std::find(all_two.begin(), all_two.end(), name) == all_two.end(); });
  std::erase_if(two, [&](const std::string& name) { return std::find(all_one.begin(), all_one.end(), name) == all_one.end(); });
  return one != two;
}

/// "values[a].label" -> 选项「a」 · 标题
std::pair<std::string, std::string> path_words(const std::string& path) {
  std::string zh, en;
  for (std::size_t from = 0; from < path.size();) {
    const std::size_t bracket = path.find('[', from), dot = path.find('.', from);
    const std::size_t close = bracket < dot ? path.find(']', bracket) : std::string::npos;
    const std::size_t end = close != std::string::npos ? close + 1 : std::min(dot, path.size());
    const std::string name = path.substr(from, std::min(bracket, end) - from), key = close != std::string::npos ? path.substr(bracket + 1, close - bracket - 1) : "";
    const auto row = std::find_if(members.begin(), members.end(), [&](const Row& one) { return one.name == name; });
    if (name != "properties") {  // where a word is kept is no news
      zh += (zh.empty() ? "" : " · ") + (row == members.end() ? name : std::string(row->zh)) + (key.empty() ? "" : "「" + key + "」");
      en += (en.empty() ? "" : " · ") + (row == members.end() ? name : std::string(row->en)) + (key.empty() ? "" : " \"" + key + "\"");
    }
    from = end + 1;
  }
  return {zh, en};
}

Value change(const char* what, const std::string& element, const Part& part, const std::string& facet, const std::string& before, const std::string& after) {
  const std::string last = facet.substr(facet.rfind('.') == std::string::npos ? 0 : facet.rfind('.') + 1);
  const auto [zh, en] = path_words(facet);
  const bool executes = facet.empty() || std::find(wording.begin(), wording.end(), last) == wording.end();
  const std::string verb = *what == 'a' ? "新增 " : *what == 'r' ? "删去 " : "改动 ", named = element.empty() ? part.name : part.name.empty() ? element : part.name + "（" + element + "）";
  Context out{{"change", what}, {"element", element}, {"type", part.type}, {"name", part.name}, {"facet", facet}, {"before", before}, {"after", after},
              {"executes", executes}, {"line", Value(0)}};
  put_words(out, "type_name", element.empty() ? "文件本身" : "", element.empty() ? "the file itself" : "");
  put_words(out, "facet_name", zh, en);
  const std::string tail = facet.empty() ? "" : "：" + zh + "：" + before + " → " + after, tail_en = facet.empty() ? "" : ": " + en + ": " + before + " → " + after;
  put_words(out, "text", verb + named + tail, std::string(what) + " " + named + tail_en);
  return Value(std::move(out));
}

}  // namespace

List json_changes(const Value& before, const Value& after) {
  Parts then, now;
  std::vector<std::string> order_then, order_now;
  collect(before, "", then, order_then, 0);
  collect(after, "", now, order_now, 0);
  List out;
  for (const std::string& at : order_now) {
    const Part& part = now.at(at);
    const auto old = then.find(at);
    if (old == then.end()) {
      out.push_back(change("added", at, part, "", "", ""));
      continue;
    }
    std::map<std::string, std::string> all = old->second.members;
    all.insert(part.members.begin(), part.members.end());
    for (const auto& [facet, any] : all) {
      const auto one = old->second.members.find(facet);
      const auto two = part.members.find(facet);
      const std::string from = one == old->second.members.end() ? "" : one->second, to = two == part.members.end() ? "" : two->second;
      const bool order = facet == "order" || facet.ends_with(".order");
      if (from == to || (order && !turned(from, to))) continue;
      out.push_back(change("changed", at, part, facet, from, to));
    }
  }
  for (const std::string& at : order_then)
    if (!now.contains(at)) out.push_back(change("removed", at, then.at(at), "", "", ""));
  return out;
}

}  // namespace zhunru::server::read_model

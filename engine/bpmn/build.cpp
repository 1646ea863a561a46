#include "engine/bpmn/build.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/bpmn/read.hpp"
#include "engine/bpmn/translate.hpp"
#include "engine/bpmn/xml.hpp"

namespace zhunru::bpmn {

using model::ElementKind;
using model::Index;
using model::none;

base::Result<void> Builder::run() {
  if (doc.elements.empty() || !doc.is(0, "definitions"))
    return base::make_error("bpmn-root", "根元素不是 BPMN 2.0 的 definitions,请检查文件类型和命名空间",
                            "the root is not a BPMN 2.0 definitions element; check the kind of file and its namespace", "line 1");
  made_.resize(doc.elements.size());
  ZHUNRU_TRY_VOID(index_ids());
  out.id = std::string(doc.id(0));
  out.name = std::string(doc.value(0, "name"));
  out.target_namespace = std::string(doc.value(0, "targetNamespace"));
  out.expression_language = std::string(doc.value(0, "expressionLanguage"));
  out.exporter = std::string(doc.value(0, "exporter"));
  build_roots();
  for (const Xml at : doc.children(0)) {
    if (doc.at(at).space != Space::bpmn) continue;
    const std::string& name = doc.at(at).name;
    if (name == "process" || name == "globalTask" || name == "globalUserTask" || name == "globalManualTask" ||
        name == "globalScriptTask" || name == "globalBusinessRuleTask")
      skeleton_process(at);
  }
  details_data();
  for (const auto& [at, index] : flow_sources_) details_flow(at, out.flows[static_cast<std::size_t>(index)]);
  link_flows();
  for (const Xml at : doc.children(0, "collaboration")) collaboration(at);
  for (const auto& [at, index] : process_sources_) details_process(at, out.processes[static_cast<std::size_t>(index)]);
  for (const auto& [at, index] : node_sources_) details_node(at, index);
  link_all();
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return a.line < b.line; });
  return {};
}

base::Result<void> Builder::index_ids() {
  for (Xml at = 0; at < static_cast<Xml>(doc.elements.size()); ++at) {
    const Space space = doc.at(at).space;
    if (space != Space::bpmn && space != Space::bpmndi && space != Space::di && space != Space::dc) continue;
    const std::string* id = doc.attribute(at, "id");
    if (!id) continue;
    const std::string where = "line " + std::to_string(doc.at(at).line);
    const std::string line = std::to_string(doc.at(at).line);
    if (id->empty() || id->size() > base::limits::bpmn_id_bytes)
      return base::make_error("bpmn-id", "第 " + line + " 行:id 为空或超过 128 字节", "line " + line + ": the id is empty or longer than 128 bytes", where);
    const auto [other, fresh] = xml_of_id_.emplace(*id, at);
    if (!fresh)
      return base::make_error("bpmn-id", "第 " + line + " 行:id “" + *id + "” 已用于第 " + std::to_string(doc.at(other->second).line) + " 行,请改名",
                              "line " + line + ": id \"" + *id + "\" is already used in line " + std::to_string(doc.at(other->second).line) + "; rename one", where);
  }
  return {};
}

Xml Builder::find_id(std::string_view reference, Xml at) const {
  reference = trim(reference);
  auto found = xml_of_id_.find(reference);
  if (found == xml_of_id_.end()) {
    const auto colon = reference.find(':');
    if (colon == std::string_view::npos || !doc.resolve_prefix(at, reference.substr(0, colon))) return -1;
    if (doc.resolve_prefix(at, reference.substr(0, colon)) != out.target_namespace) return -1;
    found = xml_of_id_.find(reference.substr(colon + 1));
  }
  return found == xml_of_id_.end() ? -1 : found->second;
}

bool Builder::imported(std::string_view reference, Xml at) const {
  const auto colon = reference.find(':');
  if (colon == std::string_view::npos) return false;
  const auto space = doc.resolve_prefix(at, reference.substr(0, colon));
  if (!space) return false;
  for (const Xml import : doc.children(0, "import"))
    if (doc.value(import, "namespace") == *space) return true;
  return false;
}

void Builder::remember(Xml at, ElementKind kind, Index index) {
  made_[static_cast<std::size_t>(at)] = {kind, index};
  const std::string id(doc.id(at));
  if (!id.empty()) out.ids[id] = {kind, index};
}

Index Builder::refer(Xml at, std::string_view reference, ElementKind kind, std::string_view attribute) {
  reference = trim(reference);
  if (reference.empty()) return none;
  const Xml target = find_id(reference, at);
  if (target >= 0 && made_[static_cast<std::size_t>(target)].kind == kind && made_[static_cast<std::size_t>(target)].index != none)
    return made_[static_cast<std::size_t>(target)].index;
  if (target < 0 && imported(reference, at)) return none;
  const std::string what(reference), where(attribute);
  report(at, "reference", Severity::error,
         target < 0 ? where + " 指向不存在的 “" + what + "”" : where + " 指向的 “" + what + "” 不是所要的种类",
         target < 0 ? where + " names \"" + what + "\", which does not exist" : where + " names \"" + what + "\", which is of another kind",
         "改成本文件中已有元素的 id,或补上该元素", "use the id of an element of this file, or add that element");
  return none;
}

Index Builder::refer_attribute(Xml at, std::string_view attribute, ElementKind kind) {
  const std::string* value = doc.attribute(at, attribute);
  return value ? refer(at, *value, kind, attribute) : none;
}

Index Builder::refer_child(Xml at, std::string_view child, ElementKind kind) {
  const Xml element = doc.child(at, child);
  return element >= 0 ? refer(element, doc.text(element), kind, child) : none;
}

Index Builder::expression(Xml owner, std::string_view text, Xml at) {
  Translation translated = translate_expression(text);
  model::Expression made;
  made.source = std::string(text);
  made.text = std::move(translated.feel);
  made.dialect = translated.dialect;
  Xml named = owner;
  while (named > 0 && (doc.id(named).empty() || doc.at(named).space != Space::bpmn)) named = doc.at(named).parent;
  made.element = std::string(doc.id(named));
  made.line = doc.at(at).line;
  if (doc.at(at).space == Space::bpmn) {
    made.language = std::string(doc.value(at, "language"));
    if (const std::string* type = doc.attribute(at, "type", Space::xsi)) made.formal = type->ends_with("tFormalExpression");
    else made.formal = doc.at(at).name == "formalExpression";
  }
  if (made.dialect == model::Dialect::unsupported)
    report(at, "expression-unsupported", Severity::error, "表达式无法改写成 FEEL:" + translated.reason,
           "the expression cannot be rewritten as FEEL: " + translated.reason, "用 FEEL 重写(以 = 开头)", "write it in FEEL (beginning with =)");
  out.expressions.push_back(std::move(made));
  return static_cast<Index>(out.expressions.size()) - 1;
}

Index Builder::expression_child(Xml owner, std::string_view child) {
  const Xml at = doc.child(owner, child);
  if (at < 0) return none;
  const std::string text = doc.text(at);
  return text.empty() ? none : expression(owner, text, at);
}

model::TextOrFeel Builder::text_or_feel(Xml owner, std::string_view text) {
  const std::string_view value = trim(text);
  if (!translate_template(value)) return {std::string(value), none};
  return {{}, expression(owner, value, owner)};
}

Index Builder::feel_attribute(Xml owner, Xml at, std::string_view name, Space space) {
  const std::string_view value = trim(doc.value(at, name, space));
  return value.empty() ? none : expression(owner, value, at);
}

Index Builder::literal(Xml owner, Xml at, std::string_view text) {
  std::string feel = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') feel += '\\';
    feel += c;
  }
  const Index made = expression(owner, "=" + feel + "\"", at);
  out.expressions[static_cast<std::size_t>(made)].source = std::string(text);
  return made;
}

void Builder::report(Xml at, std::string rule, Severity severity, std::string zh, std::string en, std::string mend, std::string mend_en) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.severity = severity;
  Xml named = at;
  while (named > 0 && (doc.id(named).empty() || doc.at(named).space != Space::bpmn)) named = doc.at(named).parent;
  finding.element = std::string(doc.id(named));
  finding.name = name_of(named);
  if (finding.name.empty()) finding.name = doc.at(named).name;
  finding.line = doc.at(at).line;
  finding.message = std::move(zh);
  finding.message_en = std::move(en);
  finding.mend = std::move(mend);
  finding.mend_en = std::move(mend_en);
  findings.push_back(std::move(finding));
}

std::string Builder::documentation(Xml at) const {
  std::string result;
  for (const Xml child : doc.children(at, "documentation")) result += (result.empty() ? "" : "\n") + doc.text(child);
  return result;
}

bool Builder::flag(Xml at, std::string_view name, bool otherwise, Space space) const {
  const std::string_view value = trim(doc.value(at, name, space));
  if (value == "true" || value == "1") return true;
  if (value == "false" || value == "0") return false;
  return otherwise;
}

std::int32_t Builder::number(Xml at, std::string_view name, std::int32_t otherwise) {
  const std::string* raw = doc.attribute(at, name);
  if (!raw) return otherwise;
  const std::string_view text = trim(*raw);
  const bool negative = text.starts_with("-");
  const std::string_view digits = text.substr(negative || text.starts_with("+") ? 1 : 0);
  if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    report(at, "attribute-number", Severity::error, std::string(name) + " 应为整数", std::string(name) + " must be an integer",
           "写一个不超过九位的整数", "write an integer of at most nine digits");
    return otherwise;
  }
  std::int32_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return negative ? -value : value;
}

std::string Builder::name_of(Xml at) const {
  // A name may be broken over lines in the file; people read it as one.
  std::string name;
  for (const char c : trim(doc.value(at, "name"))) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank) name += c;
    else if (!name.empty() && name.back() != ' ') name += ' ';
  }
  return name;
}

std::string Builder::name_en(Xml at) const { return std::string(trim(doc.value(at, "nameEn", Space::zhunru))); }

void Builder::positions(std::vector<Xml>& nodes, std::vector<Xml>& flows, std::vector<Xml>& processes, std::vector<Xml>& data) const {
  const auto fill = [](const std::vector<std::pair<Xml, Index>>& from, std::vector<Xml>& to) {
    to.resize(from.size());
    for (const auto& [at, index] : from) to[static_cast<std::size_t>(index)] = at;
  };
  fill(node_sources_, nodes);
  fill(flow_sources_, flows);
  fill(process_sources_, processes);
  fill(data_sources_, data);
}

base::Result<Model> read(std::string_view xml) {
  ZHUNRU_TRY(document, parse_xml(xml));
  // A node takes more than a thousand bytes: a file of nothing but the shortest ones is no model of anything.
  const std::size_t nodes = count_nodes(document);
  if (nodes > 500 + xml.size() / 42)
    return base::make_error("model-too-dense", "模型元素过密:平均不到 42 字节一个", "The model's elements are too dense: less than 42 bytes each");
  Model result;
  result.document = std::move(document);
  Builder builder(result.document);
  builder.out.nodes.reserve(nodes);
  ZHUNRU_TRY_VOID(builder.run());
  result.definitions = std::move(builder.out);
  result.findings = std::move(builder.findings);
  builder.positions(result.node_elements, result.flow_elements, result.process_elements, result.data_elements);
  return result;
}

}  // namespace zhunru::bpmn

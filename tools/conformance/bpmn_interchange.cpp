// The interchange suite (a folder of .bpmn files without expected.json): import, export, import again, compare what the
// two files say element by element. Prefixes, attribute order and white space are not compared.
#include <algorithm>
#include <filesystem>
#include <vector>

#include <pugixml.hpp>

#include "engine/bpmn/read.hpp"
#include "engine/bpmn/xml.hpp"
#include "tools/conformance/formats.hpp"

namespace zhunru::conformance {

namespace {

/// Namespace name of a prefix at a node, read by the XML library alone, so that our reader is not its own judge.
std::string space_at(pugi::xml_node node, const std::string& prefix) {
  const std::string key = prefix.empty() ? "xmlns" : "xmlns:" + prefix;
  for (; node; node = node.parent())
    if (const auto found = node.attribute(key.c_str())) return found.value();
  return prefix == "xml" ? "http://www.w3.org/XML/1998/namespace" : "";
}

std::string expanded(pugi::xml_node node, const std::string& name, bool attribute) {
  const auto colon = name.find(':');
  if (colon == std::string::npos) return attribute ? name : "{" + space_at(node, "") + "}" + name;
  return "{" + space_at(node, name.substr(0, colon)) + "}" + name.substr(colon + 1);
}

std::string squeezed(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) result += c;
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// One line per element: depth, expanded name, sorted attributes, text.
std::vector<std::string> lines_of(const std::string& xml) {
  pugi::xml_document document;
  document.load_buffer(xml.data(), xml.size(), pugi::parse_default);
  std::vector<std::string> lines;
  struct Walker : pugi::xml_tree_walker {
    std::vector<std::string>* lines = nullptr;
    bool for_each(pugi::xml_node& node) override {
      if (node.type() != pugi::node_element) return true;
      std::vector<std::string> attributes;
      for (const auto& attribute : node.attributes()) {
        const std::string name = attribute.name();
        if (name == "xmlns" || name.starts_with("xmlns:")) continue;
        attributes.push_back(expanded(node, name, true) + "=" + squeezed(attribute.value()));
      }
      std::sort(attributes.begin(), attributes.end());
      std::string text;
      for (const auto& child : node.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
      std::string line = std::to_string(depth()) + " " + expanded(node, node.name(), false);
      for (const std::string& attribute : attributes) line += " " + attribute;
      lines->push_back(line + " | " + squeezed(text));
      return true;
    }
  } walker;
  walker.lines = &lines;
  document.traverse(walker);
  return lines;
}

}  // namespace

base::Result<void> run_bpmn_interchange(const std::string& folder, Report& report) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
    if (entry.path().extension() == ".bpmn") names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (!report.wants(name)) continue;
    ZHUNRU_TRY(text, read_file(folder + name));
    Outcome outcome{"bpmn-interchange", "round trip", name, false, "the same elements", {}};
    const auto model = bpmn::read(text);
    if (!model) {
      outcome.seen = model.error().message_en;
      report.add(std::move(outcome));
      continue;
    }
    const std::string exported = bpmn::write_xml(model->document);
    const auto before = lines_of(text), after = lines_of(exported);
    const auto again = bpmn::read(exported);
    outcome.passed = !before.empty() && before == after && again && bpmn::write_xml(again->document) == exported;
    for (std::size_t i = 0; !outcome.passed && outcome.seen.size() < 400 && i < std::max(before.size(), after.size()); ++i) {
      const std::string in = i < before.size() ? before[i] : "-", back = i < after.size() ? after[i] : "-";
      if (in != back) outcome.seen += "in " + in + ", out " + back + "; ";
    }
    report.add(std::move(outcome));
  }
  return {};
}

}  // namespace zhunru::conformance

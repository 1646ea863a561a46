#include "engine/bpmn/xml.hpp"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "engine/base/limits.hpp"
#include "engine/bpmn/xml_guard.hpp"

namespace zhunru::bpmn {

namespace {

std::pair<std::string, std::string> split_name(std::string_view name) {
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return {std::string(), std::string(name)};
  return {std::string(name.substr(0, colon)), std::string(name.substr(colon + 1))};
}

/// Copies the library's tree into a Document, iteratively.
class Converter {
 public:
  explicit Converter(std::string_view xml) {
    std::size_t tags = 0;
    for (std::size_t i = 0; i < xml.size(); ++i) {
      if (xml[i] == '\n') newlines_.push_back(static_cast<std::ptrdiff_t>(i));
      if (xml[i] == '<' && i + 1 < xml.size() && std::string_view("/!?").find(xml[i + 1]) == std::string_view::npos) ++tags;
    }
    document_.elements.reserve(std::min<std::size_t>(tags, base::limits::bpmn_elements));
  }

  base::Result<Document> run(const pugi::xml_document& source) {
    for (pugi::xml_node node : source.children()) {
      if (node.type() == pugi::node_comment)
        (document_.elements.empty() ? document_.comments_before : document_.comments_after).emplace_back(node.value());
      if (node.type() == pugi::node_element)
        if (auto done = tree(node); !done) return done.error();
    }
    return std::move(document_);
  }

 private:
  base::Result<void> tree(pugi::xml_node root) {
    struct Level {
      pugi::xml_node next;
      std::int32_t element;
    };
    std::vector<Level> stack;
    if (auto made = element(root, -1); !made) return made.error();
    stack.push_back({root.first_child(), 0});
    while (!stack.empty()) {
      Level& level = stack.back();
      const pugi::xml_node node = level.next;
      if (!node) {
        stack.pop_back();
        continue;
      }
      level.next = node.next_sibling();
      const std::int32_t parent = level.element;
      if (node.type() == pugi::node_element) {
        const auto index = static_cast<std::int32_t>(document_.elements.size());
        if (auto made = element(node, parent); !made) return made.error();
        stack.push_back({node.first_child(), index});
      } else if (node.type() == pugi::node_pcdata) {
        document_.at(parent).content.push_back(Content{ContentKind::text, -1, node.value()});
      } else if (node.type() == pugi::node_cdata) {
        document_.at(parent).content.push_back(Content{ContentKind::cdata, -1, node.value()});
      } else if (node.type() == pugi::node_comment) {
        document_.at(parent).content.push_back(Content{ContentKind::comment, -1, node.value()});
      }
    }
    return {};
  }

  base::Result<void> element(pugi::xml_node node, std::int32_t parent) {
    auto [prefix, name] = split_name(node.name());
    const std::int32_t index = document_.append(parent, std::move(prefix), std::move(name), Space::none);
    Element& made = document_.at(index);
    made.line = line_of(node.offset_debug());
    for (pugi::xml_attribute attribute : node.attributes()) {
      Attribute copy;
      auto [key_prefix, key] = split_name(attribute.name());
      copy.prefix = std::move(key_prefix);
      copy.name = std::move(key);
      copy.value = attribute.value();
      if (copy.prefix == "xmlns" || (copy.prefix.empty() && copy.name == "xmlns")) copy.space = Space::xmlns;
      made.attributes.push_back(std::move(copy));
    }
    return resolve(index);
  }

  base::Result<void> resolve(std::int32_t index) {
    const auto uri = document_.resolve_prefix(index, document_.at(index).prefix);
    if (!uri) return undeclared(index, document_.at(index).prefix);
    Element& made = document_.at(index);
    made.space = space_of(*uri);
    if (made.space == Space::other) made.uri = *uri;
    for (std::size_t i = 0; i < made.attributes.size(); ++i) {
      Attribute& attribute = made.attributes[i];
      if (attribute.space == Space::xmlns || attribute.prefix.empty()) continue;
      const auto found = document_.resolve_prefix(index, attribute.prefix);
      if (!found) return undeclared(index, attribute.prefix);
      attribute.space = space_of(*found);
      if (attribute.space == Space::other) attribute.uri = *found;
    }
    return {};
  }

  base::Error undeclared(std::int32_t index, const std::string& prefix) const {
    const std::string line = std::to_string(document_.at(index).line);
    return base::make_error("xml-prefix", "第 " + line + " 行:前缀 " + prefix + " 没有声明(缺少 xmlns:" + prefix + ")",
                            "line " + line + ": prefix " + prefix + " is not declared (xmlns:" + prefix + " is missing)",
                            "line " + line);
  }

  std::int32_t line_of(std::ptrdiff_t offset) const {
    const auto at = std::lower_bound(newlines_.begin(), newlines_.end(), offset);
    return static_cast<std::int32_t>(at - newlines_.begin()) + 1;
  }

  Document document_;
  std::vector<std::ptrdiff_t> newlines_;
};

void escape(std::string& out, std::string_view text, bool attribute) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += attribute ? "&quot;" : "\""; break;
      case '\n': out += attribute ? "&#10;" : "\n"; break;
      case '\t': out += attribute ? "&#9;" : "\t"; break;
      case '\r': out += "&#13;"; break;
      default: out += c;
    }
  }
}

void full_name(std::string& out, const std::string& prefix, const std::string& name) {
  if (!prefix.empty()) out += prefix + ":";
  out += name;
}

void open_tag(std::string& out, const Element& element) {
  out += '<';
  full_name(out, element.prefix, element.name);
  for (const Attribute& attribute : element.attributes) {
    out += ' ';
    full_name(out, attribute.prefix, attribute.name);
    out += "=\"";
    escape(out, attribute.value, true);
    out += '"';
  }
  out += element.content.empty() ? "/>" : ">";
}

}  // namespace

base::Result<Document> parse_xml(std::string_view xml) {
  std::optional<std::string> converted;
  if (xml.size() <= base::limits::bpmn_bytes) converted = utf8_of_latin1(xml);
  if (converted) xml = *converted;
  ZHUNRU_TRY_VOID(guard_xml(xml));
  const auto failed = [](const std::string& why) {
    return base::make_error("xml-syntax", "XML 解析失败:" + why, "the XML cannot be parsed: " + why);
  };
  try {
    pugi::xml_document source;
    constexpr unsigned flags = pugi::parse_cdata | pugi::parse_comments | pugi::parse_escapes | pugi::parse_eol |
                               pugi::parse_ws_pcdata | pugi::parse_wconv_attribute;
    const auto result = source.load_buffer(xml.data(), xml.size(), flags, pugi::encoding_utf8);
    if (!result) return failed(result.description());
    if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
    return Converter(xml).run(source);
  } catch (const std::bad_alloc&) {
    return failed("out of memory");
  }
}

std::string write_xml(const Document& document) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  for (const std::string& comment : document.comments_before) out += "<!--" + comment + "-->\n";
  struct Level {
    std::int32_t element;
    std::size_t next;
  };
  std::vector<Level> stack;
  if (!document.elements.empty()) {
    open_tag(out, document.at(0));
    stack.push_back({0, 0});
  }
  while (!stack.empty()) {
    Level& level = stack.back();
    const Element& element = document.at(level.element);
    if (level.next >= element.content.size()) {
      if (!element.content.empty()) {
        out += "</";
        full_name(out, element.prefix, element.name);
        out += '>';
      }
      stack.pop_back();
      continue;
    }
    const Content& content = element.content[level.next++];
    switch (content.kind) {
      case ContentKind::element:
        open_tag(out, document.at(content.element));
        stack.push_back({content.element, 0});
        break;
      case ContentKind::text: escape(out, content.text, false); break;
      case ContentKind::cdata: out += "<![CDATA[" + content.text + "]]>"; break;
      case ContentKind::comment: out += "<!--" + content.text + "-->"; break;
    }
  }
  out += '\n';
  for (const std::string& comment : document.comments_after) out += "<!--" + comment + "-->\n";
  return out;
}

}  // namespace zhunru::bpmn

#include "engine/dmn/parse.hpp"

#include <exception>
#include <map>

#include "engine/base/limits.hpp"
#include "engine/base/utf8.hpp"
#include "engine/dmn/reader.hpp"

namespace zhunru::dmn {
namespace {

using base::make_error;

/// Sizes and depth by a look at the tags alone, before any tree is built.
base::Result<void> guard(const std::string& xml) {
  if (xml.size() > base::limits::dmn_bytes) {
    return make_error("dmn-too-large", "DMN 文件过大。", "The DMN file is too large.");
  }
  if (!base::utf8_valid(xml))
    return make_error("dmn-xml", "DMN 文件不是有效的 UTF-8。", "The DMN file is not valid UTF-8.");
  std::uint32_t depth = 0;
  std::uint32_t elements = 0;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at)) {
    const auto place = [&] { return base::describe(base::position_at(xml, at)); };
    if (xml.compare(at, 4, "<!--") == 0) {
      const std::size_t end = xml.find("-->", at + 4);
      if (end == std::string::npos)
        return make_error("dmn-xml", "注释没有结束。", "A comment does not end.", place());
      at = end + 3;
    } else if (xml.compare(at, 9, "<![CDATA[") == 0) {
      const std::size_t end = xml.find("]]>", at + 9);
      if (end == std::string::npos)
        return make_error("dmn-xml", "CDATA 没有结束。", "A CDATA section does not end.", place());
      at = end + 3;
    } else if (xml.compare(at, 2, "<!") == 0) {
      return make_error("dmn-refused", "不接受 DOCTYPE 声明，请删除。", "DOCTYPE is refused; remove it.",
                        place());
    } else if (xml.compare(at, 2, "<?") == 0) {
      if (xml.compare(at, 5, "<?xml") != 0 || at > 3 || xml.compare(at, 6, "<?xml-") == 0) {
        return make_error("dmn-refused", "不接受处理指令，请删除。",
                          "Processing instructions are refused; remove them.", place());
      }
      ++at;
    } else {
      const bool closing = xml.compare(at, 2, "</") == 0;
      // The end of the tag, not a ">" inside an attribute.
      char quote = '\0';
      std::size_t end = at + 1;
      for (; end < xml.size() && (quote != '\0' || xml[end] != '>'); ++end) {
        if (quote == '\0' && (xml[end] == '"' || xml[end] == '\'')) {
          quote = xml[end];
        } else if (xml[end] == quote) {
          quote = '\0';
        }
      }
      const bool empty = end > at && xml[end - 1] == '/';
      if (closing) {
        depth -= depth > 0;
      } else {
        ++elements;
        depth += !empty;
      }
      if (depth > base::limits::dmn_depth || elements > base::limits::dmn_elements) {
        return make_error("dmn-too-large", "DMN 文件元素过多或嵌套过深。",
                          "The DMN file has too many or too deeply nested elements.", place());
      }
      at = end;
    }
  }
  return {};
}

/// A decision or business knowledge that needs itself can never be evaluated.
base::Result<void> check_cycles(const ModelData& model) {
  std::map<std::string, const std::vector<std::string>*> needs;
  std::map<std::string, std::string> names;
  for (const Decision& decision : model.decisions) {
    needs[decision.id] = &decision.required_decisions;
    names[decision.id] = decision.name;
  }
  // 0 not seen, 1 on the way, 2 done; an explicit stack of (id, next child).
  std::map<std::string, int> state;
  for (const auto& [start, unused] : needs) {
    std::vector<std::pair<std::string, std::size_t>> path;
    if (state[start] == 0) path.emplace_back(start, 0);
    while (!path.empty()) {
      auto& [id, next] = path.back();
      state[id] = 1;
      const auto found = needs.find(id);
      if (found == needs.end() || next >= found->second->size()) {
        state[id] = 2;
        path.pop_back();
        continue;
      }
      const std::string required = (*found->second)[next++];
      if (state[required] == 1) {
        return make_error("dmn-cycle", "决策“" + names[required] + "”循环依赖自身。",
                          "Decision \"" + names[required] + "\" requires itself.", names[required]);
      }
      if (state[required] == 0) path.emplace_back(required, 0);
    }
  }
  return {};
}

bool is_dmn_namespace(std::string_view uri) {
  return (uri.starts_with("http://www.omg.org/spec/DMN/") ||
          uri.starts_with("https://www.omg.org/spec/DMN/"));
}

}  // namespace

base::Result<Model> parse(std::string_view xml, const feel::Names& names) {
  const std::string text(xml);
  ZHUNRU_TRY_VOID(guard(text));
  try {
    pugi::xml_document document;
    const pugi::xml_parse_result outcome = document.load_buffer(
        text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    if (!outcome) {
      const std::string what = outcome.description();
      return make_error("dmn-xml", "XML 有错误：" + what, "The XML is not well-formed: " + what,
                        base::describe(base::position_at(text, static_cast<std::size_t>(outcome.offset))));
    }
    const pugi::xml_node root = document.document_element();
    std::string prefix = root.name();
    const std::size_t colon = prefix.find(':');
    const std::string attribute = colon == std::string::npos ? "xmlns" : "xmlns:" + prefix.substr(0, colon);
    if (local_name(root) != "definitions" || !is_dmn_namespace(root.attribute(attribute.c_str()).value())) {
      return make_error("dmn-not-dmn", "这不是 DMN 文件（根元素应为 DMN 的 definitions）。",
                        "This is no DMN file: the root must be \"definitions\" of a DMN namespace.");
    }
    if (child(root, "import")) {
      return make_error("dmn-refused", "不支持引用其他 DMN 文件（import）。",
                        "Imports of other models are refused.");
    }
    auto data = std::make_shared<ModelData>();
    Reader(*data, names).read(root);
    ZHUNRU_TRY_VOID(check_cycles(*data));
    return Model(std::move(data));
  } catch (const std::exception& failure) {
    return make_error("dmn-xml", "无法读取 DMN 文件。",
                      std::string("The DMN file cannot be read: ") + failure.what());
  }
}

const Decision* find_decision(const ModelData& model, std::string_view name) {
  for (const Decision& decision : model.decisions) {
    if (decision.name == name) return &decision;
  }
  for (const Decision& decision : model.decisions) {
    if (decision.id == name) return &decision;
  }
  return nullptr;
}

const DecisionService* find_service(const ModelData& model, std::string_view name) {
  for (const DecisionService& service : model.services) {
    if (service.name == name) return &service;
  }
  return nullptr;
}

}  // namespace zhunru::dmn

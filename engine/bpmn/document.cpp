#include "engine/bpmn/document.hpp"

#include <utility>

namespace zhunru::bpmn {

namespace {
constexpr std::pair<Space, std::string_view> spaces[] = {
    {Space::bpmn, "http://www.omg.org/spec/BPMN/20100524/MODEL"},
    {Space::bpmndi, "http://www.omg.org/spec/BPMN/20100524/DI"},
    {Space::dc, "http://www.omg.org/spec/DD/20100524/DC"},
    {Space::di, "http://www.omg.org/spec/DD/20100524/DI"},
    {Space::bioc, "http://bpmn.io/schema/bpmn/biocolor/1.0"},
    {Space::color, "http://www.omg.org/spec/BPMN/non-normative/color/1.0"},
    {Space::xsi, "http://www.w3.org/2001/XMLSchema-instance"},
    {Space::xml, "http://www.w3.org/XML/1998/namespace"},
    {Space::xmlns, "http://www.w3.org/2000/xmlns/"},
    {Space::zhunru, "urn:zhunru:bpmn:1"},
    {Space::camunda, "http://camunda.org/schema/1.0/bpmn"},
    {Space::zeebe, "http://camunda.org/schema/zeebe/1.0"},
    {Space::flowable, "http://flowable.org/bpmn"},
    {Space::activiti, "http://activiti.org/bpmn"},
};
}  // namespace

std::string_view space_uri(Space space) {
  for (const auto& [known, uri] : spaces)
    if (known == space) return uri;
  return {};
}

Space space_of(std::string_view uri) {
  if (uri.empty()) return Space::none;
  for (const auto& [known, name] : spaces)
    if (name == uri) return known;
  return Space::other;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

const std::string* Document::attribute(std::int32_t index, std::string_view name, Space space) const {
  for (const Attribute& attribute : at(index).attributes)
    if (attribute.space == space && attribute.name == name) return &attribute.value;
  return nullptr;
}

std::string_view Document::value(std::int32_t index, std::string_view name, Space space) const {
  const std::string* found = attribute(index, name, space);
  return found ? std::string_view(*found) : std::string_view();
}

std::vector<std::int32_t> Document::children(std::int32_t index, std::string_view name, Space space) const {
  std::vector<std::int32_t> result;
  for (const Content& content : at(index).content) {
    if (content.kind != ContentKind::element) continue;
    const Element& element = at(content.element);
    if (name.empty() || (element.space == space && element.name == name)) result.push_back(content.element);
  }
  return result;
}

std::int32_t Document::child(std::int32_t index, std::string_view name, Space space) const {
  for (const Content& content : at(index).content) {
    if (content.kind != ContentKind::element) continue;
    const Element& element = at(content.element);
    if (element.space == space && element.name == name) return content.element;
  }
  return -1;
}

std::string Document::text(std::int32_t index) const {
  std::string result;
  for (const Content& content : at(index).content)
    if (content.kind == ContentKind::text || content.kind == ContentKind::cdata) result += content.text;
  return std::string(trim(result));
}

std::optional<std::string> Document::resolve_prefix(std::int32_t index, std::string_view prefix) const {
  if (prefix == "xml") return std::string(space_uri(Space::xml));
  for (std::int32_t walk = index; walk >= 0; walk = at(walk).parent)
    for (const Attribute& attribute : at(walk).attributes)
      if (attribute.space == Space::xmlns && (prefix.empty() ? attribute.prefix.empty() : attribute.name == prefix && !attribute.prefix.empty()))
        return attribute.value;
  if (prefix.empty()) return std::string();
  return std::nullopt;
}

std::optional<std::string> Document::prefix_at_root(std::string_view uri) const {
  for (const Attribute& attribute : at(0).attributes)
    if (attribute.space == Space::xmlns && attribute.value == uri)
      return attribute.prefix.empty() ? std::string() : attribute.name;
  return std::nullopt;
}

std::int32_t Document::append(std::int32_t parent, std::string prefix, std::string name, Space space) {
  const auto index = static_cast<std::int32_t>(elements.size());
  Element element;
  element.prefix = std::move(prefix);
  element.name = std::move(name);
  element.space = space;
  element.parent = parent;
  element.depth = parent >= 0 ? at(parent).depth + 1 : 1;
  elements.push_back(std::move(element));
  if (parent >= 0) at(parent).content.push_back(Content{ContentKind::element, index, {}});
  return index;
}

void Document::set(std::int32_t index, std::string_view name, std::string value, std::string prefix, Space space) {
  for (Attribute& attribute : at(index).attributes)
    if (attribute.space == space && attribute.name == name) {
      attribute.value = std::move(value);
      return;
    }
  Attribute attribute;
  attribute.prefix = std::move(prefix);
  attribute.name = std::string(name);
  attribute.value = std::move(value);
  attribute.space = space;
  at(index).attributes.push_back(std::move(attribute));
}

}  // namespace zhunru::bpmn

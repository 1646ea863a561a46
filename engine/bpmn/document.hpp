// A BPMN file as an XML tree that loses nothing: elements, attributes in order, text, CDATA and comments, prefixes as
// written, lines. It is what is exported again and what lint looks at. It knows XML names, not what they mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhunru::bpmn {

/// XML namespaces that the reader knows; everything else is `other` and is kept untouched.
enum class Space : std::uint8_t {
  none, bpmn, bpmndi, dc, di, bioc, color, xsi, xml, xmlns, zhunru, camunda, zeebe, flowable, activiti, other,
};

/// The namespace name of a known space, "" for none and other.
std::string_view space_uri(Space space);
/// The known space with that namespace name.
Space space_of(std::string_view uri);

/// One attribute, in the order of the file; namespace declarations are attributes too (space xmlns).
struct Attribute {
  std::string prefix, name, value;
  Space space = Space::none;
  std::string uri;                ///< namespace name when space is `other`
};

enum class ContentKind : std::uint8_t { element, text, cdata, comment };

/// One child of an element.
struct Content {
  ContentKind kind = ContentKind::element;
  std::int32_t element = -1;      ///< position in Document::elements, for kind element
  std::string text;               ///< the others, without markup
};

/// One XML element.
struct Element {
  std::string prefix, name;       ///< prefix as written, local name
  Space space = Space::none;
  std::string uri;                ///< namespace name when space is `other`
  std::int32_t parent = -1;
  std::int32_t line = 0;          ///< from 1
  std::int32_t depth = 0;         ///< root = 1
  std::vector<Attribute> attributes;
  std::vector<Content> content;
};

/// A whole file. elements[0] is the root; parents stand before children, siblings in the order of the file.
struct Document {
  std::vector<Element> elements;
  std::vector<std::string> comments_before, comments_after;  ///< around the root

  const Element& at(std::int32_t index) const { return elements[static_cast<std::size_t>(index)]; }
  Element& at(std::int32_t index) { return elements[static_cast<std::size_t>(index)]; }

  /// Element of the BPMN namespace with that local name.
  bool is(std::int32_t index, std::string_view bpmn_name) const {
    return at(index).space == Space::bpmn && at(index).name == bpmn_name;
  }
  /// Value of an attribute: without namespace by default; nullptr when absent.
  const std::string* attribute(std::int32_t index, std::string_view name, Space space = Space::none) const;
  /// The same, "" when absent.
  std::string_view value(std::int32_t index, std::string_view name, Space space = Space::none) const;
  /// The id attribute, or "".
  std::string_view id(std::int32_t index) const { return value(index, "id"); }
  /// Child elements of that name, all child elements when the name is empty.
  std::vector<std::int32_t> children(std::int32_t index, std::string_view name = {}, Space space = Space::bpmn) const;
  /// First child element of that name, -1 when there is none.
  std::int32_t child(std::int32_t index, std::string_view name, Space space = Space::bpmn) const;
  /// Text and CDATA directly inside, white space at both ends taken off.
  std::string text(std::int32_t index) const;
  /// Namespace name that a prefix means at an element; nullopt when it is not declared.
  std::optional<std::string> resolve_prefix(std::int32_t index, std::string_view prefix) const;
  /// Prefix under which `uri` can be used for elements or attributes at the root, nullopt when it is not declared there.
  std::optional<std::string> prefix_at_root(std::string_view uri) const;

  /// Adds a child element at the end of a parent and returns its position.
  std::int32_t append(std::int32_t parent, std::string prefix, std::string name, Space space);
  /// Sets (or adds) an attribute.
  void set(std::int32_t index, std::string_view name, std::string value, std::string prefix = {},
           Space space = Space::none);
};

/// White space at both ends taken off (XML white space only).
std::string_view trim(std::string_view text);

}  // namespace zhunru::bpmn

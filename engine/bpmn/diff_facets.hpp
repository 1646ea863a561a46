// One element of a template as a flat list of facets: path -> value, for comparing. Elements that stand alone (diff.cpp,
// diff_rules.cpp say which) are left out of the facets of the element around them.
#pragma once

#include <map>
#include <string>

#include "engine/bpmn/document.hpp"

namespace zhunru::bpmn {

using Facets = std::map<std::string, std::string>;

/// What a kind of file compares by itself and what it does not look at.
struct Comparing {
  bool (*stands_alone)(const Document& document, std::int32_t at);
  bool (*ignored)(const Document& document, std::int32_t at);
  /// Key of one among several of the same name, "" = by order.
  std::string (*key)(const Document& document, std::int32_t at);
};

/// "zhunru:due", "camunda:property", "name".
std::string qualified(const Element& element);
std::string qualified(const Attribute& attribute);

/// Paths: `a/b` for elements inside, `@x` for attributes, `[key]` or `#2` where there are several. An element with neither
/// attributes nor text counts by being there: its value is "".
Facets facets_of(const Document& document, std::int32_t at, const Comparing& comparing);

}  // namespace zhunru::bpmn

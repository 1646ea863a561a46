// XML text -> Document -> XML text. The only file of the core's BPMN part that calls the XML library; library types
// do not leave it. Refuses what xml_guard.hpp refuses, and prefixes that are not declared.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/bpmn/document.hpp"

namespace zhunru::bpmn {

/// Reads any namespaced XML within the limits; does not ask that it be BPMN.
base::Result<Document> parse_xml(std::string_view xml);

/// Writes the document: UTF-8, line feeds, everything in its order, prefixes as they were. Deterministic:
/// parse_xml(write_xml(d)) has the same elements, attributes, text, CDATA and comments as d.
std::string write_xml(const Document& document);

}  // namespace zhunru::bpmn

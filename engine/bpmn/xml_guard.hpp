// First look at bytes that claim to be XML, before any parser allocates for them: size, UTF-8, no DOCTYPE, no
// processing instruction, no entities of one's own, one root, depth and counts. It builds nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace zhunru::bpmn {

/// The text as UTF-8 when its XML declaration says ISO-8859-1 or windows-1252 (older modelling tools write it), otherwise nullopt.
std::optional<std::string> utf8_of_latin1(std::string_view xml);

/// Success when `xml` keeps every limit of base/limits.hpp (bpmn_*) and uses only the five predefined entities and
/// character references. Codes of errors begin with "xml-"; `where` names the line.
base::Result<void> guard_xml(std::string_view xml);

}  // namespace zhunru::bpmn

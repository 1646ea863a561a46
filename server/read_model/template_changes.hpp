// What a template changes against the version in force, element by element and in words: processes and rule tables by the
// engine's semantic difference, forms and documents by their parts. It deploys nothing.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.hpp"

namespace zhunru::server::read_model {

/// [{change: added | removed | changed, element, type, type_name, name, facet, facet_name, before, after, executes, line, text}],
/// each of type_name, facet_name and text also with _en. Files that cannot be read differ in nothing.
base::List template_changes(const std::string& kind, std::string_view before, std::string_view after);

}  // namespace zhunru::server::read_model

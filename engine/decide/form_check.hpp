// Data that people send is checked by the form that asked for it, before anything happens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// The data as the form returns it (hidden fields dropped, expressions computed). Empty with the run refused
/// (`invalid-data`, every problem told, the first one's path in `where`). A form that is not deployed refuses too.
std::optional<base::Value> checked_data(Run& run, const state::Case& c, Id scope, std::string_view form, const base::Value& data);

/// Names that a form's expressions see beside its data: all variables visible from the scope, settings, case_id, case_no.
/// The server gives the same to the client, so live checks and the judge agree.
base::Value form_names(const Run& run, const state::Case& c, Id scope);

}  // namespace zhunru::decide

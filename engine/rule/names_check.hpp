// Finds a name in a rule file that means nothing: a typing error there would be null, and a row would silently never hold.
// Looks at names only; members of contexts and of filtered items cannot be known before there is data.
#pragma once

#include "engine/base/result.hpp"
#include "engine/dmn/model.hpp"

namespace zhunru::rule {

/// Error rule-name with the expression and where it stands: a name that is no input, decision, parameter or `settings`,
/// or a called function that neither FEEL, the file nor rule::functions has.
base::Result<void> check_names(const dmn::ModelData& model);

}  // namespace zhunru::rule

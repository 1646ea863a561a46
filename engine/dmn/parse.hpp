// DMN XML (1.1 to 1.5) to a Model. Reads what decides; diagrams, authorities and vendor extensions are passed over.
// Refuses DOCTYPE, processing instructions, imports of other models, and files beyond the limits.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/dmn/model.hpp"
#include "engine/feel/names.hpp"

namespace zhunru::dmn {

/// Error codes: dmn-xml (with line), dmn-refused, dmn-too-large, dmn-not-dmn, dmn-cycle. Faults of single expressions are
/// in ModelData::problems. `names`: names with blanks that the host adds (functions, variables visible everywhere).
base::Result<Model> parse(std::string_view xml, const feel::Names& names = {});

}  // namespace zhunru::dmn

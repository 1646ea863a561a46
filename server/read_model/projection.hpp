// What of a case's variables stays with the server: residents' raw figures and answers (D12, design §4). They become `Hidden`, which
// taints every expression that touches it, instead of null, which would be a lie. What may be shown after hiding small figures is
// said by read_model/consultation, not here. Found by shape, so that it does not matter under which name a process keeps them.
#pragma once

#include "engine/base/value.hpp"

namespace zhunru::server::read_model {

/// `value` with residents' figures hidden: tallies of a poll, strata with counts, an answer's data.
base::Value kept_back(const base::Value& value);
/// All members of a scope.
base::Context kept_back(const base::Context& variables);
}  // namespace zhunru::server::read_model

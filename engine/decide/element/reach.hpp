// Who can still reach a join: backwards over sequence flows, boundary events and links, without passing the join itself.
#pragma once

#include <set>
#include <vector>

#include "engine/decide/run.hpp"
#include "engine/state/deadlock.hpp"

namespace zhunru::decide {

/// All nodes from which a token can come to one of these flows without passing `gateway`.
std::set<model::Index> nodes_before(const model::Definitions& definitions, const std::vector<model::Index>& flows,
                                    model::Index gateway);
/// Looks whether a complex gateway that waits for its reset may begin anew. True when it did.
bool reset_complex_gateway(Run& run, const Place& p);

}  // namespace zhunru::decide

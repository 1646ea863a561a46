// What stands behind a button, a date or a step: a clause of the policy, or the local settings that its expressions name.
// The code is what the client's clause lens opens: "2.3-b", "C" (a local rule), "C @990102 acceptance_wd" (these settings, as they
// hold in that place).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/definitions.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// Names after "settings." in a FEEL text, sorted, each once.
std::vector<std::string> settings_named(std::string_view feel);

/// Settings that the due date of a node comes from, also those of the clock whose rest it is.
std::vector<std::string> due_settings(const model::Definitions& definitions, const model::Node& node);
/// Settings that any expression of the node names, and those of its due date.
std::vector<std::string> node_settings(const model::Definitions& definitions, const model::Node& node);

/// `clause` unless `local`; else the code of these settings in the place of the case.
std::string basis_code(const state::State& state, const state::Case& c, bool local, const std::string& clause,
                       const std::vector<std::string>& settings);

}  // namespace zhunru::server::read_model

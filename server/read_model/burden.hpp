// The burden of the communities of a case before and after its item, from the day it is registered: the tables `burden` and D9 over
// the registers of today. Once the process has computed it for the meeting (S19a) that figure stands, and this is not asked.
#pragma once

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// {before: {community: n}, after: {…}, gate, worst, missing: [community]} of the case's variables `communities` and `item.load`;
/// null while one of them is not known. Engine's thread only.
base::Value burden_now(const state::State& state, const base::Context& variables);

}  // namespace zhunru::server::read_model

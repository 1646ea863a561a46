// Data of activities: zhunru:input mappings, ioSpecification with data associations (BPMN 2.0 §10.4.2). Values are variables;
// a data object is the variable of its name in the scope that holds it.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Values of inputs and of data input associations, by variable name. False with an incident raised.
bool collect_inputs(Run& run, const Place& p, base::Context& inputs);
/// Data output associations from scope `own` outwards. False with an incident raised.
bool carry_data_out(Run& run, const Place& p, Id own, Id parent);
/// The scope that has the variable already, from `scope` outwards within its process; else `otherwise`.
Id home_of_variable(const state::Case& c, Id scope, std::string_view name, Id otherwise);

}  // namespace zhunru::decide

// Shared by arming (arm.cpp) and triggering (trigger.cpp) and by nobody else: the node behind a timer or subscription.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"
#include "engine/decide/trigger.hpp"

namespace zhunru::decide {

/// Which node an armed event belongs to, and in which program.
struct Armed {
  const state::Program* program = nullptr;
  const model::Node* node = nullptr;
};
Armed armed_node(const Run& run, const state::Case& c, Id scope, std::string_view element);

/// The scope over which conditions, keys and times of an armed event are evaluated.
Id looking_scope(const state::Case& c, Id scope, Id token, state::TimerKind place);

/// Fires a conditional subscription that has become true.
void look_at_condition(Run& run, const std::string& case_id, Id subscription);
/// Takes a message out of the buffer for a subscription made just now.
void take_buffered(Run& run, const std::string& case_id, Id subscription);

}  // namespace zhunru::decide

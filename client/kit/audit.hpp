// The audit: every interactive item that ImGui sees must have a semantics node with a name.
// Active where ImGui is built with IMGUI_ENABLE_TEST_ENGINE (always in our builds; it costs microseconds).
// Refuses to repair anything: problems go to UiState::problems, tests and the test bridge read them.
#pragma once

#include <string>

#include "client/kit/ui_state.hpp"

namespace zhunru::kit {

void audit_begin(UiState& s);
/// The item that is added next belongs to this node.
void audit_expect(UiState& s, const std::string& id);
void audit_end(UiState& s);

}  // namespace zhunru::kit

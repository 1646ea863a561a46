// From what happened to whom to tell, in words. Reads the state on the engine's thread and writes nothing.
#pragma once

#include <vector>

#include "engine/state/state.hpp"
#include "server/notify/notice.hpp"
#include "server/runtime/log_record.hpp"

namespace zhunru::server::notify {

/// Notices of one record, in order. A task that is over already gives none: there is nothing left to do.
std::vector<Draft> compose(const state::State& state, const runtime::LogRecord& record);

}  // namespace zhunru::server::notify

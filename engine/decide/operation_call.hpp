// Calls a named operation for a task and makes its answer so: events, variables, messages, linked cases, errors.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// The task is completed (or waits, is stuck, has thrown) when this returns; the result becomes variable `result`.
void call_operation(Run& run, const Place& p, std::string_view name, std::string_view result);

}  // namespace zhunru::decide

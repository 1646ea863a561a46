// A case in which only joins wait, and nothing can bring them what they wait for, says so by an incident. Lint finds the
// models that can deadlock by themselves; this is for cases that were repaired by hand or sent back across joins.
#pragma once

#include <string>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Raises `deadlock` on the oldest waiting token when nobody and nothing can move the case any more.
void tell_deadlock(Run& run, const std::string& case_id);

/// Looks at the joins held by such incidents again, because the case was changed: resolves them and lets them retry.
void retry_deadlocks(Run& run, const std::string& case_id);

}  // namespace zhunru::decide

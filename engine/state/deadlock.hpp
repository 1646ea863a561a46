// "Why is this waiting?" for a case in which only joins wait and nothing can bring them what they wait for. Derived from the
// state when asked; it is no incident and no event: BPMN 2.0 (§13.4) lets such a token wait for ever. Lint finds the models
// that deadlock by themselves; the others are cases that were repaired by hand. A template_admin moves them (ModifyCase).
#pragma once

#include <vector>

#include "engine/state/case.hpp"

namespace zhunru::state {

/// A token that waits at a join although nobody and nothing can move the case any more, with what it waits for.
struct Deadlock {
  Id token = 0;
  std::string element;  ///< the join
  std::string flow;     ///< the incoming flow by which this token came
};

/// A complex gateway's mark "waiting for reset" (§13.4.5): it moves no further and blocks no other join.
bool waits_for_reset(const Token& token);

/// Empty while somebody or something can still move a token, and for an ended case.
std::vector<Deadlock> deadlocks(const Case& c);

}  // namespace zhunru::state

// What the person who sent a command is told: what came next, in words the client can show.
#pragma once

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Fills `next` of a reply that has one: tasks that opened, ends that were reached, incidents.
base::Value with_outcome(const Run& run, base::Value reply);

}  // namespace zhunru::decide

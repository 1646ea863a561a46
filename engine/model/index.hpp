// Positions in the vectors of model::Definitions. Every cross-reference of the model is such a position, never a
// pointer: the model can be copied, compared and shared between hosts. `none` means "no such thing".
#pragma once

#include <cstdint>

namespace zhunru::model {

/// Position in one of the vectors of Definitions; each field says in which.
using Index = std::int32_t;

/// No reference.
inline constexpr Index none = -1;

}  // namespace zhunru::model

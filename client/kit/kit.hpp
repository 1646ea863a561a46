// The widget kit in one include. See docs/client.md, "How to write a screen".
// Refuses nothing of its own: types.hpp, theme.hpp, strings.hpp and ui.hpp carry the contracts.
#pragma once

#include "client/kit/strings.hpp"
#include "client/kit/theme.hpp"
#include "client/kit/types.hpp"
#include "client/kit/ui.hpp"

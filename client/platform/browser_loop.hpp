// Runs a Program in the browser page: frames on demand, input, mirror, WebGL.
// Refuses to draw when nothing happened: no frame is armed while the page is idle.
#pragma once

#include <memory>

#include "client/platform/program.hpp"

namespace zhunru::platform {

/// Takes over the page; returns at once, the browser calls back.
void run(std::unique_ptr<Program> program);

}  // namespace zhunru::platform

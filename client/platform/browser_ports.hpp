// The browser behind the ports of ports.hpp. One instance each, living as long as the page.
#pragma once

#include "client/platform/ports.hpp"

namespace zhunru::platform {

[[nodiscard]] Ports& browser_ports();

/// Asks for a frame from anywhere (an answer arrived).
void want_frame();

}  // namespace zhunru::platform

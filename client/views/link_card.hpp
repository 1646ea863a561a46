// A one-time link by which somebody sets their password: as a QR code to scan and as text to copy. For: whoever hands it out.
#pragma once

#include <string>

#include "client/app/context.hpp"
#include "client/kit/ui.hpp"
#include "client/sync/alive.hpp"

namespace zhunru::views {

void link_card(kit::Ui& ui, app::Context& c, const sync::Alive& alive, const std::string& link);

}  // namespace zhunru::views

// Every widget of the kit on a few pages, under the address #/kit; for developers and for tests/browser.
// Its sentences are its own; refuses to be part of the product's screens.
#pragma once

#include <memory>

#include "client/platform/program.hpp"

namespace zhunru::gallery {

[[nodiscard]] std::unique_ptr<platform::Program> make_gallery(platform::Ports& ports);

}  // namespace zhunru::gallery

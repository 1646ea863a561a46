// What a file really is, by its own bytes: PDF and photos are taken, everything else is refused whatever its name says.
// It opens nothing and runs nothing; a PDF that carries programs is refused.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace zhunru::server::attachments {

/// "application/pdf", "image/jpeg", "image/png" or "image/webp"; errors: "attachment-kind", "attachment-active",
/// "attachment-cut-off" (the end is missing).
base::Result<std::string> kind_of(std::string_view bytes);

/// A name that can stand in a header and on a disk: no paths, no control characters, at most 120 bytes.
std::string safe_name(std::string_view name);

}  // namespace zhunru::server::attachments

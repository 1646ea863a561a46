#include "engine/state/migration.hpp"

#include "engine/codec/archive.hpp"

namespace zhunru::state {

base::Sha256 mark_of(const Case& c) { return base::sha256(codec::encode(c)); }

}  // namespace zhunru::state

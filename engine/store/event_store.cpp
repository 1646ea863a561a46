#include "engine/store/event_store.hpp"

namespace zhunru::store {

base::Sha256 chain_hash(const base::Sha256& prev, std::string_view bytes) {
  base::Sha256Stream stream;
  stream.update({reinterpret_cast<const char*>(prev.bytes.data()), prev.bytes.size()});
  stream.update(bytes);
  return stream.finish();
}

}  // namespace zhunru::store

// Any bytes as what travels to a phone and lies in snapshots (the content behind the envelope's digest, and whole
// envelopes): read or refused; what was read has exactly these bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/codec/archive.hpp"
#include "engine/codec/projection.hpp"

namespace {

template <class T>
void round_trip(std::string_view bytes) {
  const auto value = zhunru::codec::decode<T>(bytes);
  if (value && zhunru::codec::encode(*value) != bytes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace codec = zhunru::codec;
  namespace state = zhunru::state;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(codec::open_projection(bytes));
  static_cast<void>(codec::open_texts(bytes));
  round_trip<codec::CaseProjection>(bytes);
  round_trip<codec::EngineTexts>(bytes);
  round_trip<state::Case>(bytes);
  round_trip<state::Resource>(bytes);
  round_trip<state::BufferedMessage>(bytes);
  round_trip<zhunru::registers::Register>(bytes);
  round_trip<zhunru::poll::Poll>(bytes);
  round_trip<zhunru::document::Document>(bytes);
  return 0;
}

#include "engine/base/sha256.hpp"

#include <sodium/crypto_hash_sha256.h>

#include <cstring>

namespace zhunru::base {
namespace {

using State = crypto_hash_sha256_state;
static_assert(sizeof(State) == 104 && alignof(State) <= 8);

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

const unsigned char* bytes_of(std::string_view data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}

}  // namespace

std::string Sha256::hex() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(64);
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Sha256> Sha256::from_hex(std::string_view text) {
  if (text.size() != 64) return std::nullopt;
  Sha256 digest;
  for (std::size_t i = 0; i < 32; ++i) {
    const int high = nibble(text[2 * i]);
    const int low = nibble(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

Sha256 sha256(std::string_view data) {
  Sha256 digest;
  crypto_hash_sha256(digest.bytes.data(), bytes_of(data), data.size());
  return digest;
}

Sha256Stream::Sha256Stream() {
  State state;
  crypto_hash_sha256_init(&state);
  std::memcpy(state_.data(), &state, sizeof state);
}

Sha256Stream& Sha256Stream::update(std::string_view data) {
  State state;
  std::memcpy(&state, state_.data(), sizeof state);
  crypto_hash_sha256_update(&state, bytes_of(data), data.size());
  std::memcpy(state_.data(), &state, sizeof state);
  return *this;
}

Sha256 Sha256Stream::finish() {
  State state;
  std::memcpy(&state, state_.data(), sizeof state);
  Sha256 digest;
  crypto_hash_sha256_final(&state, digest.bytes.data());
  return digest;
}

}  // namespace zhunru::base

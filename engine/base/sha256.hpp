// SHA-256 (FIPS 180-4), one implementation for server and browser. Not for passwords.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhunru::base {

/// A digest of 32 bytes; ordered and comparable so that it can be a key.
struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};

  /// 64 lower-case hexadecimal digits.
  std::string hex() const;
  /// Reads 64 hexadecimal digits of either case; anything else is empty.
  static std::optional<Sha256> from_hex(std::string_view text);

  friend auto operator<=>(const Sha256&, const Sha256&) = default;
};

/// Digest of the bytes of `data`.
Sha256 sha256(std::string_view data);

/// Digest of data that comes in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  Sha256Stream& update(std::string_view data);
  /// Ends the stream; call once.
  Sha256 finish();

 private:
  alignas(8) std::array<std::uint8_t, 104> state_{};  ///< libsodium's state, kept out of this header
};

}  // namespace zhunru::base

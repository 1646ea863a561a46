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
  void block(const std::uint8_t* bytes);

  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> buffer_{};
  std::uint64_t total_ = 0;
  std::uint32_t used_ = 0;
};

}  // namespace zhunru::base

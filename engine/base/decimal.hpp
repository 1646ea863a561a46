// Decimal: numbers as FEEL wants them, IEEE 754-2008 decimal128: 34 digits, half-even. Never a double.
// A plain value without heap. No NaN, no infinity, no negative zero: an operation that would give one gives nothing.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhunru::base {

/// How `Decimal::rounded` decides (DMN 1.5 §10.3.4.3 and decimal()).
enum class Rounding : std::uint8_t { half_even, half_up, half_down, up, down, floor, ceiling };

/// A number of at most 34 digits. Every value has exactly one representation, so == on the parts is equality:
/// exponent 0 when it is an integer of at most 34 digits, else negative without trailing zeros, else positive with
/// a coefficient of 34 digits. Functions returning optional are empty on division by zero, overflow or a domain error.
class Decimal {
 public:
  static constexpr int max_digits = 34;
  static constexpr std::int32_t max_exponent = 6111;   ///< of the coefficient as an integer
  static constexpr std::int32_t min_exponent = -6176;

  constexpr Decimal() = default;
  /// From any integer type up to 64 bits.
  constexpr Decimal(std::int64_t value) noexcept;
  constexpr Decimal(int value) noexcept : Decimal(static_cast<std::int64_t>(value)) {}
  static Decimal from_uint64(std::uint64_t value) noexcept;
  /// coefficient × 10^exponent with coefficient = high·2^64 + low of at most 34 digits; empty when out of range.
  static std::optional<Decimal> from_parts(bool negative, std::uint64_t high, std::uint64_t low, std::int32_t exponent);

  /// [+-]digits[.digits][(e|E)[+-]digits]; ".5" and "5." are read. More than 34 digits are rounded half-even,
  /// then *exact (if given) becomes false. Anything else is empty.
  static std::optional<Decimal> parse(std::string_view text, bool* exact = nullptr);

  /// Plain digits without exponent, shortest form: "0.1", "-12", "1000".
  std::string to_string() const;
  /// The integer, when it is one and fits.
  std::optional<std::int64_t> to_int64() const;

  bool is_zero() const noexcept { return high_ == 0 && low_ == 0; }
  bool is_negative() const noexcept { return negative_; }
  bool is_integer() const noexcept { return exponent_ >= 0; }
  /// -1, 0, 1.
  int sign() const noexcept { return is_zero() ? 0 : (negative_ ? -1 : 1); }

  std::uint64_t coefficient_high() const noexcept { return high_; }
  std::uint64_t coefficient_low() const noexcept { return low_; }
  std::int32_t exponent() const noexcept { return exponent_; }

  Decimal negated() const noexcept;
  Decimal abs() const noexcept;

  static std::optional<Decimal> add(const Decimal& a, const Decimal& b);
  static std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
  static std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
  static std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  /// FEEL modulo: dividend - divisor·floor(dividend/divisor); takes the sign of the divisor.
  static std::optional<Decimal> modulo(const Decimal& dividend, const Decimal& divisor);
  static std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);

  std::optional<Decimal> sqrt() const;
  std::optional<Decimal> exp() const;
  /// Natural logarithm; empty for numbers that are not positive.
  std::optional<Decimal> log() const;
  /// Rounded to `scale` digits after the point (negative scale: before it).
  std::optional<Decimal> rounded(std::int32_t scale, Rounding mode) const;
  Decimal floor() const;
  Decimal ceiling() const;
  /// Integer part towards zero.
  Decimal truncated() const;

  friend bool operator==(const Decimal&, const Decimal&) = default;
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) { return compare(a, b) <=> 0; }
  /// Negative, zero or positive like memcmp, by numeric value.
  static int compare(const Decimal& a, const Decimal& b);

 private:
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
  std::int32_t exponent_ = 0;
  bool negative_ = false;
};

constexpr Decimal::Decimal(std::int64_t value) noexcept
    : low_(value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value)), negative_(value < 0) {}

}  // namespace zhunru::base

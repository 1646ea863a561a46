// Small cases are done in 128-bit integers; everything else by libmpdec in the IEEE decimal128 context.
// Results of exp, log and sqrt are correctly rounded, power is computed with spare digits and rounded once,
// so that the 64-bit and the 32-bit build of libmpdec (server, browser) give the same digits.
#include "engine/base/decimal.hpp"

#include <mpdecimal.h>

#include <array>

#include "engine/base/check.hpp"

namespace zhunru::base {
namespace {

__extension__ using U128 = unsigned __int128;

constexpr std::array<U128, 39> make_powers() {
  std::array<U128, 39> powers{};
  powers[0] = 1;
  for (int i = 1; i < 39; ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto powers_of_ten = make_powers();

U128 join(const Decimal& d) {
  return (U128(d.coefficient_high()) << 64) | d.coefficient_low();
}

int digit_count(U128 coefficient) {
  int digits = 1;
  while (digits < 39 && coefficient >= powers_of_ten[digits]) ++digits;
  return digits;
}

std::optional<Decimal> make(bool negative, U128 coefficient, std::int64_t exponent) {
  if (coefficient != 0 && (exponent > 20'000 || exponent < -20'000)) return std::nullopt;
  return Decimal::from_parts(negative, static_cast<std::uint64_t>(coefficient >> 64),
                             static_cast<std::uint64_t>(coefficient), static_cast<std::int32_t>(exponent));
}

mpd_context_t context(mpd_ssize_t digits) {
  mpd_context_t ctx;
  mpd_ieee_context(&ctx, 128);
  ctx.traps = 0;
  ctx.allcr = 1;
  if (digits > Decimal::max_digits) {
    ctx.prec = digits;
    ctx.emax = 999'999;
    ctx.emin = -999'999;
    ctx.clamp = 0;
  }
  return ctx;
}

/// A libmpdec number on the stack; libmpdec moves to the heap only for the long intermediates of exp and log.
class Number {
 public:
  Number() : number_{MPD_STATIC | MPD_STATIC_DATA, 0, 0, 0, MPD_MINALLOC_MAX, data_} {}
  explicit Number(const Decimal& value) : Number() {
    U128 rest = join(value);
    mpd_ssize_t words = 0;
    do {
      data_[words++] = static_cast<mpd_uint_t>(rest % MPD_RADIX);
      rest /= MPD_RADIX;
    } while (rest != 0);
    number_.len = words;
    number_.exp = value.exponent();
    mpd_set_flags(&number_, value.is_negative() ? MPD_NEG : MPD_POS);
    mpd_setdigits(&number_);
  }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  ~Number() { mpd_del(&number_); }

  mpd_t* get() { return &number_; }

  /// Empty when libmpdec found no finite result.
  std::optional<Decimal> take(std::uint32_t status) {
    if (status & (MPD_Errors | MPD_Overflow | MPD_Malloc_error)) return std::nullopt;
    if (mpd_isspecial(&number_)) return std::nullopt;
    U128 coefficient = 0;
    for (mpd_ssize_t i = number_.len; i-- > 0;) coefficient = coefficient * MPD_RADIX + number_.data[i];
    return make(mpd_isnegative(&number_), coefficient, number_.exp);
  }

 private:
  mpd_uint_t data_[MPD_MINALLOC_MAX];
  mpd_t number_;
};

using Binary = void (*)(mpd_t*, const mpd_t*, const mpd_t*, const mpd_context_t*, std::uint32_t*);
using Unary = void (*)(mpd_t*, const mpd_t*, const mpd_context_t*, std::uint32_t*);

std::optional<Decimal> run(Binary operation, const Decimal& a, const Decimal& b) {
  Number left(a), right(b), result;
  const mpd_context_t ctx = context(Decimal::max_digits);
  std::uint32_t status = 0;
  operation(result.get(), left.get(), right.get(), &ctx, &status);
  return result.take(status);
}

std::optional<Decimal> run(Unary operation, const Decimal& a) {
  Number operand(a), result;
  const mpd_context_t ctx = context(Decimal::max_digits);
  std::uint32_t status = 0;
  operation(result.get(), operand.get(), &ctx, &status);
  return result.take(status);
}

/// Whether cutting off `remainder` (of `unit`) must raise the magnitude by one.
bool rounds_away(U128 quotient, U128 remainder, U128 unit, bool negative, Rounding mode) {
  if (remainder == 0) return false;
  const U128 half = unit / 2;
  switch (mode) {
    case Rounding::up:
      return true;
    case Rounding::down:
      return false;
    case Rounding::floor:
      return negative;
    case Rounding::ceiling:
      return !negative;
    case Rounding::half_up:
      return remainder >= half;
    case Rounding::half_down:
      return remainder > half;
    case Rounding::half_even:
      return remainder > half || (remainder == half && (quotient & 1) != 0);
  }
  return false;
}

}  // namespace

Decimal Decimal::from_uint64(std::uint64_t value) noexcept {
  Decimal d;
  d.low_ = value;
  return d;
}

std::optional<Decimal> Decimal::from_parts(bool negative, std::uint64_t high, std::uint64_t low,
                                           std::int32_t exponent) {
  U128 coefficient = (U128(high) << 64) | low;
  Decimal d;
  if (coefficient == 0) return d;
  if (coefficient >= powers_of_ten[max_digits]) return std::nullopt;
  if (high == 0) {
    while (exponent < 0 && low % 10 == 0) low /= 10, ++exponent;
    coefficient = low;
  }
  while (exponent < 0 && coefficient % 10 == 0) coefficient /= 10, ++exponent;
  while (exponent > 0 && coefficient < powers_of_ten[max_digits - 1]) coefficient *= 10, --exponent;
  if (exponent > max_exponent || exponent < min_exponent) return std::nullopt;
  d.high_ = static_cast<std::uint64_t>(coefficient >> 64);
  d.low_ = static_cast<std::uint64_t>(coefficient);
  d.exponent_ = exponent;
  d.negative_ = negative;
  return d;
}

std::optional<Decimal> Decimal::parse(std::string_view text, bool* exact) {
  std::size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) negative = text[i++] == '-';
  U128 coefficient = 0;
  int kept = 0;
  std::int64_t exponent = 0;
  int next_digit = -1;  // first digit beyond the 34 kept
  bool sticky = false;  // a non-zero digit behind that one
  bool any = false;
  bool point = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (kept < max_digits) {
      coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
      if (coefficient != 0) ++kept;
      if (point) --exponent;
    } else {
      if (next_digit < 0) {
        next_digit = c - '0';
      } else {
        sticky = sticky || c != '0';
      }
      if (!point) ++exponent;
    }
  }
  if (!any) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool negative_exponent = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) negative_exponent = text[i++] == '-';
    std::int64_t written = 0;
    const std::size_t first = i;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      if (written < 1'000'000'000) written = written * 10 + (text[i] - '0');
    }
    if (i == first) return std::nullopt;
    exponent += negative_exponent ? -written : written;
  }
  if (i != text.size()) return std::nullopt;
  const bool lossless = next_digit <= 0 && !sticky;
  if (exact != nullptr) *exact = lossless;
  if (next_digit > 5 || (next_digit == 5 && (sticky || (coefficient & 1) != 0))) {
    if (++coefficient == powers_of_ten[max_digits]) coefficient /= 10, ++exponent;
  }
  // Below the smallest exponent digits are lost, as in decimal128's subnormal numbers.
  while (coefficient != 0 && exponent < min_exponent && coefficient % 10 == 0) coefficient /= 10, ++exponent;
  if (coefficient != 0 && exponent < min_exponent) {
    if (exact != nullptr) *exact = false;
    const std::int64_t lost = min_exponent - exponent;
    if (lost > max_digits) return Decimal();
    const U128 unit = powers_of_ten[lost];
    const U128 quotient = coefficient / unit;
    coefficient = quotient + rounds_away(quotient, coefficient % unit, unit, negative, Rounding::half_even);
    exponent = min_exponent;
  }
  return make(negative, coefficient, exponent);
}

std::string Decimal::to_string() const {
  if (is_zero()) return "0";
  std::string digits;
  for (U128 rest = join(*this); rest != 0; rest /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  std::string text = negative_ ? "-" : "";
  if (exponent_ >= 0) return text + digits + std::string(static_cast<std::size_t>(exponent_), '0');
  const auto fraction = static_cast<std::size_t>(-exponent_);
  if (digits.size() <= fraction) return text + "0." + std::string(fraction - digits.size(), '0') + digits;
  return text + digits.substr(0, digits.size() - fraction) + "." + digits.substr(digits.size() - fraction);
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (exponent_ != 0 || high_ != 0) return std::nullopt;
  const std::uint64_t limit = std::uint64_t(1) << 63;
  if (low_ < limit) return negative_ ? -static_cast<std::int64_t>(low_) : static_cast<std::int64_t>(low_);
  if (negative_ && low_ == limit) return INT64_MIN;
  return std::nullopt;
}

Decimal Decimal::negated() const noexcept {
  Decimal d = *this;
  if (!is_zero()) d.negative_ = !negative_;
  return d;
}

Decimal Decimal::abs() const noexcept {
  return negative_ ? negated() : *this;
}

std::optional<Decimal> Decimal::add(const Decimal& a, const Decimal& b) {
  const std::int32_t low = a.exponent_ < b.exponent_ ? a.exponent_ : b.exponent_;
  const std::int32_t spread_a = a.exponent_ - low;
  const std::int32_t spread_b = b.exponent_ - low;
  if (a.high_ == 0 && b.high_ == 0 && spread_a <= 14 && spread_b <= 14) {
    const U128 x = U128(a.low_) * powers_of_ten[spread_a];
    const U128 y = U128(b.low_) * powers_of_ten[spread_b];
    if (a.negative_ == b.negative_) return make(a.negative_, x + y, low);
    return x >= y ? make(a.negative_, x - y, low) : make(b.negative_, y - x, low);
  }
  return run(mpd_qadd, a, b);
}

std::optional<Decimal> Decimal::subtract(const Decimal& a, const Decimal& b) {
  return add(a, b.negated());
}

std::optional<Decimal> Decimal::multiply(const Decimal& a, const Decimal& b) {
  if (a.high_ == 0 && b.high_ == 0) {
    const U128 product = U128(a.low_) * b.low_;
    const std::int64_t exponent = std::int64_t(a.exponent_) + b.exponent_;
    if (product < powers_of_ten[max_digits] && exponent >= min_exponent) {
      return make(a.negative_ != b.negative_, product, exponent);
    }
  }
  return run(mpd_qmul, a, b);
}

std::optional<Decimal> Decimal::divide(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  if (a.high_ == 0 && b.high_ == 0 && a.exponent_ == b.exponent_ && a.low_ % b.low_ == 0) {
    return make(a.negative_ != b.negative_, a.low_ / b.low_, 0);
  }
  return run(mpd_qdiv, a, b);
}

std::optional<Decimal> Decimal::modulo(const Decimal& dividend, const Decimal& divisor) {
  if (divisor.is_zero()) return std::nullopt;
  Number left(dividend), right(divisor), rest;
  // The remainder of two 34-digit numbers needs as many digits as their exponents are apart.
  const mpd_context_t ctx = context(13'000);
  std::uint32_t status = 0;
  mpd_qrem(rest.get(), left.get(), right.get(), &ctx, &status);
  if (!mpd_iszero(rest.get()) && (mpd_isnegative(rest.get()) != 0) != divisor.negative_) {
    mpd_qadd(rest.get(), rest.get(), right.get(), &ctx, &status);
  }
  const mpd_context_t final_ctx = context(max_digits);
  mpd_qfinalize(rest.get(), &final_ctx, &status);
  return rest.take(status);
}

std::optional<Decimal> Decimal::power(const Decimal& base, const Decimal& exponent) {
  if (exponent.is_zero()) return Decimal(1);
  if (base.is_zero()) return exponent.negative_ ? std::nullopt : std::optional(Decimal(0));
  if (base == Decimal(1)) return Decimal(1);
  const bool odd = exponent.exponent_ == 0 && (exponent.low_ & 1) != 0;
  if (base.negative_ && !exponent.is_integer()) return std::nullopt;
  const auto small = exponent.to_int64();
  Number result, right(exponent), left(base.abs());
  const mpd_context_t wide = context(120);
  const mpd_context_t final_ctx = context(max_digits);
  std::uint32_t status = 0;
  if (small && *small > -1'000'000 && *small < 1'000'000) {
    mpd_qpow(result.get(), left.get(), right.get(), &wide, &status);
  } else {
    mpd_qln(result.get(), left.get(), &wide, &status);
    mpd_qmul(result.get(), result.get(), right.get(), &wide, &status);
    mpd_qexp(result.get(), result.get(), &wide, &status);
  }
  mpd_qfinalize(result.get(), &final_ctx, &status);
  const auto magnitude = result.take(status);
  return magnitude && base.negative_ && odd ? std::optional(magnitude->negated()) : magnitude;
}

std::optional<Decimal> Decimal::sqrt() const {
  return negative_ ? std::nullopt : run(mpd_qsqrt, *this);
}
std::optional<Decimal> Decimal::exp() const {
  return run(mpd_qexp, *this);
}
std::optional<Decimal> Decimal::log() const {
  return sign() <= 0 ? std::nullopt : run(mpd_qln, *this);
}

std::optional<Decimal> Decimal::rounded(std::int32_t scale, Rounding mode) const {
  const std::int64_t drop = -std::int64_t(scale) - exponent_;
  if (drop <= 0 || is_zero()) return *this;
  const U128 coefficient = join(*this);
  if (drop > max_digits) {
    const bool away = rounds_away(0, 1, 10, negative_, mode);
    return away ? make(negative_, 1, -std::int64_t(scale)) : std::optional(Decimal());
  }
  const U128 unit = powers_of_ten[drop];
  const U128 quotient = coefficient / unit;
  const bool away = rounds_away(quotient, coefficient % unit, unit, negative_, mode);
  return make(negative_, quotient + (away ? 1 : 0), -std::int64_t(scale));
}

Decimal Decimal::floor() const {
  return rounded(0, Rounding::floor).value_or(*this);
}
Decimal Decimal::ceiling() const {
  return rounded(0, Rounding::ceiling).value_or(*this);
}
Decimal Decimal::truncated() const {
  return rounded(0, Rounding::down).value_or(*this);
}

int Decimal::compare(const Decimal& a, const Decimal& b) {
  if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
  if (a.is_zero()) return 0;
  const int up = a.negative_ ? -1 : 1;
  U128 x = join(a);
  U128 y = join(b);
  if (a.exponent_ != b.exponent_) {
    const int digits_a = digit_count(x);
    const int digits_b = digit_count(y);
    if (digits_a + a.exponent_ != digits_b + b.exponent_) {
      return digits_a + a.exponent_ < digits_b + b.exponent_ ? -up : up;
    }
    if (digits_a < digits_b) x *= powers_of_ten[digits_b - digits_a];
    if (digits_b < digits_a) y *= powers_of_ten[digits_a - digits_b];
  }
  return x == y ? 0 : (x < y ? -up : up);
}

}  // namespace zhunru::base

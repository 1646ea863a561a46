#include "engine/base/decimal.hpp"

#include <catch_amalgamated.hpp>
#include <string>

using zhunru::base::Decimal;
using zhunru::base::Rounding;

namespace {

Decimal d(std::string_view text) {
  const auto value = Decimal::parse(text);
  REQUIRE(value);
  return *value;
}

std::string shown(const std::optional<Decimal>& value) {
  return value ? value->to_string() : "none";
}

/// Small deterministic generator (splitmix64), so that a failing case can be repeated on both hosts.
struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::int64_t within(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
  }
  Decimal decimal() {
    std::string text = within(0, 1) == 0 ? "" : "-";
    for (std::int64_t digits = within(1, 34); digits > 0; --digits)
      text += static_cast<char>('0' + within(0, 9));
    return d(text + "E" + std::to_string(within(-30, 10)));
  }
};

}  // namespace

TEST_CASE("a decimal has one representation whatever text it came from") {
  CHECK(d("1.50") == d("1.5"));
  CHECK(d("15E-1") == d("1.5"));
  CHECK(d("+001.500") == d("1.5"));
  CHECK(d("1E3") == d("1000"));
  CHECK(d("-0") == d("0"));
  CHECK(d("0.000") == Decimal(0));
  CHECK(d("1E33").exponent() == 0);
  CHECK(d("1E40").coefficient_high() != 0);
}

TEST_CASE("text that is no number is refused") {
  for (const char* text :
       {"", ".", "-", "+", "1e", "1e+", "1.2.3", " 1", "1 ", "0x1", "NaN", "Infinity", "1,5", "--1"}) {
    INFO(text);
    CHECK_FALSE(Decimal::parse(text));
  }
  CHECK(shown(Decimal::parse(".5")) == "0.5");
  CHECK(shown(Decimal::parse("5.")) == "5");
}

TEST_CASE("more than 34 digits are rounded half-even and reported") {
  bool exact = true;
  CHECK(shown(Decimal::parse("1234567890123456789012345678901234", &exact)) ==
        "1234567890123456789012345678901234");
  CHECK(exact);
  CHECK(shown(Decimal::parse("12345678901234567890123456789012345", &exact)) ==
        "12345678901234567890123456789012340");
  CHECK_FALSE(exact);
  CHECK(shown(Decimal::parse("12345678901234567890123456789012355", &exact)) ==
        "12345678901234567890123456789012360");
  CHECK(shown(Decimal::parse("99999999999999999999999999999999999", &exact)) == "1" + std::string(35, '0'));
  CHECK_FALSE(exact);
}

TEST_CASE("arithmetic keeps 34 digits, half-even") {
  CHECK(shown(Decimal::divide(d("1"), d("3"))) == "0.3333333333333333333333333333333333");
  CHECK(shown(Decimal::divide(d("2"), d("3"))) == "0.6666666666666666666666666666666667");
  CHECK(shown(Decimal::add(d("0.1"), d("0.2"))) == "0.3");
  CHECK(shown(Decimal::subtract(d("1000000000000000000000000000000000"), d("0.05"))) ==
        "1000000000000000000000000000000000");
  CHECK(shown(Decimal::multiply(d("18446744073709551615"), d("18446744073709551615"))) ==
        "340282366920938463426481119284349100000");
  CHECK(shown(Decimal::divide(d("1"), d("0"))) == "none");
  CHECK(shown(Decimal::multiply(d("9E6000"), d("9E6000"))) == "none");
}

TEST_CASE("modulo takes the sign of the divisor") {
  CHECK(shown(Decimal::modulo(d("-12"), d("5"))) == "3");
  CHECK(shown(Decimal::modulo(d("12"), d("-5"))) == "-3");
  CHECK(shown(Decimal::modulo(d("-12"), d("-5"))) == "-2");
  CHECK(shown(Decimal::modulo(d("10.1"), d("4.5"))) == "1.1");
  CHECK(shown(Decimal::modulo(d("1E6000"), d("7"))) == "1");
  CHECK(shown(Decimal::modulo(d("1"), d("0"))) == "none");
}

TEST_CASE("roots, exponentials and powers are rounded once and the same in both hosts") {
  CHECK(shown(d("2").sqrt()) == "1.414213562373095048801688724209698");
  CHECK(shown(d("-1").sqrt()) == "none");
  CHECK(shown(d("1").exp()) == "2.718281828459045235360287471352662");
  CHECK(shown(d("4").log()) == "1.386294361119890618834464242916353");
  CHECK(shown(d("0").log()) == "none");
  CHECK(shown(Decimal::power(d("2"), d("100"))) == "1267650600228229401496703205376");
  CHECK(shown(Decimal::power(d("4"), d("0.5"))) == "2");
  CHECK(shown(Decimal::power(d("-2"), d("3"))) == "-8");
  CHECK(shown(Decimal::power(d("-8"), d("0.5"))) == "none");
  CHECK(shown(Decimal::power(d("1.003125"), d("-360"))) == "0.3252224591723127419700637978073457");
  CHECK(shown(Decimal::power(d("0"), d("0"))) == "1");
  CHECK(shown(Decimal::power(d("0"), d("-1"))) == "none");
}

TEST_CASE("rounding modes") {
  CHECK(shown(d("2.5").rounded(0, Rounding::half_even)) == "2");
  CHECK(shown(d("3.5").rounded(0, Rounding::half_even)) == "4");
  CHECK(shown(d("2.5").rounded(0, Rounding::half_up)) == "3");
  CHECK(shown(d("-2.5").rounded(0, Rounding::half_up)) == "-3");
  CHECK(shown(d("2.5").rounded(0, Rounding::half_down)) == "2");
  CHECK(shown(d("2.1").rounded(0, Rounding::up)) == "3");
  CHECK(shown(d("-2.1").rounded(0, Rounding::up)) == "-3");
  CHECK(shown(d("-2.9").rounded(0, Rounding::down)) == "-2");
  CHECK(shown(d("-2.1").rounded(0, Rounding::floor)) == "-3");
  CHECK(shown(d("-2.9").rounded(0, Rounding::ceiling)) == "-2");
  CHECK(shown(d("1234").rounded(-2, Rounding::half_up)) == "1200");
  CHECK(shown(d("1").rounded(-60, Rounding::up)) == "1" + std::string(60, '0'));
  CHECK(shown(d("1E-40").rounded(2, Rounding::half_up)) == "0");
}

TEST_CASE("integers go to and fro without loss") {
  CHECK(Decimal(INT64_MIN).to_int64() == INT64_MIN);
  CHECK(Decimal(INT64_MAX).to_int64() == INT64_MAX);
  CHECK(d("9223372036854775808").to_int64() == std::nullopt);
  CHECK(d("1.5").to_int64() == std::nullopt);
  CHECK(Decimal::from_uint64(UINT64_MAX).to_string() == "18446744073709551615");
}

TEST_CASE("order agrees with subtraction, and text with the value, for random decimals") {
  Random random{20260115};
  INFO("seed 20260115");
  for (int i = 0; i < 3000; ++i) {
    const Decimal a = random.decimal();
    const Decimal b = i % 7 == 0 ? a : random.decimal();
    INFO(a.to_string() << " " << b.to_string());
    const auto difference = Decimal::subtract(a, b);
    REQUIRE(difference);
    REQUIRE(difference->sign() == Decimal::compare(a, b));
    REQUIRE(Decimal::compare(b, a) == -Decimal::compare(a, b));
    REQUIRE(d(a.to_string()) == a);
    REQUIRE(Decimal::add(a, b) == Decimal::add(b, a));
    REQUIRE(Decimal::multiply(a, b) == Decimal::multiply(b, a));
    if (!b.is_zero()) {
      const auto rest = Decimal::modulo(a, b);
      REQUIRE(rest);
      REQUIRE((rest->is_zero() || rest->sign() == b.sign()));
      REQUIRE(rest->abs() <= b.abs());  // equal only when rounding to 34 digits made it so
    }
  }
}

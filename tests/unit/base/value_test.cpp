#include "engine/base/value.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>

#include "engine/base/json.hpp"
#include "engine/base/value_codec.hpp"

using namespace zhunru::base;

namespace {

Value sample() {
  return Context{{"null", nullptr},
                 {"yes", true},
                 {"number", *Decimal::parse("-12.5")},
                 {"text", "社区“准入”"},
                 {"date", *parse_date("2026-11-23")},
                 {"time", *parse_time("10:30:00.25@Asia/Shanghai")},
                 {"moment", *parse_date_time("2026-11-23T10:30:00+08:00")},
                 {"months", MonthsDuration{-14}},
                 {"span", *parse_seconds_duration("-P1DT0.5S")},
                 {"list", List{1, "two", List{}, Context{}}},
                 {"range", Range{1, 5, true, true, true, false}},
                 {"hidden", Value::hidden()}};
}

}  // namespace

TEST_CASE("a context keeps its order, replaces in place and finds many members") {
  Context context;
  for (int i = 0; i < 100; ++i) context.set("m" + std::to_string((i * 37) % 100), i);
  CHECK(context.size() == 100);
  CHECK(context.entries()[1].first == "m37");
  for (int i = 0; i < 100; ++i) CHECK(*context.find("m" + std::to_string((i * 37) % 100)) == Value(i));
  context.set("m37", "new");
  CHECK(context.entries()[1].second == Value("new"));
  CHECK(context.find("m100") == nullptr);
  CHECK(context.erase("m37"));
  CHECK(context.size() == 99);
  CHECK(context.find("m37") == nullptr);
  CHECK(context.contains("m74"));
}

TEST_CASE("a path makes the contexts that are missing and keeps what is there") {
  Context context{{"a", Context{{"x", 1}}}, {"b", 2}};
  context.set_path("a.y.z", 3).set_path("b.c", 4).set_path("d", 5);
  CHECK(to_json(Value(context)) == R"({"a":{"x":1,"y":{"z":3}},"b":{"c":4},"d":5})");
  CHECK(Value(context).at_path("a.y.z") == Value(3));
  CHECK(Value(context).at_path("a.q.z").is_null());
}

TEST_CASE("contexts are equal in any order, lists only in the same") {
  CHECK(Value(Context{{"a", 1}, {"b", 2}}) == Value(Context{{"b", 2}, {"a", 1}}));
  CHECK_FALSE(Value(Context{{"a", 1}}) == Value(Context{{"a", 1}, {"b", nullptr}}));
  CHECK_FALSE(Value(List{1, 2}) == Value(List{2, 1}));
  CHECK_FALSE(Value("1") == Value(1));
}

TEST_CASE("FEEL equality: other kinds are unknown, null only equals null, hidden stays hidden") {
  CHECK(feel_equal(1, "1") == Ternary::unknown);
  CHECK(feel_equal(1, nullptr) == Ternary::no);
  CHECK(feel_equal(nullptr, nullptr) == Ternary::yes);
  CHECK(feel_equal(Value::hidden(), 1) == Ternary::hidden);
  CHECK(feel_equal(List{1, Value::hidden()}, List{1, 2}) == Ternary::hidden);
  CHECK(feel_equal(*parse_date_time("2026-01-01T00:00:00Z"), *parse_date_time("2026-01-01T08:00:00+08:00")) ==
        Ternary::yes);
  CHECK(feel_equal(*parse_date_time("2026-01-01T00:00:00Z"), *parse_date_time("2026-01-01T00:00:00")) ==
        Ternary::no);
}

TEST_CASE("canonical order is total over all kinds") {
  List values{nullptr,
              true,
              false,
              2,
              1,
              "b",
              "a",
              List{1},
              List{},
              Context{{"a", 1}},
              Context{},
              Value::hidden(),
              Range{1, 2},
              *parse_date("2026-01-01"),
              *parse_time("10:00:00"),
              MonthsDuration{1},
              SecondsDuration{1, 0}};
  for (const Value& a : values) {
    for (const Value& b : values) {
      CHECK(canonical_compare(a, b) == -canonical_compare(b, a));
      CHECK((canonical_compare(a, b) == 0) == (a == b));
    }
  }
  std::sort(values.begin(), values.end(),
            [](const Value& a, const Value& b) { return canonical_compare(a, b) < 0; });
  for (std::size_t i = 1; i < values.size(); ++i) CHECK(canonical_compare(values[i - 1], values[i]) < 0);
}

TEST_CASE("hidden values are seen at any depth, in constant time") {
  CHECK(sample().contains_hidden());
  CHECK(Value(List{Value(List{Context{{"a", Value::hidden()}}})}).contains_hidden());
  CHECK_FALSE(Value(List{1, Context{{"a", "b"}}}).contains_hidden());
  CHECK(Value(List{Value(List{Context{{"a", 1}}})}).depth() == 3);
}

TEST_CASE("bytes of a value decode to the same value and back to the same bytes") {
  const auto bytes = encode_value(sample());
  REQUIRE(bytes);
  const auto decoded = decode_value(*bytes);
  REQUIRE(decoded);
  CHECK(*decoded == sample());
  CHECK(*encode_value(*decoded) == *bytes);
}

TEST_CASE("damaged bytes are refused, whatever is cut or flipped") {
  const std::string bytes = *encode_value(sample());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK_FALSE(decode_value(bytes.substr(0, length)));
  CHECK_FALSE(decode_value(bytes + '\0'));
  int accepted = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      const auto decoded = decode_value(changed);
      if (!decoded) continue;
      ++accepted;
      CHECK(*encode_value(*decoded) == changed);  // one value, one form
    }
  }
  CHECK(accepted > 0);
  CHECK_FALSE(decode_value(std::string(1000, '\x09') + "\x01"));
  CHECK_FALSE(decode_value("\x09\xFF\xFF\xFF\xFF\x0F"));
}

TEST_CASE("a function has no bytes") {
  CHECK(encode_value(Value(std::make_shared<const Function>())).error().code == "value-function");
}

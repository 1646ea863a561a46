#include "engine/base/time.hpp"

#include <catch_amalgamated.hpp>

using namespace zhunru::base;

TEST_CASE("days and dates agree over the whole range") {
  CHECK(days_from_civil({1970, 1, 1}) == 0);
  CHECK(days_from_civil({2000, 3, 1}) == 11017);
  CHECK(days_from_civil({1969, 12, 31}) == -1);
  for (std::int64_t day = -1'000'000; day < 1'000'000; day += 997) {
    const auto date = civil_from_days(day);
    REQUIRE(date);
    REQUIRE(is_valid(*date));
    REQUIRE(days_from_civil(*date) == day);
    REQUIRE(day_of_week(*date) == (day % 7 + 7 + 3) % 7 + 1);
  }
  CHECK(civil_from_days(days_from_civil({999'999'999, 12, 31})) == Date{999'999'999, 12, 31});
  CHECK_FALSE(civil_from_days(days_from_civil({999'999'999, 12, 31}) + 1));
}

TEST_CASE("months are added to the end of the month at most") {
  CHECK(add_months({2026, 1, 31}, 1) == Date{2026, 2, 28});
  CHECK(add_months({2024, 2, 29}, 12) == Date{2025, 2, 28});
  CHECK(add_months({2026, 1, 15}, -13) == Date{2024, 12, 15});
}

TEST_CASE("ISO weeks at the turn of the year") {
  CHECK(week_of_year({2003, 12, 29}) == 1);
  CHECK(week_of_year({2004, 1, 4}) == 1);
  CHECK(week_of_year({2005, 1, 1}) == 53);
  CHECK(week_of_year({2026, 12, 31}) == 53);
  CHECK(day_of_year({2024, 12, 31}) == 366);
}

TEST_CASE("ISO text is read strictly and written back") {
  for (const char* text : {"2026-11-23", "-2026-11-23", "0001-01-01", "999999999-12-31"}) {
    REQUIRE(parse_date(text));
    CHECK(to_string(*parse_date(text)) == text);
  }
  for (const char* text :
       {"2026-2-3", "2026-02-30", "02026-01-01", "2026-13-01", "2026-01-01Z", "", "26-01-01"})
    CHECK_FALSE(parse_date(text));
  for (const char* text : {"10:30:00", "10:30:00.5", "10:30:00Z", "10:30:00+08:00", "10:30:00-01:30:15",
                           "10:30:00@Asia/Shanghai"}) {
    REQUIRE(parse_time(text));
    CHECK(to_string(*parse_time(text)) == text);
  }
  for (const char* text : {"10:30", "25:00:00", "10:60:00", "10:00:60", "1:00:00", "10:30:00@No/Where",
                           "10:30:00+19:00", "24:00:01"})
    CHECK_FALSE(parse_time(text));
  CHECK(to_string(*parse_date_time("2026-12-31T24:00:00")) == "2027-01-01T00:00:00");
  CHECK_FALSE(parse_date_time("2026-12-31"));
}

TEST_CASE("durations are read and written in their shortest form") {
  CHECK(to_string(*parse_months_duration("P27M")) == "P2Y3M");
  CHECK(to_string(*parse_months_duration("-P12M")) == "-P1Y");
  CHECK(to_string(*parse_months_duration("P0Y")) == "P0M");
  CHECK(to_string(*parse_seconds_duration("P2DT274M")) == "P2DT4H34M");
  CHECK(to_string(*parse_seconds_duration("-PT1.5S")) == "-PT1.5S");
  CHECK(to_string(*parse_seconds_duration("-P1D")) == "-P1D");
  CHECK(to_string(*parse_seconds_duration("PT0S")) == "PT0S");
  for (const char* text : {"P", "PT", "P1H", "1D", "P1DT", "PT1D", "P1M1Y", "PT1S1M", "P-1D"}) {
    INFO(text);
    CHECK_FALSE(parse_seconds_duration(text));
    CHECK_FALSE(parse_months_duration(text));
  }
}

TEST_CASE("Shanghai time is eight hours ahead, and instants read back") {
  CHECK(to_iso(start_of_day({2026, 11, 23})) == "2026-11-22T16:00:00.000Z");
  const auto instant = parse_instant("2026-11-23T07:59:59.999+08:00");
  REQUIRE(instant);
  CHECK(to_iso(*instant) == "2026-11-22T23:59:59.999Z");
  CHECK(shanghai_date(*instant) == Date{2026, 11, 23});
  CHECK(parse_instant(to_iso(Instant{-1})) == Instant{-1});
  CHECK_FALSE(parse_instant("2026-11-23T08:00:00"));
}

TEST_CASE("summer time of the pinned zones, north and south") {
  const auto utc = [](const char* text) { return utc_seconds(*parse_date_time(text)); };
  CHECK(utc("2026-07-01T12:00:00@Europe/Paris") == utc("2026-07-01T10:00:00Z"));
  CHECK(utc("2026-01-01T12:00:00@Europe/Paris") == utc("2026-01-01T11:00:00Z"));
  CHECK(utc("2026-01-01T12:00:00@Australia/Sydney") == utc("2026-01-01T01:00:00Z"));
  CHECK(utc("2026-07-01T12:00:00@Australia/Melbourne") == utc("2026-07-01T02:00:00Z"));
  CHECK(utc("2026-03-08T01:59:59@America/New_York") + 1 == utc("2026-03-08T03:00:00@America/New_York"));
  CHECK(utc("2026-11-01T00:59:59@America/New_York") == utc("2026-11-01T04:59:59Z"));
  CHECK(utc("2026-11-01T03:00:00@America/New_York") == utc("2026-11-01T08:00:00Z"));
  CHECK(utc("2026-07-01T12:00:00@Asia/Shanghai") == utc("2026-07-01T04:00:00Z"));
}

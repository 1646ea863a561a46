// Working days: layers, make-up days, provisional years, suspended spans, months, time limits with pauses.
#include <fstream>
#include <sstream>

#include "engine/base/json.hpp"
#include "engine/calendar/calendar.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace calendar = zhunru::calendar;
using calendar::Calendars;
using zhunru::base::Date;
using zhunru::base::Instant;
using zhunru::base::Value;

namespace {

Calendars demo() {
  std::ifstream file("workflows/registers/demo/calendars.json");
  std::stringstream text;
  text << file.rdbuf();
  const Value json = zhunru::base::parse_json(text.str()).value();
  return Calendars::from_records(json.get("versions").item(0).get("records").as_list()).value();
}

Instant at(const char* iso) { return zhunru::base::parse_instant(iso).value(); }

}  // namespace

TEST_CASE("a make-up day works, a holiday rests, a regional day comes first") {
  const Calendars c = demo();
  CHECK(c.works(Date{2026, 11, 20}, "ql-2026") == true);    // Friday
  CHECK(c.works(Date{2026, 11, 21}, "ql-2026") == false);   // Saturday
  CHECK(c.works(Date{2026, 10, 10}, "ql-2026") == true);    // Saturday, make-up
  CHECK(c.works(Date{2026, 10, 1}, "cn-2026") == false);
  CHECK(c.works(Date{2026, 4, 20}, "cn-2026") == true);     // regional day only
  CHECK(c.works(Date{2026, 4, 20}, "ql-2026") == false);
  CHECK(c.holiday_name(Date{2026, 10, 1}, "ql-2026") == "国庆节");
  CHECK(c.holiday_name(Date{2026, 11, 21}, "ql-2026").empty());
  CHECK_FALSE(c.works(Date{2028, 1, 3}, "ql-2026").has_value());
}

TEST_CASE("a family stands for its calendar of the year in question") {
  const Calendars c = demo();
  CHECK(calendar::family_of("ql-2026") == "ql");
  CHECK(calendar::family_of("ql") == "ql");
  CHECK(c.knows("ql-2026"));
  CHECK(c.knows("ql"));
  CHECK_FALSE(c.knows("ql-2031"));
  CHECK(c.add_working_days(Date{2026, 2, 12}, 10, "ql") == c.add_working_days(Date{2026, 2, 12}, 10, "ql-2026"));
}

TEST_CASE("the day of the event is not counted and n = 0 is the day itself") {
  const Calendars c = demo();
  CHECK(c.add_working_days(Date{2026, 11, 20}, 0, "ql-2026") == Date{2026, 11, 20});
  CHECK(c.add_working_days(Date{2026, 11, 21}, 0, "ql-2026") == Date{2026, 11, 21});
  CHECK(c.add_working_days(Date{2026, 11, 20}, 1, "ql-2026") == Date{2026, 11, 23});
  CHECK(c.add_working_days(Date{2026, 11, 21}, 1, "ql-2026") == Date{2026, 11, 23});
  CHECK(c.add_working_days(Date{2026, 2, 12}, 10, "ql-2026") == Date{2026, 3, 4});
  CHECK_FALSE(c.add_working_days(Date{2026, 2, 12}, -1, "ql-2026").has_value());
  CHECK_FALSE(c.add_working_days(Date{2027, 12, 30}, 5, "ql-2026").has_value());
}

TEST_CASE("suspended days do not count, both ends in") {
  const Calendars c = demo();
  const std::vector<calendar::Span> suspended{{Date{2026, 11, 7}, Date{2026, 11, 16}}};
  CHECK(c.add_working_days(Date{2026, 11, 2}, 15, "ql-2026", suspended) == Date{2026, 12, 1});
  CHECK(c.add_working_days(Date{2026, 11, 2}, 4, "ql-2026", suspended) == Date{2026, 11, 6});
  CHECK(c.add_working_days(Date{2026, 11, 2}, 5, "ql-2026", suspended) == Date{2026, 11, 17});
}

TEST_CASE("months end on the same day or the month's last, then on a working day") {
  const Calendars c = demo();
  CHECK(c.add_months(Date{2026, 10, 23}, 3, "ql-2026") == Date{2027, 1, 25});
  CHECK(c.add_months(Date{2026, 8, 31}, 1, "cn-2026") == Date{2026, 9, 30});
  CHECK(c.provisional(Date{2026, 12, 28}, Date{2027, 1, 4}, "ql-2026"));
  CHECK_FALSE(c.provisional(Date{2026, 1, 1}, Date{2026, 12, 31}, "ql-2026"));
}

TEST_CASE("counting working days is the inverse of adding them") {
  const Calendars c = demo();
  for (std::int64_t n = 0; n <= 60; ++n) {
    const Date from{2026, 9, 18};
    const auto to = c.add_working_days(from, n, "ql-2026");
    REQUIRE(to.has_value());
    CHECK(c.working_days_between(from, *to, "ql-2026") == n);
    CHECK(c.working_days_between(*to, from, "ql-2026") == -n);
  }
}

TEST_CASE("a limit ends at 24:00 of its last working day in Shanghai") {
  const Calendars c = demo();
  const auto due = c.due(at("2026-11-20T02:00:00Z"), 3, "ql-2026");
  CHECK(due == at("2026-11-25T16:00:00Z"));
  CHECK(c.remaining(at("2026-11-20T02:00:00Z"), *due, "ql-2026") == 3);
  CHECK(c.remaining(at("2026-11-25T15:59:59.999Z"), *due, "ql-2026") == 0);
  CHECK(c.remaining(at("2026-11-25T16:00:00Z"), *due, "ql-2026") == -1);
  // 23:59 and 00:01 in Shanghai are two days.
  CHECK(c.due(at("2026-11-22T15:59:00Z"), 1, "ql-2026") == at("2026-11-23T16:00:00Z"));
  CHECK(c.due(at("2026-11-22T16:01:00Z"), 1, "ql-2026") == at("2026-11-24T16:00:00Z"));
}

TEST_CASE("a stopped clock keeps what was left: stop days run from the day after the request to the day before the answer") {
  const Calendars c = demo();
  const Instant start = at("2026-11-02T01:00:00Z");
  const Instant due = *c.due(start, 15, "ql-2026");
  const Instant request = at("2026-11-06T03:00:00Z");
  const Instant answer = at("2026-11-17T03:00:00Z");
  CHECK(c.due_after_pause(due, request, answer, "ql-2026") == at("2026-12-01T16:00:00Z"));
  CHECK(c.due_after_pause(due, request, request, "ql-2026") == due);
  CHECK(c.due_after_pause(due, request, at("2026-11-07T03:00:00Z"), "ql-2026") == due);
  CHECK(c.resume(11, request, answer, "ql-2026") == at("2026-12-01T16:00:00Z"));
  // Nothing left: the limit keeps its end.
  CHECK(c.due_after_pause(due, at("2026-11-20T03:00:00Z"), at("2026-12-20T03:00:00Z"), "ql-2026") !=
        std::optional<Instant>(due));
  const Instant last_day{due.ms - 3'600'000};
  CHECK(c.due_after_pause(due, last_day, at("2026-12-20T03:00:00Z"), "ql-2026") == due);
}

TEST_CASE("calendars that are wrong are refused with their id") {
  const auto records = [](const char* text) { return zhunru::base::parse_json(text).value().as_list(); };
  CHECK(Calendars::from_records(records(R"([{"id": "ql-2026", "extends": "cn-2026"}])")).error().where == "ql-2026");
  CHECK_FALSE(Calendars::from_records(records(R"([{"id": "a-2026", "extends": "b-2026"}, {"id": "b-2026", "extends": "a-2026"}])")).ok());
  CHECK_FALSE(Calendars::from_records(records(R"([{"id": "cn-2026", "weekend": [6, 8]}])")).ok());
  CHECK_FALSE(Calendars::from_records(records(R"([{"id": "cn-2026", "holidays": [{"date": "2026-02-30"}]}])")).ok());
  CHECK_FALSE(Calendars::from_records(records(R"([{"id": "cn"}])")).ok());
}

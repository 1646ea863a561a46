#include <catch_amalgamated.hpp>

#include "tests/unit/decide/world.hpp"

using namespace zhunru;
using namespace zhunru::test;

namespace {

using Words = std::vector<std::string>;

/// Weekends only; 2026-03-02 is a Monday. `holiday`: one more day off.
base::Value calendars(std::string_view holiday = "") {
  base::List holidays;
  if (!holiday.empty()) holidays.push_back(base::Value(base::Context{{"date", base::Value(std::string(holiday))}, {"name", base::Value("假")}}));
  return base::Value(base::List{base::Value(base::Context{{"id", base::Value("cal-2026")},
                                                          {"extends", base::Value{}},
                                                          {"weekend", base::Value(base::List{base::Value(6), base::Value(7)})},
                                                          {"holidays", base::Value(std::move(holidays))},
                                                          {"makeup_workdays", base::Value(base::List{})}})});
}

void put(World& world, std::string name, base::Value records) {
  auto reply = world.send(command::PutRegister{std::move(name), 0, "2026-01-01", "test", "", std::move(records)});
  INFO((reply ? std::string() : base::describe(reply.error())));
  REQUIRE(reply.ok());
}

std::string day_of(base::Instant at) { return base::to_string(base::shanghai_date_time({at.ms - 1}).date); }

}  // namespace

TEST_CASE("working days are counted by the calendar and again when the calendar changes", "[engine][clock]") {
  World world;
  put(world, "calendars", calendars());
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><extensionElements><zhunru:due workingDays=\"=3\" calendar=\"cal\"/>"
                                     "</extensionElements></userTask>" + flow("s", "a")));
  const std::string id = world.start("P");
  const auto due = [&] { return day_of(*world.instance(id).tasks.begin()->second.due.at); };
  CHECK(due() == "2026-03-05");
  put(world, "calendars", calendars("2026-03-04"));
  CHECK(due() == "2026-03-06");
  world.check_replay();
}

TEST_CASE("reminders at the shares of the limit, then escalation, then the public overdue mark; no token moves", "[engine][clock]") {
  World world;
  put(world, "calendars", calendars());
  const auto setting = [](std::string name, base::Value value) {
    return base::Value(base::Context{{"id", base::Value(std::move(name))}, {"value", std::move(value)}});
  };
  const base::Value half(*base::Decimal::parse("0.5"));
  put(world, "settings", base::Value(base::List{setting("reminder_at", base::Value(base::List{half, base::Value(1)})),
                                                setting("escalation_after_wd", base::Value(3))}));
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><extensionElements><zhunru:due workingDays=\"=5\" calendar=\"cal\" "
                                     "escalate=\"chair\"/></extensionElements></userTask>" + flow("s", "a")));
  const std::string id = world.start("P");
  const auto& task = [&]() -> const state::Task& { return world.instance(id).tasks.begin()->second; };
  const auto version = world.version_of(task().id);
  world.advance("P4D");
  CHECK(task().due.reminded == 1);
  world.advance("P5D");  // 2026-03-11: past the due date 03-09
  CHECK(task().due.reminded == 2);
  CHECK_FALSE(task().due.escalated);
  world.advance("P3D");
  CHECK(task().due.escalated);
  CHECK_FALSE(task().due.overdue);
  world.advance("P5D");
  CHECK(task().due.overdue);
  CHECK(world.version_of(task().id) == version);
  CHECK_FALSE(engine::next_due(world.state).has_value());
  world.check_replay();
}

TEST_CASE("a clock stands still while the pausing activity is active: from the day after to the day before", "[engine][clock]") {
  World world;
  put(world, "calendars", calendars());
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"accept\"><extensionElements><zhunru:clock start=\"review\" workingDays=\"=10\" "
                                     "at=\"complete\"/></extensionElements></userTask><userTask id=\"supplement\"><extensionElements>"
                                     "<zhunru:clock pause=\"review\"/></extensionElements></userTask><userTask id=\"decide\"><extensionElements>"
                                     "<zhunru:due clock=\"review\"/></extensionElements></userTask><boundaryEvent id=\"late\" attachedToRef=\"decide\" "
                                     "cancelActivity=\"false\"><timerEventDefinition><extensionElements><zhunru:clockDue ref=\"review\"/></extensionElements>"
                                     "</timerEventDefinition></boundaryEvent><userTask id=\"chase\"/>" +
                                         chain({"s", "accept", "supplement", "decide"}) + flow("late", "chase")));
  const std::string id = world.start("P", {{"calendar", base::Value("cal")}});
  CHECK(world.complete("accept").empty());  // 2026-03-02: due 03-16
  CHECK(day_of(world.instance(id).clocks.at("review").due) == "2026-03-16");
  CHECK(world.instance(id).clocks.at("review").stops.size() == 1);
  world.advance("P3D");  // answered 03-05: stop days are 03-03 and 03-04
  CHECK(world.complete("supplement").empty());
  CHECK(world.instance(id).clocks.at("review").stops.empty());
  CHECK(day_of(world.instance(id).clocks.at("review").due) == "2026-03-18");
  CHECK(day_of(*world.instance(id).tasks.begin()->second.due.at) == "2026-03-18");
  world.advance("P13D");
  CHECK(world.open() == Words{"decide"});
  world.advance("P1D");
  CHECK(world.open() == Words{"chase", "decide"});
  world.check_replay();
}

TEST_CASE("a person may stop and resume the clock of a task", "[engine][verbs]") {
  World world;
  put(world, "calendars", calendars());
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"><extensionElements><zhunru:due workingDays=\"=3\" calendar=\"cal\"/>"
                                     "</extensionElements></userTask>" + flow("s", "a")));
  const std::string id = world.start("P");
  const std::string task = world.tasks("a").front();
  const auto version = world.version_of(task);
  REQUIRE(world.send(command::StopClock{task, version, "", "等待上级答复"}, person("x")).ok());
  CHECK_FALSE(engine::next_due(world.state).has_value());
  world.advance("P7D");
  REQUIRE(world.send(command::ResumeClock{task, version, ""}, person("x")).ok());
  CHECK(day_of(*world.instance(id).find_task(task)->due.at) == "2026-03-11");  // 03-03..03-08 do not count
  world.check_replay();
}

TEST_CASE("an interrupting boundary timer takes the token; a cycle that does not interrupt repeats", "[engine][timer]") {
  World world;
  world.deploy("P", process_xml("P", "<startEvent id=\"s\"/><userTask id=\"a\"/><boundaryEvent id=\"again\" attachedToRef=\"a\" cancelActivity=\"false\">"
                                     "<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent>"
                                     "<boundaryEvent id=\"stop\" attachedToRef=\"a\"><timerEventDefinition><timeDuration>PT10H</timeDuration>"
                                     "</timerEventDefinition></boundaryEvent><userTask id=\"note\"/><userTask id=\"late\"/>" +
                                         flow("s", "a") + flow("again", "note") + flow("stop", "late")));
  const std::string id = world.start("P");
  world.advance("PT2H");
  CHECK(world.open() == Words{"a", "note", "note"});
  world.advance("PT4H");
  CHECK(world.open() == Words{"a", "note", "note", "note"});
  world.advance("PT5H");
  CHECK(world.open() == Words{"late", "note", "note", "note"});
  CHECK(world.instance(id).timers.empty());
  world.check_replay();
}

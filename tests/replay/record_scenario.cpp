#include "tests/replay/record_scenario.hpp"

#include "tests/unit/decide/world.hpp"

namespace zhunru::test {
namespace {

/// Countersigning with a clock, a pause, a message, a timer, a compensation and a call, in one process.
std::string story() {
  return process_xml(
      "P",
      "<startEvent id=\"s\"/><userTask id=\"accept\"><extensionElements><zhunru:clock start=\"review\" workingDays=\"=10\" at=\"complete\"/>"
      "</extensionElements></userTask><userTask id=\"supplement\"><extensionElements><zhunru:clock pause=\"review\"/></extensionElements></userTask>"
      "<userTask id=\"sign\"><extensionElements><zhunru:assignment role=\"member\" body=\"=who\"/></extensionElements><multiInstanceLoopCharacteristics>"
      "<extensionElements><zhunru:loop collection=\"=bodies\" element=\"who\"/></extensionElements></multiInstanceLoopCharacteristics></userTask>"
      "<boundaryEvent id=\"late\" attachedToRef=\"sign\" cancelActivity=\"false\"><timerEventDefinition><extensionElements><zhunru:clockDue ref=\"review\"/>"
      "</extensionElements></timerEventDefinition></boundaryEvent><userTask id=\"chase\"/><endEvent id=\"chased\"/>"
      "<boundaryEvent id=\"undo\" attachedToRef=\"accept\"><compensateEventDefinition/></boundaryEvent><userTask id=\"revoke\" isForCompensation=\"true\"/>"
      "<association id=\"as\" sourceRef=\"undo\" targetRef=\"revoke\" associationDirection=\"One\"/>"
      "<intermediateThrowEvent id=\"compensate\"><compensateEventDefinition/></intermediateThrowEvent>"
      "<intermediateCatchEvent id=\"wait\"><messageEventDefinition messageRef=\"m\"/></intermediateCatchEvent><endEvent id=\"done\"/>" +
          chain({"s", "accept", "supplement", "sign", "wait", "compensate", "done"}) + chain({"late", "chase", "chased"}),
      "<message id=\"m\" name=\"answer\"><extensionElements><zhunru:subscription correlationKey=\"=case_id\"/></extensionElements></message>");
}

base::Value calendar() {
  return base::Value(base::List{base::Value(base::Context{{"id", base::Value("cal-2026")},
                                                          {"weekend", base::Value(base::List{base::Value(6), base::Value(7)})},
                                                          {"holidays", base::Value(base::List{})},
                                                          {"makeup_workdays", base::Value(base::List{})}})});
}

}  // namespace

std::vector<codec::LogRecord> record_scenario() {
  World world;
  (void)world.send(command::PutRegister{"calendars", 0, "2026-01-01", "import", "", calendar()});
  world.deploy("P", story());
  const std::string id = world.start("P", {{"calendar", base::Value("cal")},
                                           {"bodies", base::Value(base::List{base::Value("B1"), base::Value("B2"), base::Value("B3")})}});
  world.start("P", {{"calendar", base::Value("cal")}});
  (void)world.complete("accept");
  world.advance("P3D");
  (void)world.complete("supplement", {{"text", base::Value("补充说明")}});
  (void)world.complete("sign");
  world.advance("P20D");
  (void)world.complete("chase");
  (void)world.send(command::CorrelateMessage{"answer", id, base::Value(base::Context{{"n", base::Value(7)}})});
  const std::string open = world.tasks("sign").front();
  (void)world.send(command::UrgeTask{open}, person("boss", "chair"));
  (void)world.send(command::DropSigner{open, world.version_of(open), "逾期未签"}, person("boss", "chair"));
  (void)world.complete("sign");
  (void)world.complete("revoke");
  return world.records;
}

}  // namespace zhunru::test

#include <utility>
#include <vector>

#include "tests/property/block_builder.hpp"

namespace zhunru::test {
namespace {

constexpr const char* n_in = "<zhunru:input target=\"n\" source=\"=n\"/>";

}  // namespace

/// Element name, attributes and inside of a random task.
std::string BlockBuilder::task_xml(std::string& element, std::string& attributes) {
  element = "userTask";
  if (plain_) {
    if (dice_.once_in(8)) {
      element = "scriptTask";
      return "<script>n = n + 1</script>";
    }
    if (dice_.once_in(4)) element = dice_.once_in(2) ? "manualTask" : "task";
    return "";
  }
  switch (dice_.below(18)) {
    case 0: element = "task"; return "";
    case 1: element = "manualTask"; return "";
    case 2: element = "scriptTask"; return "<script>n = n + 1</script>";
    case 3:
      element = "serviceTask";
      return std::string("<extensionElements><zhunru:operation name=\"") + (dice_.once_in(2) ? "test_pass" : "test_slow") + "\"/></extensionElements>";
    case 4:
      if (quiet_ > 0) return "";
      element = "sendTask";
      attributes += dice_.once_in(2) ? " messageRef=\"m1\"" : " messageRef=\"m3\"";
      return "";
    case 5:
      element = "receiveTask";
      attributes += dice_.once_in(2) ? " messageRef=\"m2\"" : " messageRef=\"m3\"";
      return "";
    case 6:
      element = "businessRuleTask";
      return "<extensionElements><zhunru:decision ref=\"R1\" result=\"ruled\"/><zhunru:input target=\"x\" source=\"=n\"/></extensionElements>";
    case 7: {
      static constexpr const char* called[] = {"Called", "Other", "Ask", "Paper"};
      element = "callActivity";
      attributes += std::string(" calledElement=\"") + called[dice_.below(4)] + "\"";
      return std::string("<extensionElements>") + n_in + "<zhunru:output target=\"came.back\" source=\"=case_id\"/></extensionElements>";
    }
    case 8: return "<extensionElements><zhunru:due workingDays=\"=1\" calendar=\"cal\" escalate=\"boss\"/></extensionElements>";
    case 9: return "<extensionElements><zhunru:clock pause=\"k\"/><zhunru:assignment role=\"clerk\"/></extensionElements>";
    case 10: return "<extensionElements><zhunru:outcome id=\"yes\" name=\"是\" nameEn=\"yes\" does=\"继续\" doesEn=\"goes on\"/>"
                    "<zhunru:outcome id=\"no\" name=\"否\" nameEn=\"no\" does=\"继续\" doesEn=\"goes on\"/></extensionElements>";
    case 11: return "<extensionElements><zhunru:sign text=\"=&quot;00&quot;\"/></extensionElements>";
    case 12: return std::string("<extensionElements>") + n_in + "<zhunru:output target=\"last.n\" source=\"=n\"/></extensionElements>";
    default: return "";
  }
}

/// Loop characteristics, or nothing.
std::string BlockBuilder::loop_xml() {
  const std::string sequential = dice_.once_in(2) ? " isSequential=\"true\"" : "";
  const std::string first = dice_.once_in(2) ? formal("completionCondition", "numberOfCompletedInstances >= 1") : "";
  const std::string cardinality = formal("loopCardinality", std::to_string(dice_.below(4)));
  std::uint32_t sort = dice_.below(plain_ ? 7 : 12);
  if (plain_ && sort == 6) sort = 7;  // no collections
  if (quiet_ > 0 && sort >= 8) sort = 0;
  switch (sort) {
    case 0:
    case 1: return "<multiInstanceLoopCharacteristics" + sequential + ">" + cardinality + first + "</multiInstanceLoopCharacteristics>";
    case 6:
      return "<multiInstanceLoopCharacteristics" + sequential + "><extensionElements><zhunru:loop collection=\"=items\" element=\"item\" "
             "output=\"outs\" outputElement=\"=item\"/></extensionElements>" + first + "</multiInstanceLoopCharacteristics>";
    case 7: {
      const std::string condition = dice_.once_in(2) ? formal("loopCondition", "n > 3") : "";
      const std::string before = dice_.once_in(2) ? " testBefore=\"true\"" : "";
      return "<standardLoopCharacteristics" + before + " loopMaximum=\"2\">" + condition + "</standardLoopCharacteristics>";
    }
    case 8: return "<multiInstanceLoopCharacteristics" + sequential + " behavior=\"One\" oneBehaviorEventRef=\"behaves\">" + cardinality + "</multiInstanceLoopCharacteristics>";
    case 9: return "<multiInstanceLoopCharacteristics" + sequential + " behavior=\"None\" noneBehaviorEventRef=\"behaves\">" + cardinality + "</multiInstanceLoopCharacteristics>";
    case 10:
      return "<multiInstanceLoopCharacteristics" + sequential + " behavior=\"Complex\">" + cardinality + "<complexBehaviorDefinition>" +
             formal("condition", "numberOfCompletedInstances >= 2") + "<event id=\"" + id("v") + "\"><signalEventDefinition signalRef=\"s1\"/></event>"
             "</complexBehaviorDefinition></multiInstanceLoopCharacteristics>";
    default: return "";
  }
}

std::string BlockBuilder::activity(int depth, const std::string& next) {
  std::string element, attributes;
  std::string body = task_xml(element, attributes);
  body += loop_xml();
  const std::string name = add(element, body, attributes);
  leave_with_boundaries(depth, name, next, element == "callActivity");
  return name;
}

/// A service that fails with a business error, which a boundary event catches.
std::string BlockBuilder::failing_task(int depth, const std::string& next) {
  const std::string task = add("serviceTask", "<extensionElements><zhunru:operation name=\"test_fail\"/></extensionElements>");
  const std::string merge = add("exclusiveGateway");
  connect(task, merge);
  connect(merge, next);
  const std::string mends = activity(depth + 1, merge);
  const std::string caught = boundary(task, dice_.once_in(2) ? "<errorEventDefinition errorRef=\"e_1\"/>" : "<errorEventDefinition/>", true);
  connect(caught, mends);
  return task;
}

std::string BlockBuilder::event_sub_process(int depth, const std::string& definition, bool interrupts) {
  std::string outer;
  std::swap(outer, xml_);
  const std::string start = add("startEvent", definition, std::string(" isInterrupting=\"") + (interrupts ? "true" : "false") + "\"");
  const std::string end = add("endEvent");
  ++quiet_;
  connect(start, dice_.once_in(2) ? activity(depth + 1, end) : end);
  --quiet_;
  const std::string inside = std::exchange(xml_, outer);
  return add("subProcess", inside, " triggeredByEvent=\"true\"");
}

std::string BlockBuilder::inside(int depth, const std::vector<std::string>& ends) {
  std::string outer;
  std::swap(outer, xml_);
  const std::string start = add("startEvent");
  static constexpr const char* finals[] = {"", "", "", "<signalEventDefinition signalRef=\"s1\"/>", "<messageEventDefinition messageRef=\"m2\"/>",
                                           "<compensateEventDefinition/>", "<escalationEventDefinition escalationRef=\"x_1\"/>"};
  std::string first = block(depth + 1, add("endEvent", finals[plain_ ? 0 : dice_.below(7)]));
  if (!ends.empty()) {
    std::vector<std::string> entries;
    for (const std::string& definition : ends) {
      const std::string end = add("endEvent", definition);
      entries.push_back(dice_.once_in(2) ? activity(depth + 1, end) : end);
    }
    entries.push_back(first);
    const bool at_once = dice_.once_in(3);
    first = diverge(at_once ? "parallelGateway" : "exclusiveGateway", entries, !at_once);
  }
  connect(start, first);
  if (dice_.once_in(3)) {
    const bool interrupts = dice_.once_in(2);
    event_sub_process(depth, catching(false, !interrupts), interrupts);
  }
  return std::exchange(xml_, outer);
}

std::string BlockBuilder::sub_process(int depth, const std::string& next) {
  const bool error_caught_outside = dice_.once_in(2);
  std::vector<std::string> ends;
  const std::uint32_t sort = dice_.below(6);
  if (sort == 0) ends.push_back("<terminateEventDefinition/>");
  if (sort == 1) ends.push_back("<errorEventDefinition errorRef=\"e_1\"/>");
  if (sort == 2) ends.push_back("<escalationEventDefinition escalationRef=\"x_1\"/>");
  std::string body = inside(depth, ends);
  if (sort == 1 && !error_caught_outside) body += event_sub_process_xml(depth, "<errorEventDefinition errorRef=\"e_1\"/>", true);
  if (sort == 2 && dice_.once_in(2)) body += event_sub_process_xml(depth, "<escalationEventDefinition escalationRef=\"x_1\"/>", dice_.once_in(2));
  if (!plain_ && dice_.once_in(6)) body += event_sub_process_xml(depth, "<compensateEventDefinition/>", true);
  const std::string loop = loop_xml();
  // A copy of n hides the one that people can change: an inner event that waits for n would wait for ever.
  const bool waits_for_n = body.find("<conditionalEventDefinition>") != std::string::npos;
  const std::string inputs = plain_ || !dice_.once_in(3) || waits_for_n ? "" : std::string("<extensionElements>") + n_in + "</extensionElements>";
  const std::string name = add("subProcess", inputs + loop + body);
  if (sort == 1 && error_caught_outside) {
    const std::string merge = add("exclusiveGateway");
    connect(merge, next);
    connect(boundary(name, "<errorEventDefinition/>", true), merge);
    leave_with_boundaries(depth, name, merge, true);
  } else {
    leave_with_boundaries(depth, name, next, true);
  }
  return name;
}

std::string BlockBuilder::event_sub_process_xml(int depth, const std::string& definition, bool interrupts) {
  std::string outer;
  std::swap(outer, xml_);
  event_sub_process(depth, definition, interrupts);
  return std::exchange(xml_, outer);
}

std::string BlockBuilder::transaction(int depth, const std::string& next) {
  std::string outer;
  std::swap(outer, xml_);
  const std::string end = add("endEvent");
  const std::string cancel = add("endEvent", "<cancelEventDefinition/>");
  const std::string choice = diverge("exclusiveGateway", {cancel, block(depth + 1, end)}, true);
  const std::string first = compensable_task(choice);
  connect(add("startEvent"), first);
  const std::string body = std::exchange(xml_, outer);
  const std::string name = add("transaction", (dice_.once_in(3) ? loop_xml() : std::string()) + body);
  const std::string merge = add("exclusiveGateway");
  connect(merge, next);
  connect(boundary(name, "<cancelEventDefinition/>", true), merge);
  leave_with_boundaries(depth, name, merge, true);
  return name;
}

std::string BlockBuilder::ad_hoc(const std::string& next) {
  std::string outer;
  std::swap(outer, xml_);
  const std::uint32_t tasks = 1 + dice_.below(3);
  for (std::uint32_t i = 0; i < tasks; ++i) add(dice_.once_in(4) ? "task" : "userTask");
  if (dice_.once_in(2)) {
    const bool interrupts = dice_.once_in(2);
    event_sub_process(depth_of_handlers, catching(false, !interrupts), interrupts);
  }
  std::string body = std::exchange(xml_, outer);
  std::string attributes = dice_.once_in(2) ? " ordering=\"Sequential\"" : "";
  if (dice_.once_in(3)) attributes += " cancelRemainingInstances=\"false\"";
  if (dice_.once_in(2)) body += formal("completionCondition", "n > 6");
  const std::string name = add("adHocSubProcess", body, attributes);
  leave_with_boundaries(depth_of_handlers, name, next, true);
  return name;
}

/// A task with a compensation handler.
std::string BlockBuilder::compensable_task(const std::string& next) {
  const std::string task = add("userTask", dice_.once_in(4) ? loop_xml() : "");
  const std::string event = add("boundaryEvent", "<compensateEventDefinition/>", " attachedToRef=\"" + task + "\"");
  const std::string handler = dice_.once_in(3) ? add("scriptTask", "<script>n = n + 1</script>", " isForCompensation=\"true\"")
                                               : add("userTask", "", " isForCompensation=\"true\"");
  xml_ += "<association id=\"" + id("as") + "\" sourceRef=\"" + event + "\" targetRef=\"" + handler + "\" associationDirection=\"One\"/>";
  connect(task, next);
  return task;
}

/// Work that can be undone, and later perhaps is.
std::string BlockBuilder::compensated(int depth, const std::string& next) {
  const std::string merge = add("exclusiveGateway");
  connect(merge, next);
  const std::string undo = id();
  const std::string choice = diverge("exclusiveGateway", {undo, block(depth + 1, merge)}, true);
  const std::string task = compensable_task(choice);
  const std::string what = dice_.once_in(2) ? " activityRef=\"" + task + "\"" : "";
  const std::string how = dice_.once_in(4) ? " waitForCompletion=\"false\"" : "";
  xml_ += "<intermediateThrowEvent id=\"" + undo + "\"><compensateEventDefinition" + what + how + "/></intermediateThrowEvent>";
  connect(undo, merge);
  return task;
}

}  // namespace zhunru::test

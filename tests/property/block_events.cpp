#include "tests/property/block_builder.hpp"

namespace zhunru::test {

std::string BlockBuilder::catching(bool repeats, bool aside) {
  const std::string hours = "PT" + std::to_string(1 + dice_.below(5)) + "H";
  switch (dice_.below(plain_ ? 5 : 10)) {
    case 0:
    case 1:
      if (!plain_ && repeats && dice_.once_in(2)) return "<timerEventDefinition><timeCycle>R2/" + hours + "</timeCycle></timerEventDefinition>";
      return "<timerEventDefinition><timeDuration>" + hours + "</timeDuration></timerEventDefinition>";
    case 2:
      if (aside) return "<messageEventDefinition messageRef=\"m6\"/>";
      return "<messageEventDefinition messageRef=\"m" + std::to_string(1 + dice_.below(2)) + "\"/>";
    case 3:
    case 4: return "<signalEventDefinition signalRef=\"s" + std::to_string(1 + dice_.below(2)) + "\"/>";
    case 5: return aside ? "<messageEventDefinition messageRef=\"m6\"/>" : "<messageEventDefinition messageRef=\"m3\"/>";
    case 6: return "<conditionalEventDefinition>" + formal("condition", "n > " + std::to_string(dice_.below(12))) + "</conditionalEventDefinition>";
    case 7: return "<timerEventDefinition><timeDate>2026-03-0" + std::to_string(1 + dice_.below(5)) + "T09:00:00+08:00</timeDate></timerEventDefinition>";
    case 8: return "<timerEventDefinition><extensionElements><zhunru:workingDays value=\"=1\" calendar=\"cal\"/></extensionElements></timerEventDefinition>";
    default: return "<timerEventDefinition><extensionElements><zhunru:clockDue ref=\"k\"/></extensionElements></timerEventDefinition>";
  }
}

std::string BlockBuilder::catch_event(const std::string& next) {
  std::string event;
  if (plain_ || !dice_.once_in(4)) {
    event = add("intermediateCatchEvent", catching());
  } else {
    // Multiple: the first to come; parallel-multiple: all of them.
    const std::string parallel = dice_.once_in(2) ? " parallelMultiple=\"true\"" : "";
    event = add("intermediateCatchEvent", "<signalEventDefinition signalRef=\"s1\"/><messageEventDefinition messageRef=\"m2\"/>", parallel);
  }
  connect(event, next);
  return event;
}

std::string BlockBuilder::throw_event(const std::string& next) {
  static constexpr const char* definitions[] = {
      "", "<signalEventDefinition signalRef=\"s1\"/>", "<signalEventDefinition signalRef=\"s2\"/>", "<messageEventDefinition messageRef=\"m1\"/>",
      "<messageEventDefinition messageRef=\"m3\"/>", "<escalationEventDefinition escalationRef=\"x_1\"/>", "<compensateEventDefinition/>",
      "<signalEventDefinition signalRef=\"s2\"/><messageEventDefinition messageRef=\"m2\"/>"};
  const std::string event = add("intermediateThrowEvent", definitions[dice_.below(8)]);
  connect(event, next);
  return event;
}

std::string BlockBuilder::boundary(const std::string& host, const std::string& definition, bool interrupts, const std::string& attributes) {
  return add("boundaryEvent", definition,
             " attachedToRef=\"" + host + "\" cancelActivity=\"" + (interrupts ? "true" : "false") + "\"" + attributes);
}

void BlockBuilder::leave_with_boundaries(int depth, const std::string& host, const std::string& next, bool sub_process) {
  const std::uint32_t events = dice_.below(5) < 3 ? 0 : 1 + dice_.below(2);
  if (events == 0) {
    connect(host, next);
    return;
  }
  // Merged before `next`: a parallel join there would wait for both ways.
  const std::string merge = add("exclusiveGateway");
  connect(host, merge);
  connect(merge, next);
  for (std::uint32_t i = 0; i < events; ++i) {
    const bool interrupts = dice_.once_in(2);
    std::string definition = catching(!interrupts, !interrupts), attributes;
    if (sub_process && dice_.once_in(3)) definition = "<escalationEventDefinition" + std::string(dice_.once_in(2) ? " escalationRef=\"x_1\"" : "") + "/>";
    if (!plain_ && dice_.once_in(6)) {
      definition = std::string("<signalEventDefinition signalRef=\"s1\"/><messageEventDefinition messageRef=\"") + (interrupts ? "m2" : "m6") + "\"/>";
      if (dice_.once_in(2)) attributes = " parallelMultiple=\"true\"";
    }
    const std::string event = boundary(host, definition, interrupts, attributes);
    if (interrupts) {
      connect(event, merge);
    } else {
      const std::string end = add("endEvent");
      ++quiet_;
      connect(event, dice_.once_in(2) ? activity(depth + 1, end) : end);
      --quiet_;
    }
  }
}

}  // namespace zhunru::test

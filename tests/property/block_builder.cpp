#include "tests/property/block_builder.hpp"

#include <utility>
#include <vector>

namespace zhunru::test {
namespace {

constexpr int depth_max = 4;

constexpr std::string_view head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:zhunru=\"urn:zhunru:bpmn:1\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"defs\" targetNamespace=\"urn:test\">";

constexpr std::string_view roots =
    "<message id=\"m1\" name=\"first\"/><message id=\"m2\" name=\"second\"/><message id=\"m3\" name=\"keyed\"><extensionElements>"
    "<zhunru:subscription correlationKey=\"=case_id\"/></extensionElements></message><message id=\"m4\" name=\"start_it\"/><message id=\"m5\" name=\"start_too\"/><message id=\"m6\" name=\"aside\"/>"
    "<signal id=\"s1\" name=\"one\"/><signal id=\"s2\" name=\"two\"/><signal id=\"s3\" name=\"begin\"/>"
    "<error id=\"e_1\" errorCode=\"oops\"/><escalation id=\"x_1\" escalationCode=\"up\"/>"
    "<signalEventDefinition id=\"behaves\" signalRef=\"s1\"/>"
    "<globalUserTask id=\"Ask\" name=\"ask\"/>";

}  // namespace

std::string formal(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + " xsi:type=\"tFormalExpression\">" + std::string(text) + "</" + std::string(name) + ">";
}

std::string BlockBuilder::add(const std::string& element, const std::string& inside, const std::string& attributes) {
  const std::string name = id();
  xml_ += "<" + element + " id=\"" + name + "\"" + attributes + ">" + inside + "</" + element + ">";
  return name;
}

void BlockBuilder::connect(const std::string& from, const std::string& to, const std::string& condition) {
  xml_ += "<sequenceFlow id=\"" + id("f") + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\">";
  if (!condition.empty()) xml_ += formal("conditionExpression", condition);
  xml_ += "</sequenceFlow>";
}

std::string BlockBuilder::condition() {
  // One draw a statement everywhere: compilers order the operands of an expression as they like.
  const std::string rest = std::to_string(dice_.below(2));
  const std::string divisor = std::to_string(2 + dice_.below(3));
  return "modulo(n, " + divisor + ") = " + rest;
}

std::string BlockBuilder::diverge(const std::string& kind, const std::vector<std::string>& entries, bool conditional) {
  const std::string fork = id();
  std::string last, flows;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    last = id("f");
    flows += "<sequenceFlow id=\"" + last + "\" sourceRef=\"" + fork + "\" targetRef=\"" + entries[i] + "\">";
    if (conditional && i + 1 < entries.size()) flows += formal("conditionExpression", condition());
    flows += "</sequenceFlow>";
  }
  xml_ += "<" + kind + " id=\"" + fork + "\"" + (conditional ? " default=\"" + last + "\"" : "") + "/>" + flows;
  return fork;
}

std::string BlockBuilder::block(int depth, const std::string& next) {
  if (--room_ < 0 || depth >= depth_max) return activity(depth, next);
  switch (dice_.below(plain_ ? 20 : 21)) {
    case 0:
    case 1:
    case 2: return activity(depth, next);
    case 3:
    case 4: {
      const std::string second = block(depth + 1, next);
      return block(depth + 1, second);
    }
    case 5: return split(depth, next, "parallelGateway");
    case 6: return split(depth, next, "exclusiveGateway");
    case 7:
    case 8: return split(depth, next, "inclusiveGateway");
    case 9: return event_gateway(depth, next);
    case 10: return catch_event(next);
    case 11: return link(depth, next);
    case 12:
    case 13:
    case 14: return sub_process(depth, next);
    case 15: return transaction(depth, next);
    case 16: return ad_hoc(next);
    case 17: return compensated(depth, next);
    case 18: return in_cycle_ > 0 ? quantities(next) : discriminator(depth, next);
    case 19:
      if (plain_) return cycle(depth, next);
      return dice_.once_in(2) ? failing_task(depth, next) : throw_event(next);
    default: return cycle(depth, next);
  }
}

std::string BlockBuilder::split(int depth, const std::string& next, const std::string& kind) {
  const std::string join = add(kind);
  connect(join, next);
  std::vector<std::string> entries;
  const std::uint32_t branches = 2 + dice_.below(2);
  for (std::uint32_t branch = 0; branch < branches; ++branch) entries.push_back(block(depth + 1, join));
  return diverge(kind, entries, kind != "parallelGateway");
}

/// Goes on after the first of several branches; the others are swallowed.
std::string BlockBuilder::discriminator(int depth, const std::string& next) {
  const std::string join = add("complexGateway", formal("activationCondition", dice_.once_in(2) ? "activationCount >= 1" : "activationCount >= 2"));
  connect(join, next);
  ++in_cycle_;
  std::vector<std::string> entries;
  for (int branch = 0; branch < 3; ++branch) entries.push_back(block(depth + 1, join));
  --in_cycle_;
  return diverge("parallelGateway", entries, false);
}

/// Goes round while its counter is small.
std::string BlockBuilder::cycle(int depth, const std::string& next) {
  const std::string counter = id("i");
  variables_.set(counter, base::Value(0));
  const std::string merge = add("exclusiveGateway");
  const std::string fork = id();
  const std::string way_out = id("f");
  xml_ += "<exclusiveGateway id=\"" + fork + "\" default=\"" + way_out + "\"/><sequenceFlow id=\"" + way_out + "\" sourceRef=\"" + fork +
          "\" targetRef=\"" + next + "\"/>";
  connect(fork, merge, counter + " = 1");
  const std::string count = add("scriptTask", "<script>" + counter + " = " + counter + " + 1</script>");
  connect(count, fork);
  ++in_cycle_;
  connect(merge, block(depth + 1, count));
  --in_cycle_;
  return merge;
}

std::string BlockBuilder::event_gateway(int depth, const std::string& next) {
  const std::string merge = add("exclusiveGateway");
  connect(merge, next);
  std::vector<std::string> events;
  const std::uint32_t branches = 2 + dice_.below(2);
  bool receives = false;
  for (std::uint32_t branch = 0; branch < branches; ++branch) {
    const std::string entry = block(depth + 1, merge);
    // A message event and a receive task may not stand behind the same gateway.
    std::string event;
    if (branch == 0 && dice_.once_in(3)) {
      event = add("receiveTask", "", " messageRef=\"m1\"");
      receives = true;
    } else {
      std::string definition = catching();
      if (receives && definition.find("message") != std::string::npos)
        definition = "<signalEventDefinition signalRef=\"s1\"/>";
      event = add("intermediateCatchEvent", definition);
    }
    connect(event, entry);
    events.push_back(event);
  }
  return diverge("eventBasedGateway", events, false);
}

std::string BlockBuilder::link(int depth, const std::string& next) {
  const std::string name = id("l");
  const std::string caught = add("intermediateCatchEvent", "<linkEventDefinition name=\"" + name + "\"/>", " name=\"" + name + "\"");
  connect(caught, block(depth + 1, next));
  return add("intermediateThrowEvent", "<linkEventDefinition name=\"" + name + "\"/>", " name=\"" + name + "\"");
}

/// One token becomes several, and the next task takes as many.
std::string BlockBuilder::quantities(const std::string& next) {
  const std::string number = std::to_string(2 + dice_.below(2));
  const std::string second = add("userTask", "", " startQuantity=\"" + number + "\"");
  connect(second, next);
  const std::string first = add("task", "", " completionQuantity=\"" + number + "\"");
  connect(first, second);
  return first;
}

/// The start of the process: by hand, or by an event.
std::string BlockBuilder::start(RandomProcess& made, const std::string& first) {
  std::string start;
  switch (plain_ ? 0 : dice_.below(12)) {
    case 1:
      made.entry = Entry::by_message;
      start = add("startEvent", "<messageEventDefinition messageRef=\"m4\"/>");
      break;
    case 2:
      made.entry = Entry::by_signal;
      start = add("startEvent", "<signalEventDefinition signalRef=\"s3\"/>");
      break;
    case 3:
      made.entry = Entry::by_timer;
      start = add("startEvent", "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>");
      break;
    case 4:
      made.entry = Entry::by_message;
      start = add("receiveTask", "", " messageRef=\"m4\" instantiate=\"true\"");
      break;
    case 5: {
      made.entry = Entry::by_message;
      const bool parallel = dice_.once_in(2);
      const std::string merge = add(parallel ? "parallelGateway" : "exclusiveGateway");
      connect(merge, first);
      const std::string one = add("intermediateCatchEvent", "<messageEventDefinition messageRef=\"m4\"/>");
      const std::string two = add("intermediateCatchEvent", "<messageEventDefinition messageRef=\"m5\"/>");
      connect(one, merge);
      connect(two, merge);
      const std::string gateway = id();
      xml_ += "<eventBasedGateway id=\"" + gateway + "\" instantiate=\"true\" eventGatewayType=\"" + (parallel ? "Parallel" : "Exclusive") + "\"/>";
      connect(gateway, one);
      connect(gateway, two);
      return gateway;
    }
    default:
      start = add("startEvent");
      break;
  }
  connect(start, first);
  return start;
}

RandomProcess BlockBuilder::process() {
  RandomProcess made;
  const std::string end = add("endEvent", plain_ || !dice_.once_in(8) ? "" : "<terminateEventDefinition/>");
  std::string first = block(0, end);
  if (!plain_) {
    // A clock runs from the first step on; timers may follow it.
    const std::string clock = add("task", "<extensionElements><zhunru:clock start=\"k\" workingDays=\"=3\" calendar=\"cal\"/></extensionElements>");
    connect(clock, first);
    // Variables that an event could not bring with it.
    std::string script = "n = " + std::to_string(dice_.below(9)) + "\nitems = [1, 2, 3]";
    for (const auto& [name, value] : variables_) script += "\n" + name + " = 0";
    const std::string set = add("scriptTask", "<script>" + script + "</script>");
    connect(set, clock);
    first = set;
  }
  start(made, first);
  // It may begin before the first step has set what others read, so it asks somebody and no more.
  if (dice_.once_in(plain_ ? 6 : 4)) {
    std::string outer;
    std::swap(outer, xml_);
    const std::string event = add("startEvent", "<signalEventDefinition signalRef=\"s2\"/>",
                                  std::string(" isInterrupting=\"") + (dice_.once_in(2) ? "true" : "false") + "\"");
    const std::string asked = add("userTask");
    connect(event, asked);
    connect(asked, add("endEvent"));
    const std::string inside = std::exchange(xml_, outer);
    add("subProcess", inside, " triggeredByEvent=\"true\"");
  }
  made.variables = variables_;
  made.variables.set("n", base::Value(static_cast<std::int64_t>(dice_.below(9))));
  made.variables.set("items", base::Value(base::List{base::Value(1), base::Value(2), base::Value(3)}));
  made.xml = std::string(head) + std::string(roots) + "<process id=\"P\" isExecutable=\"true\">" + xml_ + "</process>" +
             "<process id=\"Called\" isExecutable=\"true\"><startEvent id=\"c_start\"/><userTask id=\"c_task\"/><endEvent id=\"c_end\"/>"
             "<sequenceFlow id=\"c_f1\" sourceRef=\"c_start\" targetRef=\"c_task\"/><sequenceFlow id=\"c_f2\" sourceRef=\"c_task\" targetRef=\"c_end\"/>"
             "</process></definitions>";
  return made;
}

RandomProcess random_process(Dice& dice, Elements elements) { return BlockBuilder(dice, elements).process(); }

std::string other_process(std::uint32_t version) {
  const std::string more = version % 2 == 0 ? "" : "<userTask id=\"o_more\"/><sequenceFlow id=\"o_f3\" sourceRef=\"o_task\" targetRef=\"o_more\"/>";
  return std::string(head) + "<globalUserTask id=\"Paper\" name=\"paper " + std::to_string(version) + "\"/>"
         "<process id=\"Other\" isExecutable=\"true\"><startEvent id=\"o_start\"/><userTask id=\"o_task\"/>" + more +
         "<sequenceFlow id=\"o_f1\" sourceRef=\"o_start\" targetRef=\"o_task\"/></process></definitions>";
}

std::string rule_table() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"defs\" name=\"R1\" "
         "namespace=\"urn:test\"><inputData id=\"in\" name=\"x\"><variable id=\"v_in\" name=\"x\"/></inputData>"
         "<decision id=\"d_o\" name=\"outcome\"><variable id=\"v_o\" name=\"outcome\"/><informationRequirement id=\"r\">"
         "<requiredInput href=\"#in\"/></informationRequirement><literalExpression id=\"l_o\"><text>if x &gt; 4 then \"big\" else \"small\"</text>"
         "</literalExpression></decision><decision id=\"d_h\" name=\"hits\"><variable id=\"v_h\" name=\"hits\"/>"
         "<literalExpression id=\"l_h\"><text>[]</text></literalExpression></decision></definitions>";
}

}  // namespace zhunru::test

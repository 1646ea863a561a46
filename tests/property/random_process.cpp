#include "tests/property/random_process.hpp"

#include "tests/unit/decide/world.hpp"

namespace zhunru::test {
namespace {

constexpr int depth_max = 3;

/// Writes blocks; each has one way in and one way out.
class Builder {
 public:
  explicit Builder(Dice& dice) : dice_(dice) {}

  std::string process() {
    const std::string start = add("startEvent");
    const std::string end = add("endEvent");
    connect(start, block(0, end));
    return process_xml("P", xml_, "<signal id=\"sig\" name=\"sig\"/>");
  }

 private:
  std::string id() { return "e" + std::to_string(++count_); }
  std::string add(const std::string& element, const std::string& inside = "", const std::string& attributes = "") {
    const std::string name = id();
    xml_ += "<" + element + " id=\"" + name + "\"" + attributes + ">" + inside + "</" + element + ">";
    return name;
  }
  void connect(const std::string& from, const std::string& to, const std::string& condition = "") {
    const std::string name = id();
    xml_ += "<sequenceFlow id=\"" + name + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\">";
    if (!condition.empty()) xml_ += "<conditionExpression xsi:type=\"tFormalExpression\">" + condition + "</conditionExpression>";
    xml_ += "</sequenceFlow>";
  }

  /// A block before `next`; gives the element by which it is entered.
  std::string block(int depth, const std::string& next) {
    switch (dice_.below(depth >= depth_max ? 4 : 10)) {
      case 0:
      case 1: return one(user_task(), next);
      case 2: return one(add("scriptTask", "<script>n = n + 1</script>"), next);
      case 3: return with_timer(next);
      case 4:
      case 5: return block(depth + 1, block(depth + 1, next));
      case 6: return split(depth, next, "parallelGateway");
      case 7: return split(depth, next, "exclusiveGateway");
      case 8: return split(depth, next, "inclusiveGateway");
      default: return sub_process(depth, next);
    }
  }

  std::string user_task() {
    if (!dice_.once_in(3)) return add("userTask");
    const std::string sequential = dice_.once_in(2) ? " isSequential=\"true\"" : "";
    const std::string first = dice_.once_in(2) ? "<completionCondition xsi:type=\"tFormalExpression\">numberOfCompletedInstances >= 1</completionCondition>" : "";
    return add("userTask", "<multiInstanceLoopCharacteristics" + sequential + "><loopCardinality xsi:type=\"tFormalExpression\">" +
                               std::to_string(dice_.below(4)) + "</loopCardinality>" + first + "</multiInstanceLoopCharacteristics>");
  }

  std::string one(const std::string& element, const std::string& next) {
    connect(element, next);
    return element;
  }

  /// A task with a boundary timer; both ways meet again.
  std::string with_timer(const std::string& next) {
    const std::string task = user_task();
    const bool interrupts = dice_.once_in(2);
    const std::string boundary =
        add("boundaryEvent", "<timerEventDefinition><timeDuration>PT" + std::to_string(1 + dice_.below(5)) + "H</timeDuration></timerEventDefinition>",
            " attachedToRef=\"" + task + "\" cancelActivity=\"" + (interrupts ? "true" : "false") + "\"");
    if (interrupts) {
      // Merged before `next`: a parallel join there would wait for both ways.
      const std::string merge = add("exclusiveGateway");
      connect(task, merge);
      connect(boundary, merge);
      connect(merge, next);
    } else {
      connect(task, next);
      connect(boundary, add("endEvent"));
    }
    return task;
  }

  std::string split(int depth, const std::string& next, const std::string& kind) {
    const std::string join = add(kind);
    connect(join, next);
    const std::string fork = id();
    std::string conditions[3];
    std::string last;
    const std::uint32_t branches = 2 + dice_.below(2);
    std::string flows;
    for (std::uint32_t branch = 0; branch < branches; ++branch) {
      const std::string entry = block(depth + 1, join);
      last = id();
      flows += "<sequenceFlow id=\"" + last + "\" sourceRef=\"" + fork + "\" targetRef=\"" + entry + "\">";
      if (kind != "parallelGateway" && branch + 1 < branches)
        flows += "<conditionExpression xsi:type=\"tFormalExpression\">modulo(n, " + std::to_string(2 + dice_.below(3)) + ") = " +
                 std::to_string(dice_.below(2)) + "</conditionExpression>";
      flows += "</sequenceFlow>";
    }
    const std::string by_default = kind == "parallelGateway" ? "" : " default=\"" + last + "\"";
    xml_ += "<" + kind + " id=\"" + fork + "\"" + by_default + "/>" + flows;
    return fork;
  }

  std::string sub_process(int depth, const std::string& next) {
    std::string outer;
    std::swap(outer, xml_);
    const std::string start = add("startEvent");
    connect(start, block(depth + 1, add("endEvent")));
    if (dice_.once_in(2)) {
      const std::string event_start = id(), event_end = id();
      const std::string interrupting = dice_.once_in(2) ? "true" : "false";
      xml_ += "<subProcess id=\"" + id() + "\" triggeredByEvent=\"true\"><startEvent id=\"" + event_start + "\" isInterrupting=\"" + interrupting +
              "\"><signalEventDefinition signalRef=\"sig\"/></startEvent><endEvent id=\"" + event_end + "\"/>";
      connect(event_start, event_end);
      xml_ += "</subProcess>";
    }
    const std::string inside = std::exchange(xml_, outer);
    const std::string element = add("subProcess", inside);
    connect(element, next);
    return element;
  }

  Dice& dice_;
  std::string xml_;
  int count_ = 0;
};

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9e3779b97f4a7c15ull;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

std::string random_process(Dice& dice) { return Builder(dice).process(); }

}  // namespace zhunru::test

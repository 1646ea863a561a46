// Writes the blocks of a random process (random_process.hpp). A block takes one token and gives one token to `next`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/property/random_process.hpp"

namespace zhunru::test {

class BlockBuilder {
 public:
  BlockBuilder(Dice& dice, Elements elements) : dice_(dice), plain_(elements == Elements::plain) {}

  RandomProcess process();

 private:
  // block_builder.cpp: the frame, gateways and flows
  std::string id(std::string_view prefix = "e") { return std::string(prefix) + std::to_string(++count_); }
  std::string add(const std::string& element, const std::string& inside = "", const std::string& attributes = "");
  void connect(const std::string& from, const std::string& to, const std::string& condition = "");
  /// A diverging gateway over the entries; conditions on all but the last, which is the default.
  std::string diverge(const std::string& kind, const std::vector<std::string>& entries, bool conditional);
  std::string condition();
  std::string block(int depth, const std::string& next);
  std::string split(int depth, const std::string& next, const std::string& kind);
  std::string discriminator(int depth, const std::string& next);
  std::string cycle(int depth, const std::string& next);
  std::string event_gateway(int depth, const std::string& next);
  std::string link(int depth, const std::string& next);
  std::string quantities(const std::string& next);
  std::string start(RandomProcess& made, const std::string& first);

  // block_events.cpp: catch, throw and boundary events
  /// An event definition that waits, of a random kind.
  /// `aside`: it does not interrupt; it hears no message for which the activity itself may wait.
  std::string catching(bool repeats = false, bool aside = false);
  std::string catch_event(const std::string& next);
  std::string throw_event(const std::string& next);
  /// A boundary event on `host`; `definition` as XML. Interrupting: joins the way after `host` by returning its id.
  std::string boundary(const std::string& host, const std::string& definition, bool interrupts, const std::string& attributes = "");
  /// Connects an activity to `next` with random boundary events; gives nothing: the activity is the way in.
  void leave_with_boundaries(int depth, const std::string& host, const std::string& next, bool sub_process);

  // block_activities.cpp: tasks and sub-processes
  std::string task_xml(std::string& element, std::string& attributes);
  std::string loop_xml();
  std::string activity(int depth, const std::string& next);
  std::string failing_task(int depth, const std::string& next);
  std::string sub_process(int depth, const std::string& next);
  std::string transaction(int depth, const std::string& next);
  std::string ad_hoc(const std::string& next);
  std::string compensated(int depth, const std::string& next);
  std::string compensable_task(const std::string& next);
  /// The inside of a sub-process; `ends`: XML of event definitions with which some branch may end instead.
  std::string inside(int depth, const std::vector<std::string>& ends);
  std::string event_sub_process(int depth, const std::string& definition, bool interrupts);
  /// The same as XML, not added yet.
  std::string event_sub_process_xml(int depth, const std::string& definition, bool interrupts);

  static constexpr int depth_of_handlers = 8;  ///< nothing is nested in them any more

  Dice& dice_;
  bool plain_ = false;
  std::string xml_;
  int count_ = 0;
  int room_ = 30;       ///< blocks that may still be written
  int quiet_ = 0;       ///< inside of what an event begins beside the main way: it throws nothing, or it could begin itself for ever
  int in_cycle_ = 0;    ///< inside of something that may run again: no gateway with memory there
  base::Context variables_;
};

/// <name xsi:type="tFormalExpression">text</name>
std::string formal(std::string_view name, std::string_view text);

}  // namespace zhunru::test

// Flow nodes and sequence flows of an executable process: one fat immutable struct per node, of which each kind uses
// its part (BPMN 2.0 §10). Nothing here executes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/data.hpp"
#include "engine/model/event.hpp"
#include "engine/model/extension.hpp"

namespace zhunru::model {

enum class NodeKind : std::uint8_t {
  start_event, intermediate_catch_event, intermediate_throw_event, boundary_event, end_event,
  task, user_task, service_task, script_task, send_task, receive_task, manual_task, business_rule_task,
  call_activity, sub_process, event_sub_process, transaction, ad_hoc_sub_process,
  exclusive_gateway, inclusive_gateway, parallel_gateway, event_based_gateway, complex_gateway,
};

constexpr bool is_event(NodeKind kind) { return kind <= NodeKind::end_event; }
constexpr bool is_catch(NodeKind kind) {
  return kind == NodeKind::start_event || kind == NodeKind::intermediate_catch_event || kind == NodeKind::boundary_event;
}
constexpr bool is_throw(NodeKind kind) {
  return kind == NodeKind::intermediate_throw_event || kind == NodeKind::end_event;
}
constexpr bool is_task(NodeKind kind) { return kind >= NodeKind::task && kind <= NodeKind::business_rule_task; }
/// Sub-processes of every sort; they have an inner scope.
constexpr bool is_sub_process(NodeKind kind) {
  return kind >= NodeKind::sub_process && kind <= NodeKind::ad_hoc_sub_process;
}
/// Tasks, call activities and sub-processes (event sub-processes included).
constexpr bool is_activity(NodeKind kind) { return kind >= NodeKind::task && kind <= NodeKind::ad_hoc_sub_process; }
constexpr bool is_gateway(NodeKind kind) { return kind >= NodeKind::exclusive_gateway; }

/// The BPMN element name ("userTask"); event sub-processes are "subProcess".
const char* element_name(NodeKind kind);

enum class GatewayDirection : std::uint8_t { unspecified, converging, diverging, mixed };
enum class EventGatewayType : std::uint8_t { exclusive, parallel };
enum class AdHocOrdering : std::uint8_t { parallel, sequential };

/// standardLoopCharacteristics (§10.3.8): loops while the condition is true.
struct StandardLoop {
  bool test_before = false;
  Index maximum = none;              ///< expression giving the number; none = unbounded
  Index condition = none;            ///< expression; none = true
};

/// When a multi-instance activity throws (§10.3.8, attribute behavior).
/// `each` is the behavior that the standard calls None: an event on every completion; All throws none.
enum class MultiBehavior : std::uint8_t { each, one, all, complex };

/// complexBehaviorDefinition: on each completion, if the condition holds, the event is thrown.
struct ComplexBehavior {
  Index condition = none;            ///< expression
  std::vector<EventDefinition> events;
};

/// multiInstanceLoopCharacteristics.
struct MultiInstance {
  bool sequential = false;
  Index cardinality = none;          ///< expression; none = by collection
  Index collection = none;           ///< FEEL (zhunru:loop, vendors); none = input_data or cardinality
  std::string element;               ///< variable for the item of one instance
  std::string output;                ///< variable that collects results
  Index output_element = none;       ///< FEEL per instance
  Index input_data = none;           ///< loopDataInputRef, in Definitions::data
  Index output_data = none;          ///< loopDataOutputRef, in Definitions::data
  Index input_item = none;           ///< inputDataItem, in Definitions::data
  Index output_item = none;          ///< outputDataItem, in Definitions::data
  Index completion = none;           ///< completionCondition; none = all must end
  MultiBehavior behavior = MultiBehavior::all;
  std::vector<EventDefinition> one_event;   ///< 0 or 1: oneBehaviorEventRef
  std::vector<EventDefinition> none_event;  ///< 0 or 1: noneBehaviorEventRef
  std::vector<ComplexBehavior> complex;
  std::int32_t line = 0;
};

/// A flow node.
struct Node {
  NodeKind kind = NodeKind::task;
  std::string id, name, documentation;
  std::int32_t line = 0;
  Index scope = none;                ///< scope in which it stands, in Definitions::scopes
  Index process = none;              ///< in Definitions::processes
  Index lane = none;                 ///< innermost lane, in Definitions::lanes
  std::vector<Index> incoming, outgoing;  ///< in Definitions::flows, in the order of the file
  Index default_flow = none;         ///< in Definitions::flows
  std::vector<std::string> categories;    ///< categoryValueRef as written
  Extensions ext;

  // events
  std::vector<EventDefinition> events;    ///< empty = none event
  bool parallel_multiple = false;
  bool interrupting = true;          ///< start event of an event sub-process (isInterrupting), boundary event (cancelActivity)
  Index attached_to = none;          ///< boundary event: activity, in Definitions::nodes

  // activities
  std::vector<Index> boundary;       ///< boundary events on it, in Definitions::nodes
  bool for_compensation = false;
  Index compensation_handler = none; ///< activity: its handler node (through a compensation boundary event and an association), or the compensation event sub-process inside it
  std::int32_t start_quantity = 1, completion_quantity = 1;
  std::optional<StandardLoop> loop;
  std::optional<MultiInstance> multi;
  IoSpecification io;
  std::vector<Index> properties;     ///< in Definitions::data
  std::vector<DataAssociation> data_inputs, data_outputs;

  // tasks
  std::string script, script_format;
  std::string script_result;         ///< variable for the script's value (vendors); empty = the script assigns by itself
  std::string implementation;
  Index message = none;              ///< send and receive task: in Definitions::messages
  Index operation = none;            ///< service, send and receive task: in Definitions::operations
  bool instantiate = false;          ///< receive task, event-based gateway: starts the process

  // call activity
  TextOrFeel called_element;         ///< id of a process or global task, possibly in another file
  Index called_process = none;       ///< in Definitions::processes when it is in this file

  // sub-processes
  Index inner = none;                ///< own scope, in Definitions::scopes
  Index ad_hoc_completion = none;    ///< completionCondition
  AdHocOrdering ad_hoc_ordering = AdHocOrdering::parallel;
  bool cancel_remaining = true;      ///< cancelRemainingInstances

  // gateways
  GatewayDirection direction = GatewayDirection::unspecified;
  EventGatewayType event_gateway = EventGatewayType::exclusive;
  Index activation = none;           ///< complex gateway: activationCondition

  bool has_event(EventKind kind_of_event) const {
    for (const EventDefinition& event : events)
      if (event.kind == kind_of_event) return true;
    return false;
  }
};

/// A sequence flow.
struct Flow {
  std::string id, name;
  std::int32_t line = 0;
  Index scope = none;
  Index source = none, target = none;  ///< in Definitions::nodes
  Index condition = none;            ///< expression; none = unconditional
  bool is_default = false;           ///< it is the default flow of its source
  std::string name_en, documentation;
  std::vector<Note> notes;
};

}  // namespace zhunru::model

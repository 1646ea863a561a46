// One BPMN file as an executable model: vectors of plain structs that refer to each other by position. Made by
// engine/bpmn, immutable afterwards. It keeps what executes and what people are shown; the XML itself (for export) and
// the diagram are kept by engine/bpmn.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/node.hpp"

namespace zhunru::model {

/// The inside of a process, global task or sub-process.
struct Scope {
  Index parent = none;               ///< in Definitions::scopes; none = the process itself
  Index process = none;
  Index owner = none;                ///< sub-process node that opens it; none = the process itself
  std::vector<Index> nodes, flows;   ///< in the order of the file
  std::vector<Index> children;       ///< scopes directly inside
  std::vector<Index> data;           ///< data objects, references and properties that live here
  /// Where tokens are put when the scope is entered without a trigger: its none start events; when it has no start
  /// event at all, every node without incoming flow that is no boundary event, no event sub-process, no compensation
  /// handler and no catching link. Empty for ad-hoc sub-processes.
  std::vector<Index> entries;
  std::vector<Index> event_sub_processes;
};

enum class ProcessType : std::uint8_t { unspecified, public_process, private_process };

/// A process, or a global task as a process whose only node is that task (no flows).
struct Process {
  std::string id, name, documentation;
  std::int32_t line = 0;
  bool executable = false;
  bool closed = false;
  bool global_task = false;
  ProcessType type = ProcessType::unspecified;
  Index scope = none;                ///< root scope
  /// Nodes by which an event starts an instance: start events with triggers, instantiating receive tasks and
  /// event-based gateways of the root scope.
  std::vector<Index> triggers;
  std::vector<Index> lanes;          ///< all lanes, outer ones first
  IoSpecification io;
  std::vector<Index> properties;     ///< in Definitions::data
  std::vector<CorrelationSubscription> subscriptions;
  Assignment starters;               ///< zhunru:assignment on the process: who may start it
  std::string form;                  ///< form of its start, when given on the process
  std::string name_en;
  std::string version_tag;           ///< camunda:versionTag, informative
  std::vector<Note> notes;
  std::vector<Property> properties_kept;
  Index participant = none;          ///< the pool that shows it
};

/// A lane: who stands where; no effect on tokens.
struct Lane {
  std::string id, name, name_en;
  Index process = none;
  Index parent = none;               ///< outer lane
  std::vector<Index> nodes;          ///< flowNodeRef
  Assignment assignment;             ///< zhunru:assignment of the lane; default of its user tasks that have none
  std::int32_t line = 0;
};

/// A pool.
struct Participant {
  std::string id, name, name_en;
  Index process = none;              ///< none = black box
  std::int32_t line = 0;
  std::int32_t minimum = 0, maximum = 1;  ///< participantMultiplicity
  bool multiple = false;             ///< participantMultiplicity was given
};

/// A message flow between pools; it documents, correlation decides.
struct MessageFlow {
  std::string id, name;
  std::string source, target;        ///< element ids
  Index message = none;
  std::int32_t line = 0;
};

/// A collaboration.
struct Collaboration {
  std::string id, name;
  bool closed = false;
  std::vector<Index> participants, message_flows, correlation_keys;
  std::int32_t line = 0;
};

/// interface of services.
struct Interface {
  std::string id, name, implementation;
  std::vector<Index> operations;
};

/// operation of an interface.
struct ServiceOperation {
  std::string id, name, implementation;
  Index in_message = none, out_message = none;
  std::vector<Index> errors;
};

/// Association between two elements (compensation, annotations).
struct Association {
  std::string id;
  std::string source, target;        ///< element ids
  std::int32_t line = 0;
};

/// resource of the top level.
struct Resource {
  std::string id, name;
};

/// What an id stands for.
enum class ElementKind : std::uint8_t {
  process, node, flow, data, message, signal, error, escalation, item, lane, participant, message_flow, collaboration,
  interface, operation, association, correlation_property, correlation_key, resource, event_definition, other,
};

/// Kind and position; `other` and `event_definition` have no position (none).
struct ElementRef {
  ElementKind kind = ElementKind::other;
  Index index = none;
};

/// A whole file.
struct Definitions {
  std::string id, name, target_namespace;
  std::string expression_language, exporter;
  std::vector<Process> processes;
  std::vector<Scope> scopes;
  std::vector<Node> nodes;
  std::vector<Flow> flows;
  std::vector<Data> data;
  std::vector<Expression> expressions;
  std::vector<Item> items;
  std::vector<Message> messages;
  std::vector<Signal> signals;
  std::vector<Error> errors;
  std::vector<Escalation> escalations;
  std::vector<Lane> lanes;
  std::vector<Participant> participants;
  std::vector<MessageFlow> message_flows;
  std::vector<Collaboration> collaborations;
  std::vector<Interface> interfaces;
  std::vector<ServiceOperation> operations;
  std::vector<Resource> resources;
  std::vector<Association> associations;
  std::vector<CorrelationProperty> correlation_properties;
  std::vector<CorrelationKey> correlation_keys;
  std::map<std::string, ElementRef, std::less<>> ids;  ///< every id of the file that names a model element

  /// Position in `nodes` of the node with that id.
  std::optional<Index> find_node(std::string_view element_id) const;
  /// Position in `processes` of the process or global task with that id.
  std::optional<Index> find_process(std::string_view process_id) const;
  /// Position in `flows`.
  std::optional<Index> find_flow(std::string_view flow_id) const;
  /// What that id is.
  std::optional<ElementRef> find(std::string_view element_id) const;

  const Node& node(Index index) const { return nodes[static_cast<std::size_t>(index)]; }
  const Flow& flow(Index index) const { return flows[static_cast<std::size_t>(index)]; }
  const Scope& scope(Index index) const { return scopes[static_cast<std::size_t>(index)]; }
  const Process& process(Index index) const { return processes[static_cast<std::size_t>(index)]; }
  const Expression& expression(Index index) const { return expressions[static_cast<std::size_t>(index)]; }

  /// True when scope `inner` is `outer` or stands somewhere inside it.
  bool scope_within(Index inner, Index outer) const;
  /// The name under which a node's event definition is subscribed or thrown: message or signal name, error or
  /// escalation code, link name; empty for the others and for catch-all.
  std::string trigger_name(const EventDefinition& event) const;
};

}  // namespace zhunru::model

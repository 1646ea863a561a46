#include "engine/model/definitions.hpp"

namespace zhunru::model {

namespace {
std::optional<Index> of_kind(const Definitions& definitions, std::string_view id, ElementKind kind) {
  const auto found = definitions.ids.find(id);
  if (found == definitions.ids.end() || found->second.kind != kind) return std::nullopt;
  return found->second.index;
}
}  // namespace

std::optional<Index> Definitions::find_node(std::string_view element_id) const {
  if (const auto node = of_kind(*this, element_id, ElementKind::node)) return node;
  // A global task is a process whose only node bears its id.
  const auto process = find_process(element_id);
  if (!process || !processes[static_cast<std::size_t>(*process)].global_task) return std::nullopt;
  const Scope& inside = scope(processes[static_cast<std::size_t>(*process)].scope);
  return inside.nodes.empty() ? std::nullopt : std::optional<Index>(inside.nodes.front());
}
std::optional<Index> Definitions::find_process(std::string_view process_id) const {
  return of_kind(*this, process_id, ElementKind::process);
}
std::optional<Index> Definitions::find_flow(std::string_view flow_id) const {
  return of_kind(*this, flow_id, ElementKind::flow);
}
std::optional<ElementRef> Definitions::find(std::string_view element_id) const {
  const auto found = ids.find(element_id);
  if (found == ids.end()) return std::nullopt;
  return found->second;
}

bool Definitions::scope_within(Index inner, Index outer) const {
  for (Index at = inner; at != none; at = scope(at).parent)
    if (at == outer) return true;
  return false;
}

std::string Definitions::trigger_name(const EventDefinition& event) const {
  const auto at = [](const auto& list, Index index) -> const auto& { return list[static_cast<std::size_t>(index)]; };
  switch (event.kind) {
    case EventKind::message: {
      if (event.message == none) return {};
      const Message& message = at(messages, event.message);
      return message.name.empty() ? message.id : message.name;
    }
    case EventKind::signal: {
      if (event.signal == none) return {};
      const Signal& signal = at(signals, event.signal);
      return signal.name.empty() ? signal.id : signal.name;
    }
    case EventKind::error: {
      if (event.error == none) return {};
      const Error& error = at(errors, event.error);
      return error.code.empty() ? error.id : error.code;
    }
    case EventKind::escalation: {
      if (event.escalation == none) return {};
      const Escalation& escalation = at(escalations, event.escalation);
      return escalation.code.empty() ? escalation.id : escalation.code;
    }
    case EventKind::link: return event.link;
    case EventKind::timer:
    case EventKind::conditional:
    case EventKind::compensation:
    case EventKind::terminate:
    case EventKind::cancel: return {};
  }
  return {};
}

const char* element_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::start_event: return "startEvent";
    case NodeKind::intermediate_catch_event: return "intermediateCatchEvent";
    case NodeKind::intermediate_throw_event: return "intermediateThrowEvent";
    case NodeKind::boundary_event: return "boundaryEvent";
    case NodeKind::end_event: return "endEvent";
    case NodeKind::task: return "task";
    case NodeKind::user_task: return "userTask";
    case NodeKind::service_task: return "serviceTask";
    case NodeKind::script_task: return "scriptTask";
    case NodeKind::send_task: return "sendTask";
    case NodeKind::receive_task: return "receiveTask";
    case NodeKind::manual_task: return "manualTask";
    case NodeKind::business_rule_task: return "businessRuleTask";
    case NodeKind::call_activity: return "callActivity";
    case NodeKind::sub_process:
    case NodeKind::event_sub_process: return "subProcess";
    case NodeKind::transaction: return "transaction";
    case NodeKind::ad_hoc_sub_process: return "adHocSubProcess";
    case NodeKind::exclusive_gateway: return "exclusiveGateway";
    case NodeKind::inclusive_gateway: return "inclusiveGateway";
    case NodeKind::parallel_gateway: return "parallelGateway";
    case NodeKind::event_based_gateway: return "eventBasedGateway";
    case NodeKind::complex_gateway: return "complexGateway";
  }
  return "";
}

}  // namespace zhunru::model

// Builder, second sweep: processes, scopes, nodes, flows, lanes and data exist with id, name and place.
#include <algorithm>
#include <array>
#include <utility>

#include "engine/bpmn/build.hpp"

namespace zhunru::bpmn {

using model::DataKind;
using model::ElementKind;
using model::Index;
using model::NodeKind;
using model::none;

namespace {

constexpr std::pair<std::string_view, NodeKind> node_kinds[] = {
    {"startEvent", NodeKind::start_event},
    {"intermediateCatchEvent", NodeKind::intermediate_catch_event},
    {"intermediateThrowEvent", NodeKind::intermediate_throw_event},
    {"boundaryEvent", NodeKind::boundary_event},
    {"endEvent", NodeKind::end_event},
    {"task", NodeKind::task},
    {"userTask", NodeKind::user_task},
    {"serviceTask", NodeKind::service_task},
    {"scriptTask", NodeKind::script_task},
    {"sendTask", NodeKind::send_task},
    {"receiveTask", NodeKind::receive_task},
    {"manualTask", NodeKind::manual_task},
    {"businessRuleTask", NodeKind::business_rule_task},
    {"callActivity", NodeKind::call_activity},
    {"subProcess", NodeKind::sub_process},
    {"transaction", NodeKind::transaction},
    {"adHocSubProcess", NodeKind::ad_hoc_sub_process},
    {"exclusiveGateway", NodeKind::exclusive_gateway},
    {"inclusiveGateway", NodeKind::inclusive_gateway},
    {"parallelGateway", NodeKind::parallel_gateway},
    {"eventBasedGateway", NodeKind::event_based_gateway},
    {"complexGateway", NodeKind::complex_gateway},
    {"globalTask", NodeKind::task},
    {"globalUserTask", NodeKind::user_task},
    {"globalManualTask", NodeKind::manual_task},
    {"globalScriptTask", NodeKind::script_task},
    {"globalBusinessRuleTask", NodeKind::business_rule_task},
};

constexpr std::pair<std::string_view, DataKind> data_kinds[] = {
    {"dataObject", DataKind::data_object},
    {"dataObjectReference", DataKind::data_object_reference},
    {"dataStoreReference", DataKind::data_store_reference},
    {"property", DataKind::property},
};

template <class Kind, std::size_t count>
const Kind* find_kind(const std::pair<std::string_view, Kind> (&table)[count], std::string_view name) {
  for (const auto& [known, kind] : table)
    if (known == name) return &kind;
  return nullptr;
}

}  // namespace

void Builder::skeleton_process(Xml at) {
  const auto index = static_cast<Index>(out.processes.size());
  const auto root = static_cast<Index>(out.scopes.size());
  model::Process process;
  process.id = std::string(doc.id(at));
  process.name = name_of(at);
  process.name_en = name_en(at);
  process.documentation = documentation(at);
  process.line = doc.at(at).line;
  process.scope = root;
  process.global_task = doc.at(at).name != "process";
  process.executable = process.global_task || flag(at, "isExecutable", false);
  process.closed = flag(at, "isClosed", false);
  const std::string_view type = doc.value(at, "processType");
  if (type == "Public") process.type = model::ProcessType::public_process;
  if (type == "Private") process.type = model::ProcessType::private_process;
  const bool global_task = process.global_task;
  out.processes.push_back(std::move(process));
  remember(at, ElementKind::process, index);
  process_sources_.emplace_back(at, index);

  model::Scope scope;
  scope.process = index;
  out.scopes.push_back(std::move(scope));
  if (global_task) {
    skeleton_node(at, *find_kind(node_kinds, doc.at(at).name), root);
    remember(at, ElementKind::process, index);
  } else {
    skeleton_io(at, root, none);
    skeleton_scope(at, root);
  }
  for (const Xml set : doc.children(at, "laneSet")) skeleton_lanes(set, index, none);
}

void Builder::skeleton_scope(Xml at, Index scope) {
  for (const Xml child : doc.children(at)) {
    const Element& element = doc.at(child);
    if (element.space != Space::bpmn) continue;
    if (const NodeKind* kind = find_kind(node_kinds, element.name)) skeleton_node(child, *kind, scope);
    else if (element.name == "sequenceFlow") skeleton_flow(child, scope);
    else if (const DataKind* data = find_kind(data_kinds, element.name)) add_data(child, *data, scope, none);
    else if (element.name == "association") {
      model::Association association;
      association.id = std::string(doc.id(child));
      association.source = std::string(trim(doc.value(child, "sourceRef")));
      association.target = std::string(trim(doc.value(child, "targetRef")));
      association.line = element.line;
      out.associations.push_back(std::move(association));
      remember(child, ElementKind::association, static_cast<Index>(out.associations.size()) - 1);
    }
  }
}

std::size_t count_nodes(const Document& document) {
  return static_cast<std::size_t>(std::count_if(document.elements.begin(), document.elements.end(), [](const Element& element) {
    return element.space == Space::bpmn && find_kind(node_kinds, element.name) != nullptr;
  }));
}

void Builder::skeleton_node(Xml at, NodeKind kind, Index scope) {
  const auto index = static_cast<Index>(out.nodes.size());
  if (kind == NodeKind::sub_process && flag(at, "triggeredByEvent", false)) kind = NodeKind::event_sub_process;
  model::Node node;
  node.kind = kind;
  node.id = std::string(doc.id(at));
  node.name = name_of(at);
  node.documentation = documentation(at);
  node.line = doc.at(at).line;
  node.scope = scope;
  node.process = out.scope(scope).process;
  node.ext.name_en = name_en(at);
  if (model::is_sub_process(kind)) {
    node.inner = static_cast<Index>(out.scopes.size());
    model::Scope inner;
    inner.parent = scope;
    inner.process = node.process;
    inner.owner = index;
    out.scopes.push_back(std::move(inner));
    out.scopes[static_cast<std::size_t>(scope)].children.push_back(node.inner);
  }
  const Index inner = node.inner;
  out.nodes.push_back(std::move(node));
  out.scopes[static_cast<std::size_t>(scope)].nodes.push_back(index);
  remember(at, ElementKind::node, index);
  node_sources_.emplace_back(at, index);
  skeleton_io(at, scope, index);
  if (inner != none) {
    skeleton_scope(at, inner);
    for (const Xml set : doc.children(at, "laneSet")) skeleton_lanes(set, out.node(index).process, none);
  } else {
    for (const Xml child : doc.children(at, "property")) add_data(child, DataKind::property, scope, index);
  }
}

void Builder::skeleton_flow(Xml at, Index scope) {
  model::Flow flow;
  flow.id = std::string(doc.id(at));
  flow.name = name_of(at);
  flow.name_en = name_en(at);
  flow.documentation = documentation(at);
  flow.line = doc.at(at).line;
  flow.scope = scope;
  const auto index = static_cast<Index>(out.flows.size());
  out.flows.push_back(std::move(flow));
  out.scopes[static_cast<std::size_t>(scope)].flows.push_back(index);
  remember(at, ElementKind::flow, index);
  flow_sources_.emplace_back(at, index);
}

void Builder::skeleton_lanes(Xml at, Index process, Index parent) {
  for (const Xml child : doc.children(at, "lane")) {
    model::Lane lane;
    lane.id = std::string(doc.id(child));
    lane.name = name_of(child);
    lane.name_en = name_en(child);
    lane.process = process;
    lane.parent = parent;
    lane.line = doc.at(child).line;
    const auto index = static_cast<Index>(out.lanes.size());
    out.lanes.push_back(std::move(lane));
    out.processes[static_cast<std::size_t>(process)].lanes.push_back(index);
    remember(child, ElementKind::lane, index);
    if (const Xml inner = doc.child(child, "childLaneSet"); inner >= 0) skeleton_lanes(inner, process, index);
  }
}

Index Builder::add_data(Xml at, DataKind kind, Index scope, Index node) {
  model::Data data;
  data.kind = kind;
  data.id = std::string(doc.id(at));
  data.name = name_of(at);
  data.variable = data.name.empty() ? data.id : data.name;
  data.collection = flag(at, "isCollection", false);
  if (const Xml state = doc.child(at, "dataState"); state >= 0) data.state = name_of(state);
  data.scope = scope;
  data.node = node;
  data.line = doc.at(at).line;
  const auto index = static_cast<Index>(out.data.size());
  out.data.push_back(std::move(data));
  remember(at, ElementKind::data, index);
  data_sources_.emplace_back(at, index);
  if (scope != none && node == none) out.scopes[static_cast<std::size_t>(scope)].data.push_back(index);
  return index;
}

void Builder::skeleton_io(Xml at, Index scope, Index node) {
  const auto inputs_of = [&](Xml holder) {
    for (const Xml child : doc.children(holder, "dataInput")) add_data(child, DataKind::data_input, scope, node);
    for (const Xml child : doc.children(holder, "dataOutput")) add_data(child, DataKind::data_output, scope, node);
  };
  if (const Xml specification = doc.child(at, "ioSpecification"); specification >= 0) inputs_of(specification);
  inputs_of(at);
  if (const Xml multi = doc.child(at, "multiInstanceLoopCharacteristics"); multi >= 0) {
    for (const Xml child : doc.children(multi, "inputDataItem")) add_data(child, DataKind::data_input, scope, node);
    for (const Xml child : doc.children(multi, "outputDataItem")) add_data(child, DataKind::data_output, scope, node);
  }
}

}  // namespace zhunru::bpmn

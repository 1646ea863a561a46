// Lint: processes, tasks, loops, calls and sub-processes (BPMN 2.0 §10.3, §10.4.2).
#include <algorithm>

#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::EventKind;
using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

void Lint::processes() {
  bool any = false;
  for (std::size_t i = 0; i < defs.processes.size(); ++i) {
    const model::Process& process = defs.processes[i];
    any = any || (process.executable && !process.global_task);
    if (process.id.empty()) report("no-id", model_.process_elements[i]);
    if (process.type == model::ProcessType::public_process && process.executable) report("public-executable", model_.process_elements[i]);
  }
  if (!any) report("no-process", 0);
}

void Lint::resources() {
  for (const std::string_view kind : {"resourceRole", "performer", "humanPerformer", "potentialOwner"})
    for (const Xml at : all(kind)) {
      const bool referenced = doc.child(at, "resourceRef") >= 0;
      const bool bound = doc.child(at, "resourceParameterBinding") >= 0;
      const bool expressed = doc.child(at, "resourceAssignmentExpression") >= 0;
      if ((bound && !referenced) || (referenced && expressed)) report("resource", at);
    }
}

void Lint::activities() {
  for (const Node& node : defs.nodes) {
    if (node.id.empty()) report_node("no-id", node);
    if (!model::is_activity(node.kind)) continue;
    if (node.start_quantity < 1 || node.completion_quantity < 1) report_node("quantity", node);
    if (node.kind == NodeKind::receive_task && node.instantiate && !node.incoming.empty()) report_node("receive-instantiate", node);
    if (node.kind == NodeKind::receive_task && node.message == none && executable(node) && !doc.attribute(xml_of(node), "messageRef"))
      report_node("message-missing", node);
    if (node.kind == NodeKind::user_task && node.ext.outcomes.empty() && options_.profile == Profile::deploy) report_node("outcome-missing", node);
    task_data(node);
    script(node);
    if (node.multi) multi_instance(node);
    if (node.kind == NodeKind::call_activity) call_activity(node);
    if (model::is_sub_process(node.kind)) sub_process(node);
  }
}

void Lint::task_data(const Node& node) {
  const auto message_item = [&](Index message) {
    const Index item = message == none ? none : defs.messages[static_cast<std::size_t>(message)].item;
    return item == none ? std::string_view() : std::string_view(defs.items[static_cast<std::size_t>(item)].id);
  };
  const auto data_item = [&](Index data) {
    const Index item = defs.data[static_cast<std::size_t>(data)].item;
    return item == none ? std::string_view() : std::string_view(defs.items[static_cast<std::size_t>(item)].id);
  };
  const auto has = [&](const std::vector<Index>& list, std::string_view item) {
    return std::any_of(list.begin(), list.end(), [&](Index data) { return same_item(data_item(data), item); });
  };
  if (node.kind == NodeKind::service_task && node.operation != none) {
    const model::ServiceOperation& operation = defs.operations[static_cast<std::size_t>(node.operation)];
    if (node.io.input_sets.size() != 1 || node.io.output_sets.size() > 1) report_node("operation-sets", node);
    const std::string_view in = message_item(operation.in_message), back = message_item(operation.out_message);
    const bool bad_in = !in.empty() && !node.io.inputs.empty() && !has(node.io.inputs, in);
    const bool bad_out = !back.empty() && !node.io.outputs.empty() && !has(node.io.outputs, back);
    if (bad_in || bad_out) report_node("operation-item", node);
  }
  if (node.message == none || !node.io.present) return;
  const std::string_view item = message_item(node.message);
  if (node.kind == NodeKind::send_task &&
      (node.io.input_sets.size() > 1 || node.io.inputs.size() > 1 || (!item.empty() && !node.io.inputs.empty() && !has(node.io.inputs, item))))
    report_node("send-item", node);
  if (node.kind == NodeKind::receive_task &&
      (node.io.output_sets.size() > 1 || node.io.outputs.size() > 1 || (!item.empty() && !node.io.outputs.empty() && !has(node.io.outputs, item))))
    report_node("receive-item", node);
}

void Lint::script(const Node& node) {
  if (node.kind != NodeKind::script_task) return;
  if (node.script.empty()) return;
  const std::string& format = node.script_format;
  if (format.empty()) {
    report_node("script-format", node);
    return;
  }
  if (format.find('/') == std::string::npos && format != "feel" && format != "FEEL") report_node("script-mime", node, format, format);
  if (format.find("feel") == std::string::npos && format.find("FEEL") == std::string::npos) report_node("script-language", node, format, format);
}

void Lint::multi_instance(const Node& node) {
  const model::MultiInstance& multi = *node.multi;
  const Xml at = doc.child(xml_of(node), "multiInstanceLoopCharacteristics");
  const bool referenced = doc.child(at, "loopDataInputRef") >= 0;
  if (multi.cardinality == none && multi.collection == none && !referenced && executable(node)) report("multi-count", at);
  if (multi.cardinality != none && trim(defs.expression(multi.cardinality).text).starts_with("-")) report("multi-negative", at);
  if (multi.completion != none) {
    const std::string& text = defs.expression(multi.completion).text;
    const bool number = !text.empty() && text.find_first_not_of("0123456789.+- ") == std::string::npos;
    const bool string = text.size() > 1 && text.front() == '"' && text.find('"', 1) == text.size() - 1;
    if (number || string) report("multi-completion", at, text, text);
  }
  if ((multi.behavior == model::MultiBehavior::one && multi.one_event.empty()) || (multi.behavior == model::MultiBehavior::each && multi.none_event.empty()))
    report("multi-event", at);
}

void Lint::call_activity(const Node& node) {
  std::string reference = node.called_element.text;
  if (node.called_element.expression != none) return;
  if (reference.empty()) {
    report_node("call-missing", node);
    return;
  }
  const Model* called_in = &model_;
  Model imported;
  const model::Process* called = node.called_process == none ? nullptr : &defs.process(node.called_process);
  const auto colon = reference.find(':');
  if (!called && colon != std::string::npos && options_.load) {
    const auto space = doc.resolve_prefix(xml_of(node), reference.substr(0, colon));
    for (const Xml import : doc.children(0, "import")) {
      if (!space || doc.value(import, "namespace") != *space) continue;
      const auto text = options_.load(doc.value(import, "location"));
      auto read_back = text ? read(*text) : base::Result<Model>(base::Error{});
      if (!read_back) continue;
      imported = std::move(*read_back);
      called_in = &imported;
      if (const auto found = imported.definitions.find_process(reference.substr(colon + 1))) called = &imported.definitions.process(*found);
    }
  }
  if (!called) {
    report_node("call-missing", node, reference, reference);
    return;
  }
  const model::Scope& scope = called_in->definitions.scope(called->scope);
  if (scope.entries.empty() && !scope.nodes.empty()) report_node("call-start", node, reference, reference);
  const Xml called_xml = called_in == &model_ ? find(reference) : -1;
  if (called_xml >= 0 && doc.child(called_xml, "supportedInterfaceRef") >= 0 && doc.child(called_xml, "ioBinding") < 0)
    report("call-binding", called_xml);
  if (called_in == &model_ && (node.io.present || called->io.present)) {
    const Node* task = called->global_task ? &defs.node(scope.nodes.front()) : nullptr;
    const model::IoSpecification& theirs = task ? task->io : called->io;
    if (node.io.inputs.size() != theirs.inputs.size() || node.io.outputs.size() != theirs.outputs.size()) report_node("call-data", node);
  }
}

void Lint::sub_process(const Node& node) {
  const model::Scope& inner = defs.scope(node.inner);
  const auto count = [&](auto&& matches) {
    return std::count_if(inner.nodes.begin(), inner.nodes.end(), [&](Index index) { return matches(defs.node(index)); });
  };
  if (node.kind == NodeKind::event_sub_process) {
    if (count([](const Node& one) { return one.kind == NodeKind::start_event; }) != 1) report_node("event-sub-start", node);
    if (!node.incoming.empty() || !node.outgoing.empty()) report_node("flow-event-sub-process", node);
  }
  if (node.kind == NodeKind::ad_hoc_sub_process) {
    if (count([](const Node& one) { return model::is_activity(one.kind); }) == 0) report_node("ad-hoc-empty", node);
    if (count([](const Node& one) { return one.kind == NodeKind::start_event || one.kind == NodeKind::end_event; }) > 0) report_node("ad-hoc-content", node);
  }
}

}  // namespace zhunru::bpmn

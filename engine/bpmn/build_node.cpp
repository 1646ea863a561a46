// Builder, third sweep: what nodes, flows and processes say besides id and name; event definitions and loops.
#include "engine/bpmn/build.hpp"
#include "engine/bpmn/iso_time.hpp"

namespace zhunru::bpmn {

using model::ElementKind;
using model::EventKind;
using model::Index;
using model::NodeKind;
using model::none;

namespace {

struct EventName {
  std::string_view name;
  EventKind kind;
};
constexpr EventName event_names[] = {
    {"messageEventDefinition", EventKind::message},         {"timerEventDefinition", EventKind::timer},
    {"signalEventDefinition", EventKind::signal},           {"errorEventDefinition", EventKind::error},
    {"escalationEventDefinition", EventKind::escalation},   {"conditionalEventDefinition", EventKind::conditional},
    {"compensateEventDefinition", EventKind::compensation}, {"linkEventDefinition", EventKind::link},
    {"terminateEventDefinition", EventKind::terminate},     {"cancelEventDefinition", EventKind::cancel},
};

const EventName* event_name(const Element& element) {
  if (element.space != Space::bpmn) return nullptr;
  for (const EventName& known : event_names)
    if (known.name == element.name) return &known;
  return nullptr;
}

}  // namespace

void Builder::details_flow(Xml at, model::Flow& flow) {
  flow.source = refer_attribute(at, "sourceRef", ElementKind::node);
  flow.target = refer_attribute(at, "targetRef", ElementKind::node);
  flow.condition = expression_child(at, "conditionExpression");
  flow.notes = notes(at);
}

void Builder::details_process(Xml at, model::Process& process) {
  if (!process.global_task) process.io = io(at);
  for (const Xml child : doc.children(at, "property")) process.properties.push_back(made_[static_cast<std::size_t>(child)].index);
  for (const Xml child : doc.children(at, "correlationSubscription")) {
    model::CorrelationSubscription subscription;
    subscription.id = std::string(doc.id(child));
    subscription.key = refer_attribute(child, "correlationKeyRef", ElementKind::correlation_key);
    for (const Xml binding : doc.children(child, "correlationPropertyBinding")) {
      model::CorrelationBinding made;
      made.property = refer_attribute(binding, "correlationPropertyRef", ElementKind::correlation_property);
      made.path = expression_child(binding, "dataPath");
      subscription.bindings.push_back(made);
    }
    process.subscriptions.push_back(std::move(subscription));
  }
  model::Extensions ext;
  extensions(at, ext);
  process.starters = std::move(ext.assignment);
  process.form = std::move(ext.form);
  process.notes = std::move(ext.notes);
  process.properties_kept = std::move(ext.properties);
  for (const Space space : {Space::camunda, Space::flowable, Space::activiti}) {
    if (const std::string* tag = doc.attribute(at, "versionTag", space)) process.version_tag = *tag;
    if (const std::string* users = doc.attribute(at, "candidateStarterUsers", space)) process.starters.candidate_users = list(at, *users);
    if (const std::string* groups = doc.attribute(at, "candidateStarterGroups", space)) process.starters.candidate_groups = list(at, *groups);
  }
  for (const Index lane_index : process.lanes) {
    model::Lane& lane = out.lanes[static_cast<std::size_t>(lane_index)];
    const Xml lane_at = find_id(lane.id, at);
    if (lane_at < 0) continue;
    model::Extensions lane_ext;
    extensions(lane_at, lane_ext);
    lane.assignment = std::move(lane_ext.assignment);
    for (const Xml ref : doc.children(lane_at, "flowNodeRef"))
      if (const Index node = refer(ref, doc.text(ref), ElementKind::node, "flowNodeRef"); node != none) {
        lane.nodes.push_back(node);
        out.nodes[static_cast<std::size_t>(node)].lane = lane_index;
      }
  }
}

void Builder::details_node(Xml at, Index index) {
  // A copy is filled and put back: the vectors do not grow in this sweep, but reports read them.
  model::Node node = out.node(index);
  for (const Xml child : doc.children(at, "categoryValueRef")) node.categories.push_back(doc.text(child));
  extensions(at, node.ext);
  if (model::is_event(node.kind)) details_event(at, node);
  if (model::is_activity(node.kind)) details_activity(at, node);
  node.io = io(at);
  for (const Xml child : doc.children(at, "property")) node.properties.push_back(made_[static_cast<std::size_t>(child)].index);
  node.data_inputs = associations(at, "dataInputAssociation");
  node.data_outputs = associations(at, "dataOutputAssociation");
  if (doc.attribute(at, "default")) {
    node.default_flow = refer_attribute(at, "default", ElementKind::flow);
    if (node.default_flow != none) out.flows[static_cast<std::size_t>(node.default_flow)].is_default = true;
  }
  const std::string_view direction = doc.value(at, "gatewayDirection");
  if (direction == "Converging") node.direction = model::GatewayDirection::converging;
  if (direction == "Diverging") node.direction = model::GatewayDirection::diverging;
  if (direction == "Mixed") node.direction = model::GatewayDirection::mixed;
  if (doc.value(at, "eventGatewayType") == "Parallel") node.event_gateway = model::EventGatewayType::parallel;
  node.instantiate = flag(at, "instantiate", false);
  if (node.kind == NodeKind::complex_gateway) node.activation = expression_child(at, "activationCondition");
  performers(at, node);
  vendor(at, node);
  out.nodes[static_cast<std::size_t>(index)] = std::move(node);
}

void Builder::details_activity(Xml at, model::Node& node) {
  node.for_compensation = flag(at, "isForCompensation", false);
  node.start_quantity = number(at, "startQuantity", 1);
  node.completion_quantity = number(at, "completionQuantity", 1);
  node.implementation = std::string(doc.value(at, "implementation"));
  node.message = refer_attribute(at, "messageRef", ElementKind::message);
  node.operation = refer_attribute(at, "operationRef", ElementKind::operation);
  if (const Xml script = doc.child(at, "script"); script >= 0) node.script = doc.text(script);
  node.script_format = std::string(doc.value(at, "scriptFormat"));
  if (node.script_format.empty()) node.script_format = std::string(doc.value(at, "scriptLanguage"));
  if (node.kind == NodeKind::call_activity) node.called_element = text_or_feel(at, doc.value(at, "calledElement"));
  if (node.kind == NodeKind::ad_hoc_sub_process) {
    node.ad_hoc_completion = expression_child(at, "completionCondition");
    if (doc.value(at, "ordering") == "Sequential") node.ad_hoc_ordering = model::AdHocOrdering::sequential;
    node.cancel_remaining = flag(at, "cancelRemainingInstances", true);
  }
  details_loop(at, node);
}

void Builder::details_loop(Xml at, model::Node& node) {
  if (const Xml standard = doc.child(at, "standardLoopCharacteristics"); standard >= 0) {
    model::StandardLoop loop;
    loop.test_before = flag(standard, "testBefore", false);
    if (const std::string* maximum = doc.attribute(standard, "loopMaximum"); maximum && !trim(*maximum).empty())
      loop.maximum = expression(at, *maximum, standard);
    else
      loop.maximum = expression_child(standard, "loopMaximum");
    loop.condition = expression_child(standard, "loopCondition");
    node.loop = loop;
  }
  if (const Xml multi = doc.child(at, "multiInstanceLoopCharacteristics"); multi >= 0) details_multi(at, node, multi);
}

void Builder::details_multi(Xml at, model::Node& node, Xml characteristics) {
  model::MultiInstance multi;
  multi.line = doc.at(characteristics).line;
  multi.sequential = flag(characteristics, "isSequential", false);
  multi.cardinality = expression_child(characteristics, "loopCardinality");
  multi.completion = expression_child(characteristics, "completionCondition");
  multi.input_data = refer_child(characteristics, "loopDataInputRef", ElementKind::data);
  multi.output_data = refer_child(characteristics, "loopDataOutputRef", ElementKind::data);
  const auto item = [&](std::string_view name) {
    const Xml child = doc.child(characteristics, name);
    return child < 0 ? none : made_[static_cast<std::size_t>(child)].index;
  };
  multi.input_item = item("inputDataItem");
  multi.output_item = item("outputDataItem");
  const std::string_view behavior = doc.value(characteristics, "behavior");
  if (behavior == "None") multi.behavior = model::MultiBehavior::each;
  if (behavior == "One") multi.behavior = model::MultiBehavior::one;
  if (behavior == "Complex") multi.behavior = model::MultiBehavior::complex;
  multi.one_event = event_from_ref(characteristics, "oneBehaviorEventRef", false);
  multi.none_event = event_from_ref(characteristics, "noneBehaviorEventRef", false);
  for (const Xml child : doc.children(characteristics, "complexBehaviorDefinition")) {
    model::ComplexBehavior complex;
    complex.condition = expression_child(child, "condition");
    for (const Xml event : doc.children(child, "event"))
      for (const Xml definition : doc.children(event))
        if (event_name(doc.at(definition))) complex.events.push_back(event_definition(definition, false, false));
    multi.complex.push_back(std::move(complex));
  }
  if (const Xml extension = doc.child(characteristics, "extensionElements"); extension >= 0)
    if (const Xml loop = doc.child(extension, "loop", Space::zhunru); loop >= 0) {
      multi.collection = feel_attribute(at, loop, "collection");
      multi.element = std::string(doc.value(loop, "element"));
      multi.output = std::string(doc.value(loop, "output"));
      multi.output_element = feel_attribute(at, loop, "outputElement");
      check_attributes(loop, {"collection", "element", "output", "outputElement"});
    }
  node.multi = std::move(multi);
}

void Builder::details_event(Xml at, model::Node& node) {
  const bool catching = model::is_catch(node.kind);
  node.parallel_multiple = flag(at, "parallelMultiple", false);
  if (node.kind == NodeKind::start_event) node.interrupting = flag(at, "isInterrupting", true);
  if (node.kind == NodeKind::boundary_event) {
    node.interrupting = flag(at, "cancelActivity", true);
    node.attached_to = refer_attribute(at, "attachedToRef", ElementKind::node);
  }
  // BPMN 2.0 §10.5.1: definitions contained come first, then those referenced; a throw raises them in this order.
  for (const Xml child : doc.children(at)) {
    if (event_name(doc.at(child))) {
      node.events.push_back(event_definition(child, false, catching));
    } else if (doc.is(child, "eventDefinitionRef")) {
      const Xml target = find_id(doc.text(child), child);
      if (target >= 0 && event_name(doc.at(target))) node.events.push_back(event_definition(target, true, catching));
      else if (!imported(doc.text(child), child)) refer(child, doc.text(child), ElementKind::event_definition, "eventDefinitionRef");
    }
  }
}

std::vector<model::EventDefinition> Builder::event_from_ref(Xml at, std::string_view attribute, bool catching) {
  const std::string* reference = doc.attribute(at, attribute);
  if (!reference) return {};
  const Xml target = find_id(*reference, at);
  if (target >= 0 && event_name(doc.at(target))) return {event_definition(target, true, catching)};
  refer(at, *reference, ElementKind::event_definition, attribute);
  return {};
}

model::EventDefinition Builder::event_definition(Xml at, bool shared, bool catching) {
  model::EventDefinition event;
  event.kind = event_name(doc.at(at))->kind;
  event.id = std::string(doc.id(at));
  event.line = doc.at(at).line;
  event.shared = shared;
  switch (event.kind) {
    case EventKind::message:
      event.message = refer_attribute(at, "messageRef", ElementKind::message);
      event.operation = refer_child(at, "operationRef", ElementKind::operation);
      break;
    case EventKind::timer: event.timer = timer(at); break;
    case EventKind::signal: event.signal = refer_attribute(at, "signalRef", ElementKind::signal); break;
    case EventKind::error: event.error = refer_attribute(at, "errorRef", ElementKind::error); break;
    case EventKind::escalation: event.escalation = refer_attribute(at, "escalationRef", ElementKind::escalation); break;
    case EventKind::conditional: event.condition = expression_child(at, "condition"); break;
    case EventKind::compensation:
      event.activity = refer_attribute(at, "activityRef", ElementKind::node);
      event.wait_for_completion = flag(at, "waitForCompletion", true);
      break;
    case EventKind::link: event.link = name_of(at); break;
    case EventKind::terminate:
    case EventKind::cancel: break;
  }
  if (catching)
    for (const Space space : {Space::camunda, Space::flowable, Space::activiti}) {
      if (const std::string* code = doc.attribute(at, "errorCodeVariable", space)) event.error_code_variable = *code;
      if (const std::string* code = doc.attribute(at, "escalationCodeVariable", space)) event.error_code_variable = *code;
      if (const std::string* text = doc.attribute(at, "errorMessageVariable", space)) event.error_message_variable = *text;
    }
  return event;
}

model::Timer Builder::timer(Xml at) {
  model::Timer timer;
  const Xml owner = doc.at(at).parent;
  const auto written = [&](std::string_view name, model::TimerKind kind) {
    const Xml child = doc.child(at, name);
    if (child < 0 || timer.kind != model::TimerKind::missing) return;
    const std::string text = doc.text(child);
    if (text.empty()) return;
    timer.kind = kind;
    // A formal expression that is no ISO 8601 text but a call or a sum is FEEL, with or without `=`.
    if (!is_iso_time(name, text) && may_be_feel(text)) timer.value.expression = expression(owner, text, child);
    else timer.value = text_or_feel(owner, text);
  };
  if (const Xml extension = doc.child(at, "extensionElements"); extension >= 0) {
    if (const Xml days = doc.child(extension, "workingDays", Space::zhunru); days >= 0) {
      timer.kind = model::TimerKind::working_days;
      timer.value.expression = feel_attribute(owner, days, "value");
      timer.calendar = text_or_feel(owner, doc.value(days, "calendar"));
      check_attributes(days, {"value", "calendar"});
    } else if (const Xml due = doc.child(extension, "clockDue", Space::zhunru); due >= 0) {
      timer.kind = model::TimerKind::clock_due;
      timer.clock = std::string(doc.value(due, "ref"));
      check_attributes(due, {"ref"});
    }
  }
  written("timeDate", model::TimerKind::date);
  written("timeDuration", model::TimerKind::duration);
  written("timeCycle", model::TimerKind::cycle);
  return timer;
}

}  // namespace zhunru::bpmn

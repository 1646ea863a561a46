// Builder: root elements (items, messages, signals, errors, escalations, services, correlation, collaborations).
#include "engine/bpmn/build.hpp"

namespace zhunru::bpmn {

using model::ElementKind;
using model::Index;
using model::none;

namespace {
template <class T>
Index push(std::vector<T>& list, T value) {
  list.push_back(std::move(value));
  return static_cast<Index>(list.size()) - 1;
}
}  // namespace

void Builder::build_roots() {
  root_items();
  for (const Xml at : doc.children(0)) root_messages(at);
  for (const Xml at : doc.children(0, "interface")) root_interface(at);
  for (const Xml at : doc.children(0)) root_names(at);
  for (const Xml at : doc.children(0)) root_correlation(at);
}

void Builder::root_items() {
  for (const Xml at : doc.children(0, "itemDefinition")) {
    model::Item item;
    item.id = std::string(doc.id(at));
    item.structure = std::string(trim(doc.value(at, "structureRef")));
    item.collection = flag(at, "isCollection", false);
    item.line = doc.at(at).line;
    remember(at, ElementKind::item, push(out.items, std::move(item)));
  }
}

void Builder::root_messages(Xml at) {
  const auto fill = [&](auto& element) {
    element.id = std::string(doc.id(at));
    element.name = name_of(at);
    element.line = doc.at(at).line;
  };
  if (doc.is(at, "message")) {
    model::Message message;
    fill(message);
    message.name_value = text_or_feel(at, message.name);
    message.item = refer_attribute(at, "itemRef", ElementKind::item);
    const Xml extension = doc.child(at, "extensionElements");
    if (extension >= 0)
      for (const Space space : {Space::zhunru, Space::zeebe})
        if (const Xml subscription = doc.child(extension, "subscription", space); subscription >= 0)
          message.correlation_key = feel_attribute(at, subscription, "correlationKey");
    remember(at, ElementKind::message, push(out.messages, std::move(message)));
  } else if (doc.is(at, "signal")) {
    model::Signal signal;
    fill(signal);
    signal.name_value = text_or_feel(at, signal.name);
    signal.item = refer_attribute(at, "structureRef", ElementKind::item);
    remember(at, ElementKind::signal, push(out.signals, std::move(signal)));
  } else if (doc.is(at, "error")) {
    model::Error error;
    fill(error);
    error.code = std::string(trim(doc.value(at, "errorCode")));
    error.item = refer_attribute(at, "structureRef", ElementKind::item);
    remember(at, ElementKind::error, push(out.errors, std::move(error)));
  } else if (doc.is(at, "escalation")) {
    model::Escalation escalation;
    fill(escalation);
    escalation.code = std::string(trim(doc.value(at, "escalationCode")));
    escalation.item = refer_attribute(at, "structureRef", ElementKind::item);
    remember(at, ElementKind::escalation, push(out.escalations, std::move(escalation)));
  }
}

void Builder::root_interface(Xml at) {
  model::Interface interface;
  interface.id = std::string(doc.id(at));
  interface.name = name_of(at);
  interface.implementation = std::string(doc.value(at, "implementationRef"));
  for (const Xml child : doc.children(at, "operation")) {
    model::ServiceOperation operation;
    operation.id = std::string(doc.id(child));
    operation.name = name_of(child);
    operation.implementation = std::string(doc.value(child, "implementationRef"));
    operation.in_message = refer_child(child, "inMessageRef", ElementKind::message);
    operation.out_message = refer_child(child, "outMessageRef", ElementKind::message);
    for (const Xml error : doc.children(child, "errorRef"))
      if (const Index found = refer(error, doc.text(error), ElementKind::error, "errorRef"); found != none)
        operation.errors.push_back(found);
    interface.operations.push_back(push(out.operations, std::move(operation)));
    remember(child, ElementKind::operation, interface.operations.back());
  }
  remember(at, ElementKind::interface, push(out.interfaces, std::move(interface)));
}

void Builder::root_names(Xml at) {
  if (doc.is(at, "resource")) {
    remember(at, ElementKind::resource, push(out.resources, model::Resource{std::string(doc.id(at)), name_of(at)}));
  } else if (doc.is(at, "dataStore")) {
    add_data(at, model::DataKind::data_store, none, none);
  } else if (doc.at(at).space == Space::bpmn && doc.at(at).name.ends_with("EventDefinition")) {
    remember(at, ElementKind::event_definition, none);
  }
}

void Builder::root_correlation(Xml at) {
  if (!doc.is(at, "correlationProperty")) return;
  model::CorrelationProperty property;
  property.id = std::string(doc.id(at));
  property.name = name_of(at);
  for (const Xml child : doc.children(at, "correlationPropertyRetrievalExpression")) {
    model::CorrelationRetrieval retrieval;
    retrieval.message = refer_attribute(child, "messageRef", ElementKind::message);
    const Xml path = doc.child(child, "messagePath");
    if (path >= 0 && !doc.text(path).empty()) retrieval.path = expression(at, doc.text(path), path);
    property.retrievals.push_back(retrieval);
  }
  remember(at, ElementKind::correlation_property, push(out.correlation_properties, std::move(property)));
}

void Builder::collaboration(Xml at) {
  model::Collaboration made;
  made.id = std::string(doc.id(at));
  made.name = name_of(at);
  made.closed = flag(at, "isClosed", false);
  made.line = doc.at(at).line;
  for (const Xml child : doc.children(at, "participant")) {
    model::Participant participant;
    participant.id = std::string(doc.id(child));
    participant.name = name_of(child);
    participant.name_en = name_en(child);
    participant.line = doc.at(child).line;
    participant.process = refer_attribute(child, "processRef", ElementKind::process);
    if (const Xml many = doc.child(child, "participantMultiplicity"); many >= 0) {
      participant.multiple = true;
      participant.minimum = number(many, "minimum", 0);
      participant.maximum = number(many, "maximum", 1);
    }
    const Index process = participant.process;
    made.participants.push_back(push(out.participants, std::move(participant)));
    remember(child, ElementKind::participant, made.participants.back());
    if (process != none) out.processes[static_cast<std::size_t>(process)].participant = made.participants.back();
  }
  for (const Xml child : doc.children(at, "messageFlow")) {
    model::MessageFlow flow;
    flow.id = std::string(doc.id(child));
    flow.name = name_of(child);
    flow.source = std::string(trim(doc.value(child, "sourceRef")));
    flow.target = std::string(trim(doc.value(child, "targetRef")));
    flow.message = refer_attribute(child, "messageRef", ElementKind::message);
    flow.line = doc.at(child).line;
    for (const auto& [end, attribute] : {std::pair(&flow.source, "sourceRef"), std::pair(&flow.target, "targetRef")})
      if (find_id(*end, child) < 0)
        report(child, "reference", Severity::error, std::string(attribute) + " 指向不存在的 “" + *end + "”",
               std::string(attribute) + " names \"" + *end + "\", which does not exist", "改成已有元素的 id", "use the id of an existing element");
    made.message_flows.push_back(push(out.message_flows, std::move(flow)));
    remember(child, ElementKind::message_flow, made.message_flows.back());
  }
  for (const Xml child : doc.children(at, "correlationKey")) {
    model::CorrelationKey key;
    key.id = std::string(doc.id(child));
    key.name = name_of(child);
    for (const Xml ref : doc.children(child, "correlationPropertyRef"))
      if (const Index found = refer(ref, doc.text(ref), ElementKind::correlation_property, "correlationPropertyRef"); found != none)
        key.properties.push_back(found);
    made.correlation_keys.push_back(push(out.correlation_keys, std::move(key)));
    remember(child, ElementKind::correlation_key, made.correlation_keys.back());
  }
  remember(at, ElementKind::collaboration, push(out.collaborations, std::move(made)));
}

}  // namespace zhunru::bpmn

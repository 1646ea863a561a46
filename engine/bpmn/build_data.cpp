// Builder: data items, input/output specifications and data associations.
#include "engine/bpmn/build.hpp"

namespace zhunru::bpmn {

using model::DataKind;
using model::ElementKind;
using model::Index;
using model::none;

void Builder::details_data() {
  for (const auto& [at, index] : data_sources_) {
    model::Data& data = out.data[static_cast<std::size_t>(index)];
    data.item = refer_attribute(at, "itemSubjectRef", ElementKind::item);
    if (data.kind == DataKind::data_object_reference) data.refers_to = refer_attribute(at, "dataObjectRef", ElementKind::data);
    if (data.kind == DataKind::data_store_reference) data.refers_to = refer_attribute(at, "dataStoreRef", ElementKind::data);
  }
  // A reference is another name of its object; references of references do not exist, so one step is enough.
  for (model::Data& data : out.data)
    if (data.refers_to != none) {
      const model::Data& object = out.data[static_cast<std::size_t>(data.refers_to)];
      data.variable = object.variable;
      if (data.item == none) data.item = object.item;
      data.collection = data.collection || object.collection;
    }
}

model::DataSet Builder::data_set(Xml at, std::string_view refs, std::string_view optional, std::string_view during) {
  model::DataSet set;
  set.id = std::string(doc.id(at));
  set.name = name_of(at);
  const auto fill = [&](std::string_view name, std::vector<Index>& into) {
    for (const Xml child : doc.children(at, name))
      if (const Index found = refer(child, doc.text(child), ElementKind::data, name); found != none) into.push_back(found);
  };
  fill(refs, set.data);
  fill(optional, set.optional_data);
  fill(during, set.while_executing);
  return set;
}

model::IoSpecification Builder::io(Xml at) {
  model::IoSpecification io;
  const Xml specification = doc.child(at, "ioSpecification");
  io.present = specification >= 0;
  const Xml holder = io.present ? specification : at;
  const auto made = [&](Xml child) { return made_[static_cast<std::size_t>(child)].index; };
  for (const Xml child : doc.children(holder, "dataInput")) io.inputs.push_back(made(child));
  for (const Xml child : doc.children(holder, "dataOutput")) io.outputs.push_back(made(child));
  for (const Xml child : doc.children(holder, "inputSet"))
    io.input_sets.push_back(data_set(child, "dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs"));
  for (const Xml child : doc.children(holder, "outputSet"))
    io.output_sets.push_back(data_set(child, "dataOutputRefs", "optionalOutputRefs", "whileExecutingOutputRefs"));
  return io;
}

std::vector<model::DataAssociation> Builder::associations(Xml at, std::string_view name) {
  std::vector<model::DataAssociation> result;
  for (const Xml child : doc.children(at, name)) {
    model::DataAssociation association;
    association.id = std::string(doc.id(child));
    association.line = doc.at(child).line;
    for (const Xml source : doc.children(child, "sourceRef"))
      if (const Index found = refer(source, doc.text(source), ElementKind::data, "sourceRef"); found != none)
        association.sources.push_back(found);
    association.target = refer_child(child, "targetRef", ElementKind::data);
    association.transformation = expression_child(child, "transformation");
    for (const Xml assignment : doc.children(child, "assignment")) {
      model::DataAssignment made;
      made.from = expression_child(assignment, "from");
      if (const Xml to = doc.child(assignment, "to"); to >= 0) made.to = doc.text(to);
      association.assignments.push_back(std::move(made));
    }
    result.push_back(std::move(association));
  }
  return result;
}

}  // namespace zhunru::bpmn

// Lint: data items, input and output sets, data associations (BPMN 2.0 §10.4).
#include <algorithm>

#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::Node;
using model::none;

std::string_view Lint::item_of(Xml data) const {
  if (data < 0) return {};
  std::string_view item = doc.value(data, "itemSubjectRef");
  if (item.empty() && doc.is(data, "dataObjectReference")) item = item_of(find(doc.value(data, "dataObjectRef")));
  if (item.empty() && doc.is(data, "dataStoreReference")) item = item_of(find(doc.value(data, "dataStoreRef")));
  return item;
}

bool Lint::same_item(std::string_view a, std::string_view b) const {
  const Xml one = find(a), two = find(b);
  if (one < 0 || two < 0) return a == b;
  const std::string_view left = trim(doc.value(one, "structureRef")), right = trim(doc.value(two, "structureRef"));
  return one == two || (!left.empty() && left == right);
}

void Lint::data() {
  for (const Xml at : all("ioSpecification")) io_sets(at);
  for (const Node& node : defs.nodes)
    if (model::is_event(node.kind)) event_data(node);
  data_associations();
  collections();
}

void Lint::io_sets(Xml holder) {
  struct Side {
    std::string_view item, set, refs, optional, during, rule, optional_rule, back, back_set, back_name;
  };
  constexpr Side sides[] = {
      {"dataInput", "inputSet", "dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs", "input-set", "input-set-optional", "outputSetRefs",
       "outputSet", "inputSetRefs"},
      {"dataOutput", "outputSet", "dataOutputRefs", "optionalOutputRefs", "whileExecutingOutputRefs", "output-set", "output-set-optional",
       "inputSetRefs", "inputSet", "outputSetRefs"},
  };
  const auto texts = [&](Xml at, std::string_view name) {
    std::vector<std::string> result;
    for (const Xml child : doc.children(at, name)) result.push_back(doc.text(child));
    return result;
  };
  const auto holds = [](const std::vector<std::string>& list, std::string_view id) { return std::find(list.begin(), list.end(), id) != list.end(); };
  for (const Side& side : sides) {
    const auto sets = doc.children(holder, side.set);
    for (const Xml item : doc.children(holder, side.item)) {
      const bool listed = std::any_of(sets.begin(), sets.end(), [&](Xml set) { return holds(texts(set, side.refs), doc.id(item)); });
      if (!listed) report(side.rule, item);
    }
    for (const Xml set : sets) {
      const auto refs = texts(set, side.refs);
      for (const std::string_view extra : {side.optional, side.during})
        for (const std::string& id : texts(set, extra))
          if (!holds(refs, id)) report(side.optional_rule, set, id, id);
      for (const std::string& other : texts(set, side.back)) {
        const Xml partner = find(other);
        if (partner >= 0 && doc.is(partner, side.back_set) && !holds(texts(partner, side.back_name), doc.id(set))) report("set-pairs", set, other, other);
      }
    }
  }
}

void Lint::event_data(const Node& node) {
  const Xml at = xml_of(node);
  const bool throwing = model::is_throw(node.kind);
  const auto items = doc.children(at, throwing ? "dataInput" : "dataOutput");
  if (items.empty()) return;
  std::size_t wanted = 0;
  for (const Xml definition : definitions_of(node)) {
    for (const auto& [attribute, item] : {std::pair("messageRef", "itemRef"), std::pair("signalRef", "structureRef"), std::pair("errorRef", "structureRef"),
                                          std::pair("escalationRef", "structureRef")}) {
      const Xml target = find(doc.value(definition, attribute));
      if (target >= 0 && !doc.value(target, item).empty()) ++wanted;
    }
  }
  if (items.size() < wanted) report("event-data", at);
}

void Lint::data_associations() {
  for (const Xml at : all("dataInputAssociation")) one_association(at, true);
  for (const Xml at : all("dataOutputAssociation")) one_association(at, false);
}

void Lint::one_association(Xml at, bool input) {
  const auto sources = doc.children(at, "sourceRef");
  const Xml target_ref = doc.child(at, "targetRef");
  const Xml target = target_ref < 0 ? -1 : find(doc.text(target_ref));
  const bool transformed = doc.child(at, "transformation") >= 0;
  const bool assigned = doc.child(at, "assignment") >= 0;
  if (!transformed && sources.size() > 1) report("association-sources", at);
  const Xml activity = doc.at(at).parent;
  const auto inside = [&](Xml data) {
    for (Xml walk = data; walk >= 0; walk = doc.at(walk).parent)
      if (walk == activity) return true;
    return false;
  };
  if (target >= 0 && !input && doc.is(target, "dataInput") && !inside(target)) report("association-end", at);
  if (target >= 0 && input && doc.is(target, "dataOutput") && !inside(target)) report("association-end", at);
  if (transformed || assigned || target < 0) return;
  for (const Xml source_ref : sources) {
    const Xml source = find(doc.text(source_ref));
    if (source < 0) continue;
    const std::string_view from = item_of(source), to = item_of(target);
    if (!from.empty() && !to.empty() && !same_item(from, to)) report("association-item", at);
  }
}

void Lint::collections() {
  for (const std::string_view kind : {"dataObject", "dataInput", "dataOutput"})
    for (const Xml at : all(kind)) {
      const Xml item = find(doc.value(at, "itemSubjectRef"));
      const std::string* own = doc.attribute(at, "isCollection");
      if (item < 0 || !own || !doc.is(item, "itemDefinition")) continue;
      const std::string_view theirs = doc.value(item, "isCollection");
      const auto truth = [](std::string_view text) { return text == "true" || text == "1"; };
      if (truth(*own) != truth(theirs)) report("collection-item", at);
    }
}

}  // namespace zhunru::bpmn

#include "engine/decide/element/reach.hpp"

namespace zhunru::decide {

std::set<model::Index> nodes_before(const model::Definitions& d, const std::vector<model::Index>& flows, model::Index gateway) {
  std::set<model::Index> found;
  std::vector<model::Index> open;
  const auto add = [&](model::Index node) {
    if (node != gateway && found.insert(node).second) open.push_back(node);
  };
  for (model::Index flow : flows) add(d.flow(flow).source);
  while (!open.empty()) {
    const model::Node& node = d.node(open.back());
    open.pop_back();
    for (model::Index flow : node.incoming) add(d.flow(flow).source);
    if (node.kind == model::NodeKind::boundary_event && node.attached_to != model::none) add(node.attached_to);
    if (node.kind != model::NodeKind::intermediate_catch_event || !node.has_event(model::EventKind::link)) continue;
    for (model::Index other : d.scope(node.scope).nodes)
      for (const model::EventDefinition& definition : d.node(other).events)
        if (definition.kind == model::EventKind::link && definition.link_target != model::none &&
            d.node(definition.link_target).id == node.id)
          add(other);
  }
  return found;
}

}  // namespace zhunru::decide

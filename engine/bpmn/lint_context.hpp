// Inside engine/bpmn only: what every family of lint rules works with.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/lint.hpp"

namespace zhunru::bpmn {

using Xml = std::int32_t;

class Lint {
 public:
  Lint(const Model& model, const LintOptions& options);

  std::vector<Finding> run();

 private:
  /// Reports a rule of the table; `detail` is added to the message.
  void report(std::string_view rule, Xml at, std::string_view detail = {}, std::string_view detail_en = {});
  void report_node(std::string_view rule, const model::Node& node, std::string_view detail = {}, std::string_view detail_en = {});
  Xml xml(model::Index node) const { return model_.node_elements[static_cast<std::size_t>(node)]; }
  Xml xml_of(const model::Node& node) const { return xml(static_cast<model::Index>(&node - model_.definitions.nodes.data())); }
  /// Elements of the BPMN namespace with that name, in the order of the file.
  const std::vector<Xml>& all(std::string_view name) const;
  Xml find(std::string_view reference) const;
  bool executable(const model::Node& node) const { return defs.process(node.process).executable; }
  /// True when the element stands in a process that is executable.
  bool in_executable(Xml at) const;
  std::string_view item_of(Xml data) const;
  /// True when two item ids mean the same: the same definition, or the same structure.
  bool same_item(std::string_view a, std::string_view b) const;

  // lint_flow.cpp
  void flows();
  void flow_lists();
  void gateways();
  void event_gateways();
  void connections();
  // lint_event.cpp
  void events();
  void start_event(const model::Node& node);
  void end_event(const model::Node& node);
  void boundary_event(const model::Node& node);
  void intermediate_event(const model::Node& node);
  void links(const model::Node& node);
  void triggers(const model::Node& node);
  void timer(const model::Node& node, Xml definition);
  void compensation(const model::Node& node);
  std::vector<Xml> definitions_of(const model::Node& node) const;
  // lint_activity.cpp
  void activities();
  void task_data(const model::Node& node);
  void multi_instance(const model::Node& node);
  void call_activity(const model::Node& node);
  void sub_process(const model::Node& node);
  void script(const model::Node& node);
  void processes();
  void resources();
  // lint_data.cpp
  void data();
  void io_sets(Xml holder);
  void data_associations();
  void one_association(Xml at, bool input);
  void event_data(const model::Node& node);
  void collections();
  // lint_collaboration.cpp
  void collaboration();
  void references();
  void imports();
  void diagram();
  void expressions();
  // lint_sound.cpp
  void soundness();
  void reachability();

  const Model& model_;
  const Document& doc;
  const model::Definitions& defs;
  const LintOptions& options_;
  std::map<std::string, std::vector<Xml>, std::less<>> by_name_;
  std::map<std::string, Xml, std::less<>> by_id_;
  std::vector<Finding> findings_;
};

}  // namespace zhunru::bpmn

// Inside engine/bpmn only: the builder that turns a Document into model::Definitions in three sweeps (ids, skeleton,
// details). Each build_*.cpp holds one family of its members. It reports what it cannot resolve and goes on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/bpmn/document.hpp"
#include "engine/bpmn/finding.hpp"
#include "engine/model/definitions.hpp"

namespace zhunru::bpmn {

/// Position of an element in Document::elements; -1 = none.
using Xml = std::int32_t;

/// Elements of a file that become nodes.
std::size_t count_nodes(const Document& document);

class Builder {
 public:
  explicit Builder(const Document& document) : doc(document) {}

  /// All sweeps; the result is in `out` and `findings`.
  base::Result<void> run();

  /// Position in the document of each node, flow, process and data item.
  void positions(std::vector<Xml>& nodes, std::vector<Xml>& flows, std::vector<Xml>& processes, std::vector<Xml>& data) const;

  const Document& doc;
  model::Definitions out;
  std::vector<Finding> findings;

 private:
  // build.cpp: ids, references, expressions, findings
  base::Result<void> index_ids();
  void build_roots();
  Xml find_id(std::string_view reference, Xml at) const;
  /// True when the reference has the prefix of a namespace that the file imports: it may well exist elsewhere.
  bool imported(std::string_view reference, Xml at) const;
  /// Position of the model element that `reference` names when it is of that kind; otherwise a finding and none.
  model::Index refer(Xml at, std::string_view reference, model::ElementKind kind, std::string_view attribute);
  model::Index refer_attribute(Xml at, std::string_view attribute, model::ElementKind kind);
  model::Index refer_child(Xml at, std::string_view child, model::ElementKind kind);
  void remember(Xml at, model::ElementKind kind, model::Index index);
  model::Index expression(Xml owner, std::string_view text, Xml at);
  model::Index expression_child(Xml owner, std::string_view child);
  model::TextOrFeel text_or_feel(Xml owner, std::string_view text);
  /// An attribute that is always FEEL, with or without `=`; none when absent or empty.
  model::Index feel_attribute(Xml owner, Xml at, std::string_view name, Space space = Space::none);
  void report(Xml at, std::string rule, Severity severity, std::string zh, std::string en, std::string mend = {}, std::string mend_en = {});
  std::string documentation(Xml at) const;
  bool flag(Xml at, std::string_view name, bool otherwise, Space space = Space::none) const;
  std::int32_t number(Xml at, std::string_view name, std::int32_t otherwise);
  std::string name_of(Xml at) const;
  std::string name_en(Xml at) const;

  // build_roots.cpp
  void root_items();
  void root_messages(Xml at);
  void root_interface(Xml at);
  void root_correlation(Xml at);
  void collaboration(Xml at);
  void root_names(Xml at);

  // build_flow.cpp: skeleton
  void skeleton_process(Xml at);
  void skeleton_scope(Xml at, model::Index scope);
  void skeleton_node(Xml at, model::NodeKind kind, model::Index scope);
  void skeleton_flow(Xml at, model::Index scope);
  void skeleton_lanes(Xml at, model::Index process, model::Index parent);
  model::Index add_data(Xml at, model::DataKind kind, model::Index scope, model::Index node);
  void skeleton_io(Xml at, model::Index scope, model::Index node);

  // build_node.cpp: details
  void details_flow(Xml at, model::Flow& flow);
  void details_process(Xml at, model::Process& process);
  void details_node(Xml at, model::Index index);
  void details_activity(Xml at, model::Node& node);
  void details_loop(Xml at, model::Node& node);
  void details_multi(Xml at, model::Node& node, Xml characteristics);
  void details_event(Xml at, model::Node& node);
  model::EventDefinition event_definition(Xml at, bool shared, bool catching);
  model::Timer timer(Xml at);
  std::vector<model::EventDefinition> event_from_ref(Xml at, std::string_view attribute, bool catching);

  // build_data.cpp
  model::IoSpecification io(Xml at);
  std::vector<model::DataAssociation> associations(Xml at, std::string_view name);
  model::DataSet data_set(Xml at, std::string_view refs, std::string_view optional, std::string_view during);
  void details_data();

  // build_extension.cpp and build_vendor.cpp
  void extensions(Xml owner, model::Extensions& ext);
  model::Assignment assignment(Xml owner, Xml at);
  model::Due due(Xml owner, Xml at);
  model::Outcome outcome(Xml owner, Xml at);
  model::Note note(Xml at);
  std::vector<model::Note> notes(Xml owner);
  model::Clock clock(Xml owner, Xml at);
  void mapping(Xml owner, Xml at, std::vector<model::Mapping>& into);
  void check_attributes(Xml at, std::initializer_list<std::string_view> known);
  void vendor(Xml owner, model::Node& node);
  void vendor_attributes(Xml owner, model::Node& node, Space space);
  bool vendor_attribute(Xml owner, model::Node& node, const Attribute& attribute);
  void vendor_elements(Xml owner, model::Node& node);
  bool camunda_element(Xml owner, model::Node& node, Xml at);
  bool zeebe_element(Xml owner, model::Node& node, Xml at);
  void vendor_loop(Xml owner, model::Node& node, Xml characteristics);
  void performers(Xml owner, model::Node& node);
  void ignored(Xml at, std::string_view what, std::string_view why_zh, std::string_view why_en);
  std::vector<model::TextOrFeel> list(Xml owner, std::string_view text);
  model::Index literal(Xml owner, Xml at, std::string_view text);

  // build_links.cpp: everything that needs all nodes
  void link_all();
  void link_flows();
  void link_boundaries();
  void link_compensation();
  void link_links();
  void link_entries();
  void link_calls();

  std::map<std::string, Xml, std::less<>> xml_of_id_;
  std::vector<model::ElementRef> made_;     ///< per XML element: what it became
  std::vector<std::pair<Xml, model::Index>> node_sources_, flow_sources_, process_sources_, data_sources_;
};

}  // namespace zhunru::bpmn

// The walk over the XML tree. Internal to engine/dmn.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "engine/dmn/model.hpp"
#include "engine/feel/names.hpp"

namespace zhunru::dmn {

/// Name without prefix.
std::string_view local_name(const pugi::xml_node& node);
/// First child element of that local name; an empty node when there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// The text of <text> inside `node`, comments left out.
std::string text_of(const pugi::xml_node& node);
/// All character data directly in `node`.
std::string own_text(const pugi::xml_node& node);
/// Calls `visit` for each child element of that local name.
template <class Visit>
void for_each_child(const pugi::xml_node& node, std::string_view name, Visit visit) {
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_element && local_name(each) == name) visit(each);
  }
}

class Reader {
 public:
  Reader(ModelData& model, feel::Names names) : model_(model), names_(std::move(names)) {}

  void read(const pugi::xml_node& definitions);

 private:
  // reader.cpp
  void collect_names(const pugi::xml_node& definitions);
  void read_item_definition(const pugi::xml_node& node);
  feel::Type read_type(const pugi::xml_node& node, AllowedValues& allowed, int depth);
  void read_decision(const pugi::xml_node& node);
  void read_knowledge(const pugi::xml_node& node);
  void read_service(const pugi::xml_node& node);
  void check_references();
  feel::Type type_reference(const pugi::xml_node& node) const;

  // reader_boxed.cpp
  Boxed read_first_expression(const pugi::xml_node& parent, int depth);
  Boxed read_expression(const pugi::xml_node& node, int depth);
  void read_context(const pugi::xml_node& node, Boxed& boxed, int depth);
  void read_function(const pugi::xml_node& node, Boxed& boxed, int depth);
  void read_invocation(const pugi::xml_node& node, Boxed& boxed, int depth);
  std::shared_ptr<const DecisionTable> read_table(const pugi::xml_node& node);
  Rule read_rule(const pugi::xml_node& node, const DecisionTable& table, const std::vector<std::string>& annotation_names);
  feel::Expression expression(const std::string& text, const std::string& where);
  feel::Expression tests(const std::string& text, const std::string& where);
  void problem(std::string code, std::string zh, std::string en, std::string where);

  ModelData& model_;
  feel::Names names_;
  std::string owner_;  ///< decision or knowledge being read, for the place of problems
};

}  // namespace zhunru::dmn

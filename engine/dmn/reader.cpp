// Definitions, types, decisions, knowledge, services.
#include "engine/dmn/reader.hpp"

#include <set>

#include "engine/feel/lexer.hpp"

namespace zhunru::dmn {
namespace {

constexpr int most_depth = 64;

std::string name_of(const pugi::xml_node& node) {
  return feel::normalized_name(node.attribute("name").value());
}
std::string id_of(const pugi::xml_node& node) {
  return node.attribute("id").value();
}

/// "#_id" or "namespace#_id": the id.
std::string href_of(const pugi::xml_node& node) {
  const std::string_view href = node.attribute("href").value();
  const std::size_t hash = href.find('#');
  return std::string(hash == std::string_view::npos ? href : href.substr(hash + 1));
}

std::vector<std::string> hrefs(const pugi::xml_node& node, std::string_view name) {
  std::vector<std::string> ids;
  for_each_child(node, name, [&](const pugi::xml_node& each) { ids.push_back(href_of(each)); });
  return ids;
}

/// The name of the variable, which is what other expressions call it.
std::string variable_name(const pugi::xml_node& node) {
  const std::string name = name_of(child(node, "variable"));
  return name.empty() ? name_of(node) : name;
}

}  // namespace

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_element && local_name(each) == name) return each;
  }
  return {};
}

std::string own_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) text += each.value();
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string text_of(const pugi::xml_node& node) {
  return own_text(child(node, "text"));
}

feel::Type Reader::type_reference(const pugi::xml_node& node) const {
  std::string name = node.attribute("typeRef").value();
  if (name.empty()) return {};
  // Prefixes ("feel:number") name the type language; model-qualified names do not occur without imports.
  const std::size_t colon = name.find(':');
  if (colon != std::string::npos) name = name.substr(colon + 1);
  return feel::type_named(feel::normalized_name(name));
}

void Reader::problem(std::string code, std::string zh, std::string en, std::string where) {
  model_.problems.push_back(
      base::make_error(std::move(code), std::move(zh), std::move(en), std::move(where)));
}

void Reader::collect_names(const pugi::xml_node& definitions) {
  // With an explicit stack: any name of the model may be written in any of its expressions, except those of
  // parameters, which are known inside their function only.
  std::vector<pugi::xml_node> open{definitions};
  while (!open.empty()) {
    const pugi::xml_node node = open.back();
    open.pop_back();
    const std::string_view kind = local_name(node);
    const bool named = kind != "definitions" && kind != "formalParameter" && kind != "parameter";
    for (const char* attribute : {"name", "iteratorVariable"}) {
      if (const pugi::xml_attribute found = node.attribute(attribute); found && named)
        names_.add(found.value());
    }
    for (const pugi::xml_node& each : node.children()) {
      if (each.type() == pugi::node_element && local_name(each) != "extensionElements" &&
          local_name(each) != "DMNDI")
        open.push_back(each);
    }
  }
}

void Reader::read(const pugi::xml_node& definitions) {
  model_.name = definitions.attribute("name").value();
  model_.namespace_uri = definitions.attribute("namespace").value();
  collect_names(definitions);
  for_each_child(definitions, "itemDefinition",
                 [&](const pugi::xml_node& node) { read_item_definition(node); });
  for_each_child(definitions, "inputData", [&](const pugi::xml_node& node) {
    const std::string key = child(child(node, "extensionElements"), "input").attribute("key").value();
    model_.inputs.push_back({id_of(node), variable_name(node), type_reference(child(node, "variable")),
                             node.attribute("label").value(), key.empty() ? variable_name(node) : key});
  });
  for_each_child(definitions, "businessKnowledgeModel",
                 [&](const pugi::xml_node& node) { read_knowledge(node); });
  std::size_t decisions = 0;
  for_each_child(definitions, "decision", [&](const pugi::xml_node&) { ++decisions; });
  model_.decisions.reserve(decisions);
  for_each_child(definitions, "decision", [&](const pugi::xml_node& node) { read_decision(node); });
  for_each_child(definitions, "decisionService", [&](const pugi::xml_node& node) { read_service(node); });
  check_references();
}

void Reader::read_item_definition(const pugi::xml_node& node) {
  AllowedValues allowed;
  owner_ = name_of(node);
  feel::Type type = read_type(node, allowed, 0);
  model_.allowed.insert_or_assign(owner_, std::move(allowed));
  model_.types.insert_or_assign(owner_, std::move(type));
}

feel::Type Reader::read_type(const pugi::xml_node& node, AllowedValues& allowed, int depth) {
  feel::Type type;
  if (depth > most_depth) return type;
  if (child(node, "itemComponent")) {
    type.kind = feel::Type::Kind::context;
    for_each_child(node, "itemComponent", [&](const pugi::xml_node& component) {
      AllowedValues part;
      type.members.push_back(name_of(component));
      type.parts.push_back(read_type(component, part, depth + 1));
      allowed.member_names.push_back(name_of(component));
      allowed.members.push_back(std::move(part));
    });
  } else if (const pugi::xml_node function = child(node, "functionItem")) {
    type.kind = feel::Type::Kind::function;
    for_each_child(function, "parameters",
                   [&](const pugi::xml_node& parameter) { type.parts.push_back(type_reference(parameter)); });
    feel::Type result = feel::type_named(own_text(child(function, "outputTypeRef")));
    if (const char* output = function.attribute("outputTypeRef").value(); *output != '\0')
      result = feel::type_named(output);
    type.parts.push_back(std::move(result));
  } else {
    std::string name = own_text(child(node, "typeRef"));
    const std::size_t colon = name.find(':');
    if (colon != std::string::npos) name = name.substr(colon + 1);
    if (!name.empty()) type = feel::type_named(feel::normalized_name(name));
    if (type.kind == feel::Type::Kind::named) allowed.base = type.name;
  }
  if (const pugi::xml_node values = child(node, "allowedValues")) {
    allowed.tests = tests(text_of(values), "allowedValues");
  }
  if (std::string_view(node.attribute("isCollection").value()) == "true") {
    allowed.collection = true;
    feel::Type list;
    list.kind = feel::Type::Kind::list;
    list.parts.push_back(std::move(type));
    return list;
  }
  return type;
}

void Reader::read_decision(const pugi::xml_node& node) {
  Decision decision;
  decision.id = id_of(node);
  decision.name = variable_name(node);
  decision.type = type_reference(child(node, "variable"));
  decision.question = own_text(child(node, "question"));
  owner_ = decision.name;
  for_each_child(node, "informationRequirement", [&](const pugi::xml_node& requirement) {
    for (std::string& id : hrefs(requirement, "requiredInput"))
      decision.required_inputs.push_back(std::move(id));
    for (std::string& id : hrefs(requirement, "requiredDecision"))
      decision.required_decisions.push_back(std::move(id));
  });
  for_each_child(node, "knowledgeRequirement", [&](const pugi::xml_node& requirement) {
    for (std::string& id : hrefs(requirement, "requiredKnowledge"))
      decision.required_knowledge.push_back(std::move(id));
  });
  decision.logic = read_first_expression(node, 0);
  model_.decisions.push_back(std::move(decision));
}

void Reader::read_knowledge(const pugi::xml_node& node) {
  BusinessKnowledge knowledge;
  knowledge.id = id_of(node);
  knowledge.name = variable_name(node);
  knowledge.type = type_reference(child(node, "variable"));
  owner_ = knowledge.name;
  for_each_child(node, "knowledgeRequirement", [&](const pugi::xml_node& requirement) {
    for (std::string& id : hrefs(requirement, "requiredKnowledge"))
      knowledge.required_knowledge.push_back(std::move(id));
  });
  read_function(child(node, "encapsulatedLogic"), knowledge.function, 0);
  model_.knowledge.push_back(std::move(knowledge));
}

void Reader::read_service(const pugi::xml_node& node) {
  DecisionService service;
  service.id = id_of(node);
  service.name = variable_name(node);
  service.type = type_reference(child(node, "variable"));
  service.output_decisions = hrefs(node, "outputDecision");
  service.encapsulated_decisions = hrefs(node, "encapsulatedDecision");
  service.input_decisions = hrefs(node, "inputDecision");
  service.input_data = hrefs(node, "inputData");
  model_.services.push_back(std::move(service));
}

void Reader::check_references() {
  std::set<std::string> inputs;
  std::set<std::string> decisions;
  std::set<std::string> knowledge;
  for (const InputData& input : model_.inputs) inputs.insert(input.id);
  for (const Decision& decision : model_.decisions) decisions.insert(decision.id);
  for (const BusinessKnowledge& each : model_.knowledge) knowledge.insert(each.id);
  for (const DecisionService& each : model_.services) knowledge.insert(each.id);
  const auto check = [&](const std::vector<std::string>& ids, const std::set<std::string>& known,
                         const std::string& from) {
    for (const std::string& id : ids) {
      if (known.contains(id)) continue;
      problem("dmn-reference", "“" + from + "”引用的“" + id + "”不存在。",
              "\"" + from + "\" refers to \"" + id + "\", which does not exist.", from);
    }
  };
  for (const Decision& decision : model_.decisions) {
    check(decision.required_inputs, inputs, decision.name);
    check(decision.required_decisions, decisions, decision.name);
    check(decision.required_knowledge, knowledge, decision.name);
  }
  for (const BusinessKnowledge& each : model_.knowledge) check(each.required_knowledge, knowledge, each.name);
  for (const DecisionService& service : model_.services) {
    check(service.output_decisions, decisions, service.name);
    check(service.encapsulated_decisions, decisions, service.name);
    check(service.input_decisions, decisions, service.name);
    check(service.input_data, inputs, service.name);
  }
}

}  // namespace zhunru::dmn

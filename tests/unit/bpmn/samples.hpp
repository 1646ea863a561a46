// Small BPMN files for the tests of engine/bpmn, written for this project.
#pragma once

#include <string>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/iso_time.hpp"
#include "engine/bpmn/lint.hpp"
#include "engine/bpmn/read.hpp"
#include "engine/bpmn/svg.hpp"
#include "engine/bpmn/translate.hpp"
#include "engine/bpmn/xml.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace zhunru::bpmn::test {

/// definitions with the usual namespaces around `inside`.
inline std::string file(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xmlns:zhunru=\"urn:zhunru:bpmn:1\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\" "
         "id=\"d\" targetNamespace=\"urn:test\">\n" +
         inside + "\n</definitions>\n";
}

/// An executable process "p" around `inside`.
inline std::string process(const std::string& inside, const std::string& before = {}) {
  return file(before + "<process id=\"p\" isExecutable=\"true\">\n" + inside + "\n</process>");
}

/// start -> inside element `id` -> end.
inline std::string around(const std::string& element, const std::string& id, const std::string& before = {}) {
  return process("<startEvent id=\"s\"/><sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"" + id + "\"/>" + element +
                     "<sequenceFlow id=\"f2\" sourceRef=\"" + id + "\" targetRef=\"e\"/><endEvent id=\"e\"/>",
                 before);
}

inline Model read_or_fail(const std::string& xml) {
  auto model = read(xml);
  if (!model) FAIL(base::describe(model.error()));
  return std::move(*model);
}

inline const model::Node& node_of(const Model& model, std::string_view id) {
  const auto index = model.definitions.find_node(id);
  REQUIRE(index);
  return model.definitions.node(*index);
}

/// FEEL text of an expression position, "" for none.
inline std::string feel(const Model& model, model::Index expression) {
  return expression == model::none ? std::string() : model.definitions.expression(expression).text;
}

inline const Finding* find_rule(const std::vector<Finding>& findings, std::string_view rule) {
  for (const Finding& finding : findings)
    if (finding.rule == rule) return &finding;
  return nullptr;
}

inline std::vector<Finding> lint_of(const std::string& xml, Profile profile = Profile::deploy) {
  LintOptions options;
  options.profile = profile;
  return lint(read_or_fail(xml), options);
}

}  // namespace zhunru::bpmn::test

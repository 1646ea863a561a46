// Small DMN models for tests, written as their inner XML.
#pragma once

#include <string>

#include "engine/dmn/evaluate.hpp"
#include "engine/dmn/parse.hpp"
#include "engine/feel/text_form.hpp"
#include <catch_amalgamated.hpp>

namespace zhunru::dmn {

inline std::string definitions(const std::string& inner) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"test\" "
         "namespace=\"urn:test\">" + inner + "</definitions>";
}

inline Model model(const std::string& inner) {
  auto parsed = parse(definitions(inner));
  if (!parsed) FAIL(base::describe(parsed.error()));
  for (const base::Error& problem : (*parsed)->problems) UNSCOPED_INFO(base::describe(problem));
  REQUIRE((*parsed)->problems.empty());
  return *parsed;
}

inline Evaluation run(const Model& model, std::string_view decision, const base::Value& inputs = base::Context(), const Options& options = {}) {
  auto evaluation = evaluate(model, decision, inputs, options);
  if (!evaluation) FAIL(base::describe(evaluation.error()));
  return *std::move(evaluation);
}

inline std::string text(const base::Value& value) { return value.is_hidden() ? "hidden" : feel::text_form(value); }

/// A table over inputs a and b; each row is "test a | test b | output", the row's clause is its number.
inline Model table(const std::string& attributes, const std::vector<std::array<std::string, 3>>& rows, const std::string& output = "<output id=\"o\"/>") {
  const auto cell = [](const std::string& name, const std::string& value) { return "<" + name + "><text><![CDATA[" + value + "]]></text></" + name + ">"; };
  std::string xml = "<decision id=\"d\" name=\"D\"><decisionTable id=\"t\" " + attributes +
                    "><input><inputExpression><text>a</text></inputExpression></input><input><inputExpression><text>b</text></inputExpression></input>" +
                    output + "<annotation name=\"clause\"/>";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    xml += "<rule id=\"r" + number + "\">" + cell("inputEntry", rows[i][0]) + cell("inputEntry", rows[i][1]) + cell("outputEntry", rows[i][2]) +
           cell("annotationEntry", "\"2.3-" + number + "\"") + "</rule>";
  }
  return model(xml + "</decisionTable></decision>");
}

}  // namespace zhunru::dmn

// Boxed expressions and decision tables.
#include "engine/base/limits.hpp"
#include "engine/dmn/reader.hpp"
#include "engine/feel/lexer.hpp"

namespace zhunru::dmn {
namespace {

constexpr int most_depth = 64;

constexpr std::pair<std::string_view, Boxed::Kind> kinds[] = {
    {"literalExpression", Boxed::Kind::literal},
    {"decisionTable", Boxed::Kind::table},
    {"context", Boxed::Kind::context},
    {"list", Boxed::Kind::list},
    {"relation", Boxed::Kind::relation},
    {"functionDefinition", Boxed::Kind::function},
    {"invocation", Boxed::Kind::invocation},
    {"conditional", Boxed::Kind::conditional},
    {"for", Boxed::Kind::loop},
    {"some", Boxed::Kind::some},
    {"every", Boxed::Kind::every},
    {"filter", Boxed::Kind::filter},
};

const Boxed::Kind* kind_of(std::string_view name) {
  for (const auto& [spelling, kind] : kinds) {
    if (spelling == name) return &kind;
  }
  return nullptr;
}

std::string attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).value();
}

HitPolicy hit_policy_of(std::string_view text, bool& known) {
  known = true;
  if (text.empty() || text == "UNIQUE") return HitPolicy::unique;
  if (text == "ANY") return HitPolicy::any;
  if (text == "PRIORITY") return HitPolicy::priority;
  if (text == "FIRST") return HitPolicy::first;
  if (text == "RULE ORDER") return HitPolicy::rule_order;
  if (text == "OUTPUT ORDER") return HitPolicy::output_order;
  if (text == "COLLECT") return HitPolicy::collect;
  known = false;
  return HitPolicy::unique;
}

Aggregation aggregation_of(std::string_view text) {
  if (text == "SUM") return Aggregation::sum;
  if (text == "COUNT") return Aggregation::count;
  if (text == "MIN") return Aggregation::min;
  if (text == "MAX") return Aggregation::max;
  return Aggregation::none;
}

}  // namespace

feel::Expression Reader::expression(const std::string& text, const std::string& where) {
  if (text.empty()) return {};
  auto compiled = feel::compile(text, names_);
  if (compiled) return *std::move(compiled);
  const base::Error& error = compiled.error();
  problem("dmn-expression", "“" + owner_ + "”的表达式有错误：" + error.message + "（" + text + "）",
          "An expression of \"" + owner_ + "\" is wrong: " + error.message_en + " (" + text + ")",
          owner_ + " " + where + " " + error.where);
  return {};
}

feel::Expression Reader::tests(const std::string& text, const std::string& where) {
  auto compiled = feel::compile_unary_tests(text, names_);
  if (compiled) return *std::move(compiled);
  const base::Error& error = compiled.error();
  problem("dmn-expression", "“" + owner_ + "”的条件有错误：" + error.message + "（" + text + "）",
          "A test of \"" + owner_ + "\" is wrong: " + error.message_en + " (" + text + ")",
          owner_ + " " + where + " " + error.where);
  return {};
}

Boxed Reader::read_first_expression(const pugi::xml_node& parent, int depth) {
  for (const pugi::xml_node& each : parent.children()) {
    if (each.type() == pugi::node_element && kind_of(local_name(each)) != nullptr)
      return read_expression(each, depth);
  }
  return {};
}

Boxed Reader::read_expression(const pugi::xml_node& node, int depth) {
  Boxed boxed;
  if (depth > most_depth) {
    problem("dmn-too-deep", "“" + owner_ + "”嵌套过深。", "\"" + owner_ + "\" is nested too deeply.", owner_);
    return boxed;
  }
  boxed.kind = *kind_of(local_name(node));
  boxed.id = attribute(node, "id");
  boxed.type = type_reference(node);
  const auto part = [&](std::string_view name) {
    boxed.parts.push_back(read_first_expression(child(node, name), depth + 1));
  };
  switch (boxed.kind) {
    case Boxed::Kind::literal:
      boxed.expression = expression(text_of(node), boxed.id);
      break;
    case Boxed::Kind::table:
      boxed.table = read_table(node);
      break;
    case Boxed::Kind::context:
      read_context(node, boxed, depth);
      break;
    case Boxed::Kind::function:
      read_function(node, boxed, depth);
      break;
    case Boxed::Kind::invocation:
      read_invocation(node, boxed, depth);
      break;
    case Boxed::Kind::list:
      for (const pugi::xml_node& each : node.children()) {
        if (each.type() == pugi::node_element && kind_of(local_name(each)) != nullptr)
          boxed.parts.push_back(read_expression(each, depth + 1));
      }
      break;
    case Boxed::Kind::relation:
      for_each_child(node, "column", [&](const pugi::xml_node& column) {
        boxed.names.push_back(feel::normalized_name(attribute(column, "name")));
      });
      for_each_child(node, "row", [&](const pugi::xml_node& row) {
        std::size_t cells = 0;
        for (const pugi::xml_node& each : row.children()) {
          if (each.type() != pugi::node_element || kind_of(local_name(each)) == nullptr ||
              cells == boxed.names.size())
            continue;
          boxed.parts.push_back(read_expression(each, depth + 1));
          ++cells;
        }
        for (; cells < boxed.names.size(); ++cells) boxed.parts.emplace_back();
      });
      break;
    case Boxed::Kind::conditional:
      part("if"), part("then"), part("else");
      break;
    case Boxed::Kind::loop:
      boxed.names.push_back(feel::normalized_name(attribute(node, "iteratorVariable")));
      part("in"), part("return");
      break;
    case Boxed::Kind::some:
    case Boxed::Kind::every:
      boxed.names.push_back(feel::normalized_name(attribute(node, "iteratorVariable")));
      part("in"), part("satisfies");
      break;
    case Boxed::Kind::filter:
      part("in"), part("match");
      break;
    case Boxed::Kind::nothing:
    case Boxed::Kind::external:
      break;
  }
  return boxed;
}

void Reader::read_context(const pugi::xml_node& node, Boxed& boxed, int depth) {
  for_each_child(node, "contextEntry", [&](const pugi::xml_node& entry) {
    const pugi::xml_node variable = child(entry, "variable");
    boxed.names.push_back(feel::normalized_name(attribute(variable, "name")));
    boxed.types.push_back(type_reference(variable));
    boxed.parts.push_back(read_first_expression(entry, depth + 1));
  });
}

void Reader::read_function(const pugi::xml_node& node, Boxed& boxed, int depth) {
  boxed.kind = Boxed::Kind::function;
  const std::string language = attribute(node, "kind");
  if (!language.empty() && language != "FEEL") boxed.kind = Boxed::Kind::external;
  const feel::Names outer_names = names_;
  for_each_child(node, "formalParameter", [&](const pugi::xml_node& parameter) {
    boxed.parameters.push_back(
        {feel::normalized_name(attribute(parameter, "name")), type_reference(parameter)});
    names_.add(boxed.parameters.back().name);
  });
  boxed.parts.push_back(read_first_expression(node, depth + 1));
  names_ = outer_names;
}

void Reader::read_invocation(const pugi::xml_node& node, Boxed& boxed, int depth) {
  boxed.parts.push_back(read_first_expression(node, depth + 1));
  for_each_child(node, "binding", [&](const pugi::xml_node& binding) {
    boxed.names.push_back(feel::normalized_name(attribute(child(binding, "parameter"), "name")));
    boxed.parts.push_back(read_first_expression(binding, depth + 1));
  });
}

std::shared_ptr<const DecisionTable> Reader::read_table(const pugi::xml_node& node) {
  auto table = std::make_shared<DecisionTable>();
  table->id = attribute(node, "id");
  bool known = false;
  table->hit_policy = hit_policy_of(attribute(node, "hitPolicy"), known);
  table->aggregation = aggregation_of(attribute(node, "aggregation"));
  if (!known)
    problem("dmn-table", "“" + owner_ + "”的命中策略无法识别。",
            "The hit policy of \"" + owner_ + "\" is not known.", owner_);
  for_each_child(node, "input", [&](const pugi::xml_node& input) {
    InputClause clause;
    clause.id = attribute(input, "id");
    clause.label = attribute(input, "label");
    const pugi::xml_node source = child(input, "inputExpression");
    clause.expression = expression(text_of(source), "input " + clause.id);
    clause.type = type_reference(source);
    if (const std::string values = text_of(child(input, "inputValues")); !values.empty())
      clause.allowed = tests(values, "inputValues");
    table->inputs.push_back(std::move(clause));
  });
  for_each_child(node, "output", [&](const pugi::xml_node& output) {
    OutputClause clause;
    clause.id = attribute(output, "id");
    clause.name = feel::normalized_name(attribute(output, "name"));
    clause.label = attribute(output, "label");
    clause.type = type_reference(output);
    if (const std::string values = text_of(child(output, "outputValues")); !values.empty()) {
      clause.allowed = expression("[" + values + "]", "outputValues");
    }
    if (const pugi::xml_node otherwise = child(output, "defaultOutputEntry")) {
      clause.otherwise = expression(text_of(otherwise), "defaultOutputEntry");
    }
    table->outputs.push_back(std::move(clause));
  });
  std::vector<std::string> annotation_names;
  for_each_child(node, "annotation", [&](const pugi::xml_node& annotation) {
    annotation_names.push_back(attribute(annotation, "name"));
  });
  for_each_child(node, "rule", [&](const pugi::xml_node& rule) {
    if (table->rules.size() < base::limits::dmn_rules)
      table->rules.push_back(read_rule(rule, *table, annotation_names));
  });
  const bool too_large =
      table->inputs.size() + table->outputs.size() + annotation_names.size() > base::limits::dmn_columns ||
      table->rules.size() == base::limits::dmn_rules;
  if (too_large)
    problem("dmn-table", "“" + owner_ + "”的决策表过大。",
            "The decision table of \"" + owner_ + "\" is too large.", owner_);
  if (table->outputs.empty())
    problem("dmn-table", "“" + owner_ + "”的决策表没有输出列。",
            "The decision table of \"" + owner_ + "\" has no output.", owner_);
  return table;
}

Rule Reader::read_rule(const pugi::xml_node& node, const DecisionTable& table,
                       const std::vector<std::string>& annotation_names) {
  Rule rule;
  rule.id = attribute(node, "id");
  rule.index = static_cast<std::int32_t>(table.rules.size()) + 1;
  rule.description = own_text(child(node, "description"));
  const std::string where = "rule " + std::to_string(rule.index);
  for_each_child(node, "inputEntry", [&](const pugi::xml_node& entry) {
    rule.test_texts.push_back(text_of(entry));
    rule.tests.push_back(
        tests(rule.test_texts.back(), where + " input " + std::to_string(rule.tests.size() + 1)));
  });
  for_each_child(node, "outputEntry", [&](const pugi::xml_node& entry) {
    rule.output_texts.push_back(text_of(entry));
    rule.outputs.push_back(
        expression(rule.output_texts.back(), where + " output " + std::to_string(rule.outputs.size() + 1)));
  });
  std::size_t column = 0;
  for_each_child(node, "annotationEntry", [&](const pugi::xml_node& entry) {
    std::string name =
        column < annotation_names.size() ? annotation_names[column] : std::to_string(column + 1);
    rule.annotations.push_back({std::move(name), text_of(entry)});
    ++column;
  });
  if (rule.tests.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size()) {
    problem("dmn-table", "“" + owner_ + "”第 " + std::to_string(rule.index) + " 行的列数与表头不符。",
            "Row " + std::to_string(rule.index) + " of \"" + owner_ +
                "\" has another number of cells than the head of the table.",
            owner_ + " " + where);
    rule.tests.resize(table.inputs.size());
    rule.outputs.resize(table.outputs.size());
  }
  return rule;
}

}  // namespace zhunru::dmn

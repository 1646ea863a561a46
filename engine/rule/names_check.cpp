#include "engine/rule/names_check.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "engine/feel/builtins.hpp"
#include "engine/rule/functions.hpp"

namespace zhunru::rule {
namespace {

constexpr int max_depth = 16;  ///< nested boxed expressions

using Names = std::set<std::string, std::less<>>;

class Check {
 public:
  explicit Check(const dmn::ModelData& model) : functions_(functions(none_)) {
    known_.insert({"settings", "?", "item", "partial"});
    for (const dmn::InputData& input : model.inputs) known_.insert(input.name);
    for (const dmn::Decision& decision : model.decisions) known_.insert(decision.name);
    for (const dmn::BusinessKnowledge& knowledge : model.knowledge) known_.insert(knowledge.name);
    for (const dmn::DecisionService& service : model.services) known_.insert(service.name);
  }

  base::Result<void> boxed(const dmn::Boxed& boxed, const std::string& where, const Names& outer, int depth) const {
    if (depth > max_depth) return {};
    Names names = outer;
    names.insert(boxed.names.begin(), boxed.names.end());
    for (const dmn::Parameter& parameter : boxed.parameters) names.insert(parameter.name);
    ZHUNRU_TRY_VOID(expression(boxed.expression, where, names));
    if (boxed.table) ZHUNRU_TRY_VOID(table(*boxed.table, where, names));
    for (const dmn::Boxed& part : boxed.parts) ZHUNRU_TRY_VOID(this->boxed(part, where, names, depth + 1));
    return {};
  }

 private:
  base::Result<void> table(const dmn::DecisionTable& table, const std::string& where, const Names& names) const {
    for (const dmn::InputClause& input : table.inputs) ZHUNRU_TRY_VOID(expression(input.expression, where, names));
    for (const dmn::Rule& rule : table.rules) {
      const std::string row = where + "/" + rule.id;
      for (const feel::Expression& test : rule.tests) ZHUNRU_TRY_VOID(expression(test, row, names));
      for (const feel::Expression& output : rule.outputs) ZHUNRU_TRY_VOID(expression(output, row, names));
    }
    return {};
  }

  base::Result<void> expression(const feel::Expression& text, const std::string& where, const Names& names) const {
    for (const std::string& name : text.reads()) {
      if (known_.count(name) == 0 && names.count(name) == 0 && !is_function(name)) return unknown(name, text, where);
    }
    for (const std::string& name : text.calls()) {
      if (known_.count(name) == 0 && names.count(name) == 0 && !is_function(name)) return unknown(name, text, where);
    }
    return {};
  }

  bool is_function(const std::string& name) const {
    return functions_.find(name) != nullptr || feel::find_builtin(name) != nullptr;
  }

  static base::Error unknown(const std::string& name, const feel::Expression& text, const std::string& where) {
    return base::make_error("rule-name", "表达式中的名称 " + name + " 没有含义,请检查拼写:" + text.text(),
                            "the name " + name + " means nothing; check its spelling: " + text.text(), where);
  }

  registers::Collection none_;
  feel::FunctionTable functions_;
  Names known_;
};

}  // namespace

base::Result<void> check_names(const dmn::ModelData& model) {
  const Check check(model);
  for (const dmn::BusinessKnowledge& knowledge : model.knowledge) {
    ZHUNRU_TRY_VOID(check.boxed(knowledge.function, knowledge.name, {}, 0));
  }
  for (const dmn::Decision& decision : model.decisions) ZHUNRU_TRY_VOID(check.boxed(decision.logic, decision.name, {}, 0));
  return {};
}

}  // namespace zhunru::rule

#include "engine/dmn/evaluate.hpp"

#include <algorithm>

#include "engine/dmn/session.hpp"

namespace zhunru::dmn {

base::Result<Evaluation> evaluate(const Model& model, std::string_view name, const base::Value& inputs,
                                  const Options& options) {
  if (!inputs.is_context() && !inputs.is_null()) {
    return base::make_error("dmn-input", "决策的输入必须是一组有名称的值。",
                            "The input of a decision must be a context of named values.");
  }
  const Decision* decision = find_decision(*model, name);
  const DecisionService* service = decision == nullptr ? find_service(*model, name) : nullptr;
  if (decision == nullptr && service == nullptr) {
    const std::string wanted(name);
    return base::make_error("dmn-unknown-decision", "模型中没有决策“" + wanted + "”。",
                            "The model has no decision \"" + wanted + "\".", model->name);
  }
  feel::Options feel_options;
  feel_options.functions = options.functions;
  feel_options.types = &model->types;
  feel_options.steps = options.steps;
  feel_options.now = options.now;
  Session session(model, feel_options, options.globals);
  const base::Value given = inputs.is_context() ? inputs : base::Value(base::Context());
  Session::Graph graph{given, false, {}};
  Evaluation evaluation;
  evaluation.value =
      decision != nullptr ? session.decision(graph, *decision) : session.service(*service, given);
  if (session.failed()) return session.error();
  evaluation.tables = std::move(session.traces());
  const auto own = std::find_if(
      evaluation.tables.rbegin(), evaluation.tables.rend(),
      [&](const TableTrace& trace) { return decision != nullptr && trace.decision == decision->name; });
  if (own != evaluation.tables.rend()) {
    evaluation.matched = own->matched;
    evaluation.decided = own->decided;
    evaluation.defaulted = own->defaulted;
  }
  evaluation.notes = std::move(session.notes());
  evaluation.unresolved = std::move(session.unresolved());
  std::sort(evaluation.unresolved.begin(), evaluation.unresolved.end());
  evaluation.steps = session.steps();
  return evaluation;
}

}  // namespace zhunru::dmn

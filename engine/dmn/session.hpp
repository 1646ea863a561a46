// One evaluation of a model: the FEEL machine plus what is known so far. Internal to engine/dmn.
#pragma once

#include <map>

#include "engine/dmn/evaluate.hpp"
#include "engine/feel/evaluator.hpp"

namespace zhunru::dmn {

class Session : public feel::Evaluator {
 public:
  Session(const Model& model, const feel::Options& feel_options, base::Value globals)
      : Evaluator(feel_options), model_(model.data()), globals_(std::move(globals)) {}

  /// Values that stand for input data and decisions in one requirements graph (the model's, or a service's call).
  struct Graph {
    base::Value inputs;
    bool closed = false;  ///< a service: only what it was called with is known
    std::map<std::string, base::Value> done;
  };

  base::Value decision(Graph& graph, const Decision& decision);
  /// Result of a service called with values by name.
  base::Value service(const DecisionService& service, base::Value inputs);
  std::vector<TableTrace>& traces() { return traces_; }

  /// An input as the model wants it: of its type and within its allowed values, else null with a note.
  base::Value checked_input(const base::Value& value, const feel::Type& type, const std::string& name);

 private:
  // session.cpp
  feel::Scope globals_scope() const { return feel::Scope(globals_); }
  base::Value knowledge_function(const BusinessKnowledge& knowledge);
  base::Value service_function(const DecisionService& service);
  void add_knowledge(const std::vector<std::string>& ids, base::Context& names);
  base::Value typed(base::Value value, const feel::Type& type, const std::string& name);
  bool bind(const std::vector<Parameter>& parameters, base::List arguments, base::Context& bound);
  bool is_allowed(const base::Value& value, const AllowedValues& allowed, int depth);

  // session_boxed.cpp
  base::Value boxed(const Boxed& boxed, const feel::Scope& scope);
  base::Value boxed_context(const Boxed& boxed, const feel::Scope& scope);
  base::Value boxed_relation(const Boxed& boxed, const feel::Scope& scope);
  base::Value boxed_function(const Boxed& boxed, const feel::Scope& scope);
  base::Value boxed_invocation(const Boxed& boxed, const feel::Scope& scope);
  base::Value boxed_iteration(const Boxed& boxed, const feel::Scope& scope);
  base::Value boxed_filter(const Boxed& boxed, const feel::Scope& scope);
  bool items_of(const base::Value& value, base::List& items);

  // session_table.cpp
  struct TableRun;
  base::Value table(const DecisionTable& table, const feel::Scope& scope);
  bool match_rules(TableRun& run);
  base::Value rule_output(TableRun& run, const Rule& rule);
  base::Value default_output(TableRun& run);
  base::Value single_result(TableRun& run);
  base::Value list_result(TableRun& run);
  base::Value aggregated(TableRun& run, const base::List& values);
  void sort_by_priority(TableRun& run);

  std::shared_ptr<const ModelData> model_;
  base::Value globals_;
  std::vector<TableTrace> traces_;
  std::string owner_;
  std::uint32_t depth_ = 0;
};

}  // namespace zhunru::dmn

// Evaluating a decision with everything it requires, and saying which rows of which tables hit.
// Bounded like FEEL; a decision that FEEL cannot calculate is null with notes, not an Error.
#pragma once

#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/dmn/model.hpp"
#include "engine/feel/function_table.hpp"

namespace zhunru::dmn {

struct Options {
  const feel::FunctionTable* functions = nullptr;
  /// A context whose members every expression sees ("settings", ...); names of the model come first.
  base::Value globals;
  /// What now() and today() give.
  base::Value now;
  std::uint32_t steps = base::limits::dmn_steps;
};

/// A row of a decision table that applied.
struct Hit {
  std::string rule_id;
  std::int32_t index = 0;               ///< row, from 1
  std::string description;
  std::vector<Annotation> annotations;  ///< texts of the annotation columns by name; a quoted text without its quotes
  base::Value output;                   ///< what the row says; null for rows whose output was not needed

  /// The annotation of that name, or "".
  std::string annotation(std::string_view name) const;
};

/// One evaluation of one table.
struct TableTrace {
  std::string decision;       ///< name of the decision that was being evaluated
  std::string table_id;
  HitPolicy hit_policy = HitPolicy::unique;
  base::List inputs;          ///< values of the input expressions
  std::vector<Hit> matched;   ///< every row whose conditions hold, in the order of the table
  std::vector<Hit> decided;   ///< the rows that the result comes from
  bool defaulted = false;     ///< no row matched and the default output was taken
};

struct Evaluation {
  base::Value value;
  std::vector<Hit> matched;          ///< of the table of the decision itself; empty when it has none
  std::vector<Hit> decided;
  bool defaulted = false;
  std::vector<TableTrace> tables;    ///< all tables that were evaluated, in order
  std::vector<base::Error> notes;    ///< why something became null, at most 8
  std::vector<std::string> unresolved;
  std::uint32_t steps = 0;
};

/// Evaluates the decision (or decision service) of that name. `inputs`: a context by names of input data; a member with
/// the name of a required decision stands in for its evaluation. A model without input data lets its decisions see all
/// of `inputs`. Input of the wrong type or beyond its allowed values is null, with a note.
/// Error codes: dmn-unknown-decision, dmn-input, feel-steps, feel-depth, feel-size, or what a host function returned.
base::Result<Evaluation> evaluate(const Model& model, std::string_view decision, const base::Value& inputs,
                                  const Options& options = {});

}  // namespace zhunru::dmn

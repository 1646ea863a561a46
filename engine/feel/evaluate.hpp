// Evaluating compiled FEEL. Bounded: steps, depth, sizes; beyond a limit it ends with an Error, never hangs.
// FEEL's own errors are null with a note that says why; they are no Error.
#pragma once

#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/feel/compile.hpp"
#include "engine/feel/function_table.hpp"
#include "engine/feel/scope.hpp"
#include "engine/feel/type.hpp"

namespace zhunru::feel {

struct Options {
  const FunctionTable* functions = nullptr;  ///< looked up after the scope and before the built-in functions
  const TypeTable* types = nullptr;          ///< for "instance of" and typed parameters
  std::uint32_t steps = base::limits::feel_steps;
  /// What now() and today() give; without it they are null: the core has no clock.
  base::Value now;
};

struct Evaluation {
  base::Value value;
  /// Names that were read and mean nothing in the scope, sorted; members missing in filters' items are not counted.
  std::vector<std::string> unresolved;
  /// Why parts became null (at most 8): code feel-null, where = line and column.
  std::vector<base::Error> notes;
  std::uint32_t steps = 0;
};

/// Error codes: feel-steps, feel-depth, feel-size, or what a host function returned.
base::Result<Evaluation> evaluate(const Expression& expression, const Scope& scope, const Options& options = {});
/// Unary tests over `input` ("?"): boolean, null, or hidden.
base::Result<Evaluation> evaluate_tests(const Expression& tests, const base::Value& input, const Scope& scope,
                                        const Options& options = {});

/// compile and evaluate in one, for one-off use: names with blanks are taken from `context`.
base::Result<Evaluation> evaluate_text(std::string_view text, const base::Value& context, const Options& options = {});

}  // namespace zhunru::feel

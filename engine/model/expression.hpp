// Expressions and "text or expression" values of a model. The model keeps text only; whoever evaluates keeps a vector
// of compiled expressions parallel to Definitions::expressions. This header evaluates nothing and knows no FEEL.
#pragma once

#include <cstdint>
#include <string>

#include "engine/model/index.hpp"

namespace zhunru::model {

/// How Expression::text came about.
enum class Dialect : std::uint8_t {
  feel,         ///< written as FEEL (a leading `=` is taken off)
  translated,   ///< another engine's `${...}`, `==`, `&&` ... rewritten as FEEL; `source` keeps what was written
  unsupported,  ///< a language or construct that cannot be rewritten; lint reports it, evaluation is an incident
};

/// One expression of the file (conditions, mappings, cardinalities, times).
struct Expression {
  std::string text;      ///< FEEL to evaluate, without leading `=`
  std::string source;    ///< exactly what the file says
  std::string language;  ///< attribute expressionLanguage of the expression or of the definitions, may be empty
  Dialect dialect = Dialect::feel;
  bool formal = true;    ///< false: a natural-language tExpression (BPMN 2.0 §8.4.5), not executable
  std::string element;   ///< id of the element it belongs to, for messages
  std::int32_t line = 0; ///< line in the file, from 1; 0 = unknown
};

/// An attribute that is literal text unless it begins with `=` (architecture.md §4).
struct TextOrFeel {
  std::string text;           ///< the literal; empty when `expression` is set
  Index expression = none;    ///< in Definitions::expressions

  /// Nothing was written.
  bool empty() const { return text.empty() && expression == none; }
};

}  // namespace zhunru::model

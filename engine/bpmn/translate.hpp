// Expressions of other engines rewritten as FEEL: `${input == 1 && !done}`, `not x`, `list.size() > 2`,
// `nrOfCompletedInstances/nrOfInstances >= 0.5`. It guesses nothing: what has no FEEL equivalent is reported.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/expression.hpp"

namespace zhunru::bpmn {

/// A text as FEEL, or the reason why it cannot be.
struct Translation {
  std::string feel;
  model::Dialect dialect = model::Dialect::feel;
  std::string reason;      ///< for unsupported: what was met, in English
};

/// An expression: leading `=` means FEEL; `${...}`/`#{...}` and texts with foreign operators are rewritten; the rest is
/// FEEL as it stands.
Translation translate_expression(std::string_view text);

/// A text that may hold `${...}` parts ("user-${id}"): nullopt when it is plain text without them and without leading `=`.
std::optional<Translation> translate_template(std::string_view text);

}  // namespace zhunru::bpmn

// Expressions of a process over the variables of a scope: own scope first, then outwards up to the process (a called
// process sees only what was put in). Also visible: settings, case_id, case_no, registers, today() and now() of the
// command, and the counters of the loop around.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// A variable as seen from a scope; nullptr when there is none. Counters of loops are not variables.
const base::Value* find_variable(const state::Case& c, Id scope, std::string_view name);

/// The value. Errors: unresolved-variable (a name that nothing has), bad-expression, expression-budget.
/// `strict` false: unknown names are null. `extra`: names that come before all others (what an event brought along).
base::Result<base::Value> evaluate(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                   model::Index expression, bool strict = true, const base::Context* extra = nullptr);
/// A condition: true or false; null is false; anything else is the error condition-not-boolean.
base::Result<bool> evaluate_condition(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                      model::Index expression, bool strict = true);
/// Literal text or FEEL that gives text (numbers and dates as text; null as "").
base::Result<std::string> evaluate_text(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                        const model::TextOrFeel& text);
/// Literal text as a string value, or FEEL of any kind.
base::Result<base::Value> evaluate_value(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                         const model::TextOrFeel& text);
/// What a preview meets where its copy of the case lacks what this person may not see (design §4).
base::Error depends_on_hidden();
/// A value as text for names and keys: strings as they are, numbers and dates as FEEL writes them, null as "".
std::string text_of(const base::Value& value);
/// FEEL text outside of a model (form `when`, templates), compiled for this call.
base::Result<base::Value> evaluate_feel(const Run& run, const state::Case& c, Id scope, std::string_view feel);

}  // namespace zhunru::decide

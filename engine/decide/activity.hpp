// What all activities share (BPMN 2.0 §13.3): startQuantity, inputs and outputs, boundary events, clocks, compensation
// records, and the way from "done" to the outgoing flows or, inside a loop, to the loop.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// The activity's work is done: outputs, then out (or, for an instance of a loop, to the loop). `result` is what the
/// activity gave; it is written as variable `<element id>` in the parent scope, or into the loop's list. Null: nothing.
void complete_activity(Run& run, const Place& p, base::Value result = {});
/// A task of the token was answered: when nobody else is asked there (加签) the activity is complete. `record` is the
/// answer {outcome, data, by, at, signed}; answers of added signers gather in variable `<element id>_signers`.
void complete_asked(Run& run, const Place& p, const state::Task& task, base::Value record);
/// The inner scope of a sub-process or transaction is empty.
void finish_sub_process(Run& run, const Place& owner, const state::Scope& inner);
/// The process that a call activity opened is empty.
void finish_called_process(Run& run, const Place& owner, const state::Scope& called);
/// After a loop body is closed: outputs of the whole activity, then out.
void leave_activity(Run& run, const Place& p);

/// Sets a variable by target path in a scope.
void set_variable(Run& run, std::string_view case_id, Id scope, std::string_view target, base::Value value);
/// The scope into which an activity writes what it gives: the one it stands in, past loop bodies.
Id parent_for_outputs(const state::Case& c, Id scope);
/// Marks the token as waiting at its element.
void wait(Run& run, const Place& p);
/// Evaluates zhunru:output mappings over `from` and writes them into `to`. False with an incident raised.
bool map_outputs(Run& run, const Place& p, Id from, Id to);

}  // namespace zhunru::decide

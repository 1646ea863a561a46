// Compensation (BPMN 2.0 §10.7.2, §13.5.5): records of completed activities, handlers run in reverse order.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Remembers a completed activity when it has a handler, or had something compensable inside (`inner` scope, closed).
void record_compensable(Run& run, const Place& p, Id inner, const base::Context& variables);
/// Starts the handlers for a throw event: of one activity, or of the whole scope when `activity` is none. True when the
/// token must wait for them; false when nothing is left to do.
bool start_compensation(Run& run, const Place& p, model::Index activity, bool wait);
/// Compensates everything in the scope of a transaction for `token`, a cancel end event.
bool start_cancellation(Run& run, const Place& p);
/// A transaction is cancelled and compensated: its token leaves by the cancel boundary event, or ends without one.
void cancel_transaction(Run& run, std::string_view case_id, Id scope);
/// A handler has ended: the next one, or the throw event goes on.
void compensation_progress(Run& run, std::string_view case_id, Id scope);

}  // namespace zhunru::decide

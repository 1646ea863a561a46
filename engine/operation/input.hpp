// Reading what a service task hands to its operation, and the few things that most operations need: refusals with a
// clause, registers by day, working days. Only for engine/operation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/operation/operation.hpp"
#include "engine/poll/poll.hpp"
#include "engine/register/register.hpp"

namespace zhunru::operation {

using base::Context;
using base::List;
using base::Result;
using base::Value;

/// Refusal with the clause in front of the place, as engine::Rejection wants it.
base::Error refuse(std::string code, std::string message, std::string message_en, std::string_view clause = "");
/// The texts of a list; what is no text is left out, no list is an empty one.
std::vector<std::string> texts(const Value& list);
/// A list of texts as a value.
Value text_list(const std::vector<std::string>& items);
/// A member that has to be there as text that is not empty; the error names it.
Result<std::string> needed(const Value& input, std::string_view name);

/// The poll a task speaks of (input `poll`, or variable `poll_id`); an error when there is none.
Result<const poll::Poll*> poll_of(const OperationContext& context, const Value& input);

/// The same for counting what was said in it: refused with `depends-on-hidden` where this copy has no voices (previews).
Result<const poll::Poll*> counted_poll_of(const OperationContext& context, const Value& input);

/// Record of a register today by its key; null when there is none.
const Value& record(const OperationContext& context, std::string_view register_name, std::string_view key);
/// Value of a setting today; null when there is none.
Value setting(const OperationContext& context, std::string_view name);
/// Calendars in force.
Result<calendar::Calendars> calendars(const OperationContext& context);
/// Variable `calendar`, else settings.calendar, else the family that extends another, else the first one (as decide/clock.cpp).
std::string default_calendar(const OperationContext& context);
/// End of the n-th working day from now.
Result<base::Instant> due_in(const OperationContext& context, std::int64_t working_days);
/// Day of an ISO date text or date value; an error that names the member.
Result<base::Date> day(const Value& value, std::string_view name);

/// The next version of a register with one record put in (`record` null: taken out), as an event. Makes the register when
/// there is none. `next` receives the changed register, for a further change in the same operation.
Result<event::Event> put_record(const OperationContext& context, registers::Register& next, std::string_view key,
                                const Value& record, std::string reason, std::string clause);
/// The register as it stands, empty when there is none.
registers::Register register_copy(const OperationContext& context, std::string_view name);

}  // namespace zhunru::operation

// Whether a text has the shape of an ISO 8601 time as BPMN timers use it. It computes no time.
#pragma once

#include <string_view>

namespace zhunru::bpmn {

/// `element` is timeDate, timeDuration or timeCycle. FEEL (leading `=`) and `${...}` always pass; a cycle may also be a
/// cron text of five to seven fields.
bool is_iso_time(std::string_view element, std::string_view text);

/// True when a text that is not ISO 8601 can only be meant as an expression (it calls or computes something).
bool may_be_feel(std::string_view text);

}  // namespace zhunru::bpmn

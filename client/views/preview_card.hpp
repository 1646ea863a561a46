// What will happen, as people read it: who has the next step, by when, under which clause; what others choose between; what this
// person may not see. For: OutcomeSheet and AnswerScreen. Draws what client/preview computed on this phone; asks nobody.
#pragma once

#include <string_view>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/preview/outlook.hpp"

namespace zhunru::views {

/// The lines of an outlook of a task.
void outlook(kit::Ui& ui, app::Context& c, const preview::Outlook& outlook);
/// The outlook of an answer: does it count, until when it may be changed, and what the end of the consultation brings.
void answer_outlook(kit::Ui& ui, app::Context& c, const preview::Outlook& answer, const preview::Outlook& later, base::Instant later_at);

}  // namespace zhunru::views

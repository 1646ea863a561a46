// What a poll amounts to: the input of D5, counts by class, the committees' stances apart, strata of a survey.
// Counts are for after closing; while a poll is open only `asked` may be shown (D12-1). It names no resident, ever.
#pragma once

#include "engine/base/value.hpp"
#include "engine/poll/poll.hpp"

namespace zhunru::poll {

/// Everything a consultation needs after closing, as one context:
/// rc {community: stance or null}, classes_answered, resident_answers, counts [{class, invited, answered, agree, agree_if,
/// disagree, no_view}], institutions [{class, body, stance}], committees [{community, stance, signed}], rc_stance (the
/// worst), party_flags, issues [{id, text, from}], asked, late, unconfirmed, opened, closes;
/// of a survey also strata [{name, population, counts[5]}] and n {stratum: answers}.
base::Value tally(const Poll& poll);

/// Who was asked and how many, without any answer: may be shown while the poll is open.
base::Value asked(const Poll& poll);

/// Counted answers of a survey by stratum of the plan, five points each.
base::Value strata_counts(const Poll& poll);

}  // namespace zhunru::poll

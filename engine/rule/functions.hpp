// What FEEL cannot say plainly, as functions that tables, processes, forms and documents call (the list with words for
// users stands in workflows/rules/README.md). They look things up and count; no row, clause or number of the policy is here.
#pragma once

#include "engine/feel/function_table.hpp"
#include "engine/register/source.hpp"

namespace zhunru::rule {

/// register, record, communities_in, place_known, list_entries, holds, kind_of, is_count, trimmed_length, trim, at_least_share,
/// more_than_share, working_day, month_day, working_days_between, calendar_provisional, hide_small.
/// `source` must outlive the table and must not change while the table is used: look-ups are remembered.
feel::FunctionTable functions(const registers::Source& source);

}  // namespace zhunru::rule

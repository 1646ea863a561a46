// What a poll may show, and to whom: while it is open only who was asked (D12-1); afterwards stances of institutions by name and
// residents only as figures from which no small group can be worked out (D12-2). Never a resident's name, never a comment of one.
#pragma once

#include "engine/base/value.hpp"
#include "engine/poll/poll.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

/// Words of a class of D5.
Words class_words(std::string_view name);

/// {poll_id, kind, case_id, title, status, opens, closes, text_hash, scope, asked, committees, totals, issues, residents}; totals,
/// stances and figures are null while it is open.
base::Context poll_view(const state::State& state, const poll::Poll& poll);

/// The text that is consulted: {item or admission, communities, text_blocks}, as the public may see it.
base::Context consulted_text(const state::State& state, const poll::Poll& poll);

/// Name of the form that a party fills in.
std::string answer_form(const poll::Poll& poll, std::string_view party);

/// What that form begins with: in a survey its questions, {points: [{question}]}; null otherwise.
base::Value answer_prefill(const state::State& state, const poll::Poll& poll);

}  // namespace zhunru::server::read_model

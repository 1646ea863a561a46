// Parts of a poll's page for those who run it on the spot: classes, which committees have spoken, what the station has entered from
// paper or a meeting, and (after the end) how many residents spoke by which way. Nothing of what anybody said.
#pragma once

#include <string>

#include "engine/base/value.hpp"
#include "engine/poll/answer.hpp"
#include "engine/poll/poll.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

/// Way of an answer: link, poster, account, counter, paper, meeting.
Words channel_words(std::string_view channel);

/// [{class, name}] of those who can be invited.
base::List class_list();

/// [{community, name, answered}]: whether a committee has spoken is no count of residents.
base::List committees_answered(const state::State& state, const poll::Poll& poll);

/// Answers of residents of `community` that its station entered: [{ballot, channel, channel_name, at}], newest first.
base::List entered_at(const poll::Poll& poll, const std::string& community);

/// Residents' counted voices by way, after the end: [{channel, name, count}]; a count from which a small group can be worked out is
/// null. Null while the poll is open, or when nobody answered.
base::Value ways_of(const state::State& state, const poll::Poll& poll);

/// Whose voice it is or would be: {class, class_name, community, community_name, body, stratum}.
base::Context who_words(const state::State& state, const poll::Speaker& voice);

/// {channel, channel_name, at, revision} of a voice: who has to be asked whether the paper is the later word.
base::Context counted_before(const poll::Voice& voice);

}  // namespace zhunru::server::read_model

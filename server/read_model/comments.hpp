// What residents wrote in a poll, as the state knows it: how much, and what the office withheld as abusive, with reason, by whom and
// when. That trace is public; the words are not here, the state holds only commitments.
// Register `moderation`: {id: commitment, poll, community, withheld, reason, by, at}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/poll/poll.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

inline constexpr std::string_view moderation_register = "moderation";

/// One written text of a resident whose voice counts.
struct Comment {
  std::string commitment;
  std::string community;
  std::string field;  ///< "comment", or "proposal.text"
  std::string part;   ///< of a proposal: which part of the item, "" = none
};

/// By commitment, so that the order says nothing of when somebody wrote. Empty while the poll is open: nobody reads along.
std::vector<Comment> comments_of(const poll::Poll& poll);

/// What the office said of this text: a record of the register with withheld = true; null when it stands.
const base::Value& withheld_record(const state::State& state, std::string_view commitment);

/// {given, withheld: [{community_name, community_name_en, reason, by_name, by_name_en, at}]}; null while the poll is open.
base::Value comments_summary(const state::State& state, const poll::Poll& poll);

}  // namespace zhunru::server::read_model

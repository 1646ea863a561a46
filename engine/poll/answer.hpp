// Taking an answer: may this voice be heard, and whose is it? Pure checks over a poll; they write nothing.
// The identity comes from the server (seats, invitation, counter), never from what the phone claims.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/poll/event.hpp"

namespace zhunru::poll {

/// How the answer came and who is behind it.
struct Speaker {
  std::string channel;     ///< link, poster, account; by the station: counter, paper, meeting
  std::string invitation;  ///< link and poster: id of the invitation
  std::string device;      ///< link and poster: commitment to the device
  std::string party;       ///< class of D5
  std::string community, body, person, stratum;
};

/// What was said, already checked by its form.
struct Answer {
  std::string stance;     ///< agree, agree_if, disagree, no_view; "" in a survey
  base::Value data;
  std::string text_hash;  ///< of the text that the person saw; "" = the poll's own
};

/// Completes the speaker from the invitation of a link or poster. Errors: unknown_invitation, bound_elsewhere,
/// link_expired (only before closing; after closing the answer is late, not refused).
base::Result<Speaker> resolve_invitation(const Poll& poll, Speaker speaker, base::Instant at);

/// The event that records the voice. Late answers are recorded as late. Errors: poll_void, text_changed, unknown_party,
/// outside_scope, nobody (no person behind it), stance (a committee has no "no view").
base::Result<VoiceRecorded> record(const Poll& poll, const Speaker& speaker, const Answer& answer, base::Instant at);

/// The event that makes a poster voice count. `by` is the account of the station or committee of `community`. Errors:
/// unknown_voice, already_verified, other_community, poll_closed.
base::Result<VoiceConfirmed> confirm(const Poll& poll, const std::string& key, const std::string& person,
                                     const std::string& stratum, const std::string& community, const std::string& by);

}  // namespace zhunru::poll

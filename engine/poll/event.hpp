// What happened in a poll. Each event has one apply function; applying cannot fail and reads no clock.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/poll/poll.hpp"

namespace zhunru::poll {

/// The text is frozen and the parties may speak.
struct PollOpened {
  static constexpr std::string_view name = "PollOpened";
  Poll poll;  ///< without invitations and voices
  template <class Visitor>
  void fields(Visitor&& visit) { visit("poll", poll); }
};

/// Ways in were made. Sending them is the host's work.
struct InvitationsIssued {
  static constexpr std::string_view name = "InvitationsIssued";
  std::string poll;
  std::vector<Invitation> invitations;
  template <class Visitor>
  void fields(Visitor&& visit) { visit("poll", poll); visit("invitations", invitations); }
};

/// A person or an institution has spoken, for the first time or again. Late ones go to the late shelf.
struct VoiceRecorded {
  static constexpr std::string_view name = "VoiceRecorded";
  std::string poll;
  Voice voice;
  std::string device;  ///< binds the invitation when it was not bound, "" = no link
  std::string person;  ///< binds an open invitation to the account that used it
  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("poll", poll);
    visit("voice", voice);
    visit("device", device);
    visit("person", person);
  }
};

/// The station or the committee has confirmed who stands behind a poster voice; it takes that person's key.
struct VoiceConfirmed {
  static constexpr std::string_view name = "VoiceConfirmed";
  std::string poll, key, new_key, by, stratum;
  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("poll", poll);
    visit("key", key);
    visit("new_key", new_key);
    visit("by", by);
    visit("stratum", stratum);
  }
};

/// Open again, or longer.
struct PollExtended {
  static constexpr std::string_view name = "PollExtended";
  std::string poll;
  base::Instant closes, links_expire;
  template <class Visitor>
  void fields(Visitor&& visit) { visit("poll", poll); visit("closes", closes); visit("links_expire", links_expire); }
};

/// No answer counts from here on.
struct PollClosed {
  static constexpr std::string_view name = "PollClosed";
  std::string poll;
  base::Instant at;
  template <class Visitor>
  void fields(Visitor&& visit) { visit("poll", poll); visit("at", at); }
};

/// The signed minutes of a meeting are in: silent committees are "not stated" (D5-3).
struct MeetingHeld {
  static constexpr std::string_view name = "MeetingHeld";
  std::string poll;
  template <class Visitor>
  void fields(Visitor&& visit) { visit("poll", poll); }
};

/// A committee has signed its stance after closing (C7).
struct StanceSigned {
  static constexpr std::string_view name = "StanceSigned";
  std::string poll, community, stance, by, text_hash;
  base::Instant at;
  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("poll", poll);
    visit("community", community);
    visit("stance", stance);
    visit("by", by);
    visit("text_hash", text_hash);
    visit("at", at);
  }
};

/// The text changed or the unit withdrew: everything said is kept under the old hash and counts no more.
struct PollVoided {
  static constexpr std::string_view name = "PollVoided";
  std::string poll, reason;
  base::Instant at;
  template <class Visitor>
  void fields(Visitor&& visit) { visit("poll", poll); visit("reason", reason); visit("at", at); }
};

void apply(Poll& poll, const PollOpened& event);
void apply(Poll& poll, const InvitationsIssued& event);
void apply(Poll& poll, const VoiceRecorded& event);
void apply(Poll& poll, const VoiceConfirmed& event);
void apply(Poll& poll, const PollExtended& event);
void apply(Poll& poll, const PollClosed& event);
void apply(Poll& poll, const MeetingHeld& event);
void apply(Poll& poll, const StanceSigned& event);
void apply(Poll& poll, const PollVoided& event);

}  // namespace zhunru::poll

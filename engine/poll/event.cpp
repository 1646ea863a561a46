#include "engine/poll/event.hpp"

#include <utility>

namespace zhunru::poll {
namespace {

/// The voice received later wins; the number of answers of that person goes on.
void put_latest(std::map<std::string, Voice>& shelf, Voice voice) {
  auto [place, is_new] = shelf.try_emplace(voice.key, voice);
  if (is_new) return;
  voice.revision = place->second.revision + 1;
  place->second = std::move(voice);
}

}  // namespace

void apply(Poll& poll, const PollOpened& event) { poll = event.poll; }

void apply(Poll& poll, const InvitationsIssued& event) {
  for (const Invitation& invitation : event.invitations) poll.invitations.insert_or_assign(invitation.id, invitation);
}

void apply(Poll& poll, const VoiceRecorded& event) {
  if (auto found = poll.invitations.find(event.voice.invitation); found != poll.invitations.end()) {
    Invitation& invitation = found->second;
    if (!invitation.poster) {
      if (invitation.device.empty()) invitation.device = event.device;
      if (invitation.person.empty()) invitation.person = event.person;
    }
  }
  put_latest(event.voice.late ? poll.late : poll.voices, event.voice);
}

void apply(Poll& poll, const VoiceConfirmed& event) {
  for (auto* shelf : {&poll.voices, &poll.late}) {
    auto found = shelf->find(event.key);
    if (found == shelf->end()) continue;
    Voice voice = std::move(found->second);
    shelf->erase(found);
    voice.key = event.new_key;
    voice.verified = true;
    voice.confirmed_by = event.by;
    if (!event.stratum.empty()) voice.stratum = event.stratum;
    auto [place, is_new] = shelf->try_emplace(voice.key, voice);
    if (is_new) continue;
    const std::int32_t revision = place->second.revision + voice.revision;
    if (place->second.at < voice.at) place->second = std::move(voice);
    place->second.revision = revision;
  }
}

void apply(Poll& poll, const PollExtended& event) {
  poll.closes = event.closes;
  poll.links_expire = event.links_expire;
  poll.state = "open";
  ++poll.extensions;
}

void apply(Poll& poll, const PollClosed& event) {
  poll.state = "closed";
  poll.closes = event.at;
}

void apply(Poll& poll, const MeetingHeld&) { poll.meeting_held = true; }

void apply(Poll& poll, const StanceSigned& event) {
  const std::string key = voice_key("rc", event.community, "", "");
  Voice& voice = poll.voices[key];
  voice.key = key;
  voice.party = "rc";
  voice.community = event.community;
  if (voice.channel.empty()) voice.channel = "account";
  voice.stance = event.stance;
  voice.text_hash = event.text_hash;
  voice.at = event.at;
  voice.verified = true;
  voice.late = false;
  voice.confirmed_by = event.by;
  voice.signature = true;
}

void apply(Poll& poll, const PollVoided& event) {
  for (auto& [key, voice] : poll.voices) {
    voice.note = "void";
    poll.earlier.insert_or_assign(key + "@" + voice.text_hash, std::move(voice));
  }
  poll.voices.clear();
  poll.state = "void";
  poll.closes = event.at;
}

}  // namespace zhunru::poll

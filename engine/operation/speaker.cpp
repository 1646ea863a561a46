#include "engine/operation/speaker.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace zhunru::operation {
namespace {

struct RoleOfClass {
  std::string_view role, party;
};
/// Which seat speaks for which class; experts have roles "expert:<field>".
constexpr std::array<RoleOfClass, 11> roles = {{{"rc_chair", "rc"},
                                                {"resident_rep", "residents"},
                                                {"resident", "residents"},
                                                {"street_voice", "street"},
                                                {"station_clerk", "station"},
                                                {"social_org", "social_orgs"},
                                                {"third_party", "experts"},
                                                {"supervisory_committee", "supervisory"},
                                                {"party_org", "party_org"},
                                                {"mass_org", "mass_orgs"},
                                                {"department_voice", "departments"}}};

std::string party_of(const command::Seat& seat) {
  for (const RoleOfClass& row : roles)
    if (seat.role == row.role) return std::string(row.party);
  if (seat.role == "expert" || seat.role.starts_with("expert:")) return "experts";
  return "";
}

bool invited(const poll::Poll& poll, std::string_view party, const std::string& body) {
  return std::any_of(poll.invitations.begin(), poll.invitations.end(),
                     [&](const auto& entry) { return entry.second.party == party && entry.second.body == body; });
}

/// Completes `speaker` from a seat; false when the seat has no voice here.
bool speaks(const command::Seat& seat, const poll::Poll& poll, poll::Speaker& speaker) {
  speaker.party = party_of(seat);
  speaker.community = seat.community;
  const bool in_scope = std::binary_search(poll.communities.begin(), poll.communities.end(), seat.community);
  if (!seat.community.empty() && !in_scope) return false;
  if (speaker.party == "residents" && seat.community.empty()) return false;
  if (speaker.party == "street") speaker.body = seat.body;
  if (speaker.party == "social_orgs" || seat.role == "third_party") speaker.body = seat.provider;
  // A department speaks when it was asked, whatever the post of the account in it.
  if (speaker.party.empty() || speaker.party == "departments" || speaker.party == "mass_orgs") {
    if (seat.body.empty()) return false;
    speaker.body = seat.body;
    speaker.party = invited(poll, "departments", seat.body) ? "departments" : invited(poll, "mass_orgs", seat.body) ? "mass_orgs" : "";
  }
  if (speaker.party.empty()) return false;
  const bool by_invitation = speaker.party == "street" || speaker.party == "social_orgs";
  return !by_invitation || invited(poll, speaker.party, speaker.body);
}

}  // namespace

std::vector<poll::Speaker> voices_of(const command::Actor& actor, const poll::Poll& poll) {
  std::vector<poll::Speaker> voices;
  for (const command::Seat& seat : actor.seats) {
    poll::Speaker speaker;
    speaker.channel = "account";
    speaker.person = actor.account;
    if (speaks(seat, poll, speaker)) voices.push_back(std::move(speaker));
  }
  return voices;
}

std::vector<poll::Speaker> voices_of(const state::State& state, const command::Actor& actor, const poll::Poll& poll, base::Instant at) {
  std::vector<poll::Speaker> voices = voices_of(actor, poll);
  for (const state::Absence* absence : state::covered_by(state, actor.account, at)) {
    for (poll::Speaker& speaker : voices_of({actor.account, absence->seats}, poll)) {
      const bool known = std::any_of(voices.begin(), voices.end(), [&](const poll::Speaker& own) {
        return own.party == speaker.party && own.community == speaker.community && own.body == speaker.body;
      });
      if (!known && poll::is_institution(speaker.party)) voices.push_back(std::move(speaker));
    }
  }
  return voices;
}

std::vector<command::Seat> seats_now(const state::State& state, const command::Actor& actor, base::Instant at) {
  std::vector<command::Seat> seats = actor.seats;
  for (const state::Absence* absence : state::covered_by(state, actor.account, at))
    seats.insert(seats.end(), absence->seats.begin(), absence->seats.end());
  return seats;
}

}  // namespace zhunru::operation

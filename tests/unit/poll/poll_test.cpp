#include "engine/base/json.hpp"
#include "engine/poll/answer.hpp"
#include "engine/poll/tally.hpp"

#undef CHECK  // ours ends the process; below it is Catch2's
#include <catch_amalgamated.hpp>

namespace {

using namespace zhunru;
using base::Context;
using base::Instant;
using base::Value;

constexpr const char* hash_a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

poll::Invitation invitation(std::string id, std::string party, std::string community) {
  poll::Invitation made;
  made.id = std::move(id);
  made.party = std::move(party);
  made.community = std::move(community);
  return made;
}

poll::Poll open_poll() {
  poll::Poll made;
  made.id = "c1.P1";
  made.case_id = "c1";
  made.kind = std::string(poll::kind_consultation);
  made.text_hash = hash_a;
  made.opens = Instant{1'000};
  made.closes = Instant{100'000};
  made.links_expire = Instant{50'000};
  made.state = "open";
  made.communities = {"990102001001", "990102001002"};
  poll::Poll result;
  poll::apply(result, poll::PollOpened{made});
  poll::Invitation known = invitation("i2", "residents", "990102001001");
  known.person = "RS-1";
  poll::Invitation poster = invitation("p1", "residents", "990102001001");
  poster.poster = true;
  poll::apply(result, poll::InvitationsIssued{"c1.P1", {invitation("i1", "residents", "990102001001"), known, poster, invitation("i3", "rc", "990102001001")}});
  return result;
}

poll::Speaker by_link(std::string id, std::string device, std::string person = "") {
  poll::Speaker speaker;
  speaker.channel = "link";
  speaker.invitation = std::move(id);
  speaker.device = std::move(device);
  speaker.person = std::move(person);
  return speaker;
}

poll::Speaker by_account(std::string party, std::string community, std::string person) {
  poll::Speaker speaker;
  speaker.channel = "account";
  speaker.party = std::move(party);
  speaker.community = std::move(community);
  speaker.person = std::move(person);
  return speaker;
}

/// Says it through the same two steps as the operation; the error code, or "" when it was heard.
std::string say(poll::Poll& p, poll::Speaker speaker, const char* stance, std::int64_t at, const char* text_hash = "") {
  if (!speaker.invitation.empty()) {
    auto resolved = poll::resolve_invitation(p, speaker, Instant{at});
    if (!resolved) return resolved.error().code;
    speaker = *resolved;
  }
  auto event = poll::record(p, speaker, {stance, Value(Context{{"stance", Value(stance)}}), text_hash}, Instant{at});
  if (!event) return event.error().code;
  poll::apply(p, *event);
  return "";
}

std::int64_t residents(const poll::Poll& p) { return poll::tally(p).get("resident_answers").int64_or(-1); }

}  // namespace

TEST_CASE("Link, account and counter of one person are one voice, and the last answer before closing counts") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_link("i2", "phone"), "agree", 2'000).empty());
  REQUIRE(say(p, by_account("residents", "990102001001", "RS-1"), "disagree", 3'000).empty());
  poll::Speaker counter = by_account("residents", "990102001001", "RS-1");
  counter.channel = "counter";
  REQUIRE(say(p, counter, "agree_if", 4'000).empty());
  CHECK(residents(p) == 1);
  const poll::Voice& voice = p.voices.at("residents:RS-1");
  CHECK(voice.stance == "agree_if");
  CHECK(voice.revision == 3);
}

TEST_CASE("The first answer binds a link to its device; another device is refused, the bound person is not") {
  poll::Poll p = open_poll();
  auto seen = poll::resolve_invitation(p, by_link("i1", "phone-1"), Instant{2'000});
  REQUIRE(seen);
  CHECK(p.invitations.at("i1").device.empty());
  CHECK(say(p, by_link("i1", "phone-1"), "agree", 2'000).empty());
  CHECK(p.invitations.at("i1").device == "phone-1");
  CHECK(say(p, by_link("i1", "phone-2"), "disagree", 3'000) == "bound_elsewhere");
  CHECK(say(p, by_link("i1", "phone-1"), "disagree", 4'000).empty());
  CHECK(residents(p) == 1);
  REQUIRE(say(p, by_link("i2", "phone-1"), "agree", 4'000).empty());
  CHECK(say(p, by_link("i2", "phone-3", "RS-1"), "agree", 5'000).empty());
  CHECK(say(p, by_link("i2", "phone-1", "RS-2"), "agree", 5'000) == "bound_elsewhere");
  CHECK(residents(p) == 2);
}

TEST_CASE("An open link used by an account becomes that account's, so the account cannot speak twice") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_link("i1", "phone-1", "RS-9"), "agree", 2'000).empty());
  REQUIRE(say(p, by_account("residents", "990102001001", "RS-9"), "disagree", 3'000).empty());
  CHECK(residents(p) == 1);
  CHECK(p.invitations.at("i1").person == "RS-9");
}

TEST_CASE("A poster voice counts only after the station of that community has confirmed the person") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_link("p1", "phone-1"), "agree", 2'000).empty());
  CHECK(residents(p) == 0);
  const std::string key = p.voices.begin()->first;
  CHECK(poll::confirm(p, key, "RS-1", "60+", "990102001002", "WK").error().code == "other_community");
  auto confirmed = poll::confirm(p, key, "RS-1", "60+", "990102001001", "WK");
  REQUIRE(confirmed);
  poll::apply(p, *confirmed);
  CHECK(residents(p) == 1);
  CHECK(p.voices.at("residents:RS-1").stratum == "60+");
  CHECK(poll::confirm(p, "residents:RS-1", "RS-1", "", "990102001001", "WK").error().code == "already_verified");
}

TEST_CASE("A confirmed poster voice of somebody who has spoken already stays one voice, the later one") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_account("residents", "990102001001", "RS-1"), "disagree", 5'000).empty());
  REQUIRE(say(p, by_link("p1", "phone-1"), "agree", 2'000).empty());
  auto confirmed = poll::confirm(p, "residents:device:phone-1", "RS-1", "", "990102001001", "WK");
  REQUIRE(confirmed);
  poll::apply(p, *confirmed);
  CHECK(residents(p) == 1);
  CHECK(p.voices.at("residents:RS-1").stance == "disagree");
}

TEST_CASE("A late answer is kept and not counted; a link is late after closing and expired before") {
  poll::Poll p = open_poll();
  CHECK(say(p, by_link("i1", "phone-1"), "agree", 60'000) == "link_expired");
  poll::apply(p, poll::PollClosed{"c1.P1", Instant{100'000}});
  CHECK(say(p, by_link("i1", "phone-1"), "agree", 100'001).empty());
  CHECK(residents(p) == 0);
  CHECK(p.late.size() == 1);
  CHECK(poll::tally(p).get("late").int64_or(-1) == 1);
}

TEST_CASE("Silence is never consent: a silent committee is null for D5 and not stated after a meeting") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_account("rc", "990102001001", "RC-1"), "agree", 2'000).empty());
  Value tally = poll::tally(p);
  CHECK(tally.get("rc").get("990102001001").string_or("") == "agree");
  CHECK(tally.get("rc").get("990102001002").is_null());
  CHECK(tally.get("rc_stance").string_or("") == "not_stated");
  CHECK(tally.get("classes_answered").size() == 0);
  poll::apply(p, poll::MeetingHeld{"c1.P1"});
  CHECK(poll::tally(p).get("committees").item(1).get("stance").string_or("") == "not_stated");
}

TEST_CASE("A committee has one voice whoever presses the button, and no way to have no view") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_account("rc", "990102001001", "RC-1"), "agree", 2'000).empty());
  REQUIRE(say(p, by_link("i3", "phone"), "disagree", 3'000).empty());
  CHECK(p.voices.size() == 1);
  CHECK(poll::tally(p).get("rc_stance").string_or("") == "disagree");
  CHECK(say(p, by_account("rc", "990102001001", "RC-1"), "no_view", 4'000) == "stance");
  CHECK(say(p, by_account("rc", "990199999999", "RC-2"), "agree", 4'000) == "outside_scope");
}

TEST_CASE("When the text changes, what was said stays under the old hash and counts no more") {
  poll::Poll p = open_poll();
  REQUIRE(say(p, by_account("residents", "990102001001", "RS-1"), "agree", 2'000).empty());
  CHECK(say(p, by_account("residents", "990102001001", "RS-2"), "agree", 2'500, "bbbb") == "text_changed");
  poll::apply(p, poll::PollVoided{"c1.P1", "协商文本已变更", Instant{3'000}});
  CHECK(residents(p) == 0);
  CHECK(p.earlier.size() == 1);
  CHECK(p.earlier.begin()->second.text_hash == hash_a);
  CHECK(say(p, by_account("residents", "990102001001", "RS-1"), "agree", 4'000) == "poll_void");
}

TEST_CASE("The tally names no resident and counts a survey by strata") {
  poll::Poll p = open_poll();
  p.kind = std::string(poll::kind_survey);
  p.plan = {{"18-59", 1, 100}, {"60+", 1, 50}};
  for (int n = 0; n < 3; ++n) {
    poll::Speaker speaker = by_account("residents", "990102001001", "RS-" + std::to_string(n));
    speaker.stratum = n == 0 ? "60+" : "18-59";
    auto event = poll::record(p, speaker, {"", Value(Context{{"overall", Value(std::to_string(n + 2))}}), ""}, Instant{2'000});
    REQUIRE(event);
    poll::apply(p, *event);
  }
  const Value tally = poll::tally(p);
  CHECK(tally.get("n").get("18-59").int64_or(0) == 2);
  CHECK(tally.get("strata").item(0).get("counts").item(3).int64_or(0) == 1);
  CHECK(tally.get("strata").item(1).get("counts").item(2).int64_or(0) == 1);
  CHECK(base::to_json(tally).find("RS-") == std::string::npos);
}

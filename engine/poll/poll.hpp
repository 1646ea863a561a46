// A poll (征求): one consultation or one satisfaction survey. Who may speak, who has spoken, and which voice counts.
// It refuses to count: a second voice of one person, a late voice, a voice on an earlier text, an unconfirmed poster voice,
// and silence. It holds no personal text, only commitments, and knows no token in clear: an invitation has an id, the
// host makes links of it with a secret of its own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace zhunru::poll {

/// "consultation" (2.3-b) or "survey" (2.3-f).
inline constexpr std::string_view kind_consultation = "consultation";
inline constexpr std::string_view kind_survey = "survey";

/// One group of the sample plan; `name` is a stratum of residents ("60+") or "" for all.
struct Stratum {
  std::string name;
  std::int32_t planned = 0;     ///< answers wanted
  std::int32_t population = 0;  ///< people in it, for weights; 0 = not known

  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("name", name);
    visit("planned", planned);
    visit("population", population);
  }
  friend bool operator==(const Stratum&, const Stratum&) = default;
};

/// One way in. Opening it changes nothing; the first answer binds it to its device (design §4, processes.md T02).
struct Invitation {
  std::string id;          ///< unique in the partition: "<poll>-i17"; poster: "<poll>-p3"
  std::string party;       ///< class of D5: rc, residents, street, ...
  std::string community;   ///< 12 digits, or "" when the party is of no single community
  std::string body;        ///< body or provider that is asked, or ""
  std::string person;      ///< account of the person it was sent to, "" = whoever answers first
  std::string stratum;     ///< of residents
  bool poster = false;     ///< many people use it; each voice is unverified
  std::string device;      ///< commitment to the device of the first answer, "" until then

  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("id", id);
    visit("party", party);
    visit("community", community);
    visit("body", body);
    visit("person", person);
    visit("stratum", stratum);
    visit("poster", poster);
    visit("device", device);
  }
  friend bool operator==(const Invitation&, const Invitation&) = default;
};

/// What one person (or one institution) has said. The key says whose voice it is; there is one per key.
struct Voice {
  std::string key;         ///< "residents:<person>", "rc:<community>", "street:<body>" ...
  std::string party, community, body, stratum;
  std::string channel;     ///< link, poster, account; by the station: counter, paper, meeting
  std::string invitation;  ///< id of the invitation, or ""
  std::string stance;      ///< agree, agree_if, disagree, no_view; "" in a survey
  base::Value data;        ///< the rest of the form: proposals, five points, commitments for personal text
  std::string text_hash;   ///< SHA-256 of the text it speaks about
  base::Instant at;        ///< receipt by the server
  std::int32_t revision = 1;  ///< 2 = answered twice, and so on
  bool verified = true;    ///< false: a poster voice that nobody has confirmed yet
  std::string confirmed_by;   ///< account of the station or committee
  bool late = false;       ///< received after closing: kept, shown, not counted
  bool signature = false;  ///< a committee's stance that was signed (C7)
  std::string note;        ///< "not_stated" after a meeting, "void" when the text changed

  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("key", key);
    visit("party", party);
    visit("community", community);
    visit("body", body);
    visit("stratum", stratum);
    visit("channel", channel);
    visit("invitation", invitation);
    visit("stance", stance);
    visit("data", data);
    visit("text_hash", text_hash);
    visit("at", at);
    visit("revision", revision);
    visit("verified", verified);
    visit("confirmed_by", confirmed_by);
    visit("late", late);
    visit("signature", signature);
    visit("note", note);
  }
  friend bool operator==(const Voice&, const Voice&) = default;
};

/// State of a poll; changed only by the events of poll/event.hpp.
struct Poll {
  std::string id, case_id, kind;
  std::string title;
  std::string text_hash;
  base::Instant opens, closes;
  base::Instant links_expire;            ///< a link that nobody used is worthless after it; never later than closing
  std::int32_t extensions = 0;
  std::string state;                     ///< open, closed, void
  std::vector<std::string> communities;  ///< scope, sorted
  std::vector<Stratum> plan;
  std::int32_t planned_total = 0;        ///< answers wanted over all strata
  std::string run_by;                    ///< body that runs it (survey: never the applicant, G9)
  std::map<std::string, Invitation> invitations;
  std::map<std::string, Voice> voices;   ///< by key: the last answer received before closing
  std::map<std::string, Voice> late;     ///< by key: the last answer received after closing
  std::map<std::string, Voice> earlier;  ///< by key: what was said about an earlier text
  bool meeting_held = false;             ///< after a meeting silent committees are "not stated"

  template <class Visitor>
  void fields(Visitor&& visit) {
    visit("id", id);
    visit("case_id", case_id);
    visit("kind", kind);
    visit("title", title);
    visit("text_hash", text_hash);
    visit("opens", opens);
    visit("closes", closes);
    visit("links_expire", links_expire);
    visit("extensions", extensions);
    visit("state", state);
    visit("communities", communities);
    visit("plan", plan);
    visit("planned_total", planned_total);
    visit("run_by", run_by);
    visit("invitations", invitations);
    visit("voices", voices);
    visit("late", late);
    visit("earlier", earlier);
    visit("meeting_held", meeting_held);
  }
  friend bool operator==(const Poll&, const Poll&) = default;
};

/// True for the ten classes of D5 (policy section 3).
bool is_party_class(std::string_view name);
/// True when the class is heard as one voice for each body or community, not for each person.
bool is_institution(std::string_view party);
/// Whose voice it is. Link, account and counter of one person give one key.
std::string voice_key(std::string_view party, std::string_view community, std::string_view body, std::string_view person);
/// Counts now: verified, not late, about the text that is being consulted.
bool counts(const Poll& poll, const Voice& voice);

}  // namespace zhunru::poll

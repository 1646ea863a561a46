#include "engine/poll/tally.hpp"

#include <array>
#include <map>

namespace zhunru::poll {
namespace {

using base::Context;
using base::List;
using base::Value;

constexpr std::array<std::string_view, 10> order = {"rc",          "residents", "street",      "station",   "departments",
                                                    "social_orgs", "experts",   "supervisory", "party_org", "mass_orgs"};

struct Count {
  std::int64_t invited = 0, answered = 0, agree = 0, agree_if = 0, disagree = 0, no_view = 0;
};

std::map<std::string, Count> counts_by_class(const Poll& poll) {
  std::map<std::string, Count> all;
  for (const auto& [id, invitation] : poll.invitations)
    if (!invitation.poster) ++all[invitation.party].invited;
  for (const auto& [key, voice] : poll.voices) {
    if (!counts(poll, voice)) continue;
    Count& count = all[voice.party];
    ++count.answered;
    if (voice.stance == "agree") ++count.agree;
    if (voice.stance == "agree_if") ++count.agree_if;
    if (voice.stance == "disagree") ++count.disagree;
    if (voice.stance == "no_view") ++count.no_view;
  }
  return all;
}

const Voice* committee_voice(const Poll& poll, const std::string& community) {
  const auto found = poll.voices.find(voice_key("rc", community, "", ""));
  return found != poll.voices.end() && counts(poll, found->second) ? &found->second : nullptr;
}

/// disagree, not_stated, agree_if, agree: the first that any committee says (D11).
std::string worst_stance(const Poll& poll) {
  bool disagree = false, silent = false, conditional = false;
  for (const std::string& community : poll.communities) {
    const Voice* voice = committee_voice(poll, community);
    if (!voice) silent = true;
    else if (voice->stance == "disagree") disagree = true;
    else if (voice->stance == "agree_if") conditional = true;
  }
  return disagree ? "disagree" : silent ? "not_stated" : conditional ? "agree_if" : "agree";
}

/// Words, or the commitment to words: {commitment, length}.
bool wrote(const Value& said) { return said.get("length").int64_or(0) > 0 || (said.is_string() && !said.as_string().empty()); }

/// Proposals and comments of institutions; what residents wrote is personal and is not here, only how much of it there is.
void add_issues(const Voice& voice, List& issues) {
  for (const char* path : {"proposal.text", "comment"}) {
    const Value& said = voice.data.at_path(path);
    if (!said.is_string() || said.as_string().empty()) continue;
    const std::string from = voice.party == "rc" || voice.body.empty() ? voice.party + ":" + voice.community : voice.body;
    issues.push_back(Value(Context{{"id", Value("I" + std::to_string(issues.size() + 1))}, {"text", said}, {"from", Value(from)}}));
  }
}

}  // namespace

base::Value asked(const Poll& poll) {
  std::map<std::string, std::int64_t> number;
  for (const auto& [id, invitation] : poll.invitations)
    if (!invitation.poster) ++number[invitation.party];
  List list;
  for (const std::string_view party : order)
    if (const auto found = number.find(std::string(party)); found != number.end())
      list.push_back(Value(Context{{"class", Value(party)}, {"asked", Value(found->second)}}));
  return Value(std::move(list));
}

base::Value strata_counts(const Poll& poll) {
  List list;
  for (const Stratum& stratum : poll.plan) {
    std::array<std::int64_t, 5> points{};
    for (const auto& [key, voice] : poll.voices) {
      if (!counts(poll, voice) || voice.stratum != stratum.name) continue;
      const Value& overall = voice.data.get("overall");
      const std::string text = overall.string_or("");
      const std::int64_t point = overall.is_number() ? overall.int64_or(-1) : text.size() == 1 ? text[0] - '0' : -1;
      if (point >= 0 && point < 5) ++points[static_cast<std::size_t>(point)];
    }
    List row;
    for (const std::int64_t point : points) row.push_back(Value(point));
    list.push_back(Value(Context{{"name", Value(stratum.name)},
                                 {"population", Value(static_cast<std::int64_t>(stratum.population))},
                                 {"counts", Value(std::move(row))}}));
  }
  return Value(std::move(list));
}

base::Value tally(const Poll& poll) {
  Context rc;
  List committees;
  for (const std::string& community : poll.communities) {
    const Voice* voice = committee_voice(poll, community);
    rc.set(community, voice ? Value(voice->stance) : Value());
    const char* silent = poll.meeting_held ? "not_stated" : "silent";
    committees.push_back(Value(Context{{"community", Value(community)},
                                       {"stance", voice ? Value(voice->stance) : Value(silent)},
                                       {"signed", Value(voice != nullptr && voice->signature)},
                                       {"text", voice ? voice->data.get("statement") : Value()}}));
  }

  List table, classes, institutions, issues;
  std::int64_t party_flags = 0, unconfirmed = 0, written = 0;
  const std::map<std::string, Count> all = counts_by_class(poll);
  for (const std::string_view party : order) {
    const auto found = all.find(std::string(party));
    if (found == all.end()) continue;
    const Count& count = found->second;
    if (party != "rc" && count.answered > 0) classes.push_back(Value(party));
    table.push_back(Value(Context{{"class", Value(party)},
                                  {"invited", Value(count.invited)},
                                  {"answered", Value(count.answered)},
                                  {"agree", Value(count.agree)},
                                  {"agree_if", Value(count.agree_if)},
                                  {"disagree", Value(count.disagree)},
                                  {"no_view", Value(count.no_view)}}));
  }
  for (const auto& [key, voice] : poll.voices) {
    if (!voice.verified) ++unconfirmed;
    if (!counts(poll, voice)) continue;
    if (voice.party == "residents") written += wrote(voice.data.at_path("proposal.text")) || wrote(voice.data.get("comment")) ? 1 : 0;
    if (!is_institution(voice.party) && voice.party != "experts") continue;
    if (voice.data.get("experts").boolean_or(false)) ++party_flags;
    add_issues(voice, issues);
    if (voice.party == "rc") continue;
    institutions.push_back(Value(Context{{"class", Value(voice.party)},
                                         {"body", Value(voice.body.empty() ? voice.community : voice.body)},
                                         {"stance", Value(voice.stance)}}));
  }

  const auto residents = all.find("residents");
  Context n;
  const Value strata = strata_counts(poll);
  for (const Value& stratum : strata.as_list()) {
    std::int64_t sum = 0;
    for (const Value& point : stratum.get("counts").as_list()) sum += point.int64_or(0);
    n.set(stratum.get("name").as_string(), Value(sum));
  }
  return Value(Context{
      {"rc", Value(std::move(rc))},
      {"classes_answered", Value(std::move(classes))},
      {"resident_answers", Value(residents == all.end() ? std::int64_t{0} : residents->second.answered)},
      {"counts", Value(std::move(table))},
      {"institutions", Value(std::move(institutions))},
      {"committees", Value(std::move(committees))},
      {"rc_stance", Value(worst_stance(poll))},
      {"party_flags", Value(party_flags)},
      {"issues", Value(std::move(issues))},
      {"resident_comments", Value(written)},
      {"asked", asked(poll)},
      {"late", Value(static_cast<std::int64_t>(poll.late.size()))},
      {"unconfirmed", Value(unconfirmed)},
      {"opened", Value(base::to_iso(poll.opens))},
      {"closes", Value(base::to_iso(poll.closes))},
      {"strata", strata},
      {"n", Value(std::move(n))},
  });
}

}  // namespace zhunru::poll

// Freezes a poll: scope, sample plan, ways in. Consultation: every committee in scope, the classes and bodies of plan U2.
// Survey: residents only, by strata. Known residents of a community are asked by name (account), the rest by open links.
#include <algorithm>
#include <map>
#include <set>

#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/operation/speaker.hpp"
#include "engine/poll/event.hpp"
#include "engine/register/source.hpp"

namespace zhunru::operation {
namespace {

/// Ways in of one poll; more is a mistake in the plan.
constexpr std::size_t invitation_limit = 20'000;

class Inviter {
 public:
  /// `taken`: invitations that the poll has already.
  Inviter(const OperationContext& context, std::string poll, std::size_t taken = 0)
      : context_(context), poll_(std::move(poll)), taken_(taken) {}

  void invite(std::string party, std::string community, std::string body, std::string person, std::string stratum) {
    poll::Invitation made;
    made.id = poll_ + "-i" + std::to_string(taken_ + invitations.size() + 1);
    made.party = std::move(party);
    made.community = std::move(community);
    made.body = std::move(body);
    made.person = std::move(person);
    made.stratum = std::move(stratum);
    invitations.push_back(std::move(made));
  }

  void poster(const std::string& community, std::size_t number) {
    poll::Invitation made;
    made.id = poll_ + "-p" + std::to_string(number);
    made.party = "residents";
    made.community = community;
    made.poster = true;
    invitations.push_back(std::move(made));
  }

  /// `planned` residents of a stratum: those with an account first, open links for the rest.
  void residents(const std::string& community, const std::string& stratum, std::int64_t planned) {
    std::int64_t left = planned;
    for (const Value& persona : registers::records_on(context_.state, "personas", std::nullopt)) {
      if (left == 0) break;
      if (persona.get("community").string_or("") != community || persona.get("stratum").string_or("") != stratum) continue;
      const std::vector<std::string> roles = texts(persona.get("roles"));
      if (std::none_of(roles.begin(), roles.end(), [](const std::string& r) { return r == "resident" || r == "resident_rep"; })) continue;
      invite("residents", community, "", persona.get("id").string_or(""), stratum);
      --left;
    }
    for (; left > 0 && invitations.size() <= invitation_limit; --left) invite("residents", community, "", "", stratum);
  }

  std::vector<poll::Invitation> invitations;

 private:
  const OperationContext& context_;
  std::string poll_;
  std::size_t taken_;
};

void invite_parties(const OperationContext& context, const Value& plan, const std::vector<std::string>& communities, Inviter& inviter) {
  for (const std::string& community : communities) inviter.invite("rc", community, "", "", "");
  for (const std::string& party : texts(plan.get("classes"))) {
    if (party == "station" || party == "supervisory" || party == "party_org") {
      for (const std::string& community : communities) inviter.invite(party, community, "", "", "");
    } else if (party == "street") {
      std::set<std::string> streets;
      for (const std::string& community : communities) streets.insert(community.substr(0, 9));
      for (const std::string& street : streets)
        if (!record(context, "bodies", "S" + street).is_null()) inviter.invite(party, "", "S" + street, "", "");
    } else if (party == "departments") {
      for (const std::string& body : texts(plan.get("bodies"))) inviter.invite(party, "", body, "", "");
    } else if (party == "social_orgs") {
      for (const std::string& body : texts(plan.get("providers"))) inviter.invite(party, "", body, "", "");
    } else if (party == "mass_orgs") {
      for (const std::string& body : texts(plan.get("mass_orgs"))) inviter.invite(party, "", body, "", "");
    } else if (party == "experts") {
      for (const std::string& person : texts(plan.get("experts"))) inviter.invite(party, "", "", person, "");
    }
  }
}

/// Strata of the plan with their sample and population.
std::vector<poll::Stratum> strata_of(const Value& rows) {
  std::vector<poll::Stratum> strata;
  if (!rows.is_list()) return strata;
  for (const Value& row : rows.as_list()) {
    poll::Stratum stratum;
    stratum.name = row.get("stratum").is_string() ? row.get("stratum").as_string() : row.get("name").string_or("");
    stratum.planned = static_cast<std::int32_t>(row.get("planned").int64_or(0));
    stratum.population = static_cast<std::int32_t>(row.get("population").int64_or(0));
    strata.push_back(std::move(stratum));
  }
  return strata;
}

std::string next_poll_id(const OperationContext& context) {
  for (std::int64_t n = 1;; ++n) {
    std::string id = context.instance.id + ".P" + std::to_string(n);
    if (!context.state.polls.contains(id)) return id;
  }
}

/// Who runs the poll, the office of the coordinating body, a station in scope.
bool may_invite(const OperationContext& context, const poll::Poll& found) {
  const std::string office = context.variable("coord").get("id").string_or("");
  const auto seats = seats_now(context.state, context.actor, context.at);
  return std::any_of(seats.begin(), seats.end(), [&](const command::Seat& seat) {
    const bool body = !seat.body.empty() && (seat.body == found.run_by || seat.body == office);
    return body || (seat.role == "station_clerk" && std::binary_search(found.communities.begin(), found.communities.end(), seat.community));
  });
}

}  // namespace

Result<OperationResult> open_poll(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(kind, needed(input, "kind"));
  ZHUNRU_TRY(text_hash, needed(input, "text_hash"));
  const Value& plan = input.get("plan");
  poll::Poll made;
  made.id = next_poll_id(context);
  made.case_id = context.instance.id;
  made.kind = kind;
  made.title = input.get("title").string_or("");
  made.text_hash = text_hash;
  made.run_by = input.get("run_by").string_or("");
  made.communities = texts(input.get("communities"));
  std::sort(made.communities.begin(), made.communities.end());
  if (made.communities.empty())
    return refuse("empty_scope", "实施范围内没有社区,不能征求意见", "there is no community in scope, nobody can be asked", "2.3-b");
  made.opens = context.at;
  ZHUNRU_TRY(closes, due_in(context, input.get("working_days").int64_or(0)));
  made.closes = closes;
  const std::int64_t link_days = setting(context, "link_expiry_days").int64_or(14);
  made.links_expire = std::min(closes, base::Instant{context.at.ms + link_days * 86'400'000});
  made.state = "open";

  Inviter inviter(context, made.id);
  const bool survey = kind == poll::kind_survey;
  made.plan = strata_of(plan.get(survey ? "strata" : "sample"));
  made.planned_total = static_cast<std::int32_t>(plan.get("total").int64_or(0));
  if (!survey) invite_parties(context, plan, made.communities, inviter);
  const std::vector<std::string> classes = texts(plan.get("classes"));
  const bool ask_residents = survey || std::find(classes.begin(), classes.end(), "residents") != classes.end();
  if (ask_residents) {
    const std::int64_t count = static_cast<std::int64_t>(made.communities.size());
    for (const std::string& community : made.communities)
      for (const poll::Stratum& stratum : made.plan) {
        // A survey plans answers over the whole scope; twice as many are invited because not everybody answers.
        const std::int64_t planned = survey ? (2 * stratum.planned + count - 1) / count : stratum.planned;
        inviter.residents(community, stratum.name, planned);
      }
    if (plan.get("posters").boolean_or(false)) {
      std::size_t number = 0;
      for (const std::string& community : made.communities) inviter.poster(community, ++number);
    }
  }
  if (inviter.invitations.size() > invitation_limit)
    return refuse("too_many_invitations", "邀请超过 20000 份,请减少抽样数", "more than 20000 invitations; reduce the sample", "2.3-b");

  OperationResult result;
  result.output = Value(Context{{"id", Value(made.id)},
                                {"closes", Value(base::to_iso(made.closes))},
                                {"invited", Value(static_cast<std::int64_t>(inviter.invitations.size()))}});
  poll::InvitationsIssued issued{made.id, std::move(inviter.invitations)};
  result.events.emplace_back(poll::PollOpened{std::move(made)});
  result.events.emplace_back(std::move(issued));
  return result;
}

Result<OperationResult> add_invitations(const OperationContext& context, const Value& input) {
  const Value& wish = input.get("invite");
  ZHUNRU_TRY(found, poll_of(context, wish));
  if (found->state != "open") return refuse("poll_closed", "征求已截止", "the poll is closed", "2.3-b");
  if (!may_invite(context, *found))
    return refuse("not_yours", "只有组织单位、协调机构办公室或范围内的服务站可以增发邀请", "only who runs the poll, the office or a station in scope may invite", "2.3-b");
  const std::string party = wish.get("class").string_or("residents");
  const std::string community = wish.get("community").string_or("");
  const std::string body = wish.get("body").string_or("");
  const std::int64_t count = wish.get("count").int64_or(1);
  if (!poll::is_party_class(party)) return refuse("unknown_party", "不认识的利益相关方类别", "unknown class of parties", "2.3-b");
  if (!community.empty() && !std::binary_search(found->communities.begin(), found->communities.end(), community))
    return refuse("outside_scope", "所在社区不在本次征求范围内", "that community is outside the scope of this poll", "2.3-b");
  if (community.empty() && body.empty() && party != "experts")
    return refuse("nobody", "请指明社区或单位", "name the community or the body", "2.3-b");
  if (count < 1 || count > 500) return refuse("too_many_invitations", "一次可增发 1 至 500 份", "1 to 500 at a time", "2.3-b");
  Inviter inviter(context, found->id, found->invitations.size());
  for (std::int64_t n = 0; n < count; ++n)
    inviter.invite(party, community, body, wish.get("person").string_or(""), wish.get("stratum").string_or(""));
  if (found->invitations.size() + inviter.invitations.size() > invitation_limit)
    return refuse("too_many_invitations", "邀请超过 20000 份", "more than 20000 invitations", "2.3-b");
  OperationResult result;
  List ids;
  for (const poll::Invitation& made : inviter.invitations) ids.push_back(Value(made.id));
  result.output = Value(Context{{"invitations", Value(std::move(ids))}});
  result.events.emplace_back(poll::InvitationsIssued{found->id, std::move(inviter.invitations)});
  return result;
}

}  // namespace zhunru::operation

// Answers as they come in: by link or poster (the host vouches for the invitation), by account (seats say who it is), at
// the counter (the station types it in). Whose voice it is comes from the seats of the actor, never from the phone.
#include <algorithm>

#include "engine/form/form.hpp"
#include "engine/form/validate.hpp"
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/operation/speaker.hpp"
#include "engine/poll/answer.hpp"
#include "engine/register/local.hpp"
#include "engine/rule/functions.hpp"
#include "engine/state/library.hpp"
#include "engine/state/place.hpp"

namespace zhunru::operation {
namespace {

std::string stratum_of(const OperationContext& context, const std::string& account) {
  return record(context, "personas", account).get("stratum").string_or("");
}

/// The seat with which this account may speak in this poll; `wanted` chooses when there are several.
Result<poll::Speaker> by_account(const OperationContext& context, const poll::Poll& poll, const std::string& wanted) {
  for (poll::Speaker& speaker : voices_of(context.state, context.actor, poll, context.at)) {
    const std::string place = speaker.community.empty() ? speaker.body : speaker.community;
    if (!wanted.empty() && wanted != speaker.party && wanted != speaker.party + ":" + place) continue;
    if (speaker.party == "residents") speaker.stratum = stratum_of(context, speaker.person);
    return std::move(speaker);
  }
  return refuse("not_a_party", "您的账号不在本次征求的各方之列", "your account is not one of the parties of this poll", "2.3-b");
}

/// What a station clerk types in for a person at the counter, or for the offline list.
Result<poll::Speaker> at_counter(const OperationContext& context, const Value& answer) {
  for (const command::Seat& seat : seats_now(context.state, context.actor, context.at)) {
    if (seat.role != "station_clerk") continue;
    ZHUNRU_TRY(person, needed(answer, "person"));
    poll::Speaker speaker;
    speaker.channel = answer.get("channel").as_string();
    speaker.party = "residents";
    speaker.community = seat.community;
    speaker.person = person;
    speaker.stratum = answer.get("stratum").is_string() ? answer.get("stratum").as_string() : stratum_of(context, person);
    return speaker;
  }
  return refuse("not_yours", "只有服务站窗口可以代录", "only the station's counter may enter answers for others", "2.3-b");
}

Result<poll::Speaker> speaker_of(const OperationContext& context, const poll::Poll& poll, const Value& answer) {
  const std::string channel = answer.get("channel").string_or("account");
  if (channel == "account") return by_account(context, poll, answer.get("party").string_or(""));
  if (channel == "counter" || channel == "paper" || channel == "meeting") return at_counter(context, answer);
  if (!context.actor.has_role("link"))
    return refuse("not_yours", "链接答复只能由服务器转来", "answers by link come through the server only", "2.3-b");
  poll::Speaker speaker;
  speaker.invitation = answer.get("invitation").string_or("");
  speaker.device = answer.get("device").string_or("");
  speaker.person = answer.get("person").string_or("");
  speaker.stratum = answer.get("stratum").string_or("");
  return poll::resolve_invitation(poll, std::move(speaker), context.at);
}

/// The form of the answer, checked again here because the phone is never trusted.
Result<Value> checked(const OperationContext& context, const poll::Poll& poll, const poll::Speaker& speaker, const Value& data) {
  const char* name = poll.kind == poll::kind_survey ? "T04-survey" : poll::is_institution(speaker.party) ? "T02-answer-body" : "T02-answer";
  const state::ResourceVersion* resource = context.state.resource("form", name);
  if (!resource) return refuse("no_form", std::string("缺少表单 ") + name, std::string("form is missing: ") + name);
  ZHUNRU_TRY(schema, context.state.library->form(resource->text));
  const feel::FunctionTable functions = rule::functions(context.state);
  form::Scope scope;
  scope.names = Value(Context{{"settings", registers::settings_in(context.state, state::place_of(context.state, context.instance), base::shanghai_date(context.at))}, {"party", Value(speaker.party)}});
  scope.functions = &functions;
  scope.now = Value(base::shanghai_date_time(context.at));
  const form::Checked checked = form::validate(*schema, data, scope);
  if (checked.ok()) return checked.data;
  const form::Problem& first = checked.problems.front();
  base::Error error = refuse("invalid-data", first.message, first.message_en, first.clause);
  error.where += first.path;
  return error;
}

/// The absence under which the actor gives an institution's voice that is not their own.
const state::Absence* absence_behind(const OperationContext& context, const poll::Poll& poll, const poll::Speaker& speaker) {
  const auto gives = [&](const command::Actor& actor) {
    const auto voices = voices_of(actor, poll);
    return std::any_of(voices.begin(), voices.end(), [&](const poll::Speaker& one) {
      return one.party == speaker.party && one.community == speaker.community && one.body == speaker.body;
    });
  };
  if (speaker.channel != "account" || gives(context.actor)) return nullptr;
  for (const state::Absence* absence : state::covered_by(context.state, context.actor.account, context.at))
    if (gives({absence->account, absence->seats})) return absence;
  return nullptr;
}

}  // namespace

Result<OperationResult> record_answer(const OperationContext& context, const Value& input) {
  const Value& answer = input.get("answer");
  ZHUNRU_TRY(found, poll_of(context, answer));
  ZHUNRU_TRY(speaker, speaker_of(context, *found, answer));
  ZHUNRU_TRY(data, checked(context, *found, speaker, answer.get("data")));
  poll::Answer said;
  said.stance = found->kind == poll::kind_survey ? "" : data.get("stance").string_or("");
  said.data = data;
  said.text_hash = answer.get("text_hash").string_or("");
  ZHUNRU_TRY(event, poll::record(*found, speaker, said, context.at));
  OperationResult result;
  result.output = Value(Context{{"voice", Value(event.voice.key)},
                                {"at", Value(base::to_iso(context.at))},
                                {"late", Value(event.voice.late)},
                                {"counted", Value(event.voice.verified && !event.voice.late)}});
  if (const state::Absence* absence = absence_behind(context, *found, speaker)) {
    const command::Seat own = context.actor.seats.empty() ? command::Seat{} : context.actor.seats.front();
    result.events.emplace_back(event::Substituted{
        context.instance.id, {"", "answer", absence->id, context.actor.account, own, absence->account, absence->seats.front(), context.at}});
  }
  result.events.emplace_back(std::move(event));
  return result;
}

Result<OperationResult> confirm_voice(const OperationContext& context, const Value& input) {
  const Value& confirmation = input.get("confirmation");
  ZHUNRU_TRY(found, poll_of(context, confirmation));
  ZHUNRU_TRY(voice, needed(confirmation, "voice"));
  const auto said = found->voices.find(voice);
  const std::string of = said == found->voices.end() ? std::string() : said->second.community;
  std::string community;
  for (const command::Seat& seat : seats_now(context.state, context.actor, context.at))
    if ((seat.role == "station_clerk" || seat.role == "rc_chair") && (community.empty() || seat.community == of)) community = seat.community;
  ZHUNRU_TRY(event, poll::confirm(*found, voice, confirmation.get("person").string_or(""),
                                  confirmation.get("stratum").string_or(""), community, context.actor.account));
  OperationResult result;
  result.output = Value(Context{{"voice", Value(event.new_key)}});
  result.events.emplace_back(std::move(event));
  return result;
}

Result<OperationResult> sign_stance(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(found, poll_of(context, input));
  ZHUNRU_TRY(community, needed(input, "community"));
  ZHUNRU_TRY(stance, needed(input, "stance"));
  ZHUNRU_TRY(text_hash, needed(input, "text_hash"));
  if (text_hash != found->text_hash)
    return refuse("text_changed", "文本已变更,签字无效", "the text has changed; the signature is void", "2.3-b");
  poll::StanceSigned event;
  event.poll = found->id;
  event.community = community;
  event.stance = stance;
  event.by = input.get("by").string_or("");
  event.text_hash = text_hash;
  event.at = context.at;
  OperationResult result;
  result.events.emplace_back(std::move(event));
  return result;
}

}  // namespace zhunru::operation

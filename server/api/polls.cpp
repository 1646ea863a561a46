// Consultations and surveys: by link and poster (no account), by account, at the counter; confirming poster voices; handing out
// links. Opening a link changes nothing: messengers fetch previews. Whose voice it is, is said by the server, never by the phone.
#include <algorithm>
#include <cstdlib>

#include "engine/base/sha256.hpp"
#include "engine/operation/speaker.hpp"
#include "engine/poll/answer.hpp"
#include "server/api/consent.hpp"
#include "server/api/personal.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"
#include "server/api/strict.hpp"
#include "server/auth/password.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/consultation.hpp"
#include "server/read_model/poll_parts.hpp"
#include "server/read_model/panels.hpp"
#include "server/read_model/snapshot_for.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::size_t mark_length = 20;  ///< characters of the mark in a link: 120 bits

std::string token_of(const App& app, const std::string& invitation) {
  return invitation + "~" + auth::keyed_mark(app.secret, "invitation " + invitation).substr(0, mark_length);
}

struct Found {
  const poll::Poll* poll = nullptr;
  const poll::Invitation* invitation = nullptr;
};

/// The invitation of a link; both null when the link is not one of ours.
Found invitation_of(const App& app, const std::string& token) {
  const std::size_t cut = token.rfind('~');
  if (cut == std::string::npos) return {};
  const std::string id = token.substr(0, cut);
  if (!auth::equal_secret(token, token_of(app, id))) return {};
  const poll::Poll* poll = app.sequencer.state().polls.find(id.substr(0, id.rfind('-')));
  if (poll == nullptr) return {};
  const auto found = poll->invitations.find(id);
  return found == poll->invitations.end() ? Found{} : Found{poll, &found->second};
}

Refusal bad_link() {
  return refuse(404, "bad_link", "链接不正确,可能没有复制完整。", "This link is not right; perhaps it was cut.", "token",
                "请重新扫码或复制完整链接 / scan again or copy the whole link");
}

std::string device_commitment(const App& app, const Caller& caller) {
  return base::sha256("device " + auth::keyed_mark(app.secret, "poll device " + caller.device)).hex();
}

/// A resident of the invitation's community who is logged in is one person, also by link; nobody else's account counts here.
std::string person_behind(const Caller& caller, const poll::Invitation& invitation) {
  const bool asked = !invitation.person.empty() && invitation.person == caller.account;
  const bool resident = std::any_of(caller.seats.begin(), caller.seats.end(), [&](const auto& seat) {
    return (seat.role == "resident" || seat.role == "resident_rep") && seat.community == invitation.community;
  });
  return asked || (invitation.party == "residents" && resident) ? caller.account : std::string();
}

/// Key of the voice that this device or person has, or would have; "" when the link belongs to somebody else.
std::string key_behind(const Found& found, const std::string& device, const std::string& person) {
  poll::Speaker speaker;
  speaker.invitation = found.invitation->id;
  speaker.device = device;
  speaker.person = person;
  const auto resolved = poll::resolve_invitation(*found.poll, std::move(speaker), found.poll->opens);
  if (!resolved) return {};
  return poll::voice_key(resolved->party, resolved->community, resolved->body, resolved->person);
}

Value my_data(App& app, const poll::Voice& voice) {
  Context data = voice.data.is_context() ? unseal_personal(voice.data, app.vault).as_context() : Context{};
  if (!voice.stance.empty()) data.set("stance", voice.stance);
  return Value(std::move(data));
}

/// What a link may do now: open, answered (may be changed), bound_elsewhere, expired, closed.
const char* link_state(const Found& found, bool answered, bool elsewhere, base::Instant now) {
  if (elsewhere) return "bound_elsewhere";
  if (found.poll->state != "open") return "closed";
  if (answered) return "answered";
  const bool unused = !found.invitation->poster && found.invitation->device.empty();
  return unused && found.poll->links_expire.ms > 0 && now > found.poll->links_expire ? "expired" : "open";
}

/// The voice with which the account speaks in this poll; `party` chooses when it has several. Nothing when it is no party.
std::optional<poll::Speaker> own_voice(const App& app, const Call& call, const poll::Poll& poll, std::string_view party = {}) {
  for (auto& voice : operation::voices_of(app.sequencer.state(), call.caller.actor(), poll, base::Instant{call.now_ms})) {
    if (poll.kind == poll::kind_survey && voice.party != "residents") continue;
    if (party.empty() || voice.party == party) return std::move(voice);
  }
  return std::nullopt;
}

Context open_poll_view(App& app, const Call& call, const Found& found) {
  const auto& state = app.sequencer.state();
  const poll::Invitation& invitation = *found.invitation;
  const std::string device = device_commitment(app, call.caller);
  const std::string person = person_behind(call.caller, invitation);
  const auto mine = found.poll->voices.find(key_behind(found, device, person));
  // An open link that nobody has used yet shows nothing, even if the person behind it answered elsewhere.
  const bool own = mine != found.poll->voices.end() && (invitation.poster || !person.empty() || invitation.device == device);
  const bool elsewhere = !invitation.poster && !invitation.device.empty() && invitation.device != device && person.empty();
  const std::string ref = read_model::answer_form(*found.poll, invitation.party);
  poll::Speaker asked;
  asked.party = invitation.party;
  asked.community = invitation.community;
  asked.body = invitation.body;
  asked.stratum = invitation.stratum;
  Context poll = read_model::poll_view(state, *found.poll);
  const Context text = read_model::consulted_text(state, *found.poll);
  if (const Value* blocks = text.find("text_blocks")) poll.set("text_blocks", *blocks);
  Context names = text;
  names.set("settings", registers::settings_on(state, base::shanghai_date(base::Instant{call.now_ms})));
  names.set("party", invitation.party);
  Context out{{"state", link_state(found, own, elsewhere, base::Instant{call.now_ms})}, {"poll", std::move(poll)}, {"who", read_model::who_words(state, asked)},
              {"poster", invitation.poster}, {"form_ref", ref}, {"form", read_model::form_json(state, ref)},
              {"my", own ? my_data(app, mine->second) : Value()},
              {"prefill", read_model::answer_prefill(state, *found.poll)}, {"context", std::move(names)},
              {"notice", notice_of(state, call.now_ms)}, {"my_withheld", own ? my_withheld(state, mine->second) : List{}}};
  const state::Case* c = state.cases.find(found.poll->case_id);
  out.set("burden", c != nullptr ? read_model::burden_panel(state, c->variables()) : Value());
  return out;
}

std::shared_ptr<const form::Form> parsed_form(const state::State& state, const std::string& ref) {
  const auto* resource = state.resource("form", ref);
  if (resource == nullptr) return nullptr;
  auto parsed = form::parse_text(resource->text);
  return parsed ? *parsed : nullptr;
}

/// Short text by which a person at the counter says which poster voice is theirs.
std::string receipt_of(const App& app, const std::string& poll, const std::string& key) {
  return auth::keyed_mark(app.secret, "receipt " + poll + " " + key).substr(0, 6);
}

struct Speech {
  std::string poll, case_id;
  bool open = true;
  std::string command_id;
  command::Actor actor;
  Context payload;
  std::string voice_key;  ///< "" when only the engine knows whose voice it is
};

Answer speak(App& app, const Speech& speech) {
  command::CorrelateMessage message;
  message.message = speech.open ? "answer" : "answer_late";
  message.key = speech.case_id;
  message.payload = Value(speech.payload);
  auto accepted = app.sequencer.submit(speech.command_id, speech.actor, std::move(message));
  if (!accepted && speech.open && accepted.error().code == "nobody_waits") {
    // It closed just now: kept as late, not counted.
    Speech late = speech;
    late.open = false;
    late.command_id += ":late";
    return speak(app, late);
  }
  if (!accepted) return refusal_of(accepted.error());
  Context out{{"at", read_model::moment(app.sequencer.state().counters.last_at)}, {"late", !speech.open}, {"counted", speech.open}};
  const poll::Poll* poll = app.sequencer.state().polls.find(speech.poll);
  if (poll != nullptr && !speech.voice_key.empty()) {
    const auto voice = poll->voices.find(speech.voice_key);
    if (voice != poll->voices.end()) {
      out.set("counted", voice->second.verified && speech.open);
      out.set("revision", Value(static_cast<std::int64_t>(voice->second.revision)));
    }
    out.set("code", receipt_of(app, speech.poll, speech.voice_key));
  }
  return Value(Context{{"receipt", std::move(out)}});
}

/// Seals the personal fields of an answer, stores them, then speaks. `person` owns the texts.
Answer store_and_speak(App& app, Call& call, Speech speech, const std::string& form_ref, const Value& data, const std::string& person) {
  const auto form = parsed_form(app.sequencer.state(), form_ref);
  Sealed sealed{data, {}};
  if (form != nullptr) sealed = seal_personal(*form, data, app.secret, speech.command_id, person);
  speech.payload.set("data", sealed.data);
  if (sealed.texts.empty()) return speak(app, speech);
  const bool taken = app.vault_writer.post([&app, reply = call.reply, speech = std::move(speech), texts = std::move(sealed.texts)] {
    for (const auto& text : texts) {
      if (auto put = app.vault.put_personal(text); !put) return reply(to_response(refusal_of(put.error())));
    }
    const bool queued = app.sequencer.post([&app, reply, speech] { give_durable(app, reply, speak(app, speech)); });
    if (!queued) reply(to_response(refuse(503, "busy", "当前答复的人太多。", "Too many answers right now.", "", "请稍后再试 / try again")));
  });
  if (!taken) return refuse(503, "busy", "当前答复的人太多。", "Too many answers right now.", "", "请稍后再试 / try again");
  return Later{};
}

const std::vector<Field> answer_fields{{"id", ValueKind::string}, {"data", ValueKind::context}, {"text_hash", ValueKind::string, false}, {"notice", ValueKind::number, false}};

Answer answer_by_link(App& app, Call& call, bool poster) {
  auto read = read_body(call.request, answer_fields);
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const Found found = invitation_of(app, call.part(0));
  if (found.poll == nullptr || found.invitation->poster != poster) return bad_link();
  const std::string device = device_commitment(app, call.caller);
  if (!app.answer_quota.take(device, call.monotonic_ms) || !app.answer_quota.take("poster " + call.request.peer + (poster ? "" : device), call.monotonic_ms)) {
    return refuse(429, "too_many_answers", "答复太频繁,请一分钟后再试。", "Too many answers; try again in a minute.");
  }
  Speech speech;
  speech.poll = found.poll->id;
  speech.case_id = found.poll->case_id;
  speech.open = found.poll->state == "open";
  speech.command_id = "link:" + device.substr(0, 24) + ":" + fields.get("id").as_string().substr(0, 80);
  speech.actor = command::Actor{"link:" + device.substr(0, 24), {{"link", "", found.invitation->community, ""}}};
  speech.payload = Context{{"poll", found.poll->id}, {"channel", poster ? "poster" : "link"},
                           {"invitation", found.invitation->id}, {"device", device}};
  const std::string person = person_behind(call.caller, *found.invitation);
  if (!person.empty()) speech.payload.set("person", person);
  if (!person.empty() && !call.caller.stratum.empty()) speech.payload.set("stratum", call.caller.stratum);
  speech.voice_key = key_behind(found, device, person);
  speech.payload.set("text_hash", fields.get("text_hash").string_or(found.poll->text_hash));
  auto data = consented(app, call, fields);
  if (auto* refusal = std::get_if<Refusal>(&data)) return *refusal;
  const std::string owner = person.empty() ? "device:" + device : person;
  return store_and_speak(app, call, std::move(speech), read_model::answer_form(*found.poll, found.invitation->party),
                         std::get<Value>(data), owner);
}

const poll::Poll* poll_of(App& app, const Call& call) { return app.sequencer.state().polls.find(call.part(0)); }

std::string own_community(const App& app, const Call& call) {
  for (const auto& seat : seeing(app, call).seats) {
    if (seat.role == "station_clerk" || seat.role == "rc_chair") return seat.community;
  }
  return {};
}

}  // namespace

Answer get_invitation(App& app, Call& call) {
  const Found found = invitation_of(app, call.part(0));
  if (found.poll == nullptr) return bad_link();
  return Value(open_poll_view(app, call, found));
}

/// What the holder of a link previews with: the consulted text and the own invitation, no voice but the own one.
Answer get_invitation_snapshot(App& app, Call& call) {
  const Found found = invitation_of(app, call.part(0));
  if (found.poll == nullptr) return bad_link();
  const std::string device = device_commitment(app, call.caller);
  const std::string own = key_behind(found, device, person_behind(call.caller, *found.invitation));
  command::Actor actor{"link:" + device.substr(0, 24), {{"link", "", found.invitation->community, ""}}};
  return snapshot_answer(read_model::snapshot_for_link(app.sequencer.state(), *found.poll, *found.invitation, own, actor, base::Instant{call.now_ms}));
}

Answer get_poster(App& app, Call& call) { return get_invitation(app, call); }
Answer post_invitation_answer(App& app, Call& call) { return answer_by_link(app, call, false); }
Answer post_poster_answer(App& app, Call& call) { return answer_by_link(app, call, true); }

/// The invitation whose number or link stands on a printed paper; nullptr unless it is an open link of residents of `community`.
const poll::Invitation* paper_of(const App& app, const poll::Poll& poll, std::string text, const std::string& community) {
  if (const std::size_t slash = text.rfind('/'); slash != std::string::npos) text.erase(0, slash + 1);
  if (text.find('~') != std::string::npos) {
    const Found found = invitation_of(app, text);
    text = found.invitation != nullptr ? found.invitation->id : "";
  }
  const auto found = poll.invitations.find(text);
  const bool fits = found != poll.invitations.end() && !found->second.poster && found->second.party == "residents" &&
                    found->second.community == community && !community.empty();
  return fits ? &found->second : nullptr;
}

/// Links that the caller may hand out or use. Open links of residents are handed out by their own committee or station, never by
/// the unit that wants the task.
List links_for(App& app, const Call& call, const poll::Poll& poll, bool posters) {
  const auto& state = app.sequencer.state();
  const std::string community = own_community(app, call);
  const command::Actor caller = seeing(app, call);
  const state::Case* c = state.cases.find(poll.case_id);
  const auto seated = [&](const std::string& body) {
    return !body.empty() && std::any_of(caller.seats.begin(), caller.seats.end(),
                                        [&](const auto& seat) { return seat.body == body || seat.provider == body; });
  };
  const bool runs = (c != nullptr && seated(c->seat.body)) || seated(poll.run_by) || caller.has_role("office_clerk");
  List list;
  for (const auto& [id, invitation] : poll.invitations) {
    if (invitation.poster != posters) continue;
    const bool for_me = (!invitation.person.empty() && invitation.person == call.caller.account) || seated(invitation.body);
    const bool here = !community.empty() && invitation.community == community;
    const bool hand_out = here && invitation.party == "residents" && invitation.person.empty();
    if (!for_me && !hand_out && !(posters && (runs || here))) continue;
    const std::string path = std::string(posters ? "/p/" : "/i/") + token_of(app, id);
    Context one{{"id", id}, {"class", invitation.party}, {"community", invitation.community}, {"body", invitation.body},
                {"stratum", invitation.stratum}, {"mine", for_me}, {"path", path}, {"url", origin_of(call.request) + path}};
    const auto words = read_model::class_words(invitation.party);
    const auto place = invitation.community.empty() ? read_model::body_words(state, invitation.body)
                                                    : read_model::community_words(state, invitation.community);
    read_model::put_words(one, "class_name", words.zh, words.en);
    read_model::put_words(one, "name", place.zh + (invitation.stratum.empty() ? "" : " " + invitation.stratum),
                          place.en + (invitation.stratum.empty() ? "" : " " + invitation.stratum));
    list.push_back(std::move(one));
  }
  return list;
}

/// Poster voices of the own community that wait to be confirmed. Not what was said: whoever confirms a person must not choose by
/// opinion.
List unverified_for(App& app, const Call& call, const poll::Poll& poll) {
  List list;
  const std::string community = own_community(app, call);
  if (community.empty() || poll.state != "open") return list;
  for (const auto& [key, voice] : poll.voices) {
    if (voice.verified || voice.community != community) continue;
    if (app.vault.fact("not_of_community " + poll.id + " " + key)) continue;
    list.push_back(Context{{"voice_id", key}, {"label", receipt_of(app, poll.id, key)}, {"since", read_model::moment(voice.at)}});
  }
  return list;
}

Answer get_poll(App& app, Call& call) {
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  const auto& state = app.sequencer.state();
  Context shown = read_model::poll_view(state, *poll);
  const Context text = read_model::consulted_text(state, *poll);
  if (const Value* blocks = text.find("text_blocks")) shown.set("text_blocks", *blocks);
  const auto voice = own_voice(app, call, *poll);
  const auto said = voice ? poll->voices.find(poll::voice_key(voice->party, voice->community, voice->body, voice->person)) : poll->voices.end();
  const bool answered = said != poll->voices.end();
  const char* stands = poll->state != "open" ? "closed" : answered ? "answered" : "open";
  const bool invites = poll->state == "open" && (call.caller.has_role("applicant_clerk") || call.caller.has_role("office_clerk") ||
                                                  call.caller.has_role("office_reviewer") || call.caller.has_role("station_clerk"));
  const std::string ref = read_model::answer_form(*poll, voice ? voice->party : "residents");
  Context names = text;
  names.set("settings", registers::settings_on(state, base::shanghai_date(base::Instant{call.now_ms})));
  names.set("party", voice ? voice->party : std::string());
  const state::Case* c = state.cases.find(poll->case_id);
  const std::string here = own_community(app, call), paper_ref = read_model::answer_form(*poll, "residents");
  const bool manages = invites || !here.empty();
  return Value(Context{{"poll", std::move(shown)},
                       {"can", Context{{"invite", invites}, {"confirm", !here.empty()}, {"enter", !here.empty() && poll->state == "open"}}},
                       {"classes", read_model::class_list()},
                       {"progress", Context{{"committees", manages ? read_model::committees_answered(state, *poll) : List{}}}},
                       {"unverified", unverified_for(app, call, *poll)},
                       {"posters", links_for(app, call, *poll, true)},
                       {"invitations", links_for(app, call, *poll, false)},
                       {"entered", read_model::entered_at(*poll, here)},
                       {"paper_form", here.empty() ? Value() : read_model::form_json(state, paper_ref)},
                       {"form_ref", ref},
                       {"form", read_model::form_json(state, ref)},
                       {"who", voice ? Value(read_model::who_words(state, *voice)) : Value()},
                       {"state", stands},
                       {"my", answered ? my_data(app, said->second) : Value()},
                       {"prefill", read_model::answer_prefill(state, *poll)},
                       {"notice", notice_of(state, call.now_ms)},
                       {"my_withheld", answered ? my_withheld(state, said->second) : List{}},
                       {"burden", c != nullptr ? read_model::burden_panel(state, c->variables()) : Value()},
                       {"context", std::move(names)}});
}

/// More invitations while the poll is open; the links come back only to whoever may hand them out.
Answer post_poll_invitations(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"class", ValueKind::string}, {"community", ValueKind::string, false},
                                       {"body", ValueKind::string, false}, {"stratum", ValueKind::string, false}, {"count", ValueKind::number}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  const std::size_t before = poll->invitations.size();
  command::CorrelateMessage message;
  message.message = "invite";
  message.key = poll->case_id;
  Context payload = std::get<Value>(read).as_context();
  payload.erase("id");
  payload.set("poll", poll->id);
  message.payload = Value(std::move(payload));
  const std::string id = call.caller.account + ":" + std::get<Value>(read).get("id").as_string().substr(0, 80);
  auto accepted = app.sequencer.submit(id, call.caller.actor(), std::move(message));
  if (!accepted) return refusal_of(accepted.error());
  poll = poll_of(app, call);
  List made;
  for (const Value& link : links_for(app, call, *poll, false)) {
    const std::string number = link.get("id").string_or("");
    const std::size_t dash = number.rfind("-i");
    if (dash != std::string::npos && std::strtoull(number.c_str() + dash + 2, nullptr, 10) > before) made.push_back(link);
  }
  return Value(Context{{"count", Value(static_cast<std::int64_t>(poll->invitations.size() - before))}, {"invitations", std::move(made)}});
}

Answer post_poll_answer(App& app, Call& call) {
  auto fields_read = answer_fields;
  fields_read.push_back({"party", ValueKind::string, false});
  auto read = read_body(call.request, fields_read);
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  Speech speech;
  speech.poll = poll->id;
  speech.case_id = poll->case_id;
  speech.open = poll->state == "open";
  speech.command_id = call.caller.account + ":" + fields.get("id").as_string().substr(0, 80);
  speech.actor = call.caller.actor();
  speech.payload = Context{{"poll", poll->id}, {"channel", "account"}, {"text_hash", fields.get("text_hash").string_or(poll->text_hash)}};
  if (fields.get("party").is_string()) speech.payload.set("party", fields.get("party"));
  const auto voice = own_voice(app, call, *poll, fields.get("party").string_or(""));
  auto data = consented(app, call, fields);
  if (auto* refusal = std::get_if<Refusal>(&data)) return *refusal;
  return store_and_speak(app, call, std::move(speech), read_model::answer_form(*poll, voice ? voice->party : "residents"),
                         std::get<Value>(data), call.caller.account);
}

Answer post_poll_counter(App& app, Call& call) {
  auto fields_read = answer_fields;
  fields_read.push_back({"person", ValueKind::string, false});
  fields_read.push_back({"ballot", ValueKind::string, false});
  fields_read.push_back({"channel", ValueKind::string, false});
  fields_read.push_back({"stratum", ValueKind::string, false});
  fields_read.push_back({"once", ValueKind::boolean, false});
  auto read = read_body(call.request, fields_read);
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  Speech speech;
  speech.poll = poll->id;
  speech.case_id = poll->case_id;
  speech.open = poll->state == "open";
  speech.command_id = call.caller.account + ":" + fields.get("id").as_string().substr(0, 80);
  speech.actor = call.caller.actor();
  std::string person = fields.get("person").string_or(""), stratum = fields.get("stratum").string_or("");
  if (const std::string ballot = fields.get("ballot").string_or(""); !ballot.empty()) {
    // A printed paper carries a person's own link: by paper or by phone it is the same voice.
    const poll::Invitation* invitation = paper_of(app, *poll, ballot, own_community(app, call));
    if (invitation == nullptr) {
      return refuse(422, "bad_ballot", "没有这个编号的征求意见表,或它不属于本社区。", "There is no paper of this number, or it is of another community.", "ballot",
                    "请核对表上的编号 / compare the number on the paper");
    }
    person = invitation->person.empty() ? "invited:" + invitation->id : invitation->person;
    if (!invitation->stratum.empty()) stratum = invitation->stratum;
  }
  if (person.empty()) return bad_field("person", "须给出本人编号或纸质表编号。", "needs the person's number or the number of the paper.");
  const std::string channel = fields.get("channel").string_or("counter");
  if (channel != "counter" && channel != "paper" && channel != "meeting") {
    return bad_field("channel", "须为 counter、paper 或 meeting。", "must be counter, paper or meeting.");
  }
  speech.payload = Context{{"poll", poll->id}, {"channel", channel}, {"person", person},
                           {"text_hash", fields.get("text_hash").string_or(poll->text_hash)}};
  if (!stratum.empty()) speech.payload.set("stratum", stratum);
  speech.voice_key = poll::voice_key("residents", own_community(app, call), "", person);
  const auto said = poll->voices.find(speech.voice_key);
  if (said != poll->voices.end() && fields.get("once").boolean_or(false) && app.sequencer.state().replies.find(speech.command_id) == nullptr) {
    Refusal refusal = refuse(409, "already_counted", "这份意见已经计过一次,没有再计。", "This voice counts already; it was not entered again.", "ballot",
                             "本人改了主意的,可以改录,以最后一次为准 / if the person has changed their mind, enter it as a change");
    refusal.details = Value(read_model::counted_before(said->second));
    return refusal;
  }
  return store_and_speak(app, call, std::move(speech), read_model::answer_form(*poll, "residents"), fields.get("data"), person);
}

/// {id, voice_id, known, person?, stratum?}: known = this person lives here. `person` is the station's own number for the person, so
/// that a voice by link or at the counter is the same one; without it the voice stands for itself.
Answer post_poll_confirm(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"voice_id", ValueKind::string}, {"known", ValueKind::boolean},
                                       {"person", ValueKind::string, false}, {"stratum", ValueKind::string, false}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  const std::string voice = fields.get("voice_id").as_string();
  const auto found = poll->voices.find(voice);
  if (found == poll->voices.end() || found->second.community != own_community(app, call)) return not_found("voice");
  if (!fields.get("known").as_boolean()) {
    // It stays unverified and so is not counted; it only leaves this list.
    if (auto kept = app.vault.put_fact("not_of_community " + poll->id + " " + voice, call.caller.account); !kept) return refusal_of(kept.error());
    return Value(Context{{"voice_id", voice}, {"counted", false}});
  }
  command::CorrelateMessage message;
  message.message = "confirm_voice";
  message.key = poll->case_id;
  Context payload{{"poll", poll->id}, {"voice", voice}, {"person", fields.get("person").string_or("seen:" + receipt_of(app, poll->id, voice))}};
  if (fields.get("stratum").is_string()) payload.set("stratum", fields.get("stratum"));
  message.payload = Value(std::move(payload));
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string().substr(0, 80), call.caller.actor(),
                                       std::move(message));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"voice_id", voice}, {"counted", true}});
}

}  // namespace zhunru::server::api

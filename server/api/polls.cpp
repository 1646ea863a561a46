// Consultations and surveys: by link and poster (no account), by account, at the counter; confirming poster voices; handing out
// links. Opening a link changes nothing: messengers fetch previews. Whose voice it is, is said by the server, never by the phone.
#include <algorithm>

#include "engine/base/sha256.hpp"
#include "engine/poll/answer.hpp"
#include "server/api/personal.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"
#include "server/api/strict.hpp"
#include "server/auth/password.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/consultation.hpp"
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

Value voice_json(App& app, const poll::Voice& voice) {
  Context data = voice.data.is_context() ? unseal_personal(voice.data, app.vault).as_context() : Context{};
  return Context{{"stance", voice.stance}, {"data", std::move(data)}, {"at", read_model::moment(voice.at)},
                 {"revision", Value(static_cast<std::int64_t>(voice.revision))}, {"verified", voice.verified}};
}

Context open_poll_view(App& app, const Found& found, const std::string& device, const std::string& person) {
  const auto& state = app.sequencer.state();
  Context out{{"poll", read_model::poll_view(state, *found.poll)}, {"text", read_model::consulted_text(state, *found.poll)}};
  const poll::Invitation& invitation = *found.invitation;
  const std::string ref = read_model::answer_form(*found.poll, invitation.party);
  const auto community = read_model::community_words(state, invitation.community);
  const auto body = read_model::body_words(state, invitation.body);
  out.set("invitation", Context{{"party", invitation.party}, {"community", invitation.community},
                                {"community_name", read_model::both(community.zh, community.en)},
                                {"body", invitation.body}, {"body_name", read_model::both(body.zh, body.en)},
                                {"stratum", invitation.stratum}, {"poster", invitation.poster}});
  out.set("form_ref", ref);
  out.set("form", read_model::form_json(state, ref));
  out.set("bound_elsewhere", !invitation.poster && !invitation.device.empty() && invitation.device != device);
  const auto mine = found.poll->voices.find(key_behind(found, device, person));
  // An open link that nobody has used yet shows nothing, even if the person behind it answered elsewhere.
  const bool own = mine != found.poll->voices.end() && (invitation.poster || !person.empty() || invitation.device == device);
  out.set("mine", own ? voice_json(app, mine->second) : Value());
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
  if (!accepted) return refusal_of(accepted.error());
  Context out{{"received", base::to_iso(app.sequencer.state().counters.last_at)}, {"late", !speech.open}};
  const poll::Poll* poll = app.sequencer.state().polls.find(speech.poll);
  if (poll != nullptr && !speech.voice_key.empty()) {
    const auto voice = poll->voices.find(speech.voice_key);
    if (voice != poll->voices.end()) {
      out.set("verified", voice->second.verified);
      out.set("revision", Value(static_cast<std::int64_t>(voice->second.revision)));
    }
    out.set("receipt", receipt_of(app, speech.poll, speech.voice_key));
  }
  return Value(std::move(out));
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

const std::vector<Field> answer_fields{{"id", ValueKind::string}, {"data", ValueKind::context}, {"text_hash", ValueKind::string, false}};

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
  const std::string owner = person.empty() ? "device:" + device : person;
  return store_and_speak(app, call, std::move(speech), read_model::answer_form(*found.poll, found.invitation->party),
                         fields.get("data"), owner);
}

const poll::Poll* poll_of(App& app, const Call& call) { return app.sequencer.state().polls.find(call.part(0)); }

std::string own_community(const Caller& caller) {
  for (const auto& seat : caller.seats) {
    if (seat.role == "station_clerk" || seat.role == "rc_chair") return seat.community;
  }
  return {};
}

}  // namespace

Answer get_invitation(App& app, Call& call) {
  const Found found = invitation_of(app, call.part(0));
  if (found.poll == nullptr) return bad_link();
  return Value(open_poll_view(app, found, device_commitment(app, call.caller), person_behind(call.caller, *found.invitation)));
}

Answer get_poster(App& app, Call& call) { return get_invitation(app, call); }
Answer post_invitation_answer(App& app, Call& call) { return answer_by_link(app, call, false); }
Answer post_poster_answer(App& app, Call& call) { return answer_by_link(app, call, true); }

Answer get_poll(App& app, Call& call) {
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  const auto& state = app.sequencer.state();
  Context out{{"poll", read_model::poll_view(state, *poll)}, {"text", read_model::consulted_text(state, *poll)}};
  Value mine;
  std::string party = "residents";
  for (const auto& [key, voice] : poll->voices) {
    const bool personal = key == poll::voice_key("residents", voice.community, "", call.caller.account) ||
                          key == poll::voice_key("experts", voice.community, "", call.caller.account);
    const bool seated = poll::is_institution(voice.party) &&
                        std::any_of(call.caller.seats.begin(), call.caller.seats.end(), [&](const auto& seat) {
                          const bool committee = voice.party == "rc" && seat.role == "rc_chair" && seat.community == voice.community;
                          return committee || (!voice.body.empty() && (seat.body == voice.body || seat.provider == voice.body));
                        });
    if (personal || seated) mine = voice_json(app, voice);
  }
  for (const auto& seat : call.caller.seats) {
    if (seat.role != "resident" && seat.role != "resident_rep" && seat.role != "expert" && !seat.role.starts_with("expert:")) party = "rc";
  }
  const std::string ref = read_model::answer_form(*poll, party);
  out.set("form_ref", ref);
  out.set("form", read_model::form_json(state, ref));
  out.set("mine", mine);
  return Value(std::move(out));
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
  const bool resident = call.caller.has_role("resident") || call.caller.has_role("resident_rep");
  return store_and_speak(app, call, std::move(speech), read_model::answer_form(*poll, resident ? "residents" : "rc"),
                         fields.get("data"), call.caller.account);
}

Answer post_poll_counter(App& app, Call& call) {
  auto fields_read = answer_fields;
  fields_read.push_back({"person", ValueKind::string});
  fields_read.push_back({"stratum", ValueKind::string, false});
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
  speech.payload = Context{{"poll", poll->id}, {"channel", "counter"}, {"person", fields.get("person")},
                           {"text_hash", fields.get("text_hash").string_or(poll->text_hash)}};
  if (fields.get("stratum").is_string()) speech.payload.set("stratum", fields.get("stratum"));
  return store_and_speak(app, call, std::move(speech), read_model::answer_form(*poll, "residents"), fields.get("data"),
                         fields.get("person").as_string());
}

Answer get_poll_pending(App& app, Call& call) {
  const poll::Poll* poll = poll_of(app, call);
  const std::string community = own_community(call.caller);
  if (poll == nullptr || community.empty()) return not_found("poll");
  List list;
  for (const auto& [key, voice] : poll->voices) {
    if (voice.verified || voice.community != community) continue;
    // Not what was said: whoever confirms a person must not choose by opinion.
    list.push_back(Context{{"voice", key}, {"receipt", receipt_of(app, poll->id, key)}, {"at", read_model::moment(voice.at)},
                           {"stratum", voice.stratum}});
  }
  return Value(Context{{"poll", poll->id}, {"community", community}, {"pending", std::move(list)}});
}

Answer post_poll_confirm(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"voice", ValueKind::string}, {"person", ValueKind::string},
                                       {"stratum", ValueKind::string, false}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  command::CorrelateMessage message;
  message.message = "confirm_voice";
  message.key = poll->case_id;
  Context payload{{"poll", poll->id}, {"voice", fields.get("voice")}, {"person", fields.get("person")}};
  if (fields.get("stratum").is_string()) payload.set("stratum", fields.get("stratum"));
  message.payload = Value(std::move(payload));
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string().substr(0, 80), call.caller.actor(),
                                       std::move(message));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"confirmed", fields.get("voice")}});
}

Answer get_poll_links(App& app, Call& call) {
  const poll::Poll* poll = poll_of(app, call);
  if (poll == nullptr) return not_found("poll");
  const std::string community = own_community(call.caller);
  const state::Case* c = app.sequencer.state().cases.find(poll->case_id);
  const bool runs = c != nullptr && std::any_of(call.caller.seats.begin(), call.caller.seats.end(), [&](const auto& seat) {
                      return !seat.body.empty() && (seat.body == c->seat.body || seat.body == poll->run_by);
                    });
  List list;
  const std::string origin = origin_of(call.request);
  for (const auto& [id, invitation] : poll->invitations) {
    const bool for_me = invitation.person == call.caller.account && !invitation.person.empty();
    const bool for_my_body = !invitation.body.empty() && std::any_of(call.caller.seats.begin(), call.caller.seats.end(), [&](const auto& seat) {
      return seat.body == invitation.body || seat.provider == invitation.body;
    });
    // Open links of residents are handed out by their own committee or station, never by the unit that wants the task.
    const bool hand_out = !community.empty() && invitation.community == community && invitation.party == "residents" && invitation.person.empty();
    if (!for_me && !for_my_body && !hand_out && !(invitation.poster && runs)) continue;
    const std::string path = std::string(invitation.poster ? "/p/" : "/i/") + token_of(app, id);
    list.push_back(Context{{"party", invitation.party}, {"community", invitation.community}, {"body", invitation.body},
                           {"stratum", invitation.stratum}, {"poster", invitation.poster}, {"mine", for_me || for_my_body},
                           {"path", path}, {"url", origin + path}});
  }
  return Value(Context{{"poll", poll->id}, {"links", std::move(list)}});
}

}  // namespace zhunru::server::api

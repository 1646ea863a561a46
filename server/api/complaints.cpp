// Complaints (T09) of people without an account: a community and what happened, a number at once, and a secret by which the state can
// be looked up. What they write goes to the office only; in public stand the kind and the community. Nobody can tell two complaints of
// one phone apart from those of two.
#include <algorithm>

#include "engine/base/sha256.hpp"
#include "server/api/personal.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"
#include "server/api/strict.hpp"
#include "server/auth/password.hpp"
#include "server/http/url.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/complaints.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::size_t mark_length = 20;  ///< characters of the mark in a link: 120 bits
constexpr std::size_t code_digits = 12;

std::string token_of(const App& app, const std::string& case_id) {
  return case_id + "~" + auth::keyed_mark(app.secret, "complaint " + case_id).substr(0, mark_length);
}

/// Twelve digits that can be written down and read out.
std::string code_of(const App& app, const std::string& case_id) {
  const base::Sha256 hash = base::sha256(auth::keyed_mark(app.secret, "complaint code " + case_id));
  std::string out;
  for (std::size_t i = 0; i < code_digits; ++i) out += static_cast<char>('0' + hash.bytes[i] % 10);
  return out;
}

bool is_complaint(const state::Case& c) { return c.process == "T09" && !c.case_no.empty(); }

/// The complaint of a link; nullptr when the link is not one of ours.
const state::Case* case_of_token(const App& app, const std::string& token) {
  const std::string id = token.substr(0, token.rfind('~'));
  if (id.size() == token.size() || !auth::equal_secret(token, token_of(app, id))) return nullptr;
  const state::Case* found = app.sequencer.state().cases.find(id);
  return found != nullptr && is_complaint(*found) ? found : nullptr;
}

/// What the holder of the secret sees: number, steps with dates, public documents, the own words.
Value shown(App& app, const Call& call, const state::Case& c) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const Context view = read_model::case_view(glance, c, read_model::Sight::open, command::Actor{});
  const Value& card = *view.find("card");
  const Value variables(c.variables());
  Context out{{"case_id", c.id}, {"number", c.case_no}, {"steps", *view.find("steps")}, {"documents", *view.find("documents")}};
  for (const char* name : {"title", "title_en", "state", "state_en", "tone", "started_at", "due", "overdue", "ended"}) out.set(name, card.get(name));
  const auto community = read_model::community_words(glance.state, variables.get("place_code").string_or(""));
  read_model::put_words(out, "community_name", community.zh, community.en);
  out.set("text", unseal_personal(variables.at_path("complaint.text"), app.vault));
  return Value(std::move(out));
}

Answer taken(App& app, const Call& call, const runtime::Accepted& accepted) {
  const std::string id = accepted.reply.get("case_id").string_or("");
  const state::Case* c = app.sequencer.state().cases.find(id);
  const std::string token = token_of(app, id);
  return Value(Context{{"case_id", id}, {"number", c != nullptr ? c->case_no : std::string()}, {"code", code_of(app, id)}, {"token", token},
                       {"url", public_origin(app, call.request) + "/c/" + token}});
}

Refusal too_many() {
  return refuse(429, "too_many_complaints", "提交太频繁，请过一会儿再试，或到社区服务站、拨打公开电话提出。",
                "Too many from here; try again later, or go to the community station.", "", "请稍后再试 / try again later");
}

}  // namespace

/// {id, community, kind, text}
Answer post_public_complaint(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"community", ValueKind::string}, {"kind", ValueKind::string}, {"text", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const auto& state = app.sequencer.state();
  const std::string community = fields.get("community").as_string(), kind = fields.get("kind").as_string();
  const std::string id = fields.get("id").as_string();
  if (id.size() < 8 || id.size() > 80) return bad_field("id", "须为 8–80 个字。", "must have 8 to 80 characters.");
  const registers::Register* places = state.find("communities");
  const registers::Version* latest = places != nullptr ? registers::latest(*places) : nullptr;
  if (latest == nullptr || registers::find_record(*latest, community) == nullptr) return bad_field("community", "请选择社区。", "choose a community.");
  const auto words = read_model::complaint_kind_words(kind);
  if (!words) return bad_field("kind", "没有这一类。", "is no kind of complaint.");
  // Sent again it is the same complaint, which costs nothing.
  const std::string person = "public:" + auth::keyed_mark(app.secret, "complaint of " + call.caller.device + " " + id).substr(0, mark_length);
  const std::string command_id = person + ":start";
  const bool known = state.replies.contains(command_id);
  if (!known && (!app.complaint_quota.take("device " + call.caller.device, call.monotonic_ms) ||
                 !app.complaint_address_quota.take("address " + call.request.peer, call.monotonic_ms)))
    return too_many();
  const auto* resource = state.resource("form", "T09-start");
  const auto form = resource != nullptr ? state.library->form(resource->text) : base::make_error("no-form", "", "");
  if (!form) return not_found("form");
  // What stands in public is the kind alone: nobody has read the words yet.
  const Value variables(Context{{"kind", kind}, {"about", words->zh}, {"text", fields.get("text")}, {"community", community}});
  Sealed sealed = seal_personal(**form, variables, app.secret, command_id, person);
  command::StartCase start{"T09", sealed.data};
  const command::Actor actor{person, {{"public", "", community, ""}}};
  const auto submit = [&app, call, command_id, actor, start]() -> Answer {
    auto accepted = app.sequencer.submit(command_id, actor, start);
    if (!accepted) return refusal_of(accepted.error());
    return taken(app, call, *accepted);
  };
  const bool queued = app.vault_writer.post([&app, reply = call.reply, submit, texts = std::move(sealed.texts)] {
    for (const auto& text : texts) {
      if (auto put = app.vault.put_personal(text); !put) return reply(to_response(refusal_of(put.error())));
    }
    if (!app.sequencer.post([&app, reply, submit] { give_durable(app, reply, submit()); }))
      reply(to_response(refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.")));
  });
  if (queued) return Later{};
  return refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.", "", "请稍后再试 / try again");
}

Answer get_complaint(App& app, Call& call) {
  const state::Case* c = case_of_token(app, call.part(0));
  if (c == nullptr) return refuse(404, "bad_link", "链接不正确,可能没有复制完整。", "This link is not right; perhaps it was cut.", "token");
  return shown(app, call, *c);
}

/// {number, code}: the number of the complaint and the twelve digits that came with it. Answers {token}.
Answer post_complaint_find(App& app, Call& call) {
  auto read = read_body(call.request, {{"number", ValueKind::string}, {"code", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  if (!app.complaint_find_quota.take("address " + call.request.peer, call.monotonic_ms)) return too_many();
  std::string code;
  for (const char digit : fields.get("code").as_string())
    if (digit >= '0' && digit <= '9') code += digit;
  std::string token;
  app.sequencer.state().cases.for_each([&](const std::string& id, const state::Case& c) {
    if (is_complaint(c) && c.case_no == fields.get("number").as_string() && auth::equal_secret(code, code_of(app, id))) token = token_of(app, id);
  });
  // The same answer whether the number or the code is wrong.
  if (token.empty()) return refuse(404, "no_such_complaint", "没有查到：请核对编号和查询码。", "Not found: check the number and the code.", "code");
  return Value(Context{{"token", token}});
}

Answer get_complaint_page(App&, Call& call) {
  http::Response response;
  response.status = 302;
  // The client reads its route behind '#', which browsers do not send: the secret stays out of every log.
  response.header("Location", "/#/c/" + http::percent_encode(call.part(0)));
  response.header("Cache-Control", "no-store");
  return response;
}

}  // namespace zhunru::server::api

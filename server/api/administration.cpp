// Accounts and incidents, for administrators. Nobody reads or sets another person's password: a link lets its owner set one.
#include "server/api/absences.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"
#include "server/api/seats.hpp"
#include "server/api/strict.hpp"
#include "server/auth/password.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::int64_t link_ms = 24 * 3'600'000LL;

}  // namespace

Answer get_accounts(App& app, Call&) {
  List list;
  for (const auto& account : app.vault.accounts()) {
    list.push_back(Context{{"id", account.id}, {"label", account.label}, {"level", account.level}, {"disabled", account.disabled},
                           {"has_password", !account.password_hash.empty()}, {"seats", seats_json(app, account.seats)}});
  }
  return Value(Context{{"accounts", std::move(list)}});
}

Answer put_account(App& app, Call& call) {
  auto read = read_body(call.request, {{"label", ValueKind::string}, {"level", ValueKind::string}, {"seats", ValueKind::list},
                                       {"disabled", ValueKind::boolean}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  vault::Account account;
  account.id = call.part(0);
  account.label = fields.get("label").as_string();
  account.level = fields.get("level").as_string();
  account.disabled = fields.get("disabled").as_boolean();
  for (const Value& seat : fields.get("seats").as_list()) {
    if (!seat.is_context()) return bad_field("seats", "须为岗位列表。", "must be a list of seats.");
    for (const auto& [name, value] : seat.as_context()) {
      const bool known = name == "role" || name == "body" || name == "community" || name == "provider";
      if (!known || !value.is_string()) return bad_field("seats." + name, "不认识或类型不对。", "is unknown or of the wrong type.");
    }
    const std::string role = seat.get("role").string_or("");
    if (role == "system" || role == "link") return bad_field("seats.role", "不能授予该岗位。", "cannot be given.");
    account.seats.push_back({role, seat.get("body").string_or(""), seat.get("community").string_or(""), seat.get("provider").string_or("")});
  }
  const bool own = account.id == call.caller.account;
  if (own && account.disabled) return bad_field("disabled", "不能停用自己的账号。", "you cannot disable your own account.");
  if (auto put = app.vault.put_account(account); !put) return refusal_of(put.error());
  if (account.disabled) {
    if (auto gone = app.sessions.close_all_of(account.id)) {
      for (const auto& session : *gone) app.hub.drop(session);
    }
  }
  // Answered when no substitute keeps a seat that was taken away.
  const bool queued = app.sequencer.post([&app, reply = call.reply, account] {
    reseat(app.sequencer, account);
    give_durable(app, reply, Value(Context{{"id", account.id}}));
  });
  if (queued) return Later{};
  return Value(Context{{"id", account.id}});
}

Answer post_reset_link(App& app, Call& call) {
  if (!app.vault.account(call.part(0))) return not_found("account");
  const std::string token = auth::random_token();
  const std::int64_t expires = call.now_ms - app.clock.offset_ms() + link_ms;
  if (auto put = app.vault.put_reset(auth::token_hash(token), call.part(0), expires); !put) return refusal_of(put.error());
  return Value(Context{{"url", origin_of(call.request) + "/set-password/" + token}, {"valid_h", 24}});
}

Answer get_incidents(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  List list;
  glance.state.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [id, incident] : c.incidents) {
      list.push_back(Context{{"case", c.id}, {"case_title", read_model::case_title(glance.state, c).zh},
                             {"id", Value::from_uint64(id)}, {"element", incident.element}, {"code", incident.code},
                             {"message", incident.message}, {"message_en", incident.message_en}, {"at", read_model::moment(incident.at)}});
    }
  });
  return Value(Context{{"incidents", std::move(list)}});
}

/// After a jump of the wall clock: an administrator has looked, the machine's time is right, timers go on.
Answer post_clock_accept(App& app, Call& call) {
  auto read = read_body(call.request, {});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  app.clock.accept();
  return Value(Context{{"now", read_model::moment(base::Instant{app.clock.now_ms()})}});
}

}  // namespace zhunru::server::api

// /api/session: who am I, log in, log out, confirm a password for one signature; own sessions; setting a password by link.
#include <algorithm>

#include "engine/base/time.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"
#include "server/api/seats.hpp"
#include "server/api/strict.hpp"
#include "server/auth/password.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

Value account_json(const App& app, const Caller& caller) {
  if (!caller.known()) return nullptr;
  const bool invites = std::any_of(caller.seats.begin(), caller.seats.end(), [&](const command::Seat& seat) { return !app.access.invites(seat.role).empty(); });
  return Context{{"id", caller.account}, {"label", caller.label}, {"level", caller.level}, {"seats", seats_json(app, caller.seats)}, {"may_invite", invites}};
}

Refusal wait_refusal(std::int64_t wait_ms) {
  const std::int64_t seconds = (wait_ms + 999) / 1000;
  Refusal refusal = refuse(429, "too_many_attempts", "尝试次数过多,请在 " + std::to_string(seconds) + " 秒后再试。账号没有被锁定。",
                           "Too many attempts; try again in " + std::to_string(seconds) + " s. The account is not locked.",
                           "password", "请稍候 / wait");
  refusal.details = Context{{"retry_after_s", Value(seconds)}};
  return refusal;
}

/// Failures count per account and, apart from it, per device that has logged in to that account before: an attacker elsewhere
/// cannot keep the owner out.
std::string limit_key(const App& app, const Call& call, const std::string& account) {
  const std::string known = call.request.cookie("__Host-zhunru-known");
  const std::string mark = auth::keyed_mark(app.secret, "known " + account + " " + call.caller.device);
  const bool known_device = !call.caller.device.empty() && auth::equal_secret(known, mark);
  return known_device ? "device " + account + " " + call.caller.device : "account " + account;
}

http::Response with_session(App& app, const Call& call, const vault::Account& account, const std::string& token) {
  Caller caller;
  caller.account = account.id;
  caller.label = account.label;
  caller.level = account.level;
  caller.seats = account.seats;
  caller.session = auth::token_hash(token);
  caller.device = call.caller.device;
  http::Response response = to_response(
      Value(Context{{"account", account_json(app, caller)}, {"csrf", csrf_of(app, caller)},
                    {"server_time", base::to_iso(base::Instant{call.now_ms})}, {"demo", app.settings.demo}}));
  response.header("Set-Cookie", make_cookie(session_cookie_name(), token, auth::Sessions::longest_ms / 1000));
  if (!call.caller.device.empty()) {
    response.header("Set-Cookie",
                    make_cookie("__Host-zhunru-known", auth::keyed_mark(app.secret, "known " + account.id + " " + call.caller.device),
                                400LL * 86'400));
  }
  return response;
}

std::int64_t host_ms(const App& app, const Call& call) { return call.now_ms - app.clock.offset_ms(); }

}  // namespace

Answer get_session(App& app, Call& call) {
  std::string fresh_device;
  if (call.caller.device.empty()) call.caller.device = fresh_device = auth::random_token(18);
  http::Response response = to_response(Value(Context{{"account", account_json(app, call.caller)},
                                                      {"csrf", csrf_of(app, call.caller)},
                                                      {"server_time", base::to_iso(base::Instant{call.now_ms})},
                                                      {"demo", app.settings.demo},
                                                      {"languages", List{Value("zh-Hans"), Value("en")}}}));
  if (!fresh_device.empty()) response.header("Set-Cookie", make_cookie(device_cookie_name(), fresh_device, 400LL * 86'400));
  return response;
}

Answer post_session(App& app, Call& call) {
  auto body = read_body(call.request, {{"account", ValueKind::string}, {"password", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&body)) return *refusal;
  const Value& fields = std::get<Value>(body);
  const std::string name = fields.get("account").as_string();
  const std::string password = fields.get("password").as_string();
  if (name.size() > 128 || password.size() > 1024) return bad_field("account", "太长。", "is too long.");
  const std::string key = limit_key(app, call, name);
  const std::string address = "address " + call.request.peer;
  const std::int64_t wait =
      std::max(app.login_limit.wait_ms(key, call.monotonic_ms), app.address_limit.wait_ms(address, call.monotonic_ms));
  if (wait > 0) return wait_refusal(wait);

  auto account = app.vault.account(name);
  if (account && account->password_hash.empty() && app.settings.demo) {
    // Demo accounts get their hash when first used; 144 of them at start would take half a minute.
    account->password_hash = auth::hash_password(app.settings.demo_password);
    if (auto stored = app.vault.set_password(name, account->password_hash); !stored) return refusal_of(stored.error());
  }
  const bool usable = account && !account->disabled;
  if (!auth::verify_password(usable ? account->password_hash : std::string(), password)) {
    app.login_limit.failed(key, call.monotonic_ms);
    app.address_limit.failed(address, call.monotonic_ms);
    return refuse(401, "wrong_login", "账号或密码不正确。", "The account or the password is wrong.", "password",
                  "请核对后重试 / check and try again");
  }
  app.login_limit.succeeded(key);
  app.address_limit.succeeded(address);
  if (!call.caller.session.empty()) {
    if (auto closed = app.sessions.close(call.caller.session); !closed) return refusal_of(closed.error());
    app.hub.drop(call.caller.session);
  }
  auto token = app.sessions.open(account->id, call.request.header("user-agent"), call.request.peer, host_ms(app, call));
  if (!token) return refusal_of(token.error());
  // The names of the seats stand in the state, which only the engine's thread may read.
  const bool queued = app.sequencer.post([&app, call, account = *account, token = *token] {
    give_durable(app, call.reply, with_session(app, call, account, token));
  });
  if (!queued) return refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.");
  return Later{};
}

Answer delete_session(App& app, Call& call) {
  if (auto closed = app.sessions.close(call.caller.session); !closed) return refusal_of(closed.error());
  app.hub.drop(call.caller.session);
  http::Response response = to_response(Value(Context{}));
  response.header("Set-Cookie", make_cookie(session_cookie_name(), "", 0));
  // Nothing of this account stays in a browser that others may use.
  response.header("Clear-Site-Data", "\"storage\"");
  return response;
}

Answer post_session_confirm(App& app, Call& call) {
  auto body = read_body(call.request, {{"password", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&body)) return *refusal;
  const std::string key = "confirm " + call.caller.account + " " + call.caller.session;
  if (const std::int64_t wait = app.login_limit.wait_ms(key, call.monotonic_ms); wait > 0) return wait_refusal(wait);
  const auto account = app.vault.account(call.caller.account);
  const std::string password = std::get<Value>(body).get("password").as_string();
  if (!auth::verify_password(account ? account->password_hash : std::string(), password)) {
    app.login_limit.failed(key, call.monotonic_ms);
    return refuse(401, "wrong_password", "密码不正确,未签名。", "The password is wrong; nothing was signed.", "password",
                  "请重新输入 / enter it again");
  }
  app.login_limit.succeeded(key);
  return Value(Context{{"ticket", app.sessions.make_ticket(call.caller.session, call.monotonic_ms)},
                       {"valid_s", Value(auth::Sessions::ticket_ms / 1000)}});
}

Answer get_sessions(App& app, Call& call) {
  List list;
  for (const auto& session : app.sessions.of(call.caller.account)) {
    list.push_back(Context{{"id", session.hash.substr(0, 16)},
                           {"created", base::to_iso(base::Instant{session.created_ms})},
                           {"seen", base::to_iso(base::Instant{session.seen_ms})},
                           {"agent", session.agent},
                           {"address", session.address},
                           {"current", session.hash == call.caller.session}});
  }
  return Value(Context{{"sessions", std::move(list)}});
}

Answer delete_one_session(App& app, Call& call) {
  for (const auto& session : app.sessions.of(call.caller.account)) {
    if (session.hash.substr(0, 16) != call.part(0)) continue;
    if (auto closed = app.sessions.close(session.hash); !closed) return refusal_of(closed.error());
    app.hub.drop(session.hash);
    return Value(Context{});
  }
  return not_found("session");
}

Answer post_password(App& app, Call& call) {
  auto body = read_body(call.request, {{"token", ValueKind::string}, {"password", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&body)) return *refusal;
  const std::string key = "address " + call.request.peer;
  if (const std::int64_t wait = app.address_limit.wait_ms(key, call.monotonic_ms); wait > 0) return wait_refusal(wait);
  const std::string hash = auth::token_hash(std::get<Value>(body).get("token").as_string());
  const std::string password = std::get<Value>(body).get("password").as_string();
  const auto name = app.vault.reset_account(hash, host_ms(app, call), false);
  if (!name) {
    app.address_limit.failed(key, call.monotonic_ms);
    return refuse(410, "link_used", "链接无效、已使用或已过期。", "The link is unknown, used or expired.", "token",
                  "请管理员重新生成 / ask the administrator for a new one");
  }
  if (const std::string weak = auth::weakness(password, *name); !weak.empty()) {
    const std::size_t cut = weak.find(" / ");
    return refuse(422, "weak_password", weak.substr(0, cut) + "。", weak.substr(cut + 3) + ".", "password");
  }
  const std::string stored = auth::hash_password(password);
  if (!app.vault.reset_account(hash, host_ms(app, call), true)) return not_found("token");
  if (auto set = app.vault.set_password(*name, stored); !set) return refusal_of(set.error());
  if (auto gone = app.sessions.close_all_of(*name)) {
    for (const auto& session : *gone) app.hub.drop(session);
  }
  return Value(Context{{"account", *name}});
}

}  // namespace zhunru::server::api

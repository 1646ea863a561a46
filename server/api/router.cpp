#include "server/api/router.hpp"

#include <exception>

#include "server/api/resources.hpp"
#include "server/auth/password.hpp"
#include "server/http/url.hpp"

namespace zhunru::server::api {

namespace {

using auth::Right;
using http::Method;

struct Match {
  const Route* route = nullptr;
  std::vector<std::string> parts;
  bool path_known = false;
};

bool fits(std::string_view pattern, const std::vector<std::string_view>& path, std::vector<std::string>& parts) {
  const auto wanted = http::segments(pattern);
  if (wanted.size() != path.size()) return false;
  parts.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].front() == '{') {
      if (path[i].size() > 200) return false;
      parts.emplace_back(path[i]);
    } else if (wanted[i] != path[i]) {
      return false;
    }
  }
  return true;
}

Match match(Method method, std::string_view path) {
  Match out;
  const auto parts = http::segments(path);
  const Method wanted = method == Method::head ? Method::get : method;
  for (const Route& route : routes()) {
    std::vector<std::string> found;
    if (!fits(route.pattern, parts, found)) continue;
    out.path_known = true;
    if (route.method != wanted) continue;
    out.route = &route;
    out.parts = std::move(found);
    return out;
  }
  return out;
}

bool changes(Method method) { return method == Method::post || method == Method::put || method == Method::remove; }

/// "http://host:port" must be where the request went: a page of another site cannot press our buttons.
bool same_origin(const http::Request& request) {
  const std::string_view origin = request.header("origin");
  const std::string expected = origin_of(request);
  const std::string_view site = request.header("sec-fetch-site");
  return origin == expected && (site.empty() || site == "same-origin");
}

bool host_known(const Settings& settings, const http::Request& request) {
  if (settings.host_names.empty()) return true;
  std::string_view host = request.header("host");
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) host = host.substr(0, colon);
  for (const auto& name : settings.host_names) {
    if (host == name) return true;
  }
  return false;
}

Caller caller_of(App& app, const http::Request& request, std::int64_t now_ms) {
  Caller caller;
  caller.device = request.cookie(device_cookie_name());
  if (caller.device.size() > 100) caller.device.clear();
  const auto live = app.sessions.find(request.cookie(session_cookie_name()), now_ms);
  if (!live) return caller;
  const auto account = app.vault.account(live->account);
  if (!account || account->disabled) return caller;
  caller.account = account->id;
  caller.label = account->label;
  caller.level = account->level;
  caller.stratum = account->stratum;
  caller.seats = account->seats;
  caller.session = live->hash;
  return caller;
}

/// Runs a resource; what a library throws ends here.
Answer guarded(const Route& route, App& app, Call& call) {
  try {
    return route.handle(app, call);
  } catch (const std::exception& error) {
    return refuse(500, "internal", "服务器内部错误,操作没有生效。", "Internal error; nothing was changed.", error.what(),
                  "请重试,仍不行请联系管理员 / try again, then tell the administrator");
  }
}

void give(App&, const http::Reply& reply, const Answer& answer) {
  if (!std::holds_alternative<Later>(answer)) reply(to_response(answer));
}

}  // namespace

void give_durable(App& app, const http::Reply& reply, Answer answer) {
  if (std::holds_alternative<Later>(answer)) return;
  app.sequencer.when_durable([reply, answer = std::move(answer)](const base::Result<void>& stored) {
    reply(to_response(stored ? answer : Answer(refusal_of(stored.error()))));
  });
}

std::uint64_t Router::body_limit(Method method, std::string_view path) const {
  const Match found = match(method, path);
  return found.route != nullptr && changes(method) ? found.route->body_limit : 0;
}

void Router::handle(http::Request request, http::Reply reply) {
  if (!host_known(app_.settings, request)) {
    return reply(to_response(refuse(400, "unknown_host", "不认识的主机名。", "This host name is not served here.", "host")));
  }
  Match found = match(request.method, request.path);
  if (found.route == nullptr) {
    const bool api = request.path.starts_with("/api/");
    if (!api && (request.method == Method::get || request.method == Method::head)) {
      if (const auto file = app_.site.find(request)) return reply(*file);
    }
    if (found.path_known) {
      return reply(to_response(refuse(405, "method_not_allowed", "这个地址不支持该操作。", "This address does not allow that method.",
                                      std::string(http::to_string(request.method)))));
    }
    return reply(to_response(not_found(request.path)));
  }
  const Route& route = *found.route;
  auto call = std::make_shared<Call>();
  call->now_ms = app_.clock.now_ms();
  call->monotonic_ms = app_.clock.monotonic_ms();
  call->parts = std::move(found.parts);
  // Sessions live by the host's own time: moving the demo clock must not log everybody out.
  call->caller = caller_of(app_, request, call->now_ms - app_.clock.offset_ms());
  call->request = std::move(request);
  call->reply = reply;
  if (!allowed(app_.access, call->caller, route.right)) {
    return reply(to_response(call->caller.known() ? forbidden(auth::to_string(route.right)) : not_logged_in()));
  }
  if (changes(route.method) && !route.exempt_from_csrf) {
    const bool marked = auth::equal_secret(call->request.header("x-csrf"), csrf_of(app_, call->caller));
    if (!same_origin(call->request) || !marked || (call->caller.session.empty() && call->caller.device.empty())) {
      return reply(to_response(refuse(403, "csrf", "请求来源无法确认,操作没有生效。",
                                      "The origin of the request cannot be confirmed; nothing was changed.",
                                      marked ? "origin" : "x-csrf", "请刷新页面后重试 / reload the page and try again")));
    }
  }
  App& app = app_;
  switch (route.place) {
    case Place::network:
      return give(app, reply, guarded(route, app, *call));
    case Place::slow:
      if (!app.slow.post([&app, &route, call, reply] { give(app, reply, guarded(route, app, *call)); })) break;
      return;
    case Place::engine:
      if (!app.sequencer.post([&app, &route, call, reply] { give_durable(app, reply, guarded(route, app, *call)); })) break;
      return;
  }
  reply(to_response(refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.", "", "请稍后再试 / try again shortly")));
}

}  // namespace zhunru::server::api

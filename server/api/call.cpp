#include "server/api/call.hpp"

#include <algorithm>

#include "engine/operation/speaker.hpp"
#include "server/auth/password.hpp"

namespace zhunru::server::api {

bool Caller::has_role(std::string_view role) const {
  return std::any_of(seats.begin(), seats.end(), [&](const auto& seat) { return seat.role == role; });
}

bool allowed(const auth::AccessTable& table, const Caller& caller, auth::Right right) {
  if (table.allows(auth::anonymous_role, right)) return true;
  if (!caller.known()) return false;
  if (table.allows(auth::account_role, right)) return true;
  return std::any_of(caller.seats.begin(), caller.seats.end(), [&](const auto& seat) { return table.allows(seat.role, right); });
}

command::Actor seeing(const App& app, const Call& call) {
  return {call.caller.account, operation::seats_now(app.sequencer.state(), call.caller.actor(), base::Instant{call.now_ms})};
}

std::string session_cookie_name() { return "__Host-zhunru"; }
std::string device_cookie_name() { return "__Host-zhunru-device"; }

std::string make_cookie(const std::string& name, std::string_view value, std::int64_t max_age_s) {
  return name + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(max_age_s);
}

std::string origin_of(const http::Request& request) {
  return (request.secure ? "https://" : "http://") + std::string(request.header("host"));
}

std::string public_origin(const App& app, const http::Request& request) {
  return app.settings.public_url.empty() ? origin_of(request) : app.settings.public_url;
}

std::string csrf_of(const App& app, const Caller& caller) {
  return auth::keyed_mark(app.secret, caller.known() ? "csrf session " + caller.session : "csrf device " + caller.device);
}

}  // namespace zhunru::server::api

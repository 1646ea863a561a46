// One request on its way through a resource: who calls, with what, and what the path named.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/command/actor.hpp"
#include "server/api/answer.hpp"
#include "server/api/app.hpp"
#include "server/http/message.hpp"

namespace zhunru::server::api {

struct Caller {
  std::string account;                ///< "" = nobody
  std::string label;
  std::string level = "L0";
  std::string stratum;
  std::vector<command::Seat> seats;
  std::string session;                ///< hash of the session, "" = none
  std::string device;                 ///< random mark of this browser, "" on the very first request
  bool known() const { return !account.empty(); }
  bool has_role(std::string_view role) const;
  command::Actor actor() const { return {account, seats}; }
};

struct Call {
  http::Request request;
  Caller caller;
  std::vector<std::string> parts;  ///< what stood at {…} in the route's pattern
  std::int64_t now_ms = 0;         ///< the partition's clock
  std::int64_t monotonic_ms = 0;
  http::Reply reply;  ///< for resources that answer Later
  const std::string& part(std::size_t index) const { return parts.at(index); }
};

/// The caller with the seats of those for whom they stand in today (代理): whose papers they may see. Never the actor of a command:
/// there the engine decides by which seat they act. On the engine's thread.
command::Actor seeing(const App& app, const Call& call);

/// True when the caller, anonymous or not, has the right by the access table.
bool allowed(const auth::AccessTable& table, const Caller& caller, auth::Right right);

/// Name and attributes of our cookies: `__Host-` names need Secure, which browsers accept over TLS and from localhost.
std::string session_cookie_name();
std::string device_cookie_name();
std::string make_cookie(const std::string& name, std::string_view value, std::int64_t max_age_s);

/// "https://host:port" by which this request came; the router has checked that the host is ours.
std::string origin_of(const http::Request& request);
/// What stands before a path in links that leave this site (QR codes, mails): the configured address, or that of the request.
std::string public_origin(const App& app, const http::Request& request);

/// What `x-csrf` must hold: bound to the session, or to the device of an anonymous visitor.
std::string csrf_of(const App& app, const Caller& caller);

}  // namespace zhunru::server::api

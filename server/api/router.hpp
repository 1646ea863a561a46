// The table of routes and the one way through it: path -> right -> Origin and CSRF -> limits -> resource -> answer.
// A resource is a function; it runs where its route says: on the network thread (quick, no state), on the slow worker
// (hashing, vault) or on the engine's thread (reads and writes of the state).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/call.hpp"

namespace zhunru::server::api {

enum class Place : std::uint8_t { network, slow, engine };

struct Route {
  http::Method method;
  std::string_view pattern;  ///< "/api/tasks/{id}"
  auth::Right right;
  Place place;
  Answer (*handle)(App& app, Call& call);
  std::uint64_t body_limit = 64u << 10;
  bool exempt_from_csrf = false;  ///< only for what changes nothing
};

/// All routes of the product; the security test walks the same list.
const std::vector<Route>& routes();

/// Lets an answer out when everything that the engine has done so far is on disk: a crash cannot take back what somebody
/// has seen. On the engine's thread.
void give_durable(App& app, const http::Reply& reply, Answer answer);

class Router : public http::Handler {
 public:
  explicit Router(App& app) : app_(app) {}
  std::uint64_t body_limit(http::Method method, std::string_view path) const override;
  void handle(http::Request request, http::Reply reply) override;

 private:
  App& app_;
};

}  // namespace zhunru::server::api

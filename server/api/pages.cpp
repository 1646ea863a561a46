// Pages that are no API: deep links into the client, QR codes, the authority page of --lan, health.
#include "server/api/resources.hpp"
#include "server/http/qr.hpp"
#include "server/http/url.hpp"

namespace zhunru::server::api {

namespace {

/// The client reads its route behind '#', which browsers do not send: tokens stay out of every log.
Answer to_client(const std::string& route) {
  http::Response response;
  response.status = 302;
  response.header("Location", "/#/" + route);
  response.header("Cache-Control", "no-store");
  return response;
}

}  // namespace

Answer get_invitation_page(App&, Call& call) { return to_client("i/" + http::percent_encode(call.part(0))); }
Answer get_poster_page(App&, Call& call) { return to_client("p/" + http::percent_encode(call.part(0))); }
Answer get_set_password_page(App&, Call& call) { return to_client("set-password/" + http::percent_encode(call.part(0))); }

Answer get_qr(App&, Call& call) {
  // Only paths of our own: nobody can borrow this site's name for another address.
  const std::string path = call.request.parameter("path");
  if (path.empty() || path.front() != '/' || path.size() > 300) return bad_field("path", "须为本站路径。", "must be a path of this site.");
  http::Response response = http::Response::text(200, "image/svg+xml", http::qr_as_svg(origin_of(call.request) + path));
  response.header("Cache-Control", "private, max-age=3600");
  return response;
}

Answer get_health(App& app, Call&) {
  const std::string& read_only = app.sequencer.read_only();
  base::Context out{{"seq", base::Value::from_uint64(app.sequencer.last_seq())},
                    {"read_only", !read_only.empty()},
                    {"clock_jumped", app.clock.jumped()}};
  return base::Value(std::move(out));
}

}  // namespace zhunru::server::api

// /api/stream: server-sent events that say what changed, never what it is now; the client asks again for what it shows.
#include "engine/base/json.hpp"
#include "server/api/resources.hpp"

namespace zhunru::server::api {

Answer get_stream(App& app, Call& call) {
  auto channel = app.hub.open(call.caller.session);
  if (!channel) {
    return refuse(503, "busy", "在线人数过多,请稍后再试。", "Too many listeners; try again later.");
  }
  http::Response response;
  response.content_type = "text/event-stream; charset=utf-8";
  response.header("Cache-Control", "no-store");
  response.header("X-Accel-Buffering", "no");
  // Tells the client at once that it is connected, and how long to wait before it comes back after a break.
  response.body = std::make_shared<const std::string>("retry: 3000\nevent: hello\ndata: {}\n\n");
  response.events = std::move(channel);
  return response;
}

}  // namespace zhunru::server::api

#include "server/api/seats.hpp"

#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

bool is_account_id(std::string_view id) {
  constexpr std::string_view good = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !id.empty() && id.size() <= 64 && id.find_first_not_of(good) == std::string_view::npos;
}

base::Value seats_json(const App& app, const std::vector<command::Seat>& seats) {
  const auto& state = app.sequencer.state();
  base::List list;
  for (const auto& seat : seats) {
    base::Context one{{"role", seat.role}, {"body", seat.body}, {"community", seat.community}, {"provider", seat.provider}};
    const auto role = read_model::role_words(seat.role);
    const auto body = read_model::body_words(state, seat.body.empty() ? seat.provider : seat.body);
    const auto community = read_model::community_words(state, seat.community);
    read_model::put_words(one, "role_name", role.zh, role.en);
    if (!body.zh.empty()) read_model::put_words(one, "body_name", body.zh, body.en);
    if (!community.zh.empty()) read_model::put_words(one, "community_name", community.zh, community.en);
    list.push_back(std::move(one));
  }
  return base::Value(std::move(list));
}

}  // namespace zhunru::server::api

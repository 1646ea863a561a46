// /api/invitations/colleagues and …/posts: somebody gives a colleague of the own body an account and hands out a one-time link, by which they set
// their password themselves. Who may invite to which post stands in the access table ("invites").
#include <set>

#include "server/api/resources.hpp"
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

/// The own seat by which the caller may invite to this post; nullptr when there is none.
const command::Seat* inviting_seat(const App& app, const Call& call, const std::string& role) {
  for (const auto& seat : call.caller.seats)
    if ((!seat.body.empty() || !seat.community.empty()) && app.access.invites(seat.role).contains(role)) return &seat;
  return nullptr;
}

}  // namespace

/// {posts: [{role, name, body, body_name}]}: to which the caller may invite.
Answer get_colleague_posts(App& app, Call& call) {
  List posts;
  std::set<std::string> told;
  for (const auto& seat : call.caller.seats) {
    if (seat.body.empty() && seat.community.empty()) continue;
    for (const auto& role : app.access.invites(seat.role)) {
      if (!told.insert(role + "@" + seat.body + seat.community).second) continue;
      Context one{{"role", role}, {"body", seat.body}};
      const auto name = read_model::role_words(role);
      const auto body = seat.body.empty() ? read_model::community_words(app.sequencer.state(), seat.community) : read_model::body_words(app.sequencer.state(), seat.body);
      read_model::put_words(one, "name", name.zh, name.en);
      read_model::put_words(one, "body_name", body.zh, body.en);
      posts.push_back(std::move(one));
    }
  }
  return Value(Context{{"posts", std::move(posts)}});
}

/// {account, label, role}
Answer post_colleague(App& app, Call& call) {
  auto read = read_body(call.request, {{"account", ValueKind::string}, {"label", ValueKind::string}, {"role", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string role = fields.get("role").as_string();
  const command::Seat* own = inviting_seat(app, call, role);
  if (own == nullptr)
    return refuse(403, "not_yours", "只能邀请本单位的同事,岗位须是您可以邀请的。", "You can invite colleagues of your own body only, for posts that you may invite to.", "role");
  vault::Account account;
  account.id = fields.get("account").as_string();
  if (!is_account_id(account.id)) return bad_field("account", "须为 1–64 个字母、数字、点、横线。", "must be 1 to 64 letters, digits, dots, hyphens.");
  if (app.vault.account(account.id)) return refuse(409, "account_exists", "这个账号已有人使用。", "This account is taken.", "account");
  account.label = fields.get("label").as_string().empty() ? account.id : fields.get("label").as_string();
  if (account.label.size() > 200) return bad_field("label", "太长。", "is too long.");
  account.level = "L2";
  account.seats = {{role, own->body, own->community, ""}};
  if (auto put = app.vault.put_account(account); !put) return refusal_of(put.error());
  const std::string token = auth::random_token();
  if (auto put = app.vault.put_reset(auth::token_hash(token), account.id, call.now_ms - app.clock.offset_ms() + link_ms); !put) return refusal_of(put.error());
  return Value(Context{{"account", account.id}, {"url", origin_of(call.request) + "/set-password/" + token}, {"valid_h", 24}});
}

}  // namespace zhunru::server::api

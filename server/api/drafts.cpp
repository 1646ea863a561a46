// /api/drafts: a person's own unsent forms. They are private, small, and never reach the log.
#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"

namespace zhunru::server::api {

namespace {

constexpr std::size_t most_drafts = 200;

}  // namespace

Answer get_drafts(App& app, Call& call) {
  base::List list;
  for (const auto& [key, updated] : app.vault.drafts(call.caller.account)) {
    list.push_back(base::Context{{"key", key}, {"updated", base::to_iso(base::Instant{updated})}});
  }
  return base::Value(base::Context{{"drafts", std::move(list)}});
}

Answer get_draft(App& app, Call& call) {
  const auto json = app.vault.draft(call.caller.account, call.part(0));
  if (!json) return not_found("draft");
  auto data = base::parse_json(*json);
  if (!data) return refusal_of(data.error());
  return base::Value(base::Context{{"key", call.part(0)}, {"data", std::move(*data)}});
}

Answer put_draft(App& app, Call& call) {
  auto body = read_body(call.request, {{"data", base::ValueKind::context}});
  if (auto* refusal = std::get_if<Refusal>(&body)) return *refusal;
  if (!app.vault.draft(call.caller.account, call.part(0)) && app.vault.drafts(call.caller.account).size() >= most_drafts) {
    return refuse(422, "too_many_drafts", "草稿太多,请先删除一些。", "Too many drafts; delete some first.", "draft");
  }
  const std::string json = base::to_json(std::get<base::Value>(body).get("data"));
  if (auto put = app.vault.put_draft(call.caller.account, call.part(0), json, call.now_ms); !put) return refusal_of(put.error());
  return base::Value(base::Context{{"key", call.part(0)}, {"saved", base::to_iso(base::Instant{call.now_ms})}});
}

Answer delete_draft(App& app, Call& call) {
  if (auto gone = app.vault.drop_draft(call.caller.account, call.part(0)); !gone) return refusal_of(gone.error());
  return base::Value(base::Context{});
}

}  // namespace zhunru::server::api

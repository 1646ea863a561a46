// /api/cases/{id}/verbs and /picture: what a party may do with a case beyond its forms, and where its tokens stand.
#include <set>

#include "server/api/resources.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/picture.hpp"
#include "server/read_model/verbs.hpp"

namespace zhunru::server::api {

Answer get_case_verbs(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const state::Case* c = glance.state.cases.find(call.part(0));
  const command::Actor actor = call.caller.actor();
  if (c == nullptr || read_model::sight_of(*c, seeing(app, call)) != read_model::Sight::party) return not_found("case");
  std::vector<read_model::Person> people;
  for (const auto& account : app.vault.accounts()) {
    if (!account.disabled) people.push_back({account.id, account.label, account.seats});
  }
  return base::Value(read_model::case_verbs(glance, *c, actor, people));
}

Answer get_case_picture(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const state::Case* c = glance.state.cases.find(call.part(0));
  if (c == nullptr || read_model::sight_of(*c, seeing(app, call)) == read_model::Sight::none) return not_found("case");
  std::set<std::string, std::less<>> flows;
  const auto read = app.sequencer.history("case:" + c->id, [&](const runtime::LogRecord& record, const store::StoredRecord&) {
    if (runtime::is_secret_step(record.events)) return true;
    for (const auto& event : record.events) {
      const auto* moved = std::get_if<event::TokenMoved>(&event);
      const auto* made = std::get_if<event::TokenCreated>(&event);
      if (moved != nullptr && moved->case_id == c->id) flows.insert(moved->flow);
      if (made != nullptr && made->case_id == c->id && !made->token.flow.empty()) flows.insert(made->token.flow);
    }
    return true;
  });
  if (!read) return refusal_of(read.error());
  return base::Value(read_model::case_picture(glance, *c, call.request.parameter("scope"), flows));
}

}  // namespace zhunru::server::api

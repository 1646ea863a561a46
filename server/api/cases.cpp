// /api/cases: lists of cases and one case as the caller may see it, with its history in words from the log.
#include <algorithm>

#include "engine/codec/projection.hpp"
#include "server/api/absences.hpp"
#include "server/api/resources.hpp"
#include "server/api/personal.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/complaints.hpp"
#include "server/read_model/snapshot_for.hpp"
#include "server/read_model/task_index.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/timeline.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;

constexpr std::size_t most_cards = 200;
constexpr std::size_t most_lines = 1'000;

}  // namespace

/// ?state=open|ended&process=T01&q=text&after=c7; newest first.
Answer get_cases(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const std::string wanted_state = call.request.parameter("state");
  const std::string process = call.request.parameter("process");
  const std::string query = call.request.parameter("q");
  const std::string after = call.request.parameter("after");
  const command::Actor actor = seeing(app, call);
  std::vector<const state::Case*> found;
  glance.state.cases.for_each([&](const std::string&, const state::Case& c) {
    if (!process.empty() && c.process != process) return;
    if (wanted_state == "open" && c.ended) return;
    if (wanted_state == "ended" && !c.ended) return;
    if (!after.empty() && !read_model::id_before(c.id, after)) return;
    found.push_back(&c);
  });
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return read_model::id_before(b->id, a->id); });
  List cards;
  bool more = false;
  for (const state::Case* c : found) {
    if (cards.size() >= most_cards) {
      more = true;
      break;
    }
    const read_model::Sight sight = read_model::sight_of(*c, actor);
    if (sight == read_model::Sight::none) continue;
    Context card = read_model::case_card(glance, *c);
    const bool hit = query.empty() || card.find("title")->string_or("").find(query) != std::string::npos || c->case_no == query || c->id == query;
    if (hit) cards.push_back(std::move(card));
  }
  return Value(Context{{"cases", std::move(cards)}, {"more", more}});
}

Answer get_case(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const state::Case* c = glance.state.cases.find(call.part(0));
  if (c == nullptr) return not_found("case");
  const read_model::Sight sight = read_model::sight_of(*c, seeing(app, call));
  if (sight == read_model::Sight::none) return not_found("case");
  Context view = read_model::case_view(glance, *c, sight, call.caller.actor());
  List waiting = view.find("waiting")->as_list();
  for (Value& card : waiting) put_labels(app, card);
  view.set("waiting", std::move(waiting));
  List lines;
  const auto read = app.sequencer.history("case:" + c->id, [&](const runtime::LogRecord& record, const store::StoredRecord&) {
    if (!runtime::is_secret_step(record.events)) {
      read_model::add_to_timeline(lines, glance.state, c->id, record.seq, record.command.at, record.events);
    }
    return lines.size() < most_lines;
  });
  if (!read) return refusal_of(read.error());
  view.set("timeline", std::move(lines));
  Value complaint = read_model::complaint_panel(glance, *c, seeing(app, call), [&](const Value& text) { return unseal_personal(text, app.vault); });
  if (!complaint.is_null()) {
    List panels = view.find("panels")->as_list();
    panels.insert(panels.begin(), std::move(complaint));
    view.set("panels", std::move(panels));
  }
  return Value(std::move(view));
}

Answer snapshot_answer(const codec::CaseProjection& projection) {
  http::Response response = http::Response::text(200, "application/octet-stream", codec::seal(projection));
  response.header("Cache-Control", "no-store");
  return response;
}

/// The case as the caller may see it, for previews on the phone: an envelope around cereal bytes. For parties of the case only.
Answer get_case_snapshot(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const command::Actor actor = call.caller.actor();
  const state::Case* c = state.cases.find(call.part(0));
  if (c == nullptr || read_model::sight_of(*c, seeing(app, call)) != read_model::Sight::party) return not_found("case");
  return snapshot_answer(read_model::snapshot_for(state, *c, actor, base::Instant{call.now_ms}));
}

/// Texts that every preview runs on; public, so the path names their key and whoever has it need not ask again.
Answer get_engine_texts(App& app, Call& call) {
  std::string key;
  http::Response response;
  response.body = read_model::engine_texts(app.sequencer.state(), key);
  if (call.part(0) != key) return not_found("texts");
  response.content_type = "application/octet-stream";
  response.header("Cache-Control", "public, max-age=31536000, immutable");
  return response;
}

Answer get_start_form(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  Value view = read_model::start_view(glance, call.part(0), call.caller.actor());
  if (view.is_null()) return not_found("process");
  return view;
}

}  // namespace zhunru::server::api

// /api/polls/{id}/comments: what residents wrote, without names, for the parties of the case once the poll is closed; withholding of
// abusive texts by the coordinating office, with a reason that everybody can read. The unit that wants the task withholds nothing.
#include <algorithm>

#include "server/api/administration_routes.hpp"
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/comments.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

/// The seat of the office that decides on this case; nullptr for everybody else.
const command::Seat* office_seat(const state::State& state, const Caller& caller, const poll::Poll& poll) {
  const state::Case* c = state.cases.find(poll.case_id);
  if (c == nullptr) return nullptr;
  const Value variables(c->variables());
  const std::string coord = variables.at_path("coord.id").string_or("");
  const auto found = std::find_if(caller.seats.begin(), caller.seats.end(), [&](const auto& seat) {
    const bool office = seat.role == "office_clerk" || seat.role == "office_reviewer";
    return office && seat.body != c->seat.body && (coord.empty() || seat.body == coord || poll.run_by == seat.body);
  });
  return found == caller.seats.end() ? nullptr : &*found;
}

/// The poll, if the caller may read what residents wrote in it; else nullptr.
const poll::Poll* readable_poll(const App& app, const Call& call) {
  const auto& state = app.sequencer.state();
  const poll::Poll* poll = state.polls.find(call.part(0));
  const state::Case* c = poll != nullptr ? state.cases.find(poll->case_id) : nullptr;
  if (c == nullptr) return nullptr;
  return read_model::sight_of(*c, call.caller.actor()) == read_model::Sight::party || office_seat(state, call.caller, *poll) ? poll : nullptr;
}

}  // namespace

/// {state, title, may_withhold, given, comments: [{id, community, community_name, part, text, erased, withheld {reason, at, by_name}}]}.
Answer get_comments(App& app, Call& call) {
  const poll::Poll* poll = readable_poll(app, call);
  if (poll == nullptr) return not_found("poll");
  const auto& state = app.sequencer.state();
  const bool moderates = office_seat(state, call.caller, *poll) != nullptr;
  List list;
  for (const auto& one : read_model::comments_of(*poll)) {
    const Value& record = read_model::withheld_record(state, one.commitment);
    const auto text = app.vault.personal(one.commitment);
    Context shown{{"id", one.commitment}, {"community", one.community}, {"part", one.part}, {"erased", !text.has_value()}};
    // Withheld words are seen by whoever may give them back, and by nobody else.
    shown.set("text", text && (record.is_null() || moderates) ? Value(text->text) : Value(""));
    const auto place = read_model::community_words(state, one.community);
    read_model::put_words(shown, "community_name", place.zh, place.en);
    Value why;
    if (!record.is_null()) {
      Context said{{"reason", record.get("reason")}, {"at", record.get("at")}};
      const auto by = read_model::body_words(state, record.get("by").string_or(""));
      read_model::put_words(said, "by_name", by.zh, by.en);
      why = Value(std::move(said));
    }
    shown.set("withheld", std::move(why));
    list.push_back(std::move(shown));
  }
  return Value(Context{{"state", poll->state}, {"title", poll->title}, {"case_id", poll->case_id}, {"may_withhold", moderates},
                       {"given", Value(static_cast<std::int64_t>(list.size()))}, {"comments", std::move(list)}});
}

/// {id, withhold, reason}: takes a text out of what the parties read, or gives it back. The stance counts as before.
Answer post_comment(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"withhold", ValueKind::boolean}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const auto& state = app.sequencer.state();
  const poll::Poll* poll = readable_poll(app, call);
  if (poll == nullptr) return not_found("poll");
  const command::Seat* seat = office_seat(state, call.caller, *poll);
  if (seat == nullptr)
    return refuse(403, "not_the_office", "只有受理这个事项的协调机构办公室可以隐去意见。", "Only the office of the coordinating body may withhold a comment.");
  const auto comments = read_model::comments_of(*poll);
  const auto found = std::find_if(comments.begin(), comments.end(), [&](const auto& one) { return one.commitment == call.part(1); });
  if (found == comments.end()) return not_found("comment");
  const std::string reason = fields.get("reason").as_string();
  if (reason.size() < 6) return bad_field("reason", "请写明理由(至少两个字)，理由公开。", "give the reason, six characters at least; it is public.");
  const std::string name(read_model::moderation_register);
  if (state.find(name) == nullptr) {
    command::PutRegister put;
    put.register_name = name;
    put.effective = base::to_string(base::shanghai_date(base::Instant{call.now_ms}));
    put.reason = "隐去的意见 / withheld comments";
    put.records = Value(List{});
    if (auto made = app.sequencer.submit("moderation:register", command::Actor::system(), std::move(put)); !made) return refusal_of(made.error());
  }
  command::ModifyRegister modify;
  modify.register_name = name;
  modify.reason = reason;
  modify.clause = "C";
  modify.record = Value(Context{{"id", found->commitment}, {"poll", poll->id}, {"community", found->community}, {"withheld", fields.get("withhold")},
                                {"reason", reason}, {"by", seat->body}, {"at", read_model::moment(base::Instant{call.now_ms})}});
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string().substr(0, 80), call.caller.actor(), std::move(modify));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}});
}

}  // namespace zhunru::server::api

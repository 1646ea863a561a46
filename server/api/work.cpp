// /api/home and /api/tasks: what waits for me, and one task with everything needed to do it.
#include <algorithm>

#include "engine/decide/standing.hpp"
#include "engine/operation/speaker.hpp"
#include "engine/base/json.hpp"
#include "server/api/absences.hpp"
#include "server/api/administration_routes.hpp"
#include "server/api/personal.hpp"
#include "server/api/resources.hpp"
#include "server/api/sheet_answer.hpp"
#include "server/read_model/complaints.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/home_lists.hpp"
#include "server/read_model/task_view.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;

constexpr std::size_t most_cards = 200;

read_model::HomeFilter filter_of(const Call& call) {
  return {call.request.parameter("q"), call.request.parameter("place"), call.request.parameter("process"), call.request.parameter("state"),
          call.request.parameter("due")};
}

/// The first `most_cards` of a list.
List shortened(List list) {
  if (list.size() > most_cards) list.resize(most_cards);
  return list;
}

/// One role, or a FEEL list of them written out: "=["resident", "rc_chair"]".
bool may_start(const model::Definitions& definitions, const model::TextOrFeel& role, const Call& call) {
  if (role.expression == model::none) return !role.text.empty() && call.caller.has_role(role.text);
  const auto list = base::parse_json(definitions.expressions[static_cast<std::size_t>(role.expression)].text);
  if (!list || !list->is_list()) return false;
  return std::any_of(list->as_list().begin(), list->as_list().end(), [&](const Value& one) { return call.caller.has_role(one.string_or("")); });
}

/// What the account may start: processes whose starters include one of its roles.
List startable(const read_model::Glance& glance, const Call& call) {
  List list;
  glance.state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (resource.kind != "process" || resource.versions.empty()) return;
    const auto compiled = glance.state.library->process(resource.versions.back().text);
    if (!compiled) return;
    const auto& definitions = *(*compiled)->definitions;
    const auto index = definitions.find_process(resource.name);
    if (!index) return;
    const auto& process = definitions.process(*index);
    if (!may_start(definitions, process.starters.role, call)) return;
    const std::size_t cut = process.documentation.find('\n');
    Context one{{"process", resource.name}};
    read_model::put_words(one, "name", process.name, process.name_en);
    read_model::put_words(one, "does", process.documentation.substr(0, cut),
                          cut == std::string::npos ? std::string() : process.documentation.substr(cut + 1));
    list.push_back(std::move(one));
  });
  return list;
}

/// Open polls where the account has a voice, or whose residents its committee or station looks after.
List open_polls(const read_model::Glance& glance, const Call& call) {
  List list;
  const auto seats = operation::seats_now(glance.state, call.caller.actor(), glance.now);
  glance.state.polls.for_each([&](const std::string& id, const poll::Poll& poll) {
    if (poll.state != "open" || list.size() >= most_cards) return;
    const auto voices = operation::voices_of(glance.state, call.caller.actor(), poll, glance.now);
    const bool surveyed = std::any_of(voices.begin(), voices.end(), [&](const auto& voice) {
      return poll.kind == poll::kind_consultation || voice.party == "residents";
    });
    const bool looks_after = std::any_of(seats.begin(), seats.end(), [&](const auto& seat) {
      const bool local = seat.role == "station_clerk" || seat.role == "rc_chair";
      return local && std::binary_search(poll.communities.begin(), poll.communities.end(), seat.community);
    });
    if (!surveyed && !looks_after) return;
    bool answered = false;
    for (const auto& voice : voices)
      answered = answered || poll.voices.contains(poll::voice_key(voice.party, voice.community, voice.body, voice.person));
    list.push_back(Context{{"id", id}, {"kind", poll.kind}, {"title", poll.title}, {"case_id", poll.case_id}, {"may_answer", surveyed},
                           {"answered", answered}, {"looks_after", looks_after}, {"closes", read_model::moment(poll.closes)}});
  });
  return list;
}

}  // namespace

/// ?q=&place=&process=&state=open|ended&due=overdue|today|week; all may be left out. `counts` are of what the filter leaves.
Answer get_home(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const read_model::HomeFilter filter = filter_of(call);
  const command::Actor actor = call.caller.actor();
  List tasks = read_model::home_tasks(glance, app.tasks, actor, filter);
  for (Value& card : tasks) put_labels(app, card);
  List cases = read_model::home_cases(glance, app.tasks, seeing(app, call), filter);
  List polls = open_polls(glance, call);
  const std::int64_t overdue = std::count_if(tasks.begin(), tasks.end(), [](const Value& card) { return card.get("overdue").boolean_or(false); });
  Context counts{{"tasks", Value(static_cast<std::int64_t>(tasks.size()))},
                 {"cases", Value(static_cast<std::int64_t>(cases.size()))},
                 {"polls", Value(static_cast<std::int64_t>(polls.size()))},
                 {"overdue", Value(overdue)}};
  return Value(Context{{"tasks", shortened(std::move(tasks))}, {"cases", shortened(std::move(cases))}, {"polls", std::move(polls)},
                       {"start", startable(glance, call)}, {"counts", std::move(counts)}, {"filters", read_model::home_filters(glance)}, {"standing_in", standing_in(app, call)}});
}

/// ?what=tasks|cases&format=csv|xlsx&lang=zh|en and the filters of the home page: all lines of it, as a file.
Answer get_home_export(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const std::string what = call.request.parameter("what"), format = call.request.parameter("format");
  if (what != "tasks" && what != "cases") return bad_field("what", "须为 tasks 或 cases。", "must be tasks or cases.");
  if (format != "csv" && format != "xlsx") return bad_field("format", "须为 csv 或 xlsx。", "must be csv or xlsx.");
  const bool english = call.request.parameter("lang") == "en";
  const command::Actor actor = call.caller.actor();
  const sheet::Sheet sheet = what == "tasks" ? read_model::tasks_sheet(read_model::home_tasks(glance, app.tasks, actor, filter_of(call)), english)
                                             : read_model::cases_sheet(read_model::home_cases(glance, app.tasks, seeing(app, call), filter_of(call)), english);
  return sheet_answer(sheet, what, format);
}

Answer get_task(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const state::Case* c = glance.state.case_of(call.part(0));
  const state::Task* task = c != nullptr ? c->find_task(call.part(0)) : nullptr;
  const command::Actor actor = call.caller.actor();
  // Somebody else's task is not found: its form may hold what only the assignee may see.
  const bool lent = task != nullptr && !task->owner.empty() && task->claimed_by == actor.account;
  const bool fits = task != nullptr && (decide::standing_for(glance.state, actor, task->assignee, glance.now) || decide::standing_on(glance.state, actor, *task, glance.now));
  if (!lent && !fits) return not_found("task");
  Context view = read_model::task_view(glance, *c, *task, actor);
  view.set("data", unseal_personal(*view.find("data"), app.vault));
  Value card = *view.find("task");
  put_labels(app, card);
  view.set("task", std::move(card));
  Value complaint = read_model::complaint_panel(glance, *c, seeing(app, call), [&](const Value& text) { return unseal_personal(text, app.vault); });
  if (!complaint.is_null()) {
    List panels = view.find("panels")->as_list();
    panels.insert(panels.begin(), std::move(complaint));
    view.set("panels", std::move(panels));
  }
  return Value(std::move(view));
}

}  // namespace zhunru::server::api

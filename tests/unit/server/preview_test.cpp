// What the phone says will happen, against what the server then does: every completed task of every scenario that starts
// with T01 is previewed from the snapshot of the person who does it, before it is done.
#include <catch_amalgamated.hpp>

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>

#include "client/preview/outlook.hpp"
#include "engine/codec/projection.hpp"
#include "engine/rule/bundle.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/snapshot_for.hpp"
#include "workflows/scenario/script.hpp"

namespace {

using namespace zhunru;
using server::read_model::snapshot_for;

registers::Collection public_registers(const state::State& state) {
  registers::Collection all;
  state.registers.for_each([&](const std::string& name, const registers::Register& reg) {
    const auto open = rule::public_registers();
    if (name.starts_with("list.") || std::find(open.begin(), open.end(), name) != open.end()) all.put(reg);
  });
  return all;
}

/// From bytes, as on the phone.
std::shared_ptr<const preview::Basis> basis_of(const state::State& state, const codec::CaseProjection& made) {
  auto projection = codec::open_projection(codec::seal(made));
  REQUIRE(projection.ok());
  std::string key;
  auto texts = codec::open_texts(*server::read_model::engine_texts(state, key));
  REQUIRE(texts.ok());
  auto basis = preview::make_basis(*projection, *texts, public_registers(state));
  if (!basis) FAIL(basis.error().message_en);
  return *basis;
}

struct Score {
  int steps = 0, equal = 0, hidden = 0;
  std::string wrong;
};

/// Plays the log of a finished scenario again and previews each completed task of a person before it is applied.
Score score(const scenario::World& fresh, const std::string& path) {
  Score out;
  auto read = scenario::read_scenario(path);
  REQUIRE(read.ok());
  scenario::World played = fresh;
  scenario::Player player(*read, played);
  if (auto done = player.play(); !done) FAIL(done.error().message_en);
  state::State state = fresh.state;
  for (std::size_t i = fresh.log.size(); i < played.log.size(); ++i) {
    const scenario::Entry& entry = played.log[i];
    const auto* complete = std::get_if<command::CompleteTask>(&entry.command.body);
    const state::Case* c = complete != nullptr ? state.case_of(complete->task) : nullptr;
    const state::Task* task = c != nullptr ? c->find_task(complete->task) : nullptr;
    preview::Outlook outlook;
    std::string case_id;
    const bool preview = task != nullptr && task->added_by.empty();
    if (preview) {
      case_id = c->id;
      REQUIRE(server::read_model::sight_of(*c, entry.command.actor) == server::read_model::Sight::party);
      const auto basis = basis_of(state, snapshot_for(state, *c, entry.command.actor, entry.command.at));
      auto body = preview::completing(*basis, complete->task, complete->outcome, complete->data);
      REQUIRE(body.ok());
      outlook = preview::look(*basis, *body, entry.command.at);
    }
    for (const event::Event& event : entry.events) engine::evolve(state, event);
    if (!preview) continue;
    ++out.steps;
    if (outlook.depends_on_hidden) {
      ++out.hidden;
      continue;
    }
    std::multiset<std::string> said;
    const auto tell = [&](const preview::Line& line) {
      if (line.kind == preview::Line::Kind::task) said.insert(line.id);
    };
    std::for_each(outlook.next.begin(), outlook.next.end(), tell);
    std::for_each(outlook.remains.begin(), outlook.remains.end(), tell);
    std::multiset<std::string> real;
    const state::Case* after = state.cases.find(case_id);
    bool due_equal = true;
    for (const auto& [number, open] : after->tasks) {
      real.insert(open.id);
      const auto same = [&](const preview::Line& line) { return line.id == open.id && line.due == open.due.at && line.element == open.element; };
      due_equal = due_equal && (std::any_of(outlook.next.begin(), outlook.next.end(), same) ||
                                std::any_of(outlook.remains.begin(), outlook.remains.end(), same));
    }
    const bool ends = std::any_of(outlook.next.begin(), outlook.next.end(), [](const auto& l) { return l.kind == preview::Line::Kind::ended; });
    if (!outlook.refused && said == real && due_equal && ends == after->ended) ++out.equal;
    else out.wrong += path + " " + complete->task + " " + task->element + ": " + (outlook.refused ? outlook.refused->message_en : "other steps") + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the preview says what the server then does, at every step of the county and the city main path") {
  auto fresh = scenario::World::fresh();
  REQUIRE(fresh.ok());
  for (const char* path : {"workflows/T01-admission/scenarios/county.json", "workflows/T01-admission/scenarios/city.json"}) {
    const Score found = score(*fresh, path);
    std::printf("%s: %d steps previewed, %d equal, %d say that they depend on what may not be seen\n", path, found.steps, found.equal, found.hidden);
    INFO(found.wrong);
    CHECK(found.wrong.empty());
    CHECK(found.steps >= 12);
    CHECK(found.equal >= found.steps * 3 / 4);
  }
}

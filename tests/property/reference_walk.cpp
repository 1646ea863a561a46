#include "tests/property/reference_walk.hpp"

#include <algorithm>
#include <optional>

#include "engine/bpmn/read.hpp"
#include "engine/engine.hpp"
#include "tests/property/random_process.hpp"
#include "tests/property/reference.hpp"

namespace zhunru::test {
namespace {

struct Pair {
  state::State state;
  base::Instant now = *base::parse_instant("2026-03-02T01:00:00Z");
  int commands = 0;
  std::string refused;

  void send(command::CommandBody body, command::Actor actor = command::Actor::system()) {
    const command::Command command{"k" + std::to_string(++commands), now, std::move(actor), std::move(body)};
    auto decision = engine::decide(state, command);
    if (!decision) {
      refused = base::describe(decision.error());
      return;
    }
    for (const event::Event& event : decision->events) engine::evolve(state, event);
  }
  const state::Case& instance() const { return *state.cases.find("c1"); }
};

std::vector<std::string> active(const state::Case& c) {
  std::vector<std::string> found;
  for (const auto& [id, token] : c.tokens) found.push_back(token.element);
  std::sort(found.begin(), found.end());
  return found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " " + word;
  return text;
}

std::size_t waiting_for(const state::Case& c, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(c.subscriptions.begin(), c.subscriptions.end(), [&](const auto& entry) {
    return entry.second.kind == state::SubscriptionKind::message && entry.second.name == name;
  }));
}

/// Does one thing to both; what it was, or "" when it could not be done now.
std::string act(Pair& engine, Reference& reference, Dice& dice) {
  const state::Case& c = engine.instance();
  const std::uint32_t what = dice.below(10);
  if (what < 5 && !c.tasks.empty()) {
    auto it = c.tasks.begin();
    std::advance(it, dice.below(static_cast<std::uint32_t>(c.tasks.size())));
    const state::Task task = it->second;
    std::size_t nth = 0;  // among the tokens that stand there, oldest first
    for (const auto& [number, other] : c.tasks) nth += other.element == task.element && other.token < task.token ? 1 : 0;
    command::CompleteTask done;
    done.task = task.id;
    done.token_version = c.find_token(task.token)->version;
    engine.send(std::move(done), {"someone", {{"clerk", "", "", ""}}});
    reference.complete(task.element, nth);
    return "complete " + task.element + " " + std::to_string(nth);
  }
  if (what == 5) {
    const std::string name(message_names[dice.below(4)]);
    if (waiting_for(c, name) != 1) return {};
    engine.send(command::CorrelateMessage{name, "", {}});
    reference.message(name);
    return "message " + name;
  }
  if (what == 6 || what == 7) {
    const std::string name(signal_names[dice.below(2)]);
    engine.send(command::BroadcastSignal{name, {}});
    reference.signal(name);
    return "signal " + name;
  }
  if (what == 8) {
    const std::int64_t n = dice.below(12);
    engine.send(command::SetVariables{"c1", base::Value(base::Context{{"n", base::Value(n)}})});
    reference.set_n(n);
    return "n = " + std::to_string(n);
  }
  const auto due = engine::next_due(engine.state);
  if (!due) return {};
  engine.now = std::max(engine.now, *due);
  engine.send(command::FireTimers{"c1"});
  reference.pass_time(engine.now.ms);
  return "time " + std::to_string(engine.now.ms);
}

}  // namespace

std::string compare_with_reference(std::uint64_t seed, std::uint64_t& steps) {
  Dice dice(seed);
  const RandomProcess process = random_process(dice, Elements::plain);
  const auto model = bpmn::read(process.xml);
  if (!model) return "the process cannot be read: " + base::describe(model.error());
  Pair engine;
  engine.send(command::DeployResource{"process", "P", process.xml});
  engine.send(command::StartCase{"P", base::Value(process.variables)});
  Reference reference(model->definitions, process.variables, engine.now.ms);
  reference.start();
  std::string story = "start";
  for (int step = 0; step < 60; ++step) {
    ++steps;
    if (!engine.refused.empty()) return "refused after " + story + ": " + engine.refused + "\n" + process.xml;
    const state::Case& c = engine.instance();
    const auto ours = active(c), theirs = reference.active();
    if (ours != theirs || c.ended != reference.ended())
      return "seed " + std::to_string(seed) + ": after " + story + "\n  engine   " + joined(ours) + "\n  reference" + joined(theirs) + "\n" + process.xml;
    if (c.ended) return {};
    std::string done = act(engine, reference, dice);
    if (!done.empty()) story += ", " + done;
  }
  return {};
}

}  // namespace zhunru::test

// example FILE.bpmn PROCESS: runs a process to its end, completes every task that opens, and prints the log.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "engine/base/json.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/engine.hpp"

using namespace zhunru;

int main(int count, char** values) {
  std::ifstream in(count == 3 ? values[1] : "", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  state::State state;
  int number = 0;
  // The whole contract of a host: it stamps a command, asks decide, keeps the events, and evolves the state by them.
  const auto send = [&](command::CommandBody body, const command::Actor& actor) {
    const auto decision = engine::decide(state, {"c" + std::to_string(++number), base::Instant{1'800'000'000'000}, actor, std::move(body)});
    if (!decision) {
      std::fprintf(stderr, "%s\n", base::describe(decision.error()).c_str());
      return false;
    }
    for (const event::Event& event : decision->events) {
      engine::evolve(state, event);
      std::printf("%s\n", base::to_json(codec::event_to_json(event)).c_str());
    }
    return true;
  };
  const command::Actor host = command::Actor::system(), worker{"worker", {{"packer", "", "", ""}}};
  if (count != 3 || !send(command::DeployResource{"process", values[2], text}, host) || !send(command::StartCase{values[2], {}}, host)) return 1;
  for (bool open = true; open;) {
    std::optional<command::CompleteTask> next;
    state.cases.for_each([&](const std::string&, const state::Case& one) {
      for (const auto& [place, task] : one.tasks) next = {task.id, one.find_token(task.token)->version, "", {}, {}};
    });
    open = next && send(*next, worker);
  }
}

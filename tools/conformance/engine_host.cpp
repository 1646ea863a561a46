#include "tools/conformance/engine_host.hpp"

namespace zhunru::conformance {
namespace {

/// Due times visited while the clock moves; more means a timer that never lets go.
constexpr int visits = 10'000;

}  // namespace

base::Result<base::Value> EngineHost::send(command::CommandBody body, command::Actor actor) {
  command::Command command;
  command.id = "k" + std::to_string(++commands_);
  command.at = now_;
  command.actor = std::move(actor);
  command.body = std::move(body);
  auto decision = engine::decide(state_, command, options_);
  if (!decision) return std::move(decision).error();
  for (event::Event& event : decision->events) {
    engine::evolve(state_, event);
    log_.push_back(std::move(event));
  }
  return std::move(decision->reply);
}

void EngineHost::advance_to(base::Instant until) {
  for (int visit = 0; visit < visits; ++visit) {
    const auto due = engine::next_due(state_);
    if (!due || *due > until) break;
    if (*due > now_) now_ = *due;
    for (const std::string& case_id : engine::due_cases(state_, now_, 1000)) {
      command::FireTimers fire;
      fire.case_id = case_id;
      (void)send(std::move(fire));
    }
  }
  if (until > now_) now_ = until;
}

}  // namespace zhunru::conformance

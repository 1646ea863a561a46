// A scenario 演练 as a person writes it: JSON steps with actors, commands, clock moves and what must have come of them.
// The words of the language stand in workflows/scenario/README.md. It runs on a World and says in words what went wrong.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "workflows/scenario/world.hpp"

namespace zhunru::scenario {

/// A file read, with what it includes.
struct Scenario {
  std::string path, id, name;
  base::Context lets;   ///< names that values may use as "$name"
  base::Context parts;  ///< step lists by name
  base::List steps;
};

/// Reads a scenario and the files that it includes (paths relative to it).
base::Result<Scenario> read_scenario(const std::string& path);

class Player {
 public:
  Player(const Scenario& scenario, World& world) : scenario_(scenario), world_(world) {}
  /// Plays all steps; the error names the step.
  base::Result<void> play();

 private:
  base::Result<void> steps(const base::List& list, const base::Context& lets, const std::string& where, int depth);
  base::Result<void> step(const base::Value& step, const base::Context& lets, const std::string& where, int depth);
  base::Result<void> start(const base::Value& step);
  base::Result<void> complete(const base::Value& step);
  base::Result<void> complete_one(const base::Value& step, const state::Case& in, const state::Task& task);
  base::Result<void> message(const base::Value& step);
  base::Result<void> signal(const base::Value& step);
  base::Result<void> away(const base::Value& step);
  base::Result<void> register_change(const base::Value& step);
  base::Result<void> clock(const base::Value& move);
  /// Brings in the cases that the region has already: {"import": {"region": "demo", "only": [ids]}}.
  base::Result<void> import(const base::Value& wish);
  base::Result<void> residents(const base::Value& wish);
  base::Result<void> institutions(const base::Value& wish);
  base::Result<void> committees(const base::Value& wish);
  base::Result<void> expect(const base::Value& wanted);
  base::Result<void> expect_lists(const base::Value& wanted);
  base::Result<void> answer(const std::string& account, base::Context payload);

  /// Sends, or checks that it is refused as the step says.
  base::Result<void> send(const base::Value& step, const command::Actor& actor, command::CommandBody body);
  base::Result<command::Actor> actor(const base::Value& step, const state::Task* task) const;
  base::Result<const state::Case*> current() const;
  const poll::Poll* poll() const;
  base::Value expand(const base::Value& value, const base::Context& lets, int depth) const;
  /// A variable of the current case by path, looking into every scope that is open.
  base::Value variable(const std::string& path) const;

  const Scenario& scenario_;
  World& world_;
  std::string case_;
};

}  // namespace zhunru::scenario

// One random walk: a random process, random people with every office verb, and after each step everything that must hold.
// It uses no test framework, so that the same program runs long natively and under node and prints the same hashes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/codec/log_file.hpp"
#include "engine/engine.hpp"
#include "tests/property/random_process.hpp"

namespace zhunru::test {

/// What people may do in a walk, beside completing tasks, messages, signals, data and time.
enum class Freedom {
  plain,  ///< nothing else: the case must come to its end without an incident
  verbs,  ///< every office verb: the case must still come to its end
  wild,   ///< also tokens moved by hand, templates changed, calendars changed: it ends at the latest when cancelled
};

/// Counts over many walks.
struct Tally {
  std::uint64_t steps = 0;         ///< commands that were accepted
  std::uint64_t verb_steps = 0;    ///< office verbs among them
  std::uint64_t refused = 0;       ///< commands that were refused; the state stayed as it was
  std::uint64_t walks = 0;
  std::uint64_t migrations = 0;    ///< on a copy of the state: there and back
  std::map<std::string, std::uint64_t> by_command;
};

/// Called before each event is applied: the state as it is, the event, and the command that caused it.
using Observer = std::function<void(const state::State&, const event::Event&, const command::Command&)>;

class Walk {
 public:
  Walk(std::uint64_t seed, Freedom freedom, Tally& tally, Observer observer = {});

  /// Empty, or what broke: one sentence, then the process and the commands.
  std::string run();
  /// Hash of the state at the end.
  std::string hash() const { return engine::state_hash(state_).hex(); }

 private:
  // walker.cpp: sending and checking
  std::optional<base::Error> send(command::CommandBody body, command::Actor actor = command::Actor::system());
  void fail(std::string sentence);
  void check();
  void check_waiting(const state::Case& c);
  void check_history();
  void snapshot();
  // walker_migration.cpp
  void migrate_aside();

  // walker_people.cpp: who does what
  void set_up();
  bool start();
  void act();
  void use_verb();
  void repair();
  bool complete(const std::string& task);
  void advance(std::int64_t milliseconds);
  void fire_due();
  void tell_message(const std::string& name);
  void finish();
  bool finish_step(const state::Case& c);
  std::vector<std::string> open_tasks() const;
  command::Actor actor_for(const state::Task& task) const;
  const state::Case* running() const;

  Dice dice_;
  std::uint64_t seed_;
  Freedom freedom_;
  Tally& tally_;
  Observer observer_;
  RandomProcess process_;
  state::State state_;
  base::Instant now_;
  std::vector<codec::LogRecord> records_;
  std::uint64_t commands_ = 0;
  std::uint32_t versions_ = 0;
  std::string failure_;
  std::string last_command_;
};

/// The seed of the walk that runs now, for whoever catches a failed CHECK.
extern std::uint64_t current_seed;

}  // namespace zhunru::test

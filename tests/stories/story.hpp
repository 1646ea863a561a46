// One random walk over the real templates: a scenario up to a random point, then random people of the demo region who press
// everything there is, and after each step everything that must hold. It uses no test framework.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/decide/run.hpp"
#include "tests/property/dice.hpp"
#include "tests/stories/bank.hpp"

namespace zhunru::test {

/// Counts over many walks.
struct StoryTally {
  std::uint64_t steps = 0;       ///< commands that were accepted
  std::uint64_t verb_steps = 0;  ///< office verbs among them
  std::uint64_t walks = 0;
  std::map<std::string, std::uint64_t> by_command;
  std::map<std::string, std::uint64_t> refused;  ///< by command and code
  std::set<std::string> reached;                 ///< elements at which a token has stood
};

class Story {
 public:
  Story(std::uint64_t seed, const Bank& bank, StoryTally& tally);

  /// Empty, or what broke: one sentence, then the commands.
  std::string run();
  /// Hash of the state at the end.
  std::string hash() const { return engine::state_hash(state_).hex(); }

 private:
  // story.cpp: sending and checking
  std::optional<base::Error> send(command::CommandBody body, command::Actor actor);
  void fail(std::string sentence);
  void check();
  void check(const state::Case& c);
  void check_history();
  void snapshot();
  std::string told() const;

  // story_people.cpp: who does what
  void act();
  void complete(const state::Task& task);
  void use_verb();
  void tell_message();
  void start();
  void repair();
  void advance(std::int64_t milliseconds);
  base::Value data_for(const state::Case& c, state::Id scope, const std::string& form, const base::Value& example);
  base::Value answer_to_poll(const state::Case& c, base::Value payload);
  base::Value random_signer(const state::Case& c, const state::Task& task);
  command::Actor actor_for(const state::Assignee& assignee, const std::string& claimed_by, const state::Seat& claimed_seat);
  command::Actor random_person();
  std::vector<const state::Task*> open_tasks() const;
  std::vector<const state::Case*> running() const;

  const Bank& bank_;
  Dice dice_;
  std::uint64_t seed_;
  StoryTally& tally_;
  bool wild_;                  ///< administrators move tokens by hand
  std::uint32_t helpful_;      ///< of a hundred acts so many answer a task
  std::string from_;           ///< where the walk began
  state::State state_;
  base::Instant now_;
  std::vector<scenario::Entry> log_;  ///< after the bank's fresh world
  std::size_t own_ = 0;               ///< where the walk's own commands begin
  std::uint64_t commands_ = 0;
  std::string failure_;
};

/// The seed of the walk that runs now, for whoever catches a failed CHECK.
extern std::uint64_t story_seed;

}  // namespace zhunru::test

// Which open tasks and cases are somebody's: an index by role, person and starter, kept up record by record, so that a home
// page does not walk over every case. It is derived from the state and can be made anew at any time.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/command/actor.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

class TaskIndex {
 public:
  void rebuild(const state::State& state);
  /// After a change of these cases.
  void update(const state::State& state, const std::vector<std::string>& case_ids);

  /// Open tasks that the actor may act on, also for those whom they stand in for today, oldest first.
  std::vector<std::string> tasks_of(const state::State& state, const command::Actor& actor, base::Instant now) const;
  /// Cases that somebody of the actor's bodies started, newest first.
  std::vector<std::string> cases_of(const command::Actor& actor) const;

 private:
  void drop(const std::string& case_id);
  void add(const state::Case& c);

  struct Entry {
    std::vector<std::string> keys;
    std::vector<std::string> owners;
  };
  std::map<std::string, Entry, std::less<>> entries_;                              ///< by case
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> cases_by_key_;  ///< "role x", "person x", "any" -> cases
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> cases_by_owner_;  ///< "body x", "account x" -> cases
};

/// True when the task waits for this person: by a seat of their own or as a substitute (decide::standing_on).
bool works_on(const state::State& state, const command::Actor& actor, const state::Task& task, base::Instant now);

/// Sorts "c2" before "c10".
bool id_before(std::string_view a, std::string_view b);

}  // namespace zhunru::server::read_model

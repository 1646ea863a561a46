// The state of a partition: a small root and aggregates by key, each with its own hash. Plain values; only engine/evolve
// writes to it. An overlay (State::over) is a scratch state for deciding and previewing.
// Compiled resources and the two indexes are derived: they are neither hashed nor written down.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/base/sha256.hpp"
#include "engine/document/document.hpp"
#include "engine/poll/poll.hpp"
#include "engine/register/register.hpp"
#include "engine/register/source.hpp"
#include "engine/state/absence.hpp"
#include "engine/state/case.hpp"
#include "engine/state/migration.hpp"
#include "engine/state/root_parts.hpp"
#include "engine/state/table.hpp"

namespace zhunru::state {

class Library;

/// Counters of the partition.
struct Counters {
  base::Instant last_at;         ///< time never goes back
  std::uint64_t cases = 0;       ///< last case number given
  std::uint64_t messages = 0;    ///< last buffered message
  std::uint64_t commands = 0;    ///< commands handled
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("last_at", self.last_at);
    v("cases", self.cases);
    v("messages", self.messages);
    v("commands", self.commands);
  }
};

/// Number of commands whose answers are remembered.
inline constexpr std::uint64_t remembered_commands = 100'000;

struct State : registers::Source {
  Counters counters;
  Table<Case> cases;
  Table<registers::Register> registers;
  Table<poll::Poll> polls;
  Table<document::Document> documents;
  Table<document::NumberSeries> series;
  Table<Resource> resources;             ///< by "<kind>/<name>"
  Table<BufferedMessage> messages;
  Table<Remembered> replies;             ///< by command id
  Table<std::string> reply_order;        ///< zero-padded number -> command id
  Table<Migration> migrations;           ///< by case: the latest one that may still be undone
  Table<Absence> absences;               ///< by absence_key
  Table<Substitution> substitutions;     ///< by task: who completed it for whom

  // Derived
  Table<bool> waiting;                   ///< "m\x1f<name>\x1f<key>\x1f<case>" and "s\x1f<name>\x1f<case>"
  Table<std::string> process_files;      ///< process id -> name of the newest resource that holds it
  Table<bool> due;                       ///< "<instant as 16 hex digits>\x1f<case>"
  std::shared_ptr<Library> library;

  /// Previews only: aggregates that exist but were not given to this copy ("poll/c1.P1": without its voices;
  /// "register/personas": not at all). Empty on a server. Operations that would need one fail with `depends-on-hidden`.
  std::set<std::string, std::less<>> withheld;

  State();
  State(const State&) = default;
  State& operator=(const State&) = default;
  /// A scratch state over `below`, which must outlive it and must not change meanwhile.
  static State over(const State& below);

  /// registers::Source
  const registers::Register* find(std::string_view name) const override;
  /// The newest text of a resource; nullptr when there is none.
  const ResourceVersion* resource(std::string_view kind, std::string_view name) const;
  /// One version of it; nullptr when there is none.
  const ResourceVersion* resource(std::string_view kind, std::string_view name, std::string_view version) const;
  const Case* case_of(std::string_view task_id) const { return cases.find(case_of_task(task_id)); }
};

/// Hash over the sorted (key, hash) pairs of all aggregates; only what was written since the last call is hashed again.
base::Sha256 state_hash(const State& state);
/// Earliest timer, reminder, queued signal or start timer; empty when nothing is due ever.
std::optional<base::Instant> next_due(const State& state);
/// Cases with something due at `now` or before, earliest first, at most `limit`; "" stands for start timers.
std::vector<std::string> due_cases(const State& state, base::Instant now, std::size_t limit);

/// Keys of the index `waiting`.
std::string message_key(std::string_view name, std::string_view key, std::string_view case_id);
std::string signal_key(std::string_view name, std::string_view case_id);
/// The key of a message or signal subscription.
std::string index_key(const Subscription& subscription, std::string_view case_id);
std::string due_key(base::Instant due, std::string_view case_id);
/// Start timers stand in `due` under the empty case id, followed by their process.
std::string start_due_key(const StartTimer& timer);

/// Makes everything derived anew after aggregates were loaded: the indexes and the places of processes. Resources are
/// compiled when they are first needed.
void reindex(State& state);

}  // namespace zhunru::state

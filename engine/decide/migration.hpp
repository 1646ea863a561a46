// The plan of a migration 迁移: what of one running case would stand where in another version of its process, what the new
// version adds or has no more, and what cannot go over and why. It reads only; migrate_cases.cpp carries a plan out.
// Rule: a part goes over when the new element is of the same kind, at the same place of the same (mapped) sub-process, and
// waits for the same kind of thing. Running waits keep their due times, keys and people; the new text holds from the next step.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/run.hpp"
#include "engine/state/migration.hpp"

namespace zhunru::decide {

/// What is asked for: two versions of one process file and which element becomes which.
struct MigrationRequest {
  std::string resource;
  std::string from, to;   ///< whole SHA-256 hex
  base::Context mapping;  ///< old id -> new id (strings); ids not named stay as they are
};

/// Why something cannot go over, or what a reader should know.
struct MigrationRemark {
  std::string element;    ///< old element
  std::string text, text_en;
  std::string maps;                                 ///< element or flow that the mapping must name; "" when naming helps nothing
  std::vector<std::string> candidates;              ///< what it could become: elements or flows of the new version
};

/// An event of the new version that nothing of the old one became: it is armed when the case goes over.
struct ArmedAnew {
  Id scope = 0;
  Id token = 0;           ///< host of a boundary event, waiting token of an event-based gateway; 0 for an event sub-process
  state::TimerKind place = state::TimerKind::boundary;
  std::string element;
};

/// The result of a step that was done, under the id that the step has now.
struct Renamed {
  Id scope = 0;
  std::string from, to;  ///< variables
};

struct MigrationPlan {
  std::string case_id;
  std::vector<state::Moved> moved;
  std::vector<Id> dropped_timers, dropped_subscriptions;  ///< of events that the new version does not have
  std::vector<ArmedAnew> armed;
  std::vector<Renamed> renamed;
  std::vector<MigrationRemark> problems;                  ///< not empty: the case stays
  std::vector<MigrationRemark> notes;
};

/// True when some part of the case runs on that version of the file.
bool runs_on(const state::Case& c, std::string_view resource, std::string_view version);
/// Both versions must exist (CHECK).
MigrationPlan plan_migration(const Run& run, const state::Case& c, const MigrationRequest& request);
/// {case_id, case_no, ok, moves: [{part, id, from, from_name, to, to_name}], armed, dropped: [{element, name}],
/// problems, notes: [{element, name, text, text_en, maps, candidates: [{id, name}]}]}; each name also as name_en.
base::Value to_value(const Run& run, const state::Case& c, const MigrationRequest& request, const MigrationPlan& plan);

}  // namespace zhunru::decide

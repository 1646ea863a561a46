#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

state::Absence& edit_absence(State& s, const std::string& substitute, const std::string& id) {
  state::Absence* found = s.absences.edit(state::absence_key(substitute, id));
  CHECK(found != nullptr);
  return *found;
}

}  // namespace

void apply(State& s, const AbsenceSet& e) { s.absences.put(state::absence_key(e.absence.substitute, e.absence.id), e.absence); }

void apply(State& s, const AbsenceEnded& e) {
  state::Absence& absence = edit_absence(s, e.substitute, e.absence);
  absence.ended = true;
  absence.ended_at = e.at;
  absence.ended_by = e.account;
}

void apply(State& s, const AbsenceReseated& e) { edit_absence(s, e.substitute, e.absence).seats = e.seats; }

void apply(State& s, const Substituted& e) {
  // Who completed a task for whom stands as long as the case; the other acts are in the log only.
  if (e.substitution.act == "CompleteTask") s.substitutions.put(e.substitution.task, e.substitution);
}

}  // namespace zhunru::evolve

#include "engine/state/absence.hpp"

#include "engine/state/state.hpp"

namespace zhunru::state {

bool is_active(const Absence& absence, base::Instant at) {
  if (absence.ended && at >= absence.ended_at) return false;
  const base::Date day = base::shanghai_date(at);
  return absence.from <= day && day <= absence.to;
}

std::vector<const Absence*> covered_by(const State& state, std::string_view substitute, base::Instant at) {
  std::vector<const Absence*> out;
  if (substitute.empty()) return out;
  state.absences.for_each_key(absence_prefix(substitute), [&](const std::string& key) {
    const Absence* absence = state.absences.find(key);
    if (is_active(*absence, at) && !absence->seats.empty()) out.push_back(absence);
    return true;
  });
  return out;
}

std::string absence_prefix(std::string_view substitute) { return std::string(substitute) + "\x1f"; }

std::string absence_key(std::string_view substitute, std::string_view id) { return absence_prefix(substitute) + std::string(id); }

}  // namespace zhunru::state

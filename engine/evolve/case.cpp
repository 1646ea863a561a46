#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {

void apply(State& s, const CaseStarted& e) {
  CHECK(!s.cases.contains(e.case_id));
  state::Case c;
  c.id = e.case_id;
  c.case_no = e.case_no;
  c.process = e.process;
  c.source_version = e.source_version;
  c.account = e.account;
  c.seat = e.seat;
  c.started_at = e.at;
  c.started_from = e.started_from;
  s.cases.put(e.case_id, std::move(c));
  ++s.counters.cases;
}

void apply(State& s, const CaseNumbered& e) { edit_case(s, e.case_id).case_no = e.case_no; }

void apply(State& s, const CaseEnded& e) {
  state::Case& c = edit_case(s, e.case_id);
  CHECK(!c.ended);
  c.ended = true;
  c.end = e.end;
  c.end_reason = e.reason;
  c.end_detail = e.detail;
  c.ended_at = e.at;
  c.signals.clear();
  c.incidents.clear();  // those of events that could not be armed belong to no token
  c.compensables.clear();
  s.migrations.erase(e.case_id);
}

void apply(State& s, const SignalQueued& e) {
  edit_case(s, e.case_id).signals.push_back({e.signal, e.payload, e.at});
}

void apply(State& s, const SignalTaken& e) {
  auto& signals = edit_case(s, e.case_id).signals;
  CHECK(!signals.empty());
  signals.erase(signals.begin());
}

void apply(State& s, const CompensableRecorded& e) {
  state::Case& c = edit_case(s, e.case_id);
  // What completed inside a sub-process now belongs to the record of the sub-process.
  for (auto& [id, record] : c.compensables)
    if (e.record.inner != 0 && record.scope == e.record.inner && record.within == 0) record.within = e.record.id;
  c.compensables[e.record.id] = e.record;
  c.last_id = std::max(c.last_id, e.record.id);
}

void apply(State& s, const CompensablesTaken& e) {
  state::Case& c = edit_case(s, e.case_id);
  for (state::Id id : e.records) c.compensables.erase(id);
}

}  // namespace zhunru::evolve

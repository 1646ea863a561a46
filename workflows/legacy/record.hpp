// Reading one record of a region file: the item as the form of T01 holds it, the bodies, what has no record, the papers.
// Pure; it changes nothing and invents nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"

namespace zhunru::legacy {

/// A record of a register by its key, the newest one; null when there is none.
base::Value register_record(const state::State& state, std::string_view name, const std::string& key);

/// What all cases of one application share.
struct Record {
  base::Value application;  ///< as in the file
  base::Value evaluation;   ///< newest evaluation of it, null = none
  base::Value item_record;  ///< of register `items`
  base::Value applicant, coord;
  base::Value item;         ///< data of form T01-U1 as far as there is a record
  base::Value communities;  ///< codes in scope, sorted; empty list when no scope is recorded
  base::Value entry;        ///< entry of list C with this case, null = none
  std::string list;         ///< id of that list
  std::string text_hash;    ///< of `item`
  std::string record_hash;  ///< of the application as it stands in the file
  std::vector<std::string> missing;

  std::string id() const { return application.get("id").string_or(""); }
  std::string state() const { return application.get("state").string_or(""); }
};

/// `evaluations`: list of all evaluations of the file.
Record read_record(const state::State& state, const base::Value& application, const base::Value& evaluations);

/// Variables of T01 as its start event makes them, with what the record tells.
base::Context t01_variables(const state::State& state, const Record& record, const std::string& as_of);
/// Variable `admission` of T04 and T05, as operation schedule_duties makes it; `case_id` is the imported T01 case.
base::Context admission(const state::State& state, const Record& record, const std::string& case_id, base::Instant now);
/// Plan and poll of a consultation that is open (ImportCase::polls); `closes` is the last day on which it is open here.
base::Value open_poll(const Record& record, const std::string& closes);
base::Value consultation_plan(const Record& record);

/// The members of a list; none where the record has no list there.
const base::List& rows(const base::Value& list);

}  // namespace zhunru::legacy

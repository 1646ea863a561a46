// What was asked before a case was imported: the poll as it stands, with the answers that were counted. Persons whose
// name no record tells keep one voice each ("legacy" and a number); nobody is invented and nobody is asked again for it.
#pragma once

#include <string>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// One of ImportCase::polls: {kind, title, text_hash, run_by, communities: [code], opens, closes (ISO dates, the last day
/// included), extensions, plan: [{name, planned, population}], asked: [{party, community, body, count}],
/// voices: [{party, community, body, stance, count}]}. Returns the poll's id, "" with the run refused.
std::string import_poll(Run& run, const std::string& case_id, std::size_t number, const base::Value& poll);

}  // namespace zhunru::decide

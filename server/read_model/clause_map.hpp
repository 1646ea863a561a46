// Where the product carries out each clause of the policy, read from the files that carry it out: processes, rules, forms, red
// lines, document templates and settings name their clauses. What a file cannot say stands in the register `clauses` itself.
// It judges nothing: a clause with a gap says so in the words of the register.
#pragma once

#include "engine/base/value.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// {clauses: [{id, req, type, text, text_en, do, do_en, carried_out: [{kind, what, what_en, where, where_en}], state: whole | part |
/// not_yet, not_yet, not_yet_en}], questions: [{id, question, question_en, default, default_en, carried_out}], counts}. Kept until a
/// resource or register changes. Engine's thread only.
const base::Value& clause_map(const state::State& state);

/// Codes named in a clause text: "2.2-b, C" -> "2.2-b" and "C".
std::vector<std::string> clause_codes(std::string_view text);

}  // namespace zhunru::server::read_model

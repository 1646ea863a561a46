// What a command of office approval would do, said in lines before it is done: the engine decides it on an overlay of the
// live state, and the events are read out. Nothing is kept; a refusal comes back as the engine's own words.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/engine.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

/// Lines of what would change, most important first; an error when the engine refuses the command.
base::Result<std::vector<Words>> effect_of(const Glance& glance, const state::Case& c, const command::Actor& actor,
                                           command::CommandBody body);

/// As {text, text_en} rows.
base::Value lines_json(const std::vector<Words>& lines);

}  // namespace zhunru::server::read_model

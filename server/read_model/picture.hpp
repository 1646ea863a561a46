// A case as a picture: the diagram of its process in whole pixels, with what has been, what waits, and who is waited for at
// each element. The client draws it; nothing of it is stored. Counts of answers are never in it (D12-1).
#pragma once

#include <functional>
#include <set>
#include <string>

#include "engine/base/value.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// {planes:[{scope, name, current}], scope, name, version, extent:{x,y,w,h}, shapes:[…], edges:[…]}.
/// Shape = {id, kind, name, x, y, w, h, event, throwing, interrupting, expanded, dashed, loop, label:{x,y,w,h}|null,
/// state: idle|done|now|stuck|void, tokens, waits:[{task_id, who, since, due…}], clause, local, does}.
/// Edge = {id, kind, name, source, target, points:[x,y,…], default, conditional, passed}.
/// `scope` names a called process by its scope number; "" = the one where the newest token stands. `flows` are the ids of
/// the sequence flows that tokens took.
base::Context case_picture(const Glance& glance, const state::Case& c, const std::string& scope,
                           const std::set<std::string, std::less<>>& flows);

}  // namespace zhunru::server::read_model

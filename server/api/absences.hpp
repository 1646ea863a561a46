// 代理 on leave, as the other resources need it: who is covered, what they are called, and that a substitute never keeps seats which
// the absent person has lost. On the engine's thread only.
#pragma once

#include "server/api/call.hpp"

namespace zhunru::server::api {

/// For whom the caller stands in today: [{account, account_name, from, to, posts, …}].
base::List standing_in(App& app, const Call& call);
/// Adds the name of the absent person to `substitute_for` of a card, where there is one.
void put_labels(App& app, base::Value& card);
/// Tells the engine that an account has other seats now, when an absence of it still runs.
void reseat(runtime::Sequencer& sequencer, const vault::Account& account);
/// The same for all, when the server starts: accounts may have been changed meanwhile.
void reseat_all(runtime::Sequencer& sequencer, vault::Vault& vault);

}  // namespace zhunru::server::api

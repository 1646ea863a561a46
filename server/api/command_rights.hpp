// Which commands may come from outside at all, and with which right. What a command means and whether this person may send it
// now is decided by the engine.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "server/auth/access.hpp"

namespace zhunru::server::api {

/// The right that sending such a command takes; "unknown-command" for those that nobody may send over the network.
base::Result<auth::Right> right_for(std::string_view type);

/// Messages that only the server itself makes, because it vouches for who speaks (answers to polls).
bool is_reserved_message(std::string_view name);

/// Registers that offices keep by ModifyRegister; bodies, places, lists, settings and accounts are an administrator's.
bool is_open_register(std::string_view name);

}  // namespace zhunru::server::api

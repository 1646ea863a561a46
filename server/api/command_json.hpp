// Commands from strict JSON: the one field list of each command says what is expected; an unknown, missing or ill-typed field is
// refused by its name. Which commands may come from outside at all, and with which right, stands here too.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/command/command.hpp"
#include "server/auth/access.hpp"

namespace zhunru::server::api {

/// The command of that type with exactly the fields of `args`.
base::Result<command::CommandBody> command_from_json(std::string_view type, const base::Value& args);

/// The right that sending such a command takes; "unknown-command" for those that nobody may send over the network.
base::Result<auth::Right> right_for(std::string_view type);

/// Messages that only the server itself makes, because it vouches for who speaks (answers to polls).
bool is_reserved_message(std::string_view name);

}  // namespace zhunru::server::api

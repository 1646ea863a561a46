// The seats of an account with the words that a person reads. Says nothing about what a seat may do (auth/rights).
#pragma once

#include <string_view>
#include <vector>

#include "engine/command/command.hpp"
#include "server/api/app.hpp"

namespace zhunru::server::api {

/// 1 to 64 letters, digits, dots, hyphens, low lines.
bool is_account_id(std::string_view id);
/// [{role, role_name, body, body_name, community, community_name, provider}], names in both languages where there are any.
base::Value seats_json(const App& app, const std::vector<command::Seat>& seats);

}  // namespace zhunru::server::api

// The channels that the command line names: mail and webhook.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "server/command_line/arguments.hpp"
#include "server/notify/channel.hpp"

namespace zhunru::server::command_line {

/// Secrets come from files, so that no list of processes shows them.
base::Result<std::vector<std::unique_ptr<notify::Channel>>> open_channels(const Arguments& arguments, const std::string& public_url);

}  // namespace zhunru::server::command_line

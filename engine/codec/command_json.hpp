// Commands as clients send them: a name and arguments in strict JSON. The client never sends actor, time or events.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/command/command.hpp"
#include "engine/event/event.hpp"

namespace zhunru::codec {

/// Errors: unknown-command; json-unknown, json-missing, json-type, json-number with the field in `where`.
base::Result<command::CommandBody> command_from_json(std::string_view type, const base::Value& args);
/// {"type", "args"}.
base::Value command_to_json(const command::CommandBody& body);
/// {"type", ...fields}; for people and tools, never read back.
base::Value event_to_json(const event::Event& event);
/// Names of all commands, in the order of the variant.
const std::vector<std::string_view>& command_names();

}  // namespace zhunru::codec

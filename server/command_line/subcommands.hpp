// The list of subcommands; each has a file of its own beside this header.
#pragma once

#include <string>
#include <string_view>

#include "server/command_line/arguments.hpp"

namespace zhunru::server::command_line {

/// nullptr when there is none of that name.
const Subcommand* find(std::string_view name);
/// Text of `zhunru --help`.
std::string overview();

extern const Subcommand serve_command;
extern const Subcommand verify_command;
extern const Subcommand backup_command;
extern const Subcommand restore_command;
extern const Subcommand import_command;
extern const Subcommand migrate_command;
extern const Subcommand account_command;
extern const Subcommand rule_command;
extern const Subcommand lint_command;
extern const Subcommand simulate_command;
extern const Subcommand routes_command;

}  // namespace zhunru::server::command_line

#include "server/command_line/subcommands.hpp"

#include <algorithm>
#include <array>

namespace zhunru::server::command_line {

namespace {

const std::array<const Subcommand*, 11>& all() {
  static const std::array<const Subcommand*, 11> list{&serve_command, &account_command, &rule_command, &lint_command,
                                                     &simulate_command, &routes_command, &import_command, &migrate_command,
                                                     &verify_command, &backup_command, &restore_command};
  return list;
}

}  // namespace

const Subcommand* find(std::string_view name) {
  for (const Subcommand* command : all()) {
    if (command->name == name) return command;
  }
  return nullptr;
}

std::string overview() {
  std::string out = "zhunru — 社区公共服务事项准入 / admission of public-service items into communities\n\n";
  for (const Subcommand* command : all()) {
    std::string line = "  zhunru " + std::string(command->name);
    line.resize(std::max<std::size_t>(line.size() + 1, 20), ' ');
    out += line + std::string(command->summary) + "\n" + std::string(20, ' ') + std::string(command->summary_en) + "\n";
  }
  out += "\n每个子命令都有 --help / each has --help\n";
  return out;
}

}  // namespace zhunru::server::command_line

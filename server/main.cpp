// The program `zhunru`: finds the subcommand and runs it. Wiring only.
#include <cstdio>
#include <string_view>

#include "server/command_line/subcommands.hpp"

int main(int count, char** values) {
  using namespace zhunru::server::command_line;
  const std::string_view name = count > 1 ? values[1] : "--help";
  if (name == "--help" || name == "-h" || name == "help") {
    std::fputs(overview().c_str(), stdout);
    return 0;
  }
  const Subcommand* found = find(name);
  if (found == nullptr) {
    std::fprintf(stderr, "zhunru: 没有子命令 / no such subcommand: %s\n%s", values[1], overview().c_str());
    return 2;
  }
  for (int i = 2; i < count; ++i) {
    if (std::string_view(values[i]) == "--help" || std::string_view(values[i]) == "-h") {
      std::fwrite(found->help.data(), 1, found->help.size(), stdout);
      return 0;
    }
  }
  return found->run(count - 2, values + 2);
}

// zhunru routes: the list of routes with the right that each demands, one per line, for administrators and for the security test.
#include <cstdio>

#include "server/api/router.hpp"
#include "server/command_line/subcommands.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru routes

  列出服务器的全部地址和所需权限(权限表:workflows/access/access.json)。
  Lists all routes of the server and the right that each demands (table: workflows/access/access.json).
)";

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {});
  if (!arguments) return usage(arguments.error(), "routes");
  for (const auto& route : api::routes()) {
    const auto method = http::to_string(route.method);
    const auto right = auth::to_string(route.right);
    std::printf("%.*s %.*s %.*s\n", static_cast<int>(method.size()), method.data(), static_cast<int>(route.pattern.size()), route.pattern.data(),
                static_cast<int>(right.size()), right.data());
  }
  return 0;
}

}  // namespace

const Subcommand routes_command{"routes", "列出地址和所需权限", "List routes and rights", help_text, run};

}  // namespace zhunru::server::command_line

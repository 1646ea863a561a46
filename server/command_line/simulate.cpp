// zhunru simulate: plays a scenario file on an engine in memory, with the clock moved by hand, and says what went otherwise.
#include <cstdio>
#include <filesystem>

#include "engine/operation/operation.hpp"
#include "server/command_line/subcommands.hpp"
#include "workflows/scenario/script.hpp"
#include "workflows/scenario/world.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru simulate 演练文件.json …

  在内存里按演练文件走一遍(不碰任何数据),核对每一步的结果、重放和重新裁决,打印状态摘要。
  Plays scenario files in memory (no data is touched): checks each step's outcome, replay and deciding again; prints the state hash.
  写法见 workflows/scenario/README.md / how to write them: workflows/scenario/README.md
)";

base::Result<std::string> play(const std::string& path, const scenario::World& fresh) {
  ZHUNRU_TRY(script, scenario::read_scenario(path));
  scenario::World world = fresh;
  scenario::Player player(script, world);
  ZHUNRU_TRY_VOID(player.play());
  if (const std::string wrong = world.check_log(); !wrong.empty()) {
    return base::make_error("scenario-replay", "重放或重新裁决不一致:" + wrong, "Replay or deciding again differs: " + wrong, path);
  }
  return engine::state_hash(world.state).hex();
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{}, {}, 1'000});
  if (!arguments) return usage(arguments.error(), "simulate");
  if (arguments->words().empty()) {
    return usage(base::make_error("argument", "须给出演练文件", "a scenario file is needed", "simulate"), "simulate");
  }
  operation::register_all();
  auto fresh = scenario::World::fresh();
  if (!fresh) return fail(fresh.error());
  int failed = 0;
  for (const auto& path : arguments->words()) {
    const auto hash = play(path, *fresh);
    if (hash) {
      std::printf("%s  %s\n", hash->c_str(), path.c_str());
    } else {
      failed += fail(hash.error());
    }
  }
  return failed > 0 ? 1 : 0;
}

}  // namespace

const Subcommand simulate_command{"simulate", "按演练文件走一遍", "Play scenario files in memory", help_text, run};

}  // namespace zhunru::server::command_line

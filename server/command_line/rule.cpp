// zhunru rule: evaluates a deployed table on the JSON of stdin. Members of the input that the table does not know are ignored.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "engine/base/json.hpp"
#include "engine/operation/operation.hpp"
#include "engine/rule/evaluate.hpp"
#include "engine/rule/workflow_files.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/replayed.hpp"
#include "server/command_line/subcommands.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru rule 表名 [--data 目录] [--pretty] < 输入.json
zhunru rule --list

  对已部署的规则表求值,例如 zhunru rule D2 < input.json。要查清单和单位的表,默认读演示地区;--data 则读该目录。
  Evaluates a rule table on the JSON of stdin. Tables that look at lists or bodies read the demo region unless --data says otherwise.

  打印 / prints {"table","outcome","hits":[{"id","clause","text"}],"settings":[…]}
)";

struct Source {
  registers::Collection embedded;
  state::State state;
  bool live = false;
  std::string day;
  const registers::Source& registers() const { return live ? static_cast<const registers::Source&>(state) : embedded; }
};

base::Result<std::string> table_text(const Source& source, const std::string& name) {
  if (source.live) {
    if (const auto* resource = source.state.resource("rule", name)) return resource->text;
  } else {
    for (const auto& file : rule::embedded_workflow_files()) {
      if (rule::rule_name_of(file.path) == name) return std::string(file.text);
    }
  }
  return base::make_error("table-unknown", "没有这张规则表;zhunru rule --list 列出全部。", "There is no such table; zhunru rule --list names all.", name);
}

base::Result<void> run_rule(const Arguments& arguments) {
  Source source;
  if (arguments.has("--data")) {
    operation::register_all();
    ZHUNRU_TRY(replayed, replay(DataFiles{arguments.get("--data")}.log()));
    source.state = std::move(replayed.state);
    source.live = true;
  } else {
    ZHUNRU_TRY(loaded, rule::load_registers(rule::embedded_workflow_files()));
    source.embedded = std::move(loaded);
  }
  if (arguments.has("--list")) {
    for (const auto& file : rule::embedded_workflow_files()) {
      const auto name = rule::rule_name_of(file.path);
      if (!name.empty()) std::printf("%.*s\n", static_cast<int>(name.size()), name.data());
    }
    return {};
  }
  if (arguments.words().empty()) return base::make_error("argument", "须给出表名", "the table's name is needed", "rule");
  ZHUNRU_TRY(text, table_text(source, arguments.words()[0]));
  ZHUNRU_TRY(table, rule::Table::parse(arguments.words()[0], text));
  const std::string input_text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  ZHUNRU_TRY(input, base::parse_json(input_text));
  ZHUNRU_TRY(result, rule::evaluate(*table, input, source.registers()));
  const base::Value value = rule::to_value(result);
  std::printf("%s\n", (arguments.has("--pretty") ? base::to_pretty_json(value) : base::to_json(value)).c_str());
  return {};
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data"}, {"--pretty", "--list"}, 1});
  if (!arguments) return usage(arguments.error(), "rule");
  if (auto done = run_rule(*arguments); !done) return done.error().code == "argument" ? usage(done.error(), "rule") : fail(done.error());
  return 0;
}

}  // namespace

const Subcommand rule_command{"rule", "对一张规则表求值", "Evaluate a rule table", help_text, run};

}  // namespace zhunru::server::command_line

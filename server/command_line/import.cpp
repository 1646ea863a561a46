// zhunru import: cases that a region has already come in at their step, with gaps shown as "legacy, no record".
#include "server/command_line/import.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/base/json.hpp"
#include "engine/operation/operation.hpp"
#include "server/auth/password.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/subcommands.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru import 文件.json … --data 目录 [--dry-run]

  把本地区已有的案件导入到各自所处的环节(applications、evaluations)。没有记录的内容写明“历史办理,无记录”,不补造,
  以后也不再追问。每件案件是日志里的一条命令;编号已在的案件跳过,所以可以重复执行。服务器须先停止。
  单位、事项、清单等名册须先导入;规则今天的答案与记录不同的,逐项列出,记录不改。
  --dry-run   只逐行报告会做什么、有什么问题,不写入

  Brings the cases that a region has already to the step where they stand (applications, evaluations). What has no record
  is shown as "legacy, no record", never invented and not asked for afterwards. Every case is a command in the log; a
  number that is here already is left out, so it can be run again. Stop the server first. Bodies, items and lists come
  before. Where today's rules say something else than the record, it is listed; the record stays.
  --dry-run   only reports line by line what would be done and what is wrong; writes nothing
)";

constexpr std::size_t largest_file = 64u << 20;

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

void print(const legacy::Report& report, bool dry) {
  for (const auto& line : report.lines) {
    if (line.known) {
      std::printf("%s  已在,跳过 / here already\n", line.id.c_str());
      continue;
    }
    if (!line.problem.empty()) {
      std::printf("%s  不能导入:%s / refused: %s\n", line.id.c_str(), line.problem.c_str(), line.problem_en.c_str());
      continue;
    }
    std::printf("%s  %-10s %s  → %s\n", line.id.c_str(), line.state.c_str(), line.name.c_str(), joined(line.at, ", ").c_str());
    std::vector<std::string> missing;
    for (const auto& key : line.missing) missing.push_back(legacy::missing_words(key).first);
    if (!missing.empty()) std::printf("    历史办理,无记录 / legacy, no record: %s\n", joined(missing, "、").c_str());
    for (const auto& one : line.differences) {
      std::printf("    与记录不同 / differs: %s 记录 %s,今天 %s\n", one.what.c_str(), one.recorded.c_str(), one.found.c_str());
    }
  }
  std::printf("%s %zu,已在 here %zu,不能导入 refused %zu\n", dry ? "将导入 would import" : "已导入 imported", report.added, report.known, report.refused);
}

base::Result<void> run_import(const Arguments& arguments) {
  const DataFiles files{arguments.get("--data")};
  if (files.folder.empty()) return base::make_error("argument", "须用 --data 指明数据目录", "--data is needed", "--data");
  if (arguments.words().empty()) return base::make_error("argument", "须给出文件", "a file is needed", "import");
  std::error_code error;
  if (!std::filesystem::exists(files.log(), error)) {
    return base::make_error("no-data", "这个目录里没有数据;先用 zhunru serve 启动一次。", "There are no data in this directory; start zhunru serve once before.", files.folder);
  }
  ZHUNRU_TRY(data, read_region_files(arguments.words()));
  ZHUNRU_TRY(lock, DataLock::take(files));
  CHECK(lock != nullptr);
  ZHUNRU_TRY(vault, vault::Vault::open(files.vault()));
  const bool demo = vault->fact("kind").value_or("real") == "demo";
  const std::int64_t offset = std::strtoll(vault->fact("clock_offset_ms").value_or("0").c_str(), nullptr, 10);
  runtime::Clock clock(runtime::TimeSource::system(), demo, demo ? offset : 0);
  ZHUNRU_TRY(sequencer, runtime::Sequencer::open(files.log(), clock, nullptr));
  const bool dry = arguments.has("--dry-run");
  ZHUNRU_TRY(report, import_cases(*sequencer, data, base::Instant{clock.now_ms()}, dry));
  print(report, dry);
  sequencer->stop();
  if (report.refused > 0) return base::make_error("some-refused", "有案件不能导入,见上", "some cases could not be imported, see above", "");
  return {};
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data"}, {"--dry-run"}, 100});
  if (!arguments) return usage(arguments.error(), "import");
  if (!auth::start_crypto()) return 1;
  operation::register_all();
  const auto done = run_import(*arguments);
  if (done) return 0;
  return done.error().code == "argument" ? usage(done.error(), "import") : fail(done.error());
}

}  // namespace

base::Result<base::Value> read_region_files(const std::vector<std::string>& paths) {
  base::Context data;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return base::make_error("unreadable", "文件读不出", "The file cannot be read", path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (text.size() > largest_file) return base::make_error("too-large", "文件超过 64 MiB", "The file is larger than 64 MiB", path);
    auto json = base::parse_json(text);
    if (!json || !json->is_context()) return base::make_error("not-json", "不是 JSON 对象", "It is no JSON object", path);
    for (const auto& [name, value] : json->as_context()) data.set(name, value);
  }
  return base::Value(std::move(data));
}

base::Result<legacy::Report> import_cases(runtime::Sequencer& sequencer, const base::Value& data, base::Instant now, bool dry) {
  legacy::Submit submit;
  if (!dry) {
    submit = [&sequencer](const command::ImportCase& body) -> base::Result<base::Value> {
      ZHUNRU_TRY(accepted, sequencer.submit("import-" + auth::random_token(12), command::Actor::system(), body));
      return accepted.reply;
    };
  }
  return legacy::import_region(sequencer.state(), data, now, submit);
}

base::Result<void> import_demo_cases(runtime::Sequencer& sequencer, const std::string& workflows, base::Instant now) {
  if (sequencer.state().counters.cases > 0) return {};
  const std::string folder = workflows + "/registers/demo-cases";
  std::error_code error;
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(folder, error))
    if (file.path().extension() == ".json") paths.push_back(file.path().string());
  if (paths.empty()) return {};
  std::sort(paths.begin(), paths.end());
  ZHUNRU_TRY(data, read_region_files(paths));
  ZHUNRU_TRY(report, import_cases(sequencer, data, now, false));
  std::printf("已导入示例地区的 %zu 件案件 / %zu cases of the sample region imported\n", report.added, report.added);
  std::fflush(stdout);
  return {};
}

const Subcommand import_command{"import", "导入已有案件", "Bring in the cases a region has already", help_text, run};

}  // namespace zhunru::server::command_line

// zhunru migrate: running cases go over to another version of their process while the server is stopped; the plan of every case
// first, undoing afterwards. It decides nothing itself: MigrateCases and UndoMigration do (docs/operations.md).
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "engine/engine.hpp"
#include "engine/operation/operation.hpp"
#include "server/auth/password.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/subcommands.hpp"
#include "server/read_model/template_check.hpp"
#include "server/runtime/sequencer.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru migrate --data 目录 --template T01 --to 版本 [--from 版本] [--map 旧=新,…] --reason 理由 [案件 …] [--dry-run]
zhunru migrate --data 目录 --template T01
zhunru migrate --data 目录 --undo 案件[,案件…] --reason 理由

  把在办案件迁移到流程的另一个版本。先逐件报告:哪一步会到哪里、哪些事件新等或不再等、哪些不能带过去以及为什么。
  有问题的案件留在原版本,其余迁移。版本写前 8 位以上;不写 --from 时是所有旧版本,不写案件时是全部。服务器须先停止。
  只给 --template 时列出各版本和在办件数。--undo 把案件放回迁移前的样子;迁移后又办过的,说明原因,不动。
  --map       编号变了的元素:旧编号=新编号,用逗号隔开;没写的编号不变
  --dry-run   只报告,不写入

  Takes running cases to another version of their process. Reports case by case: which step goes where, which events are newly
  waited for or no longer, what cannot go over and why. Cases with a problem stay where they are; the others go. A version is
  given by its first 8 characters or more; without --from all older versions, without cases all that run. Stop the server first.
  With --template alone: the versions and how many cases run on each. --undo puts cases back as they stood before; where
  something was done since, it says so and leaves the case alone.
  --map       elements whose id has changed: old=new, separated by commas; the others keep theirs
  --dry-run   only reports; writes nothing
)";

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    if (to > from) parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

base::Result<base::Context> read_mapping(const std::string& text) {
  base::Context mapping;
  for (const std::string& pair : split(text)) {
    const std::size_t cut = pair.find('=');
    if (cut == std::string::npos || cut == 0 || cut + 1 == pair.size()) {
      return base::make_error("argument", "--map 写成 旧=新,旧=新", "--map is written old=new,old=new", "--map");
    }
    mapping.set(pair.substr(0, cut), base::Value(pair.substr(cut + 1)));
  }
  return mapping;
}

std::string text_of(const base::Value& value, std::string_view key) { return value.get(std::string(key)).string_or(""); }

void print_list(const char* words, const base::Value& list) {
  if (!list.is_list()) return;
  for (const base::Value& one : list.as_list()) std::printf("    %s %s (%s)\n", words, text_of(one, "name").c_str(), text_of(one, "element").c_str());
}

void print_remarks(const char* words, const base::Value& list) {
  if (!list.is_list()) return;
  for (const base::Value& one : list.as_list()) {
    std::printf("    %s %s:%s / %s\n", words, text_of(one, "name").c_str(), text_of(one, "text").c_str(), text_of(one, "text_en").c_str());
  }
}

void print(const base::Value& reply, const std::string& from) {
  std::printf("版本 version %s → %s\n", from.substr(0, 8).c_str(), text_of(reply, "to").substr(0, 8).c_str());
  for (const base::Value& one : reply.get("instances").as_list()) {
    const bool goes = one.get("ok").boolean_or(false);
    std::printf("%s  %s  %s\n", text_of(one, "case_id").c_str(), text_of(one, "case_no").c_str(), goes ? "可以迁移 goes over" : "留在原版本 stays");
    for (const base::Value& move : one.get("moves").as_list()) {
      if (text_of(move, "part") != "token") continue;
      std::printf("    %s (%s) → %s (%s)\n", text_of(move, "from_name").c_str(), text_of(move, "from").c_str(), text_of(move, "to_name").c_str(), text_of(move, "to").c_str());
    }
    print_list("新等 armed", one.get("armed"));
    print_list("不再等 dropped", one.get("dropped"));
    print_remarks("不能 cannot", one.get("problems"));
    print_remarks("注意 note", one.get("notes"));
  }
}

const state::Resource* find_template(const state::State& state, const std::string& name) {
  const state::Resource* found = state.resources.find("process/" + name);
  return found != nullptr && !found->versions.empty() ? found : nullptr;
}

void list_versions(const state::State& state, const state::Resource& resource) {
  for (auto one = resource.versions.rbegin(); one != resource.versions.rend(); ++one) {
    std::printf("%s  %s  在办 running %lld%s\n", one->version.substr(0, 12).c_str(), base::to_iso(one->at).c_str(),
                static_cast<long long>(read_model::running_on(state, resource.name, one->version)), one == resource.versions.rbegin() ? "  现行 current" : "");
  }
}

base::Result<base::Value> carry_out(runtime::Sequencer& sequencer, command::CommandBody body) {
  ZHUNRU_TRY(accepted, sequencer.submit("migrate-" + auth::random_token(12), command::Actor::system(), std::move(body)));
  return accepted.reply;
}

base::Result<void> migrate(runtime::Sequencer& sequencer, const Arguments& arguments, base::Instant now) {
  const std::string name = arguments.get("--template"), to = arguments.get("--to");
  const state::Resource* resource = find_template(sequencer.state(), name);
  if (resource == nullptr) return base::make_error("template-unknown", "没有这个流程。", "There is no such process.", name);
  if (to.empty()) {
    list_versions(sequencer.state(), *resource);
    return {};
  }
  ZHUNRU_TRY(mapping, read_mapping(arguments.get("--map")));
  const bool dry = arguments.has("--dry-run");
  std::vector<std::string> sources;
  if (arguments.has("--from")) sources.push_back(arguments.get("--from"));
  else
    for (const auto& version : resource->versions)
      if (!version.version.starts_with(to) && read_model::running_on(sequencer.state(), name, version.version) > 0) sources.push_back(version.version);
  std::int64_t migrated = 0, stay = 0;
  for (const std::string& from : sources) {
    command::MigrateCases body{name, from, to, base::Value(mapping), arguments.words(), arguments.get("--reason", dry ? "试运行" : "")};
    for (std::int64_t left = 1; left > 0;) {
      base::Value reply;
      if (dry) {
        ZHUNRU_TRY(decided, engine::decide(sequencer.state(), {"", now, command::Actor::system(), body}));
        reply = decided.reply;
      } else {
        ZHUNRU_TRY(done, carry_out(sequencer, body));
        reply = done;
      }
      print(reply, from);
      migrated += reply.get("migrated").int64_or(0);
      stay += reply.get("stay").int64_or(0);
      left = reply.get("left").int64_or(0);
      if (left > 0 && (dry || reply.get("migrated").int64_or(0) == 0)) {
        std::printf("还有 %lld 件未看 / %lld more were not looked at\n", static_cast<long long>(left), static_cast<long long>(left));
        break;
      }
    }
  }
  std::printf("%s %lld,留在原版本 stay %lld\n", dry ? "将迁移 would migrate" : "已迁移 migrated", static_cast<long long>(migrated), static_cast<long long>(stay));
  return {};
}

base::Result<void> run_migrate(const Arguments& arguments) {
  const DataFiles files{arguments.get("--data")};
  if (files.folder.empty()) return base::make_error("argument", "须用 --data 指明数据目录", "--data is needed", "--data");
  const bool undo = arguments.has("--undo");
  if (!undo && arguments.get("--template").empty()) return base::make_error("argument", "须给出 --template 或 --undo", "--template or --undo is needed", "migrate");
  std::error_code error;
  if (!std::filesystem::exists(files.log(), error)) {
    return base::make_error("no-data", "这个目录里没有数据;先用 zhunru serve 启动一次。", "There are no data in this directory; start zhunru serve once before.", files.folder);
  }
  ZHUNRU_TRY(lock, DataLock::take(files));
  CHECK(lock != nullptr);
  ZHUNRU_TRY(vault, vault::Vault::open(files.vault()));
  const bool demo = vault->fact("kind").value_or("real") == "demo";
  const std::int64_t offset = std::strtoll(vault->fact("clock_offset_ms").value_or("0").c_str(), nullptr, 10);
  runtime::Clock clock(runtime::TimeSource::system(), demo, demo ? offset : 0);
  ZHUNRU_TRY(sequencer, runtime::Sequencer::open(files.log(), clock, nullptr));
  base::Result<void> outcome;
  if (undo) {
    auto done = carry_out(*sequencer, command::UndoMigration{split(arguments.get("--undo")), arguments.get("--reason")});
    if (done) std::printf("已撤销迁移 %lld 件 / %lld put back\n", static_cast<long long>(done->get("cases").int64_or(0)), static_cast<long long>(done->get("cases").int64_or(0)));
    else outcome = done.error();
  } else {
    outcome = migrate(*sequencer, arguments, base::Instant{clock.now_ms()});
  }
  sequencer->stop();
  return outcome;
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data", "--template", "--to", "--from", "--map", "--reason", "--undo"}, {"--dry-run"}, 200});
  if (!arguments) return usage(arguments.error(), "migrate");
  if (!auth::start_crypto()) return 1;
  operation::register_all();
  const auto done = run_migrate(*arguments);
  if (done) return 0;
  return done.error().code == "argument" ? usage(done.error(), "migrate") : fail(done.error());
}

}  // namespace

const Subcommand migrate_command{"migrate", "把在办案件迁移到流程的另一个版本:先逐件报告,可以撤销", "Takes running cases to another version of their process: a report first, can be undone", help_text, run};

}  // namespace zhunru::server::command_line

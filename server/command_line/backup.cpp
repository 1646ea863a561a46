// zhunru backup and restore. A backup that was not restored does not count: both replay what they wrote before they say it is good.
#include <cstdio>
#include <filesystem>

#include "engine/operation/operation.hpp"
#include "engine/store/sqlite/event_log.hpp"
#include "server/auth/password.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/replayed.hpp"
#include "server/command_line/subcommands.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::command_line {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view backup_help = R"(zhunru backup --data 目录 --to 新目录 [--without-private]

  备份到一个新目录(服务器可以继续运行),然后把备份从头重放一遍再报告。
  --without-private   不含账号、个人文字、附件和通知,只备份公共记录

  Copies into a new folder while the server may run, then replays the copy from its first record before it reports.
  --without-private   leaves out accounts, personal text, attachments and notices: only the public record
)";

constexpr std::string_view restore_help = R"(zhunru restore --from 备份目录 --data 新数据目录

  把备份放到一个空的数据目录,先核对再放置。不会覆盖已有数据。
  Puts a backup into an empty data directory after checking it. Never overwrites data.
)";

base::Result<void> empty_target(const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder + "/log.sqlite", error) || fs::exists(folder + "/private.sqlite", error)) {
    return base::make_error("target-not-empty", "目标目录已有数据,不会覆盖。", "The target holds data already; it is not overwritten.", folder);
  }
  fs::create_directories(folder, error);
  fs::permissions(folder, fs::perms::owner_all, error);
  if (!fs::is_directory(folder, error)) return base::make_error("target", "目标目录无法建立。", "The target folder cannot be made.", folder);
  return {};
}

base::Result<void> copy_log(const std::string& from, const std::string& to) {
  ZHUNRU_TRY(log, store::sqlite::EventLog::open(from, store::sqlite::EventLog::Mode::read_only));
  return log->database().copy_to(to);
}

/// Attachments and notices, where there are any.
base::Result<void> copy_side_files(const DataFiles& from, const DataFiles& to) {
  for (const auto& [file, copy] : {std::pair{from.attachments(), to.attachments()}, std::pair{from.notices(), to.notices()}}) {
    std::error_code error;
    if (!fs::exists(file, error)) continue;
    ZHUNRU_TRY(database, store::sqlite::Database::open(file));
    ZHUNRU_TRY_VOID(database.copy_to(copy));
  }
  return {};
}

base::Result<void> report(const std::string& log, const char* zh, const char* en) {
  ZHUNRU_TRY(replayed, replay(log));
  std::printf("%s / %s\n  记录 records: %llu\n  末尾 head: %s\n  状态 state: %s\n", zh, en, static_cast<unsigned long long>(replayed.records),
              replayed.head.hex().c_str(), replayed.state_hash.hex().c_str());
  return {};
}

base::Result<void> run_backup(const Arguments& arguments) {
  const DataFiles from{arguments.get("--data")};
  const DataFiles to{arguments.get("--to")};
  if (from.folder.empty() || to.folder.empty()) return base::make_error("argument", "须给出 --data 和 --to", "--data and --to are needed", "--data --to");
  ZHUNRU_TRY_VOID(empty_target(to.folder));
  ZHUNRU_TRY_VOID(copy_log(from.log(), to.log()));
  if (!arguments.has("--without-private")) {
    ZHUNRU_TRY(vault, vault::Vault::open(from.vault()));
    ZHUNRU_TRY_VOID(vault->copy_to(to.vault()));
    ZHUNRU_TRY_VOID(copy_side_files(from, to));
  }
  return report(to.log(), "备份完成,已从头重放核对", "backup made and replayed from its first record");
}

base::Result<void> run_restore(const Arguments& arguments) {
  const DataFiles from{arguments.get("--from")};
  const DataFiles to{arguments.get("--data")};
  if (from.folder.empty() || to.folder.empty()) return base::make_error("argument", "须给出 --from 和 --data", "--from and --data are needed", "--from --data");
  ZHUNRU_TRY_VOID(empty_target(to.folder));
  ZHUNRU_TRY(checked, replay(from.log()));
  ZHUNRU_TRY_VOID(copy_log(from.log(), to.log()));
  std::error_code error;
  if (fs::exists(from.vault(), error)) {
    ZHUNRU_TRY(vault, vault::Vault::open(from.vault()));
    ZHUNRU_TRY_VOID(vault->copy_to(to.vault()));
  }
  ZHUNRU_TRY_VOID(copy_side_files(from, to));
  ZHUNRU_TRY(again, replay(to.log()));
  if (again.state_hash != checked.state_hash || again.head != checked.head) {
    return base::make_error("restore-differs", "恢复结果与备份不一致。", "What was restored differs from the backup.", to.folder);
  }
  std::printf("恢复完成 / restored\n  记录 records: %llu\n  末尾 head: %s\n  状态 state: %s\n", static_cast<unsigned long long>(again.records),
              again.head.hex().c_str(), again.state_hash.hex().c_str());
  return {};
}

int finish(const base::Result<void>& done, std::string_view name) {
  if (done) return 0;
  return done.error().code == "argument" ? usage(done.error(), name) : fail(done.error());
}

int backup(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data", "--to"}, {"--without-private"}, 0});
  if (!arguments) return usage(arguments.error(), "backup");
  if (!auth::start_crypto()) return 1;
  operation::register_all();
  return finish(run_backup(*arguments), "backup");
}

int restore(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data", "--from"}, {}, 0});
  if (!arguments) return usage(arguments.error(), "restore");
  if (!auth::start_crypto()) return 1;
  operation::register_all();
  return finish(run_restore(*arguments), "restore");
}

}  // namespace

const Subcommand backup_command{"backup", "备份并核对", "Copy the data and check the copy", backup_help, backup};
const Subcommand restore_command{"restore", "从备份恢复", "Put a backup into a new data directory", restore_help, restore};

}  // namespace zhunru::server::command_line

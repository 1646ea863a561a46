// zhunru account: list accounts, make one, and a one-time link by which its owner sets the password. It never shows or sets one.
#include <chrono>
#include <cstdio>

#include "server/auth/password.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/subcommands.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru account list --data 目录
zhunru account link --data 目录 账号 [--url http://localhost:8080]
zhunru account add --data 目录 账号 --label 名称 --role 岗位 [--body 单位] [--community 社区]

zhunru account erase --data 目录 本人编号

  list  列出账号;link  打印一次性链接(24 小时),供本人设置新密码;add  新建账号;erase  删除此人的密钥,所写的个人文字从此不可读
  list  lists accounts; link  prints a one-time link (24 h) to set a new password; add  makes an account; erase  deletes the
  person's key: what that person wrote cannot be read any more
  服务器运行时也可以使用 / works while the server runs
)";

constexpr std::int64_t link_ms = 24 * 3'600'000LL;

std::int64_t wall_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

base::Result<void> run_account(const Arguments& arguments) {
  const DataFiles files{arguments.get("--data")};
  const auto& words = arguments.words();
  if (files.folder.empty() || words.empty()) return base::make_error("argument", "须给出动作和 --data", "an action and --data are needed", "account");
  ZHUNRU_TRY(vault, vault::Vault::open(files.vault()));
  if (words[0] == "list" && words.size() == 1) {
    for (const auto& account : vault->accounts()) {
      std::printf("%-24s %s%s%s\n", account.id.c_str(), account.label.c_str(), account.disabled ? " [停用 disabled]" : "",
                  account.password_hash.empty() ? " [未设密码 no password]" : "");
    }
    return {};
  }
  if (words.size() != 2) return base::make_error("argument", "须给出账号", "the account is needed", "account");
  if (words[0] == "erase") {
    ZHUNRU_TRY_VOID(vault->erase_person(words[1]));
    std::printf("已删除 / erased: %s\n", words[1].c_str());
    return {};
  }
  if (words[0] == "add") {
    if (vault->account(words[1])) return base::make_error("account-exists", "账号已存在。", "The account exists already.", words[1]);
    vault::Account account;
    account.id = words[1];
    account.label = arguments.get("--label", words[1]);
    account.level = "L3";
    account.seats = {{arguments.get("--role"), arguments.get("--body"), arguments.get("--community"), ""}};
    ZHUNRU_TRY_VOID(vault->put_account(account));
  } else if (words[0] != "link") {
    return base::make_error("argument", "动作须为 list、link、add 或 erase", "the action must be list, link, add or erase", words[0]);
  }
  if (!vault->account(words[1])) return base::make_error("account-unknown", "没有这个账号。", "There is no such account.", words[1]);
  const std::string token = auth::random_token();
  ZHUNRU_TRY_VOID(vault->put_reset(auth::token_hash(token), words[1], wall_ms() + link_ms));
  std::printf("%s/set-password/%s\n", arguments.get("--url", "http://localhost:8080").c_str(), token.c_str());
  return {};
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data", "--url", "--label", "--role", "--body", "--community"}, {}, 2});
  if (!arguments) return usage(arguments.error(), "account");
  if (!auth::start_crypto()) return 1;
  if (auto done = run_account(*arguments); !done) return done.error().code == "argument" ? usage(done.error(), "account") : fail(done.error());
  return 0;
}

}  // namespace

const Subcommand account_command{"account", "账号:列出、新建、重设密码的链接", "Accounts: list, add, link to set a password", help_text, run};

}  // namespace zhunru::server::command_line

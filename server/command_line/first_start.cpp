#include "server/command_line/first_start.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "engine/base/json.hpp"
#include "server/auth/password.hpp"

namespace zhunru::server::command_line {

namespace {

namespace fs = std::filesystem;

fs::path program_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

constexpr std::int64_t link_ms = 24 * 3'600'000LL;

}  // namespace

std::string workflows_folder(const std::string& given) {
  if (!given.empty()) return given;
  std::error_code error;
  const fs::path beside = program_folder() / ".." / "share" / "zhunru" / "workflows";
  if (fs::is_directory(beside, error)) return beside.lexically_normal().string();
  return std::string(ZHUNRU_SOURCE_DIR) + "/workflows";
}

std::string site_folder(const std::string& given) {
  if (!given.empty()) return given;
  return (program_folder() / ".." / ".." / "web").lexically_normal().string();
}

base::Result<auth::AccessTable> read_access_table(const std::string& workflows) {
  const std::string path = workflows + "/access/access.json";
  std::ifstream file(path, std::ios::binary);
  if (!file) return base::make_error("access-table", "找不到权限表。", "The access table is missing.", path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  ZHUNRU_TRY(json, base::parse_json(text));
  return auth::AccessTable::parse(json);
}

base::Result<void> deploy(runtime::Sequencer& sequencer, const runtime::DeploymentOptions& options) {
  ZHUNRU_TRY(plan, runtime::plan_deployment(options, sequencer.state()));
  if (plan.empty()) return {};
  std::printf("正在部署 %zu 个文件 / deploying %zu files", plan.size(), plan.size());
  std::fflush(stdout);
  std::size_t done = 0;
  for (auto& file : plan) {
    auto accepted = sequencer.submit("deploy-" + auth::random_token(12), command::Actor::system(), std::move(file.command));
    if (!accepted) {
      std::printf("\n");
      base::Error error = accepted.error();
      error.where = options.folder + "/" + file.path + (error.where.empty() ? "" : ": " + error.where);
      return error;
    }
    if (++done % 8 == 0) std::printf("."), std::fflush(stdout);
  }
  std::printf(" ✓\n");
  std::fflush(stdout);
  return {};
}

base::Result<void> start_publications(runtime::Sequencer& sequencer) {
  const state::State& state = sequencer.state();
  if (state.resource("process", "T08") == nullptr) return {};
  std::set<std::string> waiting;
  state.cases.for_each([&](const std::string&, const state::Case& c) {
    if (c.process != "T08" || c.ended) return;
    const base::Value variables(c.variables());
    if (variables.at_path("subject.periodic").boolean_or(false)) waiting.insert(variables.at_path("subject.list").string_or(""));
  });
  const base::List lists = registers::records_on(state, "lists", std::nullopt);
  for (const base::Value& list : lists) {
    const std::string id = list.get("id").string_or("");
    if (waiting.contains(id) || !list.get("next_publication_due").is_string()) continue;
    const base::Context subject{{"what", "list"}, {"list", id}, {"body", list.get("owner")}, {"applicant", nullptr},
                                {"due", list.get("next_publication_due")}, {"title", list.get("title")}, {"periodic", true},
                                {"case_id", nullptr}, {"document", nullptr}, {"version", nullptr}};
    auto started = sequencer.submit("publication-" + auth::random_token(12), command::Actor::system(),
                                    command::StartCase{"T08", base::Value(base::Context{{"subject", subject}})});
    if (!started) return started.error();
  }
  return {};
}

base::Result<void> make_demo_accounts(const runtime::Sequencer& sequencer, vault::Vault& vault) {
  if (vault.count_accounts() > 0) return {};
  for (const base::Value& persona : registers::records_on(sequencer.state(), "personas", std::nullopt)) {
    vault::Account account;
    account.id = persona.get("id").string_or("");
    account.label = persona.get("label").string_or(account.id);
    account.level = persona.get("identity_level").string_or("L0");
    account.stratum = persona.get("stratum").string_or("");
    if (persona.get("roles").is_list()) {
      for (const base::Value& role : persona.get("roles").as_list()) {
        account.seats.push_back({role.string_or(""), persona.get("body").string_or(""), persona.get("community").string_or(""),
                                 persona.get("provider").string_or("")});
      }
    }
    if (account.id.empty()) continue;
    ZHUNRU_TRY_VOID(vault.put_account(account));
  }
  return {};
}

base::Result<std::string> make_first_administrator(vault::Vault& vault, std::int64_t now_ms) {
  const auto existing = vault.account("admin");
  const bool waiting = existing && existing->password_hash.empty() && vault.count_accounts() == 1;
  if (vault.count_accounts() > 0 && !waiting) return std::string();
  if (!existing) {
    vault::Account account;
    account.id = "admin";
    account.label = "管理员";
    account.level = "L3";
    account.seats = {{"template_admin", "", "", ""}};
    ZHUNRU_TRY_VOID(vault.put_account(account));
  }
  std::string token = auth::random_token();
  ZHUNRU_TRY_VOID(vault.put_reset(auth::token_hash(token), "admin", now_ms + link_ms));
  return token;
}

base::Result<std::string> lasting_fact(vault::Vault& vault, std::string_view name, const std::string& fresh) {
  if (auto known = vault.fact(name)) return *known;
  ZHUNRU_TRY_VOID(vault.put_fact(name, fresh));
  return fresh;
}

}  // namespace zhunru::server::command_line

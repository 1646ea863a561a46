// zhunru serve: wires store, engine, HTTP and clock together and runs until it is told to stop.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "engine/base/json.hpp"
#include "engine/operation/operation.hpp"
#include "server/api/absences.hpp"
#include "server/api/router.hpp"
#include "server/auth/password.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/channels.hpp"
#include "server/command_line/first_start.hpp"
#include "server/command_line/import.hpp"
#include "server/command_line/subcommands.hpp"
#include "server/http/authority_pages.hpp"
#include "server/http/certificate_authority.hpp"
#include "server/http/qr.hpp"
#include "server/http/server.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru serve --data 目录 [选项]

  运行服务器。只在本机提供(127.0.0.1),除非给出 --lan。
  Runs the server, on this machine only unless --lan is given.

  --data DIR        数据目录(第一次会建立) / data directory, made at first start
  --port N          端口,默认 8080;0 = 任选 / port, default 8080; 0 = any free one
  --demo            演示:示例地区、演示账号、可以拨动的时钟
                    demonstration: sample region, demo accounts, a clock that can be moved
  --demo-password P 演示账号的密码,默认 zhunru-demo / password of the demo accounts
  --no-cases        演示地区从空白开始,不导入 25 件示例案件 / begin without the 25 cases of the sample region
  --fresh           删除旧数据重新开始(须同时给 --demo) / delete the data and begin anew; only with --demo
  --lan             也向同一网络的手机提供:TLS,自签证书机构,二维码
                    also for phones on the same network: TLS, own certificate authority, QR code
  --lan-port N      --lan 的 TLS 端口,默认 8443;说明页在下一个端口 / TLS port of --lan; its help page is on the next port
  --site DIR        网页端目录,默认在程序旁 ../../web / folder of the web client
  --workflows DIR   流程目录,默认随程序 / folder of workflows
  --host-name NAME  反向代理后面的主机名 / name by which a reverse proxy reaches this server
  --public-url URL  文书二维码和通知里写的网址,如 https://zhunru.example / address written in QR codes and notices

  通知(站内总有;以下可选) / notices (always in the app; these are optional)
  --smtp URL        发邮件的服务器 smtp://主机:587 或 smtps://主机:465 / mail server
  --mail-from ADDR  发信地址 / sender's address
  --smtp-user NAME, --smtp-password-file FILE   登录 / log-in
  --smtp-authority FILE   服务器证书的签发机构(PEM) / authority of its certificate
  --smtp-without-tls      不加密,只限本机的邮件服务器 / no encryption, only for a mail server on this machine
  --webhook URL     办公通讯或短信网关的地址;每条带 HMAC-SHA-256 签名 / office messenger or SMS gateway; signed
  --webhook-secret-file FILE   签名密钥 / key of the signature

  没有 --demo 时用真实时钟,没有演示账号;第一次启动打印一次性链接,供第一位管理员设置密码。
  Without --demo: real clock, no demo accounts; the first start prints a one-time link for the first administrator.
)";

const Known known{{"--data", "--port", "--demo-password", "--lan-port", "--site", "--workflows", "--host-name", "--public-url",
                   "--smtp", "--smtp-user", "--smtp-password-file", "--smtp-authority", "--mail-from", "--webhook", "--webhook-secret-file"},
                  {"--demo", "--no-cases", "--fresh", "--lan", "--smtp-without-tls"},
                  0};

struct Listening {
  std::unique_ptr<http::Server> local, lan, authority_server;
  std::unique_ptr<http::AuthorityPages> authority;
};

struct LanPlan {
  std::string shown;  ///< the address for people
  std::uint16_t port = 0;
  http::Identity identity;
  std::string url() const { return "https://" + shown + ":" + std::to_string(port); }
};

base::Result<LanPlan> plan_lan(const Arguments& arguments, const DataFiles& files, api::Settings& settings) {
  ZHUNRU_TRY(port, arguments.number("--lan-port", 8443, 1, 65534));
  std::vector<std::string> names = http::local_addresses();
  if (names.empty()) {
    return base::make_error("lan", "没有找到局域网地址;请先连接网络。", "This machine has no network address; connect it first.", "--lan");
  }
  LanPlan plan;
  plan.shown = names.front();
  plan.port = static_cast<std::uint16_t>(port);
  names.push_back("localhost");
  names.push_back("127.0.0.1");
  ZHUNRU_TRY(identity, http::make_identity(files.tls(), names));
  plan.identity = std::move(identity);
  for (const auto& name : names) settings.host_names.push_back(name);
  return plan;
}

base::Result<void> listen_lan(const LanPlan& plan, http::Handler& router, Listening& listening) {
  http::Options tls;
  tls.address = "0.0.0.0";
  tls.port = plan.port;
  tls.certificate_chain = plan.identity.certificate_chain;
  tls.private_key = plan.identity.private_key;
  ZHUNRU_TRY(lan, http::Server::start(tls, router));
  listening.lan = std::move(lan);
  listening.authority = std::make_unique<http::AuthorityPages>(plan.url(), plan.identity.authority_pem,
                                                               plan.identity.authority_der, plan.identity.fingerprint);
  http::Options plain;
  plain.address = "0.0.0.0";
  plain.port = static_cast<std::uint16_t>(plan.port + 1);
  ZHUNRU_TRY(help, http::Server::start(plain, *listening.authority));
  listening.authority_server = std::move(help);
  const std::string help_url = "http://" + plan.shown + ":" + std::to_string(plan.port + 1) + "/ca";
  std::printf("\n手机(同一网络)先打开此页安装证书 / on the phone, open this page first:\n  %s\n%s", help_url.c_str(),
              http::qr_for_terminal(help_url).c_str());
  std::printf("SHA-256 %s\n手机访问 / phone: %s/\n", plan.identity.fingerprint.c_str(), plan.url().c_str());
  return {};
}

void beat(http::Server& server, http::EventHub& hub) {
  server.after(20'000, [&server, &hub] {
    hub.heartbeat();
    beat(server, hub);
  });
}

void tell_changes(http::EventHub& hub, std::atomic<std::int64_t>& number, const std::vector<std::string>& keys, bool secret) {
  // While a consultation is open nobody may count answers by watching (D12-1).
  if (secret || keys.empty()) return;
  base::List list;
  for (const auto& key : keys) list.push_back(base::Value(key));
  hub.publish(++number, "changed", base::to_json(base::Context{{"changed", std::move(list)}}));
}

base::Result<void> run_server(const Arguments& arguments) {
  const DataFiles files{arguments.get("--data", arguments.has("--demo") ? "data-demo" : "")};
  if (files.folder.empty()) return base::make_error("argument", "请用 --data 指明数据目录", "name the data directory with --data", "--data");
  if (arguments.has("--fresh") && !arguments.has("--demo")) {
    return base::make_error("argument", "--fresh 只能与 --demo 一起用,以免误删真实数据", "--fresh only goes with --demo, so that real data cannot be lost", "--fresh");
  }
  ZHUNRU_TRY(port, arguments.number("--port", 8080, 0, 65535));
  if (!auth::start_crypto()) return base::make_error("crypto", "加密库不能启动", "libsodium cannot start", "");
  ZHUNRU_TRY(lock, DataLock::take(files));
  CHECK(lock != nullptr);
  if (arguments.has("--fresh")) ZHUNRU_TRY_VOID(erase(files));
  operation::register_all();

  const std::string workflows = workflows_folder(arguments.get("--workflows"));
  ZHUNRU_TRY(access, read_access_table(workflows));
  ZHUNRU_TRY(vault, vault::Vault::open(files.vault()));
  ZHUNRU_TRY(attachments, attachments::Store::open(files.attachments()));
  ZHUNRU_TRY(notices, notify::Store::open(files.notices()));
  std::string public_url = arguments.get("--public-url");
  while (public_url.ends_with('/')) public_url.pop_back();
  ZHUNRU_TRY(channels, open_channels(arguments, public_url));
  const bool demo = arguments.has("--demo");
  {
    ZHUNRU_TRY(kind, lasting_fact(*vault, "kind", demo ? "demo" : "real"));
    if (kind != (demo ? "demo" : "real")) {
      return base::make_error("data-kind", "演示数据与正式数据不能混用;请换一个数据目录。",
                              "Demo data and real data do not mix; use another data directory.", files.folder);
    }
  }
  ZHUNRU_TRY(secret_hex, lasting_fact(*vault, "secret", auth::random_token(32)));
  const std::int64_t offset = std::strtoll(vault->fact("clock_offset_ms").value_or("0").c_str(), nullptr, 10);
  runtime::Clock clock(runtime::TimeSource::system(), demo, offset);
  http::EventHub hub;
  std::atomic<std::int64_t> change_number{0};
  ZHUNRU_TRY(sequencer, runtime::Sequencer::open(files.log(), clock, [&](const auto& keys, bool secret) {
               tell_changes(hub, change_number, keys, secret);
             }));
  ZHUNRU_TRY_VOID(deploy(*sequencer, {workflows, demo}));
  if (demo && !arguments.has("--no-cases")) ZHUNRU_TRY_VOID(import_demo_cases(*sequencer, workflows, base::Instant{clock.now_ms()}));
  ZHUNRU_TRY_VOID(start_publications(*sequencer));
  std::string first_link;
  if (demo) {
    ZHUNRU_TRY_VOID(make_demo_accounts(*sequencer, *vault));
  } else {
    ZHUNRU_TRY(link, make_first_administrator(*vault, clock.now_ms()));
    first_link = link;
  }
  api::reseat_all(*sequencer, *vault);
  http::StaticSite site;
  if (auto loaded = http::StaticSite::load(site_folder(arguments.get("--site")))) {
    site = std::move(*loaded);
  } else {
    std::fprintf(stderr, "zhunru: %s / %s\n", loaded.error().message.c_str(), loaded.error().message_en.c_str());
  }
  auth::Sessions sessions(*vault);
  runtime::Worker slow(256);
  runtime::Worker vault_writer;
  read_model::TaskIndex tasks;
  tasks.rebuild(sequencer->state());
  notify::Notifier notifier(*notices, *vault, *sequencer, clock, std::move(channels));
  ZHUNRU_TRY_VOID(notifier.catch_up());
  sequencer->on_record([&tasks, &notifier, &state = sequencer->state()](const runtime::LogRecord& record) {
    if (record.seq == 0) return tasks.rebuild(state);
    std::vector<std::string> cases;
    for (const auto& key : runtime::touched(record.events)) {
      if (key.starts_with("case:")) cases.push_back(key.substr(5));
    }
    tasks.update(state, cases);
    notifier.see(record);
  });
  api::Settings settings;
  settings.demo = demo;
  settings.demo_password = arguments.get("--demo-password", "zhunru-demo");
  settings.host_names = {"127.0.0.1", "localhost", "[::1]"};
  if (arguments.has("--host-name")) settings.host_names.push_back(arguments.get("--host-name"));
  settings.public_url = public_url;
  std::optional<LanPlan> lan;
  if (arguments.has("--lan")) {
    ZHUNRU_TRY(plan, plan_lan(arguments, files, settings));
    lan = std::move(plan);
  }
  api::App app{std::move(settings), base::sha256(secret_hex).hex().substr(0, 32), *vault, sessions, access, clock, *sequencer, hub,
               site, slow, vault_writer, tasks, *attachments, *notices, notifier};
  api::Router router(app);

  sequencer->start();
  notifier.start();
  Listening listening;
  http::Options local;
  local.port = static_cast<std::uint16_t>(port);
  {
    ZHUNRU_TRY(server, http::Server::start(local, router));
    listening.local = std::move(server);
  }
  const std::string here = "http://localhost:" + std::to_string(listening.local->port());
  if (lan) ZHUNRU_TRY_VOID(listen_lan(*lan, router, listening));
  beat(*listening.local, hub);

  std::printf("\n准入 zhunru: %s/\n", here.c_str());
  if (demo) std::printf("演示账号密码 / demo password: %s\n", app.settings.demo_password.c_str());
  if (!first_link.empty()) {
    std::printf("第一位管理员请在 24 小时内打开此链接设置密码(只能用一次) / first administrator, once, within 24 h:\n  %s/set-password/%s\n",
                lan ? lan->url().c_str() : here.c_str(), first_link.c_str());
  }
  std::fflush(stdout);

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int signal = 0;
  sigwait(&signals, &signal);
  std::printf("\n正在停止 / stopping\n");
  hub.close_all();
  listening.local->stop();
  if (listening.lan) listening.lan->stop();
  if (listening.authority_server) listening.authority_server->stop();
  slow.stop();
  vault_writer.stop();
  notifier.stop();
  sequencer->stop();
  return {};
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, known);
  if (!arguments) return usage(arguments.error(), "serve");
  // Before any thread is made, so that all of them leave these signals to sigwait.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  if (auto done = run_server(*arguments); !done) {
    return done.error().code == "argument" ? usage(done.error(), "serve") : fail(done.error());
  }
  return 0;
}

}  // namespace

const Subcommand serve_command{"serve", "运行服务器", "Run the server", help_text, run};

}  // namespace zhunru::server::command_line

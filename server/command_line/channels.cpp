#include "server/command_line/channels.hpp"

#include <fstream>
#include <iterator>

namespace zhunru::server::command_line {

namespace {

base::Result<std::string> secret_of(const Arguments& arguments, const char* option) {
  const std::string path = arguments.get(option);
  if (path.empty()) return std::string();
  std::ifstream file(path, std::ios::binary);
  if (!file) return base::make_error("argument", "文件不能读取", "this file cannot be read", std::string(option) + " " + path);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace

base::Result<std::vector<std::unique_ptr<notify::Channel>>> open_channels(const Arguments& arguments, const std::string& public_url) {
  std::vector<std::unique_ptr<notify::Channel>> channels;
  if (arguments.has("--smtp")) {
    notify::MailSettings mail;
    mail.url = arguments.get("--smtp");
    mail.user = arguments.get("--smtp-user");
    ZHUNRU_TRY(password, secret_of(arguments, "--smtp-password-file"));
    mail.password = password;
    mail.from = arguments.get("--mail-from");
    mail.authority = arguments.get("--smtp-authority");
    mail.need_tls = !arguments.has("--smtp-without-tls");
    ZHUNRU_TRY(made, notify::make_mail(mail, public_url));
    channels.push_back(std::move(made));
  }
  if (arguments.has("--webhook")) {
    ZHUNRU_TRY(secret, secret_of(arguments, "--webhook-secret-file"));
    ZHUNRU_TRY(made, notify::make_webhook({arguments.get("--webhook"), secret, arguments.get("--smtp-authority")}, public_url));
    channels.push_back(std::move(made));
  }
  return base::Result<std::vector<std::unique_ptr<notify::Channel>>>(std::move(channels));
}

}  // namespace zhunru::server::command_line

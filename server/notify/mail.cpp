#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "server/http/wire.hpp"
#include "server/notify/curl_handle.hpp"

namespace zhunru::server::notify {

namespace {

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.resize(std::strlen(out.c_str()));
  return out;
}

/// RFC 2047: words of at most 75 characters, cut between characters.
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t cut = std::min<std::size_t>(text.size(), 42);
    while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, cut)) + "?=";
    text.remove_prefix(cut);
  }
  return out;
}

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 >= text.size() || text.size() > 200) return false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '"') return false;
  }
  return true;
}

struct Reading {
  std::string_view left;
  bool sent_all() const { return left.empty(); }
};

std::size_t give_more(char* into, std::size_t size, std::size_t count, void* data) {
  auto* reading = static_cast<Reading*>(data);
  const std::size_t amount = std::min(size * count, reading->left.size());
  std::memcpy(into, reading->left.data(), amount);
  reading->left.remove_prefix(amount);
  return amount;
}

struct Lines {
  std::string last;
};

/// Keeps the last answer line of the server that says something about the mail: "550 5.1.1 no such user", not "221 bye".
std::size_t hear(char* data, std::size_t size, std::size_t count, void* into) {
  std::string line(data, size * count);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  if (!line.empty() && !line.starts_with("221")) static_cast<Lines*>(into)->last = line.substr(0, 300);
  return size * count;
}

class Mail final : public Channel {
 public:
  Mail(MailSettings settings, std::string public_url) : settings_(std::move(settings)), public_url_(std::move(public_url)) {}
  std::string name() const override { return "mail"; }

  Outcome send(const Message& message) override {
    if (!is_address(message.address)) return {Delivery::refused, "不是邮件地址 / not a mail address"};
    const CurlHandle handle = open_curl(settings_.url, "smtp,smtps", settings_.authority);
    if (!handle) return {Delivery::queued, "libcurl"};
    CURL* curl = handle.get();
    const std::string text = mail_text(message, settings_.from, public_url_);
    Reading reading{text};
    Lines lines;
    const std::string from = "<" + settings_.from + ">", to = "<" + message.address + ">";
    curl_slist* receivers = curl_slist_append(nullptr, to.c_str());
    if (settings_.need_tls) curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!settings_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_more);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &lines);
    const CURLcode code = curl_easy_perform(curl);
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    curl_slist_free_all(receivers);
    if (code == CURLE_OK) return {Delivery::handed_over, lines.last};
    // A wrong password is mended by the administrator, not by the receiver: what waits is sent then.
    const bool for_good = answer >= 500 && answer < 600 && code != CURLE_LOGIN_DENIED && answer != 530;
    if (for_good) return {Delivery::refused, lines.last};
    if (answer >= 400) return {Delivery::queued, lines.last};
    return broken_off(code, reading.sent_all());
  }

 private:
  const MailSettings settings_;
  const std::string public_url_;
};

}  // namespace

std::string mail_text(const Message& message, const std::string& from, const std::string& public_url) {
  const Notice& first = message.notices.front();
  const bool several = message.notices.size() > 1;
  const std::string subject = several ? "准入:" + std::to_string(message.notices.size()) + " 条通知 / notices" : "准入:" + first.title;
  std::string body;
  for (const auto& notice : message.notices) {
    body += notice.title + "\r\n" + notice.text + "\r\n" + notice.title_en + "\r\n" + notice.text_en + "\r\n";
    if (!public_url.empty() && !notice.task_id.empty()) body += public_url + "/#/task/" + notice.task_id + "\r\n";
    if (!public_url.empty() && !notice.document_id.empty()) body += public_url + "/d/" + notice.document_id + "\r\n";
    body += "\r\n";
  }
  body += "--\r\n不想收到邮件,可在“我的—通知”中关闭。 / To stop these mails: Me - Notices.\r\n";
  const std::string domain = from.substr(from.find('@') + 1);
  const std::string coded = base64(body);
  std::string out = "From: " + encoded_words("准入") + " <" + from + ">\r\nTo: <" + message.address + ">\r\nSubject: " + encoded_words(subject) +
                    "\r\nDate: " + http::http_date(message.notices.back().at_ms / 1000) + "\r\nMessage-ID: <" + message.id + "@" + domain +
                    ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: base64\r\n\r\n";
  for (std::size_t at = 0; at < coded.size(); at += 76) out += coded.substr(at, 76) + "\r\n";
  return out;
}

base::Result<std::unique_ptr<Channel>> make_mail(const MailSettings& settings, const std::string& public_url) {
  if (!settings.url.starts_with("smtp://") && !settings.url.starts_with("smtps://")) {
    return base::make_error("argument", "邮件服务器须写成 smtp://主机:端口 或 smtps://…", "the mail server is smtp://host:port or smtps://…", "--smtp");
  }
  if (!is_address(settings.from)) return base::make_error("argument", "请用 --mail-from 给出发信地址", "give the sender's address with --mail-from", "--mail-from");
  return std::unique_ptr<Channel>(new Mail(settings, public_url));
}

}  // namespace zhunru::server::notify

#include "client/sync/uploads.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"
#include "engine/base/sha256.hpp"

namespace zhunru::sync {

namespace {

constexpr std::int32_t longest_pause_ms = 64'000;

/// What the first bytes say; "" = nothing that is taken.
std::string_view kind_of(std::string_view bytes) {
    if (bytes.starts_with("%PDF-")) return "application/pdf";
    if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
    return {};
}

std::string path_of(const std::string& sha256) { return "/api/attachments/" + sha256; }

}  // namespace

base::Result<std::string> Uploads::add(platform::PickedFile file) {
    if (file.mime == "too-large" || file.bytes.size() > static_cast<std::size_t>(max_bytes))
        return base::make_error("attachment-size", "“" + file.name + "”超过 20 MB，不能上传。请压缩或拆分后再选。",
                                "“" + file.name + "” is larger than 20 MB. Make it smaller or split it, then choose it again.");
    const std::string_view kind = kind_of(file.bytes);
    if (kind.empty())
        return base::make_error("attachment-kind", "“" + file.name + "”不是 PDF 或照片（JPEG、PNG、WebP），不能上传。",
                                "“" + file.name + "” is neither a PDF nor a photo (JPEG, PNG, WebP), so it cannot be taken.");
    const std::string sha256 = base::sha256(file.bytes).hex();
    Upload& upload = uploads_[sha256];
    if (upload.state == Upload::State::done || !upload.bytes.empty()) return sha256;  // the same file chosen twice
    upload.sha256 = sha256;
    upload.name = std::move(file.name);
    upload.type = std::string(kind);
    upload.size = static_cast<std::int64_t>(file.bytes.size());
    upload.account = account_;
    upload.bytes = std::move(file.bytes);
    upload.state = Upload::State::sending;
    ports_.browser.keep_file(sha256, base::to_json(base::Value(base::Context{{"sha256", sha256}, {"name", upload.name}, {"account", account_}})),
                             upload.bytes);
    pump();
    return sha256;
}

const Upload& Uploads::find(const std::string& sha256) {
    const auto [entry, fresh] = uploads_.try_emplace(sha256);
    if (!fresh) return entry->second;
    entry->second.sha256 = sha256;
    entry->second.account = account_;
    api_.get(path_of(sha256) + "/bytes", [this, sha256](const Answer& answer) {
        const auto found = uploads_.find(sha256);
        if (found == uploads_.end() || found->second.state != Upload::State::asked) return;
        Upload& upload = found->second;
        if (answer.ok) {
            upload.name = answer.value.get("name").string_or("");
            upload.type = answer.value.get("type").string_or("");
            upload.size = answer.value.get("size").int64_or(0);
            upload.sent = answer.value.get("offset").int64_or(0);
            // Half of it is there and the rest is nowhere: it has to be chosen again.
            upload.state = answer.value.get("complete").boolean_or(false) ? Upload::State::done : Upload::State::gone;
        } else if (answer.failure.offline()) {
            uploads_.erase(found);  // asked again when it is looked at next
        } else {
            upload.state = Upload::State::gone;
        }
    });
    return entry->second;
}

void Uploads::retry(const std::string& sha256) {
    const auto found = uploads_.find(sha256);
    if (found == uploads_.end() || found->second.bytes.empty()) return;
    found->second.state = Upload::State::sending;
    pump();
}

void Uploads::drop(const std::string& sha256) {
    uploads_.erase(sha256);
    ports_.browser.forget_file(sha256);
    api_.remove(path_of(sha256), [](const Answer&) {});  // what cannot be told now goes by itself after two weeks
}

void Uploads::set_account(const std::string& account) {
    const bool same = account == account_ && loaded_;
    account_ = account;
    if (same) return go_on();
    std::erase_if(uploads_, [&](const auto& entry) { return entry.second.bytes.empty() || entry.second.account != account_; });
    if (account_.empty()) return;
    loaded_ = true;
    ports_.browser.kept_files([this](std::vector<platform::PickedFile> files) {
        for (platform::PickedFile& file : files) {
            const auto about = base::parse_json(file.name);
            const std::string sha256 = about ? about->get("sha256").string_or("") : "";
            if (sha256.empty() || about->get("account").string_or("") != account_ || base::sha256(file.bytes).hex() != sha256) continue;
            Upload& upload = uploads_[sha256];
            if (!upload.bytes.empty()) continue;
            upload = {.sha256 = sha256, .name = about->get("name").string_or(""), .type = std::string(kind_of(file.bytes)),
                      .size = static_cast<std::int64_t>(file.bytes.size()), .state = Upload::State::sending, .account = account_,
                      .bytes = std::move(file.bytes)};
        }
        pump();
    });
}

void Uploads::go_on() {
    pause_ms_ = 2000;
    for (auto& [sha256, upload] : uploads_)
        if (upload.state == Upload::State::waiting) upload.state = Upload::State::sending;
    pump();
}

void Uploads::forget() {
    uploads_.clear();
    ports_.browser.forget_file("");
}

void Uploads::pump() {
    if (busy_ || account_.empty()) return;
    const auto next = std::find_if(uploads_.begin(), uploads_.end(), [&](const auto& entry) {
        return entry.second.state == Upload::State::sending && entry.second.account == account_;
    });
    if (next == uploads_.end()) return;
    busy_ = true;
    begin(next->first);
}

/// Tells the server of the file; it answers how much of it is there already.
void Uploads::begin(const std::string& sha256) {
    const Upload& upload = uploads_.at(sha256);
    api_.post("/api/attachments",
              base::Value(base::Context{{"sha256", sha256}, {"size", base::Value(upload.size)}, {"name", upload.name}}),
              [this, sha256](const Answer& answer) { took(sha256, answer); });
}

void Uploads::send_piece(const std::string& sha256) {
    const Upload& upload = uploads_.at(sha256);
    const auto from = static_cast<std::size_t>(upload.sent);
    api_.put_bytes(path_of(sha256) + "/bytes?offset=" + std::to_string(upload.sent),
                   upload.bytes.substr(from, static_cast<std::size_t>(piece_bytes)),
                   [this, sha256](const Answer& answer) { took(sha256, answer); });
}

void Uploads::took(const std::string& sha256, const Answer& answer) {
    const auto found = uploads_.find(sha256);
    const bool wanted = found != uploads_.end() && found->second.state == Upload::State::sending;
    if (!wanted) {  // dropped meanwhile
        busy_ = false;
        return pump();
    }
    Upload& upload = found->second;
    const bool elsewhere = answer.failure.status == 409 && answer.failure.error.get("details").get("offset").is_number();
    if (answer.ok || elsewhere) {
        pause_ms_ = 2000;
        upload.sent = std::clamp<std::int64_t>(
            (elsewhere ? answer.failure.error.get("details") : answer.value).get("offset").int64_or(0), 0, upload.size);
        if (!answer.value.get("complete").boolean_or(false)) return send_piece(sha256);
        upload.state = Upload::State::done;
        upload.sent = upload.size;
        upload.bytes = {};
        ports_.browser.forget_file(sha256);
    } else if (answer.failure.offline() || answer.failure.status >= 502) {
        upload.state = Upload::State::waiting;
        later();
    } else {
        upload.state = Upload::State::refused;
        upload.failure = answer.failure;
    }
    busy_ = false;
    pump();
}

/// The browser does not always say that the network is back.
void Uploads::later() {
    if (timer_) return;
    timer_ = true;
    const std::int32_t pause = pause_ms_;
    pause_ms_ = std::min(pause_ms_ * 2, longest_pause_ms);
    ports_.browser.after(pause, [this, pause] {
        timer_ = false;
        const std::int32_t next = std::min(pause * 2, longest_pause_ms);
        go_on();
        pause_ms_ = next;
    });
}

}  // namespace zhunru::sync

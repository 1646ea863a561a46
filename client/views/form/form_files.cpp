// The file picker of a form: choose or photograph, watch it go, throw it away before the form is sent. The value is the file's
// SHA-256 (a list of them where the picker takes several).
#include <algorithm>
#include <utility>

#include "client/views/form/form_data.hpp"
#include "client/views/form/form_view.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;
using sync::Upload;

namespace {

std::vector<std::string> hashes_of(const Value& value) {
    std::vector<std::string> out;
    if (value.is_string() && !value.as_string().empty()) out.push_back(value.as_string());
    if (value.is_list())
        for (const Value& item : value.as_list())
            if (!item.string_or("").empty()) out.push_back(item.as_string());
    return out;
}

}  // namespace

void FormView::draw_files(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state) {
    const std::string label = say(c.label);
    std::vector<std::string> hashes = hashes_of(value_at(data_, path));
    ui.begin_group("input", label);
    ui.text(label, {.style = kit::TextStyle::secondary_strong});
    const std::string help = help_of(c, state);
    if (!help.empty()) ui.caption(help);
    const std::string error = error_at(path);
    if (!error.empty()) ui.banner("error", kit::Tone::danger, error);
    if (const auto refused = file_refusals_.find(path); refused != file_refusals_.end()) {
        if (std::exchange(scroll_to_refusal_, false)) ui.scroll_here();
        ui.banner("refused", kit::Tone::danger, c_.tr("没有收下这个文件"), refused->second);
    }
    std::string removed;
    for (const std::string& hash : hashes) {
        const kit::Scope scope(ui, "file." + hash.substr(0, 16));
        if (draw_file(ui, hash, state.readonly || state.disabled)) removed = hash;
    }
    if (!removed.empty()) {
        c_.uploads.drop(removed);
        std::erase(hashes, removed);
        put_files(c, path, hashes);
    }
    const bool more = c.multiple || hashes.empty();
    if (more && !state.readonly && !state.disabled) {
        ui.begin_columns(2);
        const bool photo = ui.button("camera", c_.tr("拍照"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::camera});
        ui.next_column();
        const bool file = ui.button("choose", c_.tr("选择文件"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::attach});
        ui.end_columns();
        ui.caption(c_.tr("PDF 或照片，每个不超过 20 MB。照片会先在手机上缩小，并去掉拍摄地点。"));
        if (photo || file) pick_files(c, path, photo);
    }
    ui.end_group();
}

/// One file on its way or there; true when it is to go.
bool FormView::draw_file(kit::Ui& ui, const std::string& hash, bool fixed) {
    const auto& tr = c_.tr;
    const Upload& file = c_.uploads.find(hash);
    ui.begin_card("file", {.raised = false});
    const bool open = file.state == Upload::State::done;
    const std::string name = file.name.empty() ? tr("文件 {hash}", {{"hash", short_hash(hash)}}) : file.name;
    const std::string size = file.size > 0 ? size_words(tr, file.size) : "";
    const std::string digest = open ? "SHA-256 " + short_hash(hash) : "";
    if (ui.row("open", {.title = name, .subtitle = size, .meta = digest,
                        .icon = file.type.starts_with("image/") ? kit::Icon::camera : kit::Icon::document, .tappable = open}))
        c_.ports.browser.open_url("/api/attachments/" + hash);
    const auto permille = static_cast<int>(file.size > 0 ? file.sent * 1000 / file.size : 0);
    switch (file.state) {
        case Upload::State::asked: ui.spinner(tr("正在查看文件")); break;
        case Upload::State::sending:
            ui.progress(tr("已传 {sent}，共 {size}", {{"sent", size_words(tr, file.sent)}, {"size", size}}), permille);
            break;
        case Upload::State::waiting:
            ui.progress(tr("已传 {sent}，共 {size}", {{"sent", size_words(tr, file.sent)}, {"size", size}}), permille);
            ui.banner("waiting", kit::Tone::warning, tr("没有网络，停在 {n}%", {{"n", std::to_string(permille / 10)}}),
                      tr("文件存在这部手机上，联网后从这里接着传，不用重选。"));
            break;
        case Upload::State::done: {
            const std::vector<kit::Badge> badges = {{tr("已上传，内容已核对"), kit::Tone::success}};
            ui.badges(badges);
            break;
        }
        case Upload::State::refused:
            if (ui.banner("failed", kit::Tone::danger, tr("服务器没有收下这个文件"), c_.words(file.failure), tr("再试一次")))
                c_.uploads.retry(hash);
            break;
        case Upload::State::gone:
            ui.banner("gone", kit::Tone::danger, tr("这个文件不在服务器上了"), tr("请删除后重新选择。"));
            break;
    }
    const bool going = file.state == Upload::State::sending || file.state == Upload::State::waiting;
    const bool drop = !fixed && ui.button("remove", going ? tr("取消上传") : tr("删除这个文件"),
                                          {.kind = kit::ButtonKind::text, .icon = kit::Icon::trash, .fit = true});
    ui.end_card();
    ui.space(8);
    return drop;
}

void FormView::put_files(const form::Component& c, const std::string& path, const std::vector<std::string>& hashes) {
    if (c.multiple) {
        base::List list;
        for (const std::string& hash : hashes) list.push_back(Value(hash));
        set(path, Value(std::move(list)));
    } else {
        set(path, hashes.empty() ? Value() : Value(hashes.front()));
    }
    save_draft();
}

void FormView::pick_files(const form::Component& c, const std::string& path, bool camera) {
    file_refusals_.erase(path);
    const auto form = form_;  // keeps `c` alive until the person has chosen
    c_.ports.browser.pick_file(camera ? "image/*" : "image/jpeg,image/png,image/webp,application/pdf", camera, sync::Uploads::max_bytes,
                               alive_.guard([this, form, &c, path](std::vector<platform::PickedFile> files) {
                                   if (form != form_) return;
                                   std::vector<std::string> hashes = hashes_of(value_at(data_, path));
                                   for (platform::PickedFile& file : files) {
                                       const auto taken = c_.uploads.add(std::move(file));
                                       if (!taken) {
                                           file_refusals_[path] = c_.tr.of(taken.error().message, taken.error().message_en);
                                           scroll_to_refusal_ = true;
                                           continue;
                                       }
                                       if (!c.multiple) hashes.clear();
                                       if (std::find(hashes.begin(), hashes.end(), *taken) == hashes.end()) hashes.push_back(*taken);
                                       if (!c.multiple) break;
                                   }
                                   put_files(c, path, hashes);
                               }));
}

/// A form cannot be sent while one of its files is not at the server: the first such picker, as a problem.
std::vector<form::Problem> FormView::unsent_files() {
    std::vector<form::Problem> out;
    for (const auto& [path, hash] : files()) {
        const Upload::State state = c_.uploads.find(hash).state;
        if (state == Upload::State::done) continue;
        const bool lost = state == Upload::State::gone || state == Upload::State::refused;
        out.push_back({path, "attachment", lost ? "这个附件没有传成，请删除或重选后再提交。" : "附件还没有传完，传完再提交。",
                       lost ? "This attachment did not arrive: remove it or choose it again, then send." : "The attachment is still on its way; send when it is there.",
                       "", false});
    }
    return out;
}

/// All files of the form as it is: path of the picker and hash.
std::vector<std::pair<std::string, std::string>> FormView::files() const {
    std::vector<std::pair<std::string, std::string>> out;
    const auto walk = [&](const auto& self, const form::Component& c, const std::string& prefix) -> void {
        if (c.type == form::Type::group) {
            for (const form::Component& child : c.components) self(self, child, joined(prefix, c.path));
        } else if (c.type == form::Type::dynamiclist) {
            const std::string path = joined(prefix, c.path);
            const Value& rows = value_at(data_, path);
            for (std::size_t i = 0; rows.is_list() && i < rows.size(); ++i)
                for (const form::Component& child : c.components) self(self, child, path + "[" + std::to_string(i) + "]");
        } else if (c.type == form::Type::filepicker) {
            const std::string path = joined(prefix, c.key);
            for (const std::string& hash : hashes_of(value_at(data_, path))) out.emplace_back(path, hash);
        }
    };
    for (const form::Component& component : form_->components) walk(walk, component, "");
    return out;
}

}  // namespace zhunru::views

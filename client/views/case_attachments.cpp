#include "client/views/case_attachments.hpp"

#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void CaseAttachments::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (!asked_) list_.load("/api/cases/" + sync::url_part(case_id_) + "/attachments");
    asked_ = true;
    const Value& list = list_.value().get("attachments");
    if (!list.is_list() || list.size() == 0) return;
    ui.begin_card("attachments");
    ui.heading(tr("附件"), 3);
    ui.begin_list("list", tr("附件"), static_cast<std::int32_t>(list.size()));
    std::int64_t index = 0;
    for (const Value& file : list.as_list()) {
        const kit::Scope scope(ui, "attachment", index++);
        const std::string hash = file.get("sha256").string_or("");
        const std::string about = size_words(tr, file.get("size").int64_or(0)) + " · " + file.get("by").string_or("");
        const std::string meta = day_and_time(tr, file.get("at").string_or("")) + " · SHA-256 " + short_hash(hash);
        if (ui.row("open", {.title = file.get("name").string_or(""), .subtitle = about, .meta = meta,
                            .icon = file.get("type").string_or("").starts_with("image/") ? kit::Icon::camera : kit::Icon::document}))
            c_.ports.browser.open_url("/api/attachments/" + hash);
    }
    ui.end_list();
    ui.caption(tr("文件按内容核对过类型，只作为下载打开，不会被运行。"));
    ui.end_card();
    ui.space(12);
}

}  // namespace zhunru::views

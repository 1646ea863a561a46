#include "client/views/privacy_notice.hpp"

#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void privacy_sections(kit::Ui& ui, app::Context& c, const Value& sections) {
    if (!sections.is_list()) return;
    for (const Value& section : sections.as_list()) {
        ui.heading(c.tr.pick(section, "title"), 4);
        ui.text(c.tr.pick(section, "text"), {.lang = c.tr.pick_lang(section, "text")});
        ui.space(8);
    }
}

void PrivacyNotice::draw_row(kit::Ui& ui, const Value& notice) {
    if (!notice.is_context()) return;
    if (ui.row("privacy", {.title = c_.tr("您写的内容怎样处理"),
                           .subtitle = c_.tr("第 {n} 版，{day}起", {{"n", plain(c_.tr, notice.get("version"))},
                                                                 {"day", day(c_.tr, notice.get("effective").string_or(""), true)}}),
                           .icon = kit::Icon::shield}))
        open_ = true;
    ui.space(8);
}

void PrivacyNotice::draw_sheet(kit::Ui& ui, const Value& notice) {
    const auto sheet = ui.begin_sheet("privacy", open_, {.title = c_.tr("您写的内容怎样处理")});
    if (!sheet) return;
    privacy_sections(ui, c_, notice.get("sections"));
    if (ui.link("all", c_.tr("各个版本，和已经删除的"))) {
        open_ = false;
        c_.go("privacy");
    }
    ui.end_sheet();
}

}  // namespace zhunru::views

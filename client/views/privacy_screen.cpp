#include "client/views/privacy_screen.hpp"

#include <vector>

#include "client/views/parts.hpp"
#include "client/views/privacy_notice.hpp"
#include "client/views/settings_screen.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

std::string kept_kind(const i18n::Translator& tr, std::string_view kind) {
    if (kind == "answers") return tr("居民写的文字");
    if (kind == "case_texts") return tr("投诉等个人文字");
    if (kind == "attachments") return tr("附件");
    return tr("草稿");
}

void erasure_lines(kit::Ui& ui, app::Context& c, const Value& records) {
    if (!records.is_list() || records.size() == 0) {
        ui.secondary(c.tr("还没有删除过。"));
        return;
    }
    std::vector<kit::TimelineStep> lines;
    for (const Value& one : records.as_list())
        lines.push_back({.title = kept_kind(c.tr, one.get("kind").string_or("")) + " · " +
                                  c.tr("{n} 份", {{"n", plain(c.tr, one.get("count"))}}),
                         .subtitle = c.tr.pick(one, "title"),
                         .time = day(c.tr, one.get("at").string_or(""), true),
                         .note = one.get("by_name").string_or("") + "：" + one.get("reason").string_or(""),
                         .state = kit::StepState::done});
    (void)ui.timeline("erased", lines);
}

void PrivacyScreen::enter() {
    notice_.load("/api/public/registers/privacy_notice");
    settings_.load("/api/settings?place=");
    erased_.load("/api/public/registers/erasures");
}

void PrivacyScreen::notice(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (!ready(ui, c_, notice_)) return;
    ui.begin_card("notice");
    privacy_sections(ui, c_, notice_.value().get("records"));
    const Value& versions = notice_.value().get("versions");
    if (versions.is_list())
        for (const Value& version : versions.as_list())
            ui.caption(tr("第 {n} 版，{day}起", {{"n", plain(tr, version.get("version"))}, {"day", day(tr, version.get("effective").string_or(""), true)}}) +
                       " · " + version.get("reason").string_or(""));
    ui.end_card();
    ui.space(12);
}

void PrivacyScreen::how_long(kit::Ui& ui) {
    ui.heading(c_.tr("各留多久"));
    if (!ready(ui, c_, settings_) || !settings_.value().get("settings").is_list()) return;
    for (const Value& record : settings_.value().get("settings").as_list())
        if (record.get("id").string_or("").starts_with("retain_")) setting_card(ui, c_, record);
}

void PrivacyScreen::erased(kit::Ui& ui) {
    ui.heading(c_.tr("已经删除的"));
    ui.begin_card("erased");
    // Before anything was erased there is no such register.
    erasure_lines(ui, c_, erased_.ready() ? erased_.value().get("records") : Value());
    ui.end_card();
    ui.space(12);
}

void PrivacyScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "privacy", .title = tr("个人信息"), .back = true});
    if (c_.session.has_role("template_admin") &&
        ui.row("retention", {.title = tr("到期该删的"), .subtitle = tr("超过本地设置的期限、还没有删除的"), .icon = kit::Icon::trash}))
        c_.go("admin/retention");
    notice(ui);
    how_long(ui);
    erased(ui);
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
}

}  // namespace zhunru::views

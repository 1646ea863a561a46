#include "client/views/templates_screen.hpp"

#include <algorithm>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

kit::Icon icon_of(std::string_view kind) {
    if (kind == "process") return kit::Icon::layers;
    if (kind == "rule") return kit::Icon::scale;
    return kind == "form" ? kit::Icon::edit : kit::Icon::document;
}

std::int64_t count(const Value& value) { return value.is_number() ? value.as_number().to_int64().value_or(0) : 0; }

}  // namespace

std::string template_kind(const i18n::Translator& tr, std::string_view kind) {
    if (kind == "process") return tr("流程");
    if (kind == "rule") return tr("规则表");
    return kind == "form" ? tr("表单") : tr("文书模板");
}

void TemplatesScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "admin/templates", .title = tr("流程和模板"), .back = true,
                     .actions = {{.id = "upload", .label = tr("上传改好的文件"), .icon = kit::Icon::upload}}});
    ui.secondary(tr("下载、改好、再上传。部署前逐条检查，并说明同现行版本差在哪里；在办事项仍按原版本办完，除非另外迁移。"));
    ui.space(12);
    if (ready(ui, c_, templates_)) {
        ui.search_field("search", search_, tr("按名称或文件名查找"));
        ui.space(8);
        std::vector<kit::Option> kinds;
        for (const char* kind : {"process", "rule", "form", "document"}) kinds.push_back({kind, template_kind(tr, kind), {}, false});
        (void)ui.chips("kinds", kinds_, kinds, tr("哪一种"), true);
        ui.space(12);
        const Value& list = templates_.value().get("templates");
        int shown = 0;
        ui.begin_card("templates");
        ui.begin_list("list", tr("流程和模板"));
        if (list.is_list())
            for (const Value& one : list.as_list()) {
                const std::string kind = one.get("kind").string_or(""), name = one.get("name").string_or("");
                const std::string title = tr.pick(one, "title"), file = one.get("file_name").string_or("");
                if (!kinds_.empty() && std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) continue;
                if (!search_.empty() && (title + file).find(search_) == std::string::npos) continue;
                ++shown;
                const kit::Scope scope(ui, kind + "." + name);
                std::vector<kit::Badge> badges;
                if (const auto running = count(one.get("running")); running > 0)
                    badges.push_back({tr("在办 {n} 件", {{"n", std::to_string(running)}}), kit::Tone::accent});
                if (const auto old = count(one.get("old_running")); old > 0)
                    badges.push_back({tr("{n} 件按旧版本", {{"n", std::to_string(old)}}), kit::Tone::neutral});
                if (ui.row("open", {.title = title, .subtitle = file,
                                    .meta = tr("第 {n} 版", {{"n", plain(tr, one.get("versions"))}}) + " · " + day(tr, one.get("at").string_or(""), true),
                                    .icon = icon_of(kind), .badges = &badges}))
                    c_.go("admin/template/" + sync::url_part(kind) + "/" + sync::url_part(name));
            }
        ui.end_list();
        if (shown == 0) ui.secondary(tr("没有符合的"));
        ui.end_card();
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "upload") c_.go("admin/upload");
}

std::string TemplateScreen::path() const { return "/api/admin/templates/" + kind_ + "/" + name_; }

void TemplateScreen::enter() { template_.load(path()); }

void TemplateScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "admin/template/" + kind_ + "/" + name_, .title = template_kind(tr, kind_), .back = true,
                     .actions = {{.id = "upload", .label = tr("上传改好的文件"), .icon = kit::Icon::upload}}});
    if (ready(ui, c_, template_)) {
        const Value& card = template_.value().get("template");
        ui.heading(tr.pick(card, "title"));
        ui.begin_card("facts");
        ui.key_value(tr("文件"), card.get("file_name").string_or(""));
        ui.key_value(tr("现行版本"), card.get("short").string_or(""));
        if (kind_ == "process") ui.key_value(tr("在办"), tr("{n} 件", {{"n", plain(tr, card.get("running"))}}));
        ui.space(8);
        if (ui.button("download", tr("下载现行文件"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::download})) c_.ports.browser.open_url(path() + "/file");
        ui.end_card();
        if (kind_ == "process") {
            const std::int64_t old = count(card.get("old_running"));
            ui.space(12);
            ui.begin_card("running", {.tone = old > 0 ? kit::Tone::warning : kit::Tone::neutral});
            ui.text(old > 0 ? tr("{n} 件按旧版本在办", {{"n", std::to_string(old)}}) : tr("在办的都在现行版本上"), {.style = kit::TextStyle::subheading});
            if (ui.button("migrate", tr("迁移在办案件"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::layers, .description = tr("先试算，再迁移，可以放回")}))
                c_.go("admin/migrate/" + sync::url_part(name_));
            ui.end_card();
        }
        ui.space(16);
        ui.heading(tr("各个版本"), 3);
        std::vector<kit::TimelineStep> steps;
        const Value& versions = template_.value().get("versions");
        if (versions.is_list())
            for (const Value& one : versions.as_list()) {
                const std::string by = one.get("by_name").string_or("");
                const bool current = one.get("current").boolean_or(false);
                const std::int64_t running = count(one.get("running"));
                std::string who = by.empty() ? tr("随产品或首次部署") : by;
                if (kind_ == "process") who += " · " + tr("在办 {n} 件", {{"n", std::to_string(running)}});
                steps.push_back({.title = one.get("short").string_or("") + (current ? " · " + tr("现行") : ""), .subtitle = std::move(who),
                                 .time = day_and_time(tr, one.get("at").string_or("")), .note = one.get("reason").string_or(""),
                                 .state = current ? kit::StepState::current : kit::StepState::done, .link = one.get("version").string_or("")});
            }
        ui.begin_card("versions");
        const std::string wanted = ui.timeline("versions", steps);
        ui.caption(tr("点一个版本，下载它的文件。"));
        ui.end_card();
        if (!wanted.empty()) c_.ports.browser.open_url(path() + "/file?version=" + wanted);
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "upload") c_.go("admin/upload");
}

}  // namespace zhunru::views

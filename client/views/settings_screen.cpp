#include "client/views/settings_screen.hpp"

#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void SettingsScreen::history(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& versions = settings_.value().get("versions");
    if (!versions.is_list() || versions.size() == 0) return;
    ui.heading(tr("改过几次，为什么"), 3);
    std::vector<kit::TimelineStep> lines;
    for (std::size_t i = versions.size(); i-- > 0;) {
        const Value& version = versions.item(i);
        lines.push_back({.title = tr("第 {n} 版", {{"n", plain(tr, version.get("version"))}}),
                         .subtitle = version.get("reason").string_or(""),
                         .time = tr("{day}起", {{"day", day(tr, version.get("effective").string_or(""), true)}}),
                         .state = i + 1 == versions.size() ? kit::StepState::current : kit::StepState::done});
    }
    ui.begin_card("history");
    (void)ui.timeline("versions", lines);
    ui.end_card();
    ui.space(16);
}

void SettingsScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "settings", .title = tr("本地设置"), .back = true});
    ui.secondary(tr("政策没有给数字的地方，由本地定。这些不是法律，也不是政策的要求；每次改动留下版本和理由。"));
    ui.space(12);
    if (ready(ui, c_, settings_)) {
        ui.search_field("search", search_, tr("查找设置"));
        ui.space(12);
        history(ui);
        const Value& records = settings_.value().get("records");
        if (records.is_list())
            for (const Value& record : records.as_list()) {
                const std::string id = record.get("id").string_or("");
                const std::string what = tr.pick(record, "for");
                if (!search_.empty() && (id + what).find(search_) == std::string::npos) continue;
                const kit::Scope scope(ui, "setting." + id);
                ui.begin_card("card");
                ui.text(what.empty() ? id : what, {.style = kit::TextStyle::subheading, .lang = tr.pick_lang(record, "for")});
                ui.key_value(tr("现在是"), plain(tr, record.get("value")) + " " + tr.pick(record, "unit"));
                const std::string clause = record.get("clause").string_or("");
                if (!clause.empty() && clause != "C") {
                    ui.caption(tr("相关条款没有写出这个数字："));
                    ui.clause("clause", clause);
                }
                ui.caption(id);
                ui.end_card();
                ui.space(8);
            }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
}

}  // namespace zhunru::views

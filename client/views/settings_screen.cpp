#include "client/views/settings_screen.hpp"

#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void setting_card(kit::Ui& ui, app::Context& c, const Value& record) {
    const auto& tr = c.tr;
    const std::string id = record.get("id").string_or("");
    const std::string what = tr.pick(record, "for");
    const kit::Scope scope(ui, "setting." + id);
    const bool narrowed = record.get("overridden").boolean_or(false);
    ui.begin_card("card", {.tone = narrowed ? kit::Tone::accent : kit::Tone::neutral});
    ui.text(what.empty() ? id : what, {.style = kit::TextStyle::subheading, .lang = tr.pick_lang(record, "for")});
    ui.key_value(tr("现在是"), plain(tr, record.get("value")) + " " + tr.pick(record, "unit"));
    const Value& set = record.get("set_at");
    const std::string who = set.get("by_name").string_or("");
    ui.key_value(tr("谁定的"), who.empty() ? tr("全省的默认值，随系统装入")
                                           : tr("{place} {who} 于 {day} 设定", {{"place", narrowed ? tr.pick(set, "place_name") : tr("全省")}, {"who", who},
                                                                                {"day", day(tr, set.get("at").string_or(""), true)}}));
    const Value& versions = record.get("versions");
    if (versions.is_list() && versions.size() > 1) {
        std::vector<kit::TimelineStep> lines;
        for (const Value& version : versions.as_list()) {
            const bool gone = version.get("removed").boolean_or(false);
            const std::string by = version.get("by_name").string_or("");
            lines.push_back({.title = gone ? tr("取消本地设置") : plain(tr, version.get("value")) + " " + tr.pick(record, "unit"),
                             .subtitle = (by.empty() ? "" : by + " · ") + version.get("reason").string_or(""),
                             .time = tr("{day}起", {{"day", day(tr, version.get("effective").string_or(""), true)}}),
                             .state = lines.empty() ? kit::StepState::current : kit::StepState::done});
        }
        (void)ui.timeline("versions", lines);
    }
    const std::string clause = record.get("clause").string_or("");
    if (!clause.empty() && clause != "C") {
        ui.caption(tr("相关条款没有写出这个数字："));
        ui.clause("clause", clause);
    }
    ui.caption(id);
    ui.end_card();
    ui.space(8);
}

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

void SettingsScreen::enter() {
    settings_.load("/api/public/registers/settings");
    shown_ = place_;
    local_.load("/api/settings?place=" + sync::url_part(place_));
}

/// Cities and counties may narrow a setting (R55); here one sees what holds where.
void SettingsScreen::place(kit::Ui& ui) {
    const auto& tr = c_.tr;
    std::vector<kit::Option> options = {{"", tr("全省"), "", false}};
    const Value& places = local_.value().get("places");
    if (places.is_list())
        for (const Value& one : places.as_list()) options.push_back({one.get("code").string_or(""), tr.pick(one, "name"), "", false});
    if (options.size() < 2) return;
    ui.select("place", place_, options, {.label = tr("看哪里的设置"), .searchable = true});
    ui.space(12);
    if (place_ == shown_) return;
    shown_ = place_;
    local_.load("/api/settings?place=" + sync::url_part(place_));
}

void SettingsScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "settings", .title = tr("本地设置"), .back = true});
    ui.secondary(tr("政策没有给数字的地方，由本地定。这些不是法律，也不是政策的要求；每次改动留下版本和理由。"));
    ui.space(12);
    place(ui);
    if (ready(ui, c_, local_) && ready(ui, c_, settings_)) {
        ui.search_field("search", search_, tr("查找设置"));
        ui.space(12);
        if (place_.empty()) history(ui);
        const Value& records = local_.value().get("settings");
        if (records.is_list())
            for (const Value& record : records.as_list())
                if (search_.empty() || (record.get("id").string_or("") + tr.pick(record, "for")).find(search_) != std::string::npos)
                    setting_card(ui, c_, record);
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
}

}  // namespace zhunru::views

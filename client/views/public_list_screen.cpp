#include "client/views/public_list_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

void entries(kit::Ui& ui, app::Context& c, const Value& list, const std::string& search) {
    if (!list.is_list() || list.size() == 0) {
        ui.empty_state(kit::Icon::list, c.tr("这份清单现在是空的"));
        return;
    }
    ui.begin_card("entries");
    ui.begin_list("list", c.tr("清单内容"), static_cast<std::int32_t>(list.size()));
    std::int64_t index = 0;
    for (const Value& entry : list.as_list()) {
        const std::string name = entry.get("name").string_or("");
        if (!search.empty() && name.find(search) == std::string::npos) continue;
        const kit::Scope scope(ui, "entry", index++);
        const std::string from = entry.get("from").string_or("");
        const std::string span = from.empty() ? plain(c.tr, entry.get("basis"))
                                              : day(c.tr, from, true) + " – " + day(c.tr, entry.get("to").string_or(""), true);
        const std::string id = entry.get("case_id").string_or("");
        const std::string places = entry.get("scope_names").is_list() ? plain(c.tr, entry.get("scope_names")) : "";
        if (ui.row("open", {.title = name, .subtitle = span, .meta = places,
                            .value = entry.get("item").string_or(""), .chevron = !id.empty(), .tappable = !id.empty()}))
            c.go("public/item/" + id);
    }
    ui.end_list();
    ui.end_card();
}

}  // namespace

void PublicListScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = list_.value().get("list");
    ui.begin_screen({.id = "public/list/" + id_, .title = tr("清单"), .back = true});
    if (ready(ui, c_, list_)) {
        ui.text(list.get("title").string_or(""), {.style = kit::TextStyle::heading});
        ui.secondary(list.get("owner_name").string_or(""));
        ui.space(8);
        if (list.get("overdue").boolean_or(false))
            ui.banner("overdue", kit::Tone::danger, tr("逾期未公布"),
                      tr("应在 {day} 前公布。", {{"day", day(tr, list.get("next_due").string_or(""), true)}}));
        ui.key_value(tr("版本"), plain(tr, list.get("version")));
        ui.key_value(tr("自"), day(tr, list.get("effective").string_or(""), true));
        ui.key_value(tr("下次公布"), day(tr, list.get("next_due").string_or(""), true));
        ui.clause("clause", list.get("kind").string_or("") == "C" ? "2.2-k" : "2.1-b");
        ui.space(12);
        ui.search_field("search", search_, tr("在清单里查找"));
        ui.space(12);
        entries(ui, c_, list_.value().get("entries"), search_);
        const Value& versions = list_.value().get("versions");
        if (versions.is_list() && ui.begin_expander("versions", tr("历次版本"))) {
            for (const Value& version : versions.as_list())
                ui.key_value(tr("第 {n} 版", {{"n", plain(tr, version.get("version"))}}) + " · " +
                                 day(tr, version.get("effective").string_or(""), true),
                             version.get("reason").string_or(""));
            ui.end_expander();
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
}

}  // namespace zhunru::views

#include "client/views/public_item_screen.hpp"

#include "client/views/case_screen.hpp"
#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

void PublicItemScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const base::Value& value = item_.value();
    ui.begin_screen({.id = "public/item/" + id_, .title = tr("公开信息"), .back = true});
    if (ready(ui, c_, item_)) {
        ui.text(value.get("title").string_or(""), {.style = kit::TextStyle::heading});
        const std::string applicant = value.get("applicant_name").string_or("");
        if (!applicant.empty()) ui.secondary(applicant);
        ui.space(12);
        decision_card(ui, c_, value.get("decision"));
        consultation_card(ui, c_, value.get("consultation"));
        panels(ui, c_, value.get("panels"));
        if (value.get("documents").size() > 0) {
            ui.begin_card("documents");
            ui.heading(tr("公开的文书"), 3);
            documents(ui, c_, value.get("documents"));
            ui.end_card();
            ui.space(12);
        }
        ui.caption(tr("这里只有机构的信息和合计数。居民的姓名、原话和少于公开下限的数字不公开。"));
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
}

}  // namespace zhunru::views

#include "client/views/clauses_screen.hpp"

#include "client/views/clause_sheet.hpp"
#include "client/views/parts.hpp"

namespace zhunru::views {

using base::Value;

void ClausesScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "clauses/" + part_, .title = tr("政策条款"), .subtitle = "桂政办发〔2016〕128号", .back = true});
    const std::vector<kit::Option> parts = {{"clauses", tr("条款"), {}, false}, {"questions", tr("文件没有说的"), {}, false}};
    ui.segmented("part", part_, parts, tr("条款或未定事项"));
    ui.space(12);
    if (ready(ui, c_, clauses_)) {
        ui.search_field("search", search_, tr("查找条款"));
        ui.space(12);
        const bool questions = part_ == "questions";
        const Value& list = clauses_.value().get(questions ? "questions" : "clauses");
        if (list.is_list())
            for (const Value& item : list.as_list()) {
                const std::string id = item.get("id").string_or("");
                const std::string text = item.get(questions ? "question" : "text").string_or("");
                if (!search_.empty() && (id + text + tr.pick(item, "do")).find(search_) == std::string::npos) continue;
                const kit::Scope scope(ui, "item." + id + item.get("req").string_or(""));
                ui.begin_card("card");
                ui.heading(questions ? id : tr("条款 {code}", {{"code", id}}), 3);
                if (questions) {
                    ui.text(tr.pick(item, "question"));
                    ui.text(tr.pick(item, "default"), {.style = kit::TextStyle::secondary});
                } else {
                    clause_words_card(ui, c_, item);
                }
                ui.end_card();
                ui.space(8);
            }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
}

}  // namespace zhunru::views

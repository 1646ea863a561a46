#include "client/views/clauses_screen.hpp"

#include "client/views/clause_sheet.hpp"
#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void ClausesScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "clauses/" + part_, .title = tr("政策条款"), .subtitle = "桂政办发〔2016〕128号", .back = true});
    const std::vector<kit::Option> parts = {{"clauses", tr("全部条款"), {}, false}, {"questions", tr("文件没有说的"), {}, false}};
    ui.segmented("part", part_, parts, tr("条款或未定事项"));
    ui.space(12);
    if (ready(ui, c_, clauses_)) {
        ui.search_field("search", search_, tr("查找条款"));
        ui.space(12);
        const bool questions = part_ == "questions";
        if (!questions) {
            const Value& counts = clauses_.value().get("counts");
            ui.secondary(tr("共 {n} 条，{done} 条已落在流程、表单、规则或文书里，{open} 条还没有。",
                            {{"n", plain(tr, counts.get("clauses"))}, {"done", plain(tr, counts.get("carried_out"))},
                             {"open", plain(tr, counts.get("not_yet"))}}));
            const std::vector<kit::Option> states = {{"whole", tr("已落实"), {}, false}, {"part", tr("部分落实"), {}, false},
                                                     {"not_yet", tr("还没有落实"), {}, false}};
            ui.chips("state", states_, states, tr("按落实情况筛选"), true);
            ui.space(8);
        }
        const Value& list = clauses_.value().get(questions ? "questions" : "clauses");
        if (list.is_list())
            for (const Value& item : list.as_list()) {
                const std::string id = item.get("id").string_or("");
                const std::string text = item.get(questions ? "question" : "text").string_or("");
                if (!search_.empty() && (id + item.get("req").string_or("") + text + tr.pick(item, "do")).find(search_) == std::string::npos) continue;
                if (!questions && !states_.empty() && item.get("state").string_or("not_yet") != states_.front()) continue;
                const kit::Scope scope(ui, "item." + id + item.get("req").string_or(""));
                ui.begin_card("card");
                ui.heading(questions ? id : tr("条款 {code}", {{"code", id}}), 3);
                if (!questions) {
                    const std::vector<kit::Badge> badge = {clause_state(tr, item)};
                    ui.badges(badge);
                }
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

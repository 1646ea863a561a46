#include "client/views/clause_sheet.hpp"

#include "client/views/parts.hpp"

namespace zhunru::views {

using base::Value;

void clause_words_card(kit::Ui& ui, app::Context& c, const Value& clause) {
    ui.text(clause.get("text").string_or(""), {.style = kit::TextStyle::body_strong, .lang = "zh-CN"});
    ui.space(6);
    const std::string does = c.tr.pick(clause, "do");
    if (!does.empty()) ui.text(does, {.style = kit::TextStyle::secondary, .lang = c.tr.pick_lang(clause, "do")});
    const std::string type = clause.get("type").string_or("");
    ui.caption(clause.get("req").string_or("") + " · " +
               (type == "S" ? c.tr("文件原话") : type == "D" ? c.tr("由文件推出") : c.tr("本地设置")));
}

void ClauseSheet::open(std::string_view code) {
    code_ = std::string(code);
    open_ = true;
    if (!clauses_.ready()) clauses_.load("/api/clauses");
}

void ClauseSheet::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool local = code_ == "C" || code_.empty();
    const auto sheet = ui.begin_sheet("clause", open_, {.title = local ? tr("本地设置") : tr("条款 {code}", {{"code", code_}})});
    if (!sheet) return;
    if (local) {
        ui.text(tr("政策没有规定这一点。这里用的是本地设置，可以改，改动留下记录；它不是法律，也不是政策的要求。"));
    } else if (ready(ui, c_, clauses_)) {
        const Value& list = clauses_.value().get("clauses");
        int found = 0;
        if (list.is_list())
            for (const Value& clause : list.as_list()) {
                if (code_.find(clause.get("id").string_or("?")) == std::string::npos) continue;
                if (found++ > 0) ui.divider();
                clause_words_card(ui, c_, clause);
                ui.space(8);
            }
        const Value& questions = clauses_.value().get("questions");
        if (questions.is_list())
            for (const Value& question : questions.as_list())
                if (question.get("id").string_or("") == code_) {
                    ++found;
                    ui.text(tr.pick(question, "question"), {.style = kit::TextStyle::body_strong});
                    ui.text(tr.pick(question, "default"), {.style = kit::TextStyle::secondary});
                    ui.caption(tr("文件没有回答这个问题；上面是本产品的做法（本地设置）。"));
                }
        if (found == 0) ui.secondary(tr("没有找到这一条。"));
        ui.space(8);
        ui.caption(tr("出处：桂政办发〔2016〕128号"));
    }
    ui.end_sheet();
}

}  // namespace zhunru::views
